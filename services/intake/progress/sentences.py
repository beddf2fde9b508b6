"""A step as its person is told it, and what all its sentences are made with. Called within a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shared.web.spacing import gettext

Fields = Mapping[str, Any]
Told = tuple[str, str, str]
"""A step as told: title, sentence, tone."""


def _(message: str, **values: object) -> str:
    """Translate as `gettext` does, into a plain text."""
    return str(gettext(message, **values))


def listed(codes: Any, names: Callable[[str, str], str]) -> str:
    """Give the names of materials in a row."""
    return _("、").join(names("material", code) for code in codes)
