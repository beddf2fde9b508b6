"""Cosignatures as JSON documents."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from shared.web.fields import Line, Passage, Strict


class CosignatureBody(Strict):
    """A cosignature as `witness.py` prints it."""

    key = Line(most=300, required=True, metadata={"description": "the witness's public key, name+id+key, type 04"})
    note = Passage(most=8_000, required=True, metadata={"description": "the checkpoint's note with the cosignature"})


class CosignatureOut(ma.Schema):
    """That somebody outside countersigned a checkpoint (C2SP tlog-cosignature)."""

    witness = fields.String(required=True)
    key = fields.String(required=True, metadata={"description": "name+id+key; compare it with the witness's own word"})
    tree_size = fields.Integer(required=True)
    root = fields.String(required=True)
    cosigned_at = fields.String(required=True, metadata={"description": "by the witness's clock"})
    line = fields.String(required=True, metadata={"description": "the signature line of the note"})


class CosignaturesOut(ma.Schema):
    """The cosignatures of a checkpoint, and its note with all of them."""

    items = fields.List(fields.Nested(CosignatureOut), required=True)
    note = fields.String(required=True)
