"""Checkpoints and proofs as JSON documents. Hashes are hex; `note` is the signed text as other tools read it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields

from services.metrics.checkpoints.views import MOST_COMMITS
from shared.web.fields import Count, Line, Strict


class CheckpointOut(ma.Schema):
    """A sealed state of the tree."""

    origin = fields.String(required=True, metadata={"description": "which journal this is"})
    tree_size = fields.Integer(required=True, metadata={"description": "how many commits are leaves"})
    root = fields.String(required=True)
    matters = fields.Integer(required=True, metadata={"description": "of these, how many are no checkpoints"})
    previous_size = fields.Integer(required=True)
    previous_root = fields.String(required=True)
    sealed_at = fields.String(required=True)
    key = fields.String(required=True, metadata={"description": "the public key, name+id+key"})
    note = fields.String(required=True, metadata={"description": "the signed note (C2SP tlog-checkpoint)"})


class ContinuationQuery(ma.Schema):
    """The checkpoint that somebody kept."""

    first = Count(least=1, most=MOST_COMMITS, required=True, data_key="from", metadata={"description": "its size"})


class ContinuationOut(ma.Schema):
    """That one checkpoint's tree is the beginning of another one's (RFC 9162, 2.1.4)."""

    format = fields.String(required=True)
    first = fields.Nested(CheckpointOut, required=True)
    second = fields.Nested(CheckpointOut, required=True)
    path = fields.List(fields.String(), required=True)


class Root(Line):
    """A root, in hex or as the note has it, in base64; loads to hex."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=64, pattern=r"[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        return base64.b64decode(text).hex() if text.endswith("=") else text.lower()


class KeptForm(Strict):
    """A checkpoint that somebody kept: its size, and its root if they kept that as well."""

    size = Count(least=1, most=MOST_COMMITS, required=True)
    root = Root(load_default="")


class ProofQuery(ma.Schema):
    """In which checkpoint; the newest where none is named."""

    size = Count(least=1, most=MOST_COMMITS, load_default=None)


class ProofStepOut(ma.Schema):
    """One step up: SHA-256 over 01, left, right; the hash that comes in stands on this side."""

    side = fields.String(required=True, metadata={"enum": ["left", "right"]})
    sibling = fields.String(required=True)
    made = fields.String(required=True)


class CommitProofOut(ma.Schema):
    """That a commit is in a checkpoint (RFC 9162, 2.1.3); hashes, and nothing of what it says."""

    format = fields.String(required=True)
    commit = fields.String(required=True)
    hash = fields.String(required=True, metadata={"description": "SHA-256 over the hash before it and its bytes"})
    prev = fields.String(required=True)
    index = fields.Integer(required=True, metadata={"description": "its place among the leaves, from 0"})
    leaf = fields.String(required=True, metadata={"description": "SHA-256 over 00 and the commit's hash"})
    steps = fields.List(fields.Nested(ProofStepOut), required=True)
    checkpoint = fields.Nested(CheckpointOut, required=True)
