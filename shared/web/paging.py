"""Paging with `limit` and an opaque `cursor`: where the last page ended, signed, so that it is believed as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import marshmallow as ma
from flask import request
from itsdangerous import BadSignature, URLSafeSerializer

from shared.web.errors import Problem
from shared.web.fields import Count
from shared.web.kit import kit

T = TypeVar("T")

Key = Sequence[str | int]
"""The sort key of a row: what the query sorts by, unique in the end (for example recorded time and case number)."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for: at most `limit` rows, those after the sort key `after` (None: the first page)."""

    limit: int
    after: tuple[str | int, ...] | None

    @property
    def fetch(self) -> int:
        """How many rows to query: one more than shown, to know whether more follow."""
        return self.limit + 1

    def page(self, rows: Sequence[T], key: Callable[[T], Key]) -> dict[str, Any]:
        """Give `{"items": [...], "next": cursor or None}` from up to `fetch` rows in order."""
        shown = list(rows[: self.limit])
        more = len(rows) > self.limit
        return {"items": shown, "next": seal_cursor(key(shown[-1])) if more else None}


class PagingQuery(ma.Schema):
    """The query parameters of a list; loads to a `Paging`."""

    limit = Count(least=1, most=200, load_default=50)
    cursor = ma.fields.String(
        load_default="", metadata={"description": "`next` of the page before", "pattern": "^[A-Za-z0-9._-]*$"}
    )

    @ma.post_load
    def paging(self, data: dict[str, Any], **_: Any) -> Paging:
        """Open the cursor."""
        return Paging(data["limit"], open_cursor(data["cursor"]) if data["cursor"] else None)


def page_schema(row: type[ma.Schema]) -> type[ma.Schema]:
    """Make the schema of a page of rows, for the OpenAPI document."""
    fields = {"items": ma.fields.List(ma.fields.Nested(row)), "next": ma.fields.String(allow_none=True)}
    return ma.Schema.from_dict(fields, name=f"{row.__name__.removesuffix('Schema')}Page")  # type: ignore[arg-type]


def request_paging() -> Paging:
    """Give the paging a page's query string asks for; a `limit` that is none falls back to the default."""
    try:
        paging: Paging = PagingQuery(unknown=ma.EXCLUDE).load(request.args.to_dict())
    except ma.ValidationError as error:
        raise Problem(400, "bad_request", "limit is a number from 1 to 200") from error
    return paging


def seal_cursor(key: Key) -> str:
    """Sign a sort key as a cursor; it holds for the path it was given on."""
    return _serializer().dumps(list(key))


def open_cursor(cursor: str) -> tuple[str | int, ...]:
    """Give back a cursor's sort key.

    Raises:
        Problem: 400 `bad_cursor` for a cursor that was not given by this list.
    """
    try:
        return tuple(_serializer().loads(cursor))
    except (BadSignature, TypeError, ValueError) as error:
        raise Problem(400, "bad_cursor", "take the cursor from `next` of the page before") from error


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(kit().settings.secret_key, salt=f"cursor {kit().name} {request.path}")
