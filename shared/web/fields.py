"""Marshmallow fields and the base schema for bodies and forms: strict, bounded, with messages for people.

Every text is bounded and free of control characters; every time carries its offset; unknown fields are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import marshmallow as ma
from flask_babel import lazy_gettext as _l

from shared.timekeeping.clock import SHANGHAI

_WHOLE = re.compile("-?[0-9]{1,15}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")


_SAID = {
    "Missing data for required field.": _l("必须填写"),
    "Field may not be null.": _l("不能为空"),
    "Invalid type.": _l("应为一个对象"),
    "Not a valid list.": _l("应为列表"),
    "Not a valid boolean.": _l("应为是或否"),
    "Not a valid mapping type.": _l("应为一个对象"),
    "Not a valid string.": _l("应为文字"),
}
"""What the library says in English alone, in words for people."""


class Strict(ma.Schema):
    """A body or form in which only the declared fields may come; what is wrong is said in words for people."""

    class Meta:
        """Refuse what is not declared."""

        unknown = ma.RAISE

    error_messages = {"unknown": _l("没有这个字段"), "type": _l("应为一个对象"), "invalid": _l("内容有误")}  # noqa: RUF012

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:
        """Give a field that brings no messages of its own ours."""
        super().on_bind_field(field_name, field_obj)
        told = field_obj.error_messages
        told |= {code: _SAID[text] for code, text in told.items() if isinstance(text, str) and text in _SAID}
        if isinstance(field_obj, ma.fields.List):
            _say_how_many(field_obj)
            self.on_bind_field(field_name, field_obj.inner)
        for part in (getattr(field_obj, "key_field", None), getattr(field_obj, "value_field", None)):
            if part is not None:
                self.on_bind_field(field_name, part)


def _say_how_many(several: ma.fields.List[Any]) -> None:
    """Let a list that is too long or too short say so in words for people."""
    for rule in several.validators:
        if isinstance(rule, ma.validate.Length) and not rule.error:
            rule.error = _l("须选 {min} 至 {max} 项") if rule.min and rule.max else _l("最多 {max} 项")


class Line(ma.fields.String):
    """One line of text: trimmed, without control characters and line breaks, `least` to `most` characters."""

    several = False

    def __init__(self, *, most: int = 100, least: int = 1, pattern: str = "", **kwargs: Any) -> None:
        self.most, self.least, self.pattern = most, least, re.compile(pattern)
        told = {"minLength": least, "maxLength": most} | ({"pattern": pattern} if pattern else {})
        kwargs["metadata"] = {**told, **kwargs.get("metadata", {})}
        super().__init__(**kwargs)
        self.error_messages |= {"required": _l("必须填写"), "null": _l("不能为空"), "invalid": _l("应为文字")}

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if _CONTROL.search(text) or (not self.several and ("\n" in text or "\r" in text)):
            raise ma.ValidationError(_l("含有不允许的字符"))
        if len(text) < self.least:
            raise ma.ValidationError(_l("必须填写") if not text else _l("至少 %(n)d 个字", n=self.least))
        if len(text) > self.most:
            raise ma.ValidationError(_l("最多 %(n)d 个字", n=self.most))
        if self.pattern.pattern and text and not self.pattern.fullmatch(text):
            raise ma.ValidationError(_l("格式不正确"))
        return text


class Passage(Line):
    """Text of several lines, at most 2,000 characters unless told otherwise."""

    several = True

    def __init__(self, *, most: int = 2000, least: int = 1, **kwargs: Any) -> None:
        super().__init__(most=most, least=least, **kwargs)


class Choice(ma.fields.String):
    """One of a fixed set of words."""

    def __init__(self, words: Sequence[str], **kwargs: Any) -> None:
        kwargs["metadata"] = {"enum": list(words), **kwargs.get("metadata", {})}
        super().__init__(**kwargs)
        self.words = frozenset(words)
        self.error_messages |= dict.fromkeys(("required", "null"), _l("请选择"))
        self.error_messages["invalid"] = _l("请选择列出的一项")

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        word = str(super()._deserialize(value, attr, data, **kwargs))
        if word not in self.words:
            raise self.make_error("invalid")
        return word


class Count(ma.fields.Integer):
    """A whole number from `least` to `most`; text like `12` is understood, 1.5 and true are not."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        kwargs["metadata"] = {"minimum": least, "maximum": most, **kwargs.get("metadata", {})}
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.error_messages |= dict.fromkeys(("required", "null"), _l("必须填写"))
        self.error_messages |= dict.fromkeys(("invalid", "too_large"), _l("应为整数"))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        whole = _WHOLE.fullmatch(value.strip()) if isinstance(value, str) else type(value) is int
        if not whole:
            raise self.make_error("invalid")
        number = int(super()._deserialize(value, attr, data, **kwargs) or 0)
        if not self.least <= number <= self.most:
            raise ma.ValidationError(_l("应在 %(least)d 到 %(most)d 之间", least=self.least, most=self.most))
        return number


class Day(ma.fields.Date):
    """A calendar day, `YYYY-MM-DD`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)
        self.error_messages |= dict.fromkeys(("required", "null"), _l("必须填写"))
        self.error_messages |= dict.fromkeys(("invalid", "format"), _l("应为日期，如 2026-09-17"))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        """Give a day that is written already as it stands."""
        return value if isinstance(value, str) else super()._serialize(value, attr, obj, **kwargs)


class Moment(ma.fields.AwareDateTime):
    """A point in time, ISO 8601 with its offset; given in Asia/Shanghai.

    `local`: a time without offset is one of Asia/Shanghai, as `<input type="datetime-local">` sends it.
    """

    def __init__(self, *, local: bool = False, **kwargs: Any) -> None:
        super().__init__(format="iso", default_timezone=SHANGHAI if local else None, **kwargs)
        told = _l("应为带时区的时间，如 2026-09-17T09:00:00+08:00")
        self.error_messages |= {"required": _l("必须填写"), "null": _l("不能为空")}
        self.error_messages |= dict.fromkeys(("invalid", "invalid_awareness", "format"), told)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if not 2000 <= moment.year <= 2200:
            raise ma.ValidationError(_l("时间超出范围"))
        return moment.astimezone(SHANGHAI)
