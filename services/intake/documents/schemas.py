"""What comes in and goes out over HTTP about documents."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from shared.contracts.documents import DocumentKind

KINDS: tuple[str, ...] = get_args(DocumentKind)


def _day() -> ma.fields.String:
    return ma.fields.String(allow_none=True, metadata={"format": "date"})


class DocumentSchema(ma.Schema):
    """A document of a case; its words stand on its page and in its PDF. `check_url` is public."""

    number = ma.fields.String()
    printed_number = ma.fields.String(metadata={"description": "with its check character"})
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    case_no = ma.fields.String()
    item = ma.fields.String()
    item_name = ma.fields.String()
    department = ma.fields.String()
    division = ma.fields.String()
    hall = ma.fields.String()
    unit = ma.fields.String()
    issued_on = _day()
    issued_at = ma.fields.String(metadata={"format": "date-time"})
    last_day = _day()
    superseded_on = _day()
    superseded_by = ma.fields.String()
    superseded_because = ma.fields.String()
    url = ma.fields.String()
    pdf_url = ma.fields.String()
    check_url = ma.fields.String()


class DocumentsSchema(ma.Schema):
    """The documents of a case, the oldest first."""

    items = ma.fields.List(ma.fields.Nested(DocumentSchema))


class CheckQuery(ma.Schema):
    """The code printed beside the number."""

    code = ma.fields.String(load_default="")


class CheckSchema(ma.Schema):
    """Whether a paper is genuine. Where it is not, nothing else is said."""

    genuine = ma.fields.Boolean()
    number = ma.fields.String()
    kind = ma.fields.String(metadata={"enum": list(KINDS)})
    title = ma.fields.String()
    unit = ma.fields.String()
    issued_on = _day()
    superseded_on = _day()
    superseded_because = ma.fields.String()
    stream = ma.fields.String()
    version = ma.fields.Integer()
    hash = ma.fields.String(metadata={"description": "of the commit, in the chain of its stream"})
    event = ma.fields.String()
    words_sha256 = ma.fields.String()
    recorded_at = ma.fields.String(metadata={"format": "date-time"})
    simulated = ma.fields.Boolean()
