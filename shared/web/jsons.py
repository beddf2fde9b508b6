"""JSON in and out: orjson for answers, and a strict reader for request bodies.

A body must be one UTF-8 JSON document of media type `application/json`, at most `MAX_DEPTH` deep, with integers that
every receiver can hold (I-JSON, RFC 7493).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from flask import Request
from flask.json.provider import JSONProvider
from flask_babel import LazyString

from shared.web.errors import Problem

MAX_DEPTH = 20
"""How deep a body may nest; the deepest schema of the services needs six."""

MAX_INTEGER = 2**53 - 1
"""The largest integer a body may name, either side of zero."""


class OrjsonProvider(JSONProvider):
    """Flask's JSON by way of orjson: dataclasses, dates and tz-aware times as they are."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Write JSON text; `indent` gives two-space indentation, other options are ignored."""
        option = orjson.OPT_NON_STR_KEYS | (orjson.OPT_INDENT_2 if kwargs.get("indent") else 0)
        return orjson.dumps(obj, default=_builtin, option=option).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Read JSON text."""
        return orjson.loads(s)


def _builtin(value: Any) -> Any:
    if isinstance(value, LazyString):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def read_json(request: Request) -> Any:
    """Read a request's JSON body.

    Raises:
        Problem: 415 for another media type or a compressed body, 400 `bad_json` for anything but sound JSON,
            400 `too_deep`; 413 comes from Flask while the body is read.
    """
    if request.content_encoding not in {None, "identity"}:
        raise Problem(415, "unsupported_media_type", "send the body uncompressed")
    if not request.is_json:
        raise Problem(415, "unsupported_media_type", "send application/json")
    try:
        document = orjson.loads(request.get_data(cache=True))
    except orjson.JSONDecodeError as error:
        raise Problem(400, "bad_json", f"not a sound JSON document: {error.msg}") from error
    _check(document)
    return document


def _check(document: Any) -> None:
    """Walk a document level by level: its depth, and the size of its integers."""
    level: list[Any] = [document]
    for _ in range(MAX_DEPTH):
        level = [child for value in level for child in _children(value)]
        if not level:
            return
    raise Problem(400, "too_deep", f"the document nests deeper than {MAX_DEPTH} levels")


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, list):
        return value
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise Problem(400, "bad_json", "an integer is beyond what JSON receivers can hold")
    return ()
