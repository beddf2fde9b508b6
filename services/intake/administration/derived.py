"""A schema read off an event, for subjects whose own one does not take every field."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import marshmallow as ma

from services.intake.registry.parts import CODE
from shared.contracts import Event
from shared.contracts.statements import KEYS
from shared.contracts.texts import Text
from shared.web.fields import Choice, Count, Day, Line, Moment, Passage, Strict

MOST_ENTRIES = 400
_CODES = ("code", "id")
_PATTERNS = {"division": r"[0-9]{6}([0-9]{3}([0-9]{3})?)?", "divisions": r"[0-9]{2,12}"}
_SINGLE: dict[Any, Callable[..., ma.fields.Field[Any]]] = {
    date: Day,
    datetime: Moment,
    bool: partial(ma.fields.Boolean, truthy={True}, falsy={False}),
    int: partial(Count, most=1_000_000_000),
}


def schema_of(kind: type[Event], without: frozenset[str] = frozenset()) -> type[ma.Schema]:
    """Make the schema of a kind of statement: fields without a default are required, texts are bounded.

    Args:
        kind: the event.
        without: fields that are worked out and never come in.
    """
    made: type[ma.Schema] = _schema(kind, frozenset(KEYS[kind]), without)
    return made


def _schema(owner: type[Any], keys: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()) -> Any:
    hints, fields = get_type_hints(owner), {}
    for each in dataclasses.fields(owner):
        if each.name not in without:
            code = each.name in keys or each.name in _CODES
            fields[each.name] = _field(hints[each.name], each, code, _fallback(each))
    return Strict.from_dict(fields, name=f"Derived{owner.__name__}")


def _fallback(each: Any) -> Any:
    """Give the default of a field as a body has it; `ma.missing` where it must be told."""
    default = each.default if each.default_factory is dataclasses.MISSING else each.default_factory()
    return ma.missing if default is dataclasses.MISSING else _plain(default)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value


def _field(hint: Any, each: Any, code: bool, fallback: Any) -> ma.fields.Field[Any]:
    told: dict[str, Any] = {"required": True} if fallback is ma.missing else {"load_default": lambda: fallback}
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
        told["allow_none"] = True
    if get_origin(hint) is tuple:
        inner = _field(get_args(hint)[0], each, False, ma.missing)
        return ma.fields.List(inner, validate=ma.validate.Length(max=MOST_ENTRIES), **told)
    if hint is Text and fallback is not ma.missing:
        return ma.fields.Nested(_EmptyText, **told)
    if dataclasses.is_dataclass(hint):
        return ma.fields.Nested(_text() if hint is Text else _schema(cast(Any, hint)), **told)
    if each.name in _PATTERNS:
        return Line(most=12, pattern=_PATTERNS[each.name], **told)
    return _single(hint, code, fallback, told)


def _single(hint: Any, code: bool, fallback: Any, told: dict[str, Any]) -> ma.fields.Field[Any]:
    if get_origin(hint) is Literal:
        return Choice(get_args(hint), **told)
    if get_origin(hint) is dict:
        return ma.fields.Dict(keys=ma.fields.String(), **told)
    if hint is str:
        line = {"most": 40, "pattern": CODE} if code else {"most": 300, "least": 1 if fallback is ma.missing else 0}
        return Line(**line, **told)
    return _SINGLE[hint](**told)


class _Text(Strict):
    zh = Passage(required=True)
    en = Passage(load_default="", least=0)


class _EmptyText(Strict):
    zh = Passage(load_default="", least=0)
    en = Passage(load_default="", least=0)


def _text() -> type[ma.Schema]:
    return _Text
