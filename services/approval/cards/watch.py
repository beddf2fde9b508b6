"""The watch: for every case, what intake told of it, and when its cards must be looked at next.

One document a case in the collection `card_watch`, with `look_at` in an index: a tick with nothing due is one query
that finds nothing. The document is only a reminder. What a card rests on is read from the review's own stream and from
the facts kept here, each with the time it was recorded.

A simulated case lives on its own virtual calendar: its present is the newest commit heard of it, and the real clock
never touches it. It is looked at whenever a commit shows that the virtual time has passed a trigger.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from services.approval.cards.history import Demanded, Entry, demanded
from services.approval.cards.rules import CardRules, held_on
from services.approval.service import Approval
from shared.contracts import Event, Rejected, decode, encode
from shared.contracts.intake import Applicant, CaseReceived
from shared.contracts.streams import category_of, stream_name
from shared.contracts.superiors import SuperiorAnswered
from shared.journal.at_once import write_at_once
from shared.journal.errors import Conflict
from shared.journal.handle import facts_of
from shared.journal.subscriber import Incoming
from shared.timekeeping import Calendar, in_shanghai, local_day

Document = dict[str, Any]

ATTEMPTS = 20
DUPLICATE = 11000

AT_ONCE = "0"
"""A `look_at` before every moment: something is due, whatever the clock says."""

KEPT = frozenset(
    {
        "case.received",
        "case.supplement_requested",
        "case.supplemented",
        "case.accepted",
        "case.refused",
        "case.redirected",
        "case.not_needed",
        "case.withdrawn",
        "case.completed",
        "case.delivered",
    }
)
"""What is kept of a case: enough to tell when the applicant must have had an answer, a receipt, the result."""

NOBODY = Applicant(person="", kind="", name="", id_number="")
CALENDAR_SECONDS = 1.0
CASE_NUMBER = 23
"""Characters: the division's 9, the day's 8, then serial and check."""


class Watch:
    """The watch of one process over the service's stores."""

    def __init__(self, approval: Approval) -> None:
        self.approval = approval
        self._documents = approval.database["card_watch"]
        self._calendar: tuple[float, Calendar] | None = None

    def hear(self, incoming: Incoming) -> None:
        """Take in a commit of a case or of its review, and set when to look; hearing it again changes nothing."""
        for _ in range(ATTEMPTS):
            old = self._documents.find_one({"_id": incoming.key}) or _unheard(incoming.key)
            if self._keep(old, self._after(old, [incoming])):
                return
        raise Conflict(f"the watch over {incoming.key} is contended")

    def hear_together(self, several: Sequence[Incoming]) -> None:
        """Take in commits of many cases, as `hear` does one after the other.

        Raises:
            Conflict: somebody else was at one of them; some are taken in, and all may be heard again.
        """
        told: dict[str, list[Incoming]] = {}
        for incoming in several:
            told.setdefault(incoming.key, []).append(incoming)
        found = {document["_id"]: document for document in self._documents.find({"_id": {"$in": list(told)}})}
        old = {key: found.get(key) or _unheard(key) for key in told}
        self._keep_all([(old[key], self._after(old[key], each)) for key, each in told.items()])

    def _after(self, old: Document, told: Sequence[Incoming]) -> Document:
        """Give a case's document after commits of it or of its review."""
        new = old
        for incoming in told:
            new = _heard(new, incoming)
            if "deemed" not in new:
                new |= self._deemed(incoming)
        return {**new, **self._looked_ahead(new)}

    def due(self, now: datetime, most: int) -> list[Document]:
        """Give the cases that must be looked at, the longest due first."""
        found = self._documents.find({"look_at": {"$lte": _stamp(now)}})
        return list(found.sort("look_at", ASCENDING).limit(most))

    def demanded(self, document: Document) -> Demanded:
        """Tell which cards a case's history demands by now, its own now."""
        calendar = self.calendar().within(_division(document))
        rules, deemed = rules_of(document), bool(document.get("deemed"))
        return demanded(self._entries(document), self.now(document), calendar, rules, deemed=deemed)

    def settled(self, document: Document, found: Demanded) -> None:
        """Note what was seen to and when the next look is due; a commit heard meanwhile has its own say."""
        seen_to = sorted(each.key for each in found.fired)
        fields = {**_outlook(found), "seen_to": seen_to, "look_at": _following(document, found)}
        self._keep(document, {**document, **fields})

    def put_off(self, document: Document, until: datetime) -> None:
        """Look again later at a case that cannot be counted now."""
        self._keep(document, {**document, "look_at": _stamp(until)})

    def look_at_all(self) -> None:
        """Have every case looked at that still waits for something: a calendar was published."""
        self._calendar = None
        self._documents.update_many({"look_at": {"$ne": None}}, {"$set": {"look_at": AT_ONCE}, "$inc": {"rev": 1}})

    def now(self, document: Document) -> datetime:
        """Give the present of a case: the clock's, or the newest virtual moment heard of it."""
        heard = datetime.fromisoformat(document["heard_at"])
        return heard if document["simulated"] else max(self.approval.clock.now(), heard)

    def calendar(self) -> Calendar:
        """Give the register's calendar, read at most once a second."""
        if self._calendar is None or time.monotonic() - self._calendar[0] > CALENDAR_SECONDS:
            self._calendar = (time.monotonic(), self.approval.calendar())
        return self._calendar[1]

    def _looked_ahead(self, document: Document) -> Document:
        try:
            found = self.demanded(document)
        except (Rejected, KeyError, ValueError):
            return {"look_at": AT_ONCE}  # the tick meets the same fault, says so, and holds nobody else up
        seen_to = {each.key for each in found.fired} == set(document.get("seen_to", ()))
        return {**_outlook(found), "look_at": _following(document, found) if seen_to else AT_ONCE}

    def _entries(self, document: Document) -> Iterator[Entry]:
        for kept in document.get("acts", ()):
            yield Entry(datetime.fromisoformat(kept["at"]), (decode(kept["type"], kept["data"]),))
        if document.get("reviewed"):
            for commit in self.approval.journal.store.stream(stream_name("review", document["_id"])):
                facts = facts_of(commit.envelope())
                yield Entry(_said_at(commit.recorded_at, facts), facts)

    def _deemed(self, incoming: Incoming) -> Document:
        """Tell whether silence accepts this item; what the register does not tell yet is asked again."""
        received = next((fact for fact in incoming.events if isinstance(fact, CaseReceived)), None)
        try:
            item = self.approval.replica.item(received.item, received.item_version)[0] if received else None
        except Rejected:
            item = None
        return {"deemed": item.deemed_acceptance} if item else {}

    def _keep(self, old: Document, new: Document) -> bool:
        """Write a document unless somebody else has changed it since it was read."""
        new = {**new, "rev": old["rev"] + 1}
        try:
            if old["rev"] == 0:
                self._documents.insert_one(new)
                return True
            return self._documents.replace_one({"_id": old["_id"], "rev": old["rev"]}, new).matched_count == 1
        except DuplicateKeyError:
            return False

    def _keep_all(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Write documents that nobody has changed since they were read.

        Raises:
            Conflict: somebody has changed one; others may be written.
        """
        try:
            done = write_at_once(self._documents, [_writing(old, new) for old, new in changes])
        except BulkWriteError as error:
            if any(each["code"] != DUPLICATE for each in error.details["writeErrors"]):
                raise
            raise Conflict("a watch was begun by another") from None
        if done.matched_count + done.inserted_count != len(changes):
            raise Conflict("a watch was changed by another")


def _writing(old: Document, new: Document) -> InsertOne[Document] | ReplaceOne[Document]:
    changed = {**new, "rev": old["rev"] + 1}
    if old["rev"] == 0:
        return InsertOne(changed)
    return ReplaceOne({"_id": old["_id"], "rev": old["rev"]}, changed)


def _unheard(case: str) -> Document:
    return {"_id": case, "rev": 0, "version": 0}


def _said_at(recorded_at: datetime, facts: Sequence[Event]) -> datetime:
    """The superior unit's word counts from when its own commit was stamped, not from when the lead heard of it."""
    answered = [fact.decided_at for fact in facts if isinstance(fact, SuperiorAnswered)]
    return min([recorded_at, *answered])


def _outlook(found: Demanded) -> Document:
    """Give what is ahead of a case, for those who look at the week: the last day before it turns yellow, and why."""
    yellow = next((each for each in found.coming if each.kind == "yellow"), None)
    return {
        "department": found.situation.department,
        "division": found.situation.division,
        "item": found.situation.item,
        "issued_to": [yellow.department] if yellow and yellow.department else [],
        "last_day": yellow.deadline.due.isoformat() if yellow else None,
        "cause": yellow.cause if yellow else None,
    }


def _following(document: Document, found: Demanded) -> str | None:
    """A virtual calendar moves with the case's own commits only, so nothing of it is due by itself."""
    return None if document["simulated"] or found.following is None else _stamp(found.following)


def _heard(old: Document, incoming: Incoming) -> Document:
    """Give a case's document after a commit; foreign commits come in order, and each is kept once."""
    envelope = incoming.envelope
    at = _stamp(datetime.fromisoformat(envelope.recorded_at))
    simulated = old.get("simulated", envelope.clock == "simulated")
    new = {**old, "simulated": simulated, "heard_at": max(old.get("heard_at", ""), at)}
    if category_of(incoming.stream) == "review":
        return {**new, "reviewed": True}
    if incoming.version <= old["version"]:
        return new
    kept = [{"at": at, "type": f.type, "data": encode(_bare(f))} for f in incoming.events if f.type in KEPT]
    return {**new, "version": incoming.version, "acts": [*old.get("acts", ()), *kept]}


def _bare(fact: Event) -> Event:
    """Leave out whose case it is: nothing personal comes here, not even sealed."""
    return replace(fact, applicant=NOBODY, account="", guardian=None) if isinstance(fact, CaseReceived) else fact


def rules_of(document: Document) -> CardRules:
    """Give the rules of the day the case began, which its number tells; of what has no such number, of what came."""
    case = str(document["_id"])
    if len(case) == CASE_NUMBER:
        return held_on(datetime.strptime(case[9:17], "%Y%m%d").date())
    heard = min([document["heard_at"], *(each["at"] for each in document.get("acts", ()))])
    return held_on(local_day(datetime.fromisoformat(heard)))


def _division(document: Document) -> str:
    return str(document["_id"])[:9]


def _stamp(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do: local time to the millisecond, one offset."""
    return in_shanghai(moment).isoformat(timespec="milliseconds")
