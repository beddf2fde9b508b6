"""What comes in and goes out over HTTP about materials."""

from __future__ import annotations

from typing import get_args

import marshmallow as ma

from shared.contracts.materials import MaterialDoor
from shared.web.fields import Choice, Line, Moment, Strict

DOORS: tuple[str, ...] = get_args(MaterialDoor)


class UploadForm(Strict):
    """The fields beside the file: for which case, or for which item before there is one; as which material."""

    case_no = Line(load_default="", least=0, most=40)
    item = Line(load_default="", least=0, most=40)
    material = Line(required=True, most=40)
    door = Choice(DOORS, load_default="")
    valid_until = ma.fields.Date(load_default=None, allow_none=True)

    @ma.validates_schema
    def _one(self, data: dict[str, str], **_: object) -> None:
        if bool(data.get("case_no")) == bool(data.get("item")):
            raise ma.ValidationError("name the case, or the item where there is no case yet", "case_no")


class AttachBody(Strict):
    """Uploads that are handed into a case, and files of earlier cases that serve it too."""

    uploads = ma.fields.List(Line(most=40), load_default=list, validate=ma.validate.Length(max=60))
    reuse = ma.fields.List(Line(most=40), load_default=list, validate=ma.validate.Length(max=60))


class RemovalBody(Strict):
    """Why a file is taken out."""

    reason = Line(required=True, most=200)


class OriginalBody(Strict):
    """An original that was shown: of which material, whether the window keeps it, how many copies were made."""

    material = Line(required=True, most=40)
    kept = ma.fields.Boolean(load_default=False)
    copies = ma.fields.Integer(load_default=0, strict=True, validate=ma.validate.Range(0, 20))
    occurred_at = Moment()


class ReturnBody(Strict):
    """An original that was given back."""

    material = Line(required=True, most=40)
    occurred_at = Moment()


class OnFileQuery(Strict):
    """For which item one's own earlier papers are looked for."""

    item = Line(required=True, most=40)


class OnFileBody(Strict):
    """For whom and which item a window looks; the number comes in the body, so that no address or log holds it."""

    item = Line(required=True, most=40)
    kind = Line(load_default="1", most=1)
    id_number = Line(required=True, most=18)


class FileSchema(ma.Schema):
    """A file. `case_no` is empty before it was handed in; `sha256` is of the plain bytes."""

    id = ma.fields.String()
    case_no = ma.fields.String()
    item = ma.fields.String()
    material = ma.fields.String()
    name = ma.fields.String()
    sha256 = ma.fields.String()
    media_type = ma.fields.String()
    size = ma.fields.Integer()
    pages = ma.fields.Integer()
    preview = ma.fields.Boolean()
    uploaded_at = ma.fields.String(metadata={"format": "date-time"})
    door = ma.fields.String(metadata={"enum": list(DOORS)})
    valid_until = ma.fields.String(allow_none=True, metadata={"format": "date"})
    reused = ma.fields.Boolean(metadata={"description": "handed in with an earlier case"})
    url = ma.fields.String()
    preview_url = ma.fields.String()


class OriginalSchema(ma.Schema):
    """An original that was shown; `held`: the window has it now."""

    material = ma.fields.String()
    seen_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    copies = ma.fields.Integer()
    held = ma.fields.Boolean()
    returned_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})


class CaseMaterialsSchema(ma.Schema):
    """The files of a case and the originals that were shown."""

    files = ma.fields.List(ma.fields.Nested(FileSchema))
    originals = ma.fields.List(ma.fields.Nested(OriginalSchema))


class FilesSchema(ma.Schema):
    """Several files."""

    items = ma.fields.List(ma.fields.Nested(FileSchema))
