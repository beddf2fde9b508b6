"""Small parts of the register's schemas: codes, lists, flags, texts and limits."""

from __future__ import annotations

from typing import Any, get_args

import marshmallow as ma

from shared.contracts.limits import Unit
from shared.web.fields import Choice, Count, Line, Passage, Strict

UNITS: tuple[str, ...] = get_args(Unit)
CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"


def a_code(**kwargs: Any) -> Line:
    """Give the field of a code of the register."""
    return Line(most=40, pattern=CODE, **kwargs)


def several(inner: ma.fields.Field[Any], most: int = 200) -> ma.fields.List[Any]:
    """Give the field of a list, empty unless told."""
    return ma.fields.List(inner, load_default=list, validate=ma.validate.Length(max=most))


def flag(*, unless_told: bool = False) -> ma.fields.Boolean:
    """Give the field of a yes or no."""
    return ma.fields.Boolean(load_default=unless_told, truthy={True}, falsy={False})


def words(most: int = 200) -> Line:
    """Give the field of a line that may be empty."""
    return Line(load_default="", least=0, most=most)


class TextBody(Strict):
    """A text in Chinese, and in English where there is one."""

    zh = Passage(required=True)
    en = Passage(load_default="", least=0)


class NoteBody(Strict):
    """A text that may be empty, in Chinese, and in English where there is one."""

    zh = Passage(load_default="", least=0)
    en = Passage(load_default="", least=0)


def note() -> ma.fields.Nested:
    """Give the field of a text that may be left out."""
    return ma.fields.Nested(NoteBody, load_default=lambda: {"zh": "", "en": ""})


class LimitBody(Strict):
    """A limit: a number and its unit."""

    value = Count(required=True, most=1000)
    unit = Choice(UNITS, required=True)
    note = Line(load_default="", least=0, most=200)
