"""Commits, notes and moments as the store keeps them in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bson import Binary
from pymongo import InsertOne, UpdateOne

from shared.journal.bus import Spot
from shared.journal.commit import Commit
from shared.journal.store import Anchors, Mark

Document = dict[str, Any]


def document_of(commit: Commit) -> Document:
    """Give the document of a commit that was not sent yet."""
    return {
        "_id": commit.id,
        "stream": commit.stream,
        "version": commit.version,
        "command_id": commit.command_id,
        "case": commit.case,
        "body": Binary(commit.body),
        "prev": commit.prev,
        "hash": commit.hash,
        "shard": commit.shard,
        "out": 1,
        "round": 0,
        "recorded_at": commit.recorded_at,
        "fingerprint": commit.fingerprint,
    }


def commit_of(document: Mapping[str, Any]) -> Commit:
    """Read a commit as it was stored."""
    body = bytes(document["body"])
    return Commit(
        stream=document["stream"],
        version=document["version"],
        command_id=document["command_id"],
        case=document["case"],
        body=body,
        prev=document["prev"],
        hash=document["hash"],
        shard=document["shard"],
        recorded_at=document["recorded_at"],
        fingerprint=document["fingerprint"],
        round=document["round"],
    )


def noting(relay: str, seen: Anchors, spots: Mapping[Spot, Mark]) -> InsertOne[Document] | UpdateOne:
    """Give the write that notes how far a relay came, only where nobody noted anything since `seen`."""
    notes = {f"{topic}:{partition}": list(mark) for (topic, partition), mark in spots.items()}
    fields = {"spots": notes, "version": seen.version + 1}
    if seen.version == 0:
        return InsertOne({"_id": relay, **fields})
    return UpdateOne({"_id": relay, "version": seen.version}, {"$set": fields})


def stamp(moment: datetime) -> str:
    """Write a moment so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
