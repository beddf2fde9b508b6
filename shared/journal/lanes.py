"""The lanes of a subscription: per stream, the version handled and what is parked, kept in the collection `inbox`.

Those in which something stands still are listed in `inbox_aside` besides. A lane is only ever stored as it was read:
a process that lost its lease, or a release by hand, never overwrites what another has noted since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bson import Binary
from pymongo import DeleteOne, InsertOne, ReplaceOne
from pymongo.database import Database

from shared.journal.at_once import write_at_once
from shared.journal.bus import Spot
from shared.journal.commit import Envelope
from shared.journal.follower import Move, Position
from shared.journal.positions import Step

Document = dict[str, Any]

NEW = 0
"""The revision of a lane that nothing was stored of; one that is stored without any is from before there were any."""


CAUGHT_UP = 100
"""Who is given fewer records than this at a time has come to the end of the log."""


class NewRecords:
    """Tells whether what is read was never read before, so that streams that begin in it can have no lane yet.

    A log is read again where a process opens it again, where somebody else behind the same reader has come less far,
    and from its beginning where it was emptied and filled again: then what was handled before comes once more, over as
    many steps as it takes. Only who has been at the end of the log meets nothing but what is new.
    """

    def __init__(self) -> None:
        self._come: dict[Spot, int] = {}
        """The offset behind the furthest record ever read, by partition."""
        self._at_the_end = False

    def opened(self, positions: Mapping[Spot, Position]) -> None:
        """Begin at these positions."""
        self._at_the_end = False
        self._come = {spot: max(at.offset, self._come.get(spot, 0)) for spot, at in positions.items()}

    def sure(self, moves: Sequence[Move]) -> bool:
        """Tell it of what a step brought, before it is handled; one without records goes back to a log's beginning."""
        new = all(move.records and move.records[0].offset >= self._come.get(move.spot, 0) for move in moves)
        sure = new and self._at_the_end
        for move in moves:
            self._come[move.spot] = max(move.new.offset, self._come.get(move.spot, 0))
        self._at_the_end = new and (self._at_the_end or sum(len(move.records) for move in moves) < CAUGHT_UP)
        return sure


class Lanes:
    """The lanes of one subscription."""

    def __init__(self, database: Database[Document], name: str) -> None:
        self._inbox = database["inbox"]
        self._aside = database["inbox_aside"]
        self._name = name
        self._noted = False

    def of(self, envelopes: Sequence[Envelope], *, sure: bool) -> dict[str, Document]:
        """Give the lanes of these commits' streams.

        A stream that begins has none yet, so none is looked for, unless something went wrong before this (not `sure`):
        then what was read may have been handled and stored already. Should there be one all the same, it is not
        overwritten.
        """
        lanes = {e.stream: self._fresh(e.stream) for e in envelopes}
        begun = {e.stream for e in envelopes if e.version > 1}
        known = begun - {e.stream for e in envelopes if e.version == 1} if sure else lanes.keys()
        if known:
            names = [lanes[stream]["_id"] for stream in known]
            for found in self._inbox.find({"_id": {"$in": names}}):
                lanes[found["_id"].partition(":")[2]] = {"rev": None, **found}
        return lanes

    def one(self, stream: str) -> Document:
        """Give a stream's lane as it is stored."""
        lane = self._fresh(stream)
        return {**lane, **(self._inbox.find_one({"_id": lane["_id"]}) or {})}

    def _fresh(self, stream: str) -> Document:
        return {"_id": f"{self._name}:{stream}", "seen": 0, "parked": {}, "poison": "", "rev": NEW}

    def write(self, step: Step, changed: Iterable[tuple[Document, Document]]) -> None:
        """Put lanes on a step, each with what it was before."""
        both = list(changed)
        step.write(self._inbox, [_replacing(lane) for lane, _ in both])
        step.write(self._aside, [note for lane, before in both if (note := _noting(lane, before))])

    def standing(self) -> dict[str, str]:
        """Give the streams that stand still, with the reason: poison, or a commit that never came."""
        prefix = f"{self._name}:"
        own = {"_id": {"$gte": prefix, "$lt": prefix + "\uffff"}}
        self._note_standing(own)
        found = self._aside.find(own)
        return {d["_id"][len(prefix) :]: d["poison"] or f"waits for version {d['seen'] + 1}" for d in found}

    def _note_standing(self, own: Document) -> None:
        """Once, note the lanes of earlier versions that stand still: to look for them among all lanes takes long."""
        done = {"_id": f"noted {self._name}"}
        if self._noted or self._aside.find_one(done):
            return
        standing = [{"poison": {"$ne": ""}}, {"parked": {"$ne": {}}}]
        notes = [_noting(lane, lane) for lane in self._inbox.find({**own, "$or": standing})]
        write_at_once(self._aside, [*notes, ReplaceOne(done, done, upsert=True)])
        self._noted = True


def next_in_line(lanes: Mapping[str, Document], envelopes: Sequence[Envelope]) -> tuple[list[Envelope], dict[str, int]]:
    """Give the commits that are their streams' next ones, in lanes where nothing is parked, and how far they lead."""
    fresh: list[Envelope] = []
    seen: dict[str, int] = {}
    for envelope in envelopes:
        lane = lanes[envelope.stream]
        runs = not lane["poison"] and not lane["parked"]
        if runs and envelope.version == seen.get(envelope.stream, int(lane["seen"])) + 1:
            seen[envelope.stream] = envelope.version
            fresh.append(envelope)
    return fresh, seen


def parked_in(lane: Document) -> dict[int, bytes]:
    """Give a lane's parked commits by version."""
    return {int(version): bytes(body) for version, body in lane["parked"].items()}


def park(lane: Document, parked: Mapping[int, bytes]) -> None:
    """Keep of these commits in the lane what was not handled yet."""
    lane["parked"] = {str(version): Binary(body) for version, body in parked.items() if version > lane["seen"]}


def _noting(lane: Document, before: Document) -> ReplaceOne[Document] | DeleteOne | None:
    """Note a lane in which something stands still, or forget it where it runs again; None where it always ran."""
    if lane["poison"] or lane["parked"]:
        note = {"_id": lane["_id"], "poison": lane["poison"], "seen": lane["seen"]}
        return ReplaceOne({"_id": lane["_id"]}, note, upsert=True)
    return DeleteOne({"_id": lane["_id"]}) if before["poison"] or before["parked"] else None


def _replacing(lane: Document) -> InsertOne[Document] | ReplaceOne[Document]:
    """Replace a lane as it was read; where it has another revision by now, this runs into the unique index."""
    changed = {**lane, "rev": (lane["rev"] or 0) + 1}
    if lane["rev"] == NEW:
        return InsertOne(changed)
    return ReplaceOne({"_id": lane["_id"], "rev": lane["rev"]}, changed, upsert=True)
