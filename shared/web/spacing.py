"""Chinese is written without spaces: a value put into a sentence closes up with the words around it.

Source texts set a space around what is filled in, since that is mostly a figure or a code (`最迟 2026年9月17日`).
Where a name comes in its place, or a day whose last sign is 日, that space would stand between two Chinese signs; it is
left out then, as it is after a full stop or bracket, which brings its own. What stands inside a value is somebody's own
and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask
from flask_babel import LazyString, get_locale
from flask_babel import gettext as translate
from jinja2 import pass_context
from jinja2.runtime import Context

T = TypeVar("T", bound=str)

_EDGE = "\u2060"
_STOP = "[\u3001-\u303f\uff01-\uff5e]"
_SIGN = "[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]"
_GAP = f"(?:{_EDGE} {_EDGE}?| {_EDGE})"
_BETWEEN = re.compile(f"(?<={_SIGN}){_GAP}(?={_SIGN})|(?<={_STOP}){_GAP}|(?<={_STOP}{_EDGE}) ")


def edged(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give values with their edges marked, for a text that `closed_up` reads; what is no text stays as it is."""
    told = {name: str(value) if isinstance(value, LazyString) else value for name, value in values.items()}
    return {name: _EDGE + value + _EDGE if isinstance(value, str) else value for name, value in told.items()}


def closed_up(text: T) -> T:
    """Give a text with edged values as it is read: no space between two Chinese signs at an edge, and no marks."""
    return type(text)(_BETWEEN.sub("", text).replace(_EDGE, ""))


def gettext(message: str, **values: Any) -> str:
    """Translate as Flask-Babel's does; a Chinese sentence closes up around its values."""
    return closed_up(str(translate(message, **edged(values)))) if _chinese() else str(translate(message, **values))


def install_spacing(app: Flask) -> None:
    """Let `_()` in templates close up what it fills into Chinese sentences."""
    for name in ("gettext", "ngettext"):
        app.jinja_env.globals[name] = _closing(app.jinja_env.globals[name])


def _closing(translated: Any) -> Callable[..., Any]:
    @pass_context
    def sentence(context: Context, *args: Any, **values: Any) -> Any:
        if values and _chinese():
            return closed_up(translated(context, *args, **edged(values)))
        return translated(context, *args, **values)

    return sentence


def _chinese() -> bool:
    return str(get_locale()).startswith("zh")
