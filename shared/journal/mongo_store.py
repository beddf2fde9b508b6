"""The store on MongoDB: majority reads, journaled majority writes, one document a commit.

Only what MongoDB documents is used: unique indexes decide every race; nothing depends on change streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import ASCENDING, MongoClient, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.journal.at_once import write_at_once
from shared.journal.commit import Commit
from shared.journal.errors import Claimed, Conflict, Duplicate
from shared.journal.mongo_documents import Document, commit_of, document_of, noting, stamp
from shared.journal.store import Anchors, Lease, Noted, Place, Sending

ORDER = [("stream", ASCENDING), ("version", ASCENDING)]
ORDER_OUT = [("shard", ASCENDING), *ORDER]

MARK_AT_ONCE = 50
"""Ids per update; larger ones hold locks longer than they save round trips, and the embedded database looks through
the whole list for every document."""

DUPLICATE_KEY = 11000
NO_CLAIMS = {"claims": "", "claimed": ""}


def connect(uri: str, *, timeout_ms: int = 5_000) -> MongoClient[Document]:
    """Open a client that gives up after `timeout_ms` instead of hanging when the database is away.

    The driver repeats a write whose answer was lost, unless the URI says `retryWrites=false`; nothing depends on it.
    """
    return MongoClient(
        uri,
        tz_aware=True,
        serverSelectionTimeoutMS=timeout_ms,
        connectTimeoutMS=timeout_ms,
        socketTimeoutMS=30_000,
        appname="yizhan",
    )


def durable(client: MongoClient[Document], name: str) -> Database[Document]:
    """Give a database handle whose writes are journaled on a majority and whose reads see only such writes."""
    return client.get_database(
        name,
        codec_options=CodecOptions(tz_aware=True),
        write_concern=WriteConcern("majority", j=True),
        read_concern=ReadConcern("majority"),
    )


class MongoStore:
    """One service's commits in the collections `commits`, `sent`, `leases` and `anchors` of its own database."""

    def __init__(self, database: Database[Document]) -> None:
        self.database = database
        self._commits = database["commits"]
        self._leases = database["leases"]
        self._anchors = database["anchors"]
        # Forgetting that a commit was sent only sends it twice, which consumers skip; so this need not be journaled.
        self._marks = database.get_collection("commits", write_concern=WriteConcern(1))
        self._sent = database.get_collection("sent", write_concern=WriteConcern(1))

    def prepare(self) -> None:
        """Create the indexes; harmless when they exist."""
        self._commits.create_index(ORDER, unique=True, name="stream_version")
        self._commits.create_index("command_id", unique=True, name="command_id")
        self._commits.create_index("claims", unique=True, sparse=True, name="claims")
        still = {"claimed": {"$gt": ""}}
        self._commits.create_index("claimed", name="claimed", partialFilterExpression=still)
        # `out` leads, though it is always 1 there: the embedded database reads on behind a place by this index only so.
        waiting = [("out", ASCENDING), *ORDER_OUT]
        self._commits.create_index(waiting, partialFilterExpression={"out": 1}, name="waiting")
        if "pending" in self._commits.index_information():  # what an earlier version made
            self._commits.drop_index("pending")

    def append(self, commit: Commit, claims: Sequence[str] = ()) -> None:
        held = {"claims": list(claims), "claimed": stamp(commit.recorded_at)} if claims else {}
        try:
            self._commits.insert_one(document_of(commit) | held)
        except DuplicateKeyError:
            first = self.by_command(commit.command_id)
            if first is not None:
                raise Duplicate(first) from None
            holder = self._commits.find_one({"claims": {"$in": list(claims)}}) if claims else None
            raise Claimed(commit_of(holder)) if holder else Conflict(commit.id) from None

    def release(self, holder: Commit) -> None:
        self._commits.update_one({"_id": holder.id}, {"$unset": NO_CLAIMS})

    def release_before(self, moment: datetime) -> None:
        # Found first, by an index of its own: to find and to change at once, the embedded database would look through
        # all commits, and keep all who append waiting meanwhile.
        held = self._commits.find({"claimed": {"$gt": "", "$lt": stamp(moment)}}, {"_id": 1})
        ids = [found["_id"] for found in held]
        for start in range(0, len(ids), MARK_AT_ONCE):
            some = ids[start : start + MARK_AT_ONCE]
            self._marks.update_many({"_id": {"$in": some}}, {"$unset": NO_CLAIMS})

    def append_all(self, commits: Sequence[Commit], also: Callable[[Any], None] | None = None) -> None:
        def together(session: ClientSession) -> None:
            self._commits.insert_many([document_of(commit) for commit in commits], session=session)
            if also is not None:
                also(session)

        try:
            with self.database.client.start_session() as session:
                session.with_transaction(together, ReadConcern("snapshot"), WriteConcern("majority", j=True))
        except BulkWriteError as error:
            if {each["code"] for each in error.details["writeErrors"]} != {DUPLICATE_KEY}:
                raise
            for commit in commits:
                first = self.by_command(commit.command_id)
                if first is not None:
                    raise Duplicate(first) from None
            raise Conflict(f"one of {len(commits)} streams") from None

    def stream(self, stream: str, after: int = 0, upto: int | None = None) -> list[Commit]:
        bounds: Document = {"$gt": after} | ({"$lte": upto} if upto is not None else {})
        found = self._commits.find({"stream": stream, "version": bounds}).sort(ORDER)
        return [commit_of(document) for document in found]

    def by_command(self, command_id: str) -> Commit | None:
        found = self._commits.find_one({"command_id": command_id})
        return commit_of(found) if found else None

    def pending(self, shards: Sequence[int], most: int, after: Place | None = None) -> list[Commit]:
        if after is None:
            return self._pending({"shard": {"$in": list(shards)}}, most)
        shard, stream, version = after
        found: list[Commit] = []
        for rest in (
            {"shard": shard, "stream": stream, "version": {"$gt": version}},
            {"shard": shard, "stream": {"$gt": stream}},
            {"shard": {"$in": [each for each in shards if each > shard]}},
        ):
            if len(found) < most:
                found += self._pending(rest, most - len(found))
        return found

    def _pending(self, wanted: Document, most: int) -> list[Commit]:
        waiting = self._commits.find({"out": 1, **wanted}).sort(ORDER_OUT).limit(most)
        return [commit_of(document) for document in waiting]

    def mark_sent(self, commits: Sequence[Commit]) -> None:
        for number, ids in _by_round(commits):
            self._take_out(number, ids)

    def _take_out(self, number: int, ids: Sequence[str]) -> None:
        self._marks.update_many({"_id": {"$in": ids}, "round": number}, {"$unset": {"out": ""}})

    def note_sent(self, commits: Sequence[Commit]) -> None:
        notes = [{"round": number, "ids": ids} for number, ids in _by_round(commits)]
        if notes:
            self._sent.insert_many(notes)

    def noted(self) -> set[Sending]:
        return {(each, note["round"]) for note in self._sent.find() for each in note["ids"]}

    def sweep(self, most: int) -> None:
        for note in list(self._sent.find().limit(-(-most // MARK_AT_ONCE))):
            self._take_out(note["round"], note["ids"])
            # Last: if we die before, the same is done again; the other way round they would be sent again.
            self._sent.delete_one({"_id": note["_id"]})

    def mark_pending(self, ids: Sequence[str]) -> None:
        if ids:
            self._sent.delete_many({})
        for start in range(0, len(ids), MARK_AT_ONCE):
            some = list(ids[start : start + MARK_AT_ONCE])
            self._commits.update_many({"_id": {"$in": some}}, {"$set": {"out": 1}, "$inc": {"round": 1}})

    def scan(self) -> Iterator[Commit]:
        for document in self._commits.find().sort(ORDER):
            yield commit_of(document)

    def count(self) -> int:
        return self._commits.estimated_document_count()

    def count_pending(self) -> int:
        waiting = self._commits.count_documents({"out": 1})
        return max(0, waiting - sum(len(note["ids"]) for note in self._sent.find())) if waiting else 0

    def take_lease(self, name: str, owner: str, seconds: float) -> Lease | None:
        now = self._server_time()
        until = now + timedelta(seconds=seconds)
        # One that ends later than it could have been given for was given before the clock was set back.
        absurd = now + timedelta(seconds=2 * abs(seconds))
        free = {"_id": name, "$or": [{"owner": owner}, {"until": {"$lte": now}}, {"until": {"$gt": absurd}}]}
        fields = {"owner": owner, "until": until}
        held = self._leases.find_one({"_id": name})
        renewed = held is not None and held["owner"] == owner and held["until"] > now
        change = {"$set": fields, "$inc": {"epoch": 0 if renewed else 1}}
        try:
            got = self._leases.find_one_and_update(free, change, upsert=True, return_document=ReturnDocument.AFTER)
        except DuplicateKeyError:
            return None
        return Lease(name, owner, int(got["epoch"])) if got else None

    def drop_lease(self, lease: Lease) -> None:
        self._leases.update_one(
            {"_id": lease.name, "owner": lease.owner, "epoch": lease.epoch},
            {"$set": {"until": datetime.fromtimestamp(0, UTC)}},
        )

    def anchors(self, relay: str) -> Anchors:
        found = self._anchors.find_one({"_id": relay})
        if found is None:
            return Anchors()
        spots = {(name.partition(":")[0], int(name.partition(":")[2])): note for name, note in found["spots"].items()}
        return Anchors(found["version"], {spot: (note[0], note[1]) for spot, note in spots.items()})

    def replace_anchors(self, notes: Mapping[str, Noted]) -> bool:
        changes = [noting(relay, seen, spots) for relay, (seen, spots) in notes.items()]
        if not changes:
            return True
        try:
            done = write_at_once(self._anchors, changes)
        except BulkWriteError as error:
            if {each["code"] for each in error.details["writeErrors"]} != {DUPLICATE_KEY}:
                raise
            return False
        return done.matched_count + done.inserted_count == len(changes)

    def _server_time(self) -> datetime:
        answer = self.database.client.admin.command("hello")
        moment = answer["localTime"]
        assert isinstance(moment, datetime)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _by_round(commits: Sequence[Commit]) -> Iterator[tuple[int, list[str]]]:
    """Give the ids of commits of the same round, at most `MARK_AT_ONCE` together."""
    ids: dict[int, list[str]] = {}
    for commit in commits:
        ids.setdefault(commit.round, []).append(commit.id)
    for number, all_ in ids.items():
        for start in range(0, len(all_), MARK_AT_ONCE):
            yield number, all_[start : start + MARK_AT_ONCE]
