"""Events -> messages in the outbox. Hearing an event again adds nothing; a rebuild of a fold cannot start this."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.intake.messages.matters import Matters
from services.intake.messages.outbox import stamp
from services.intake.messages.quiet import quiet_hours
from services.intake.messages.table import TABLE, Receiver, Row
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription

Document = dict[str, Any]

STALE = timedelta(hours=168)
"""What was recorded longer ago is not sent any more: a worker that begins to read an old log wakes nobody."""


def subscription(intake: Intake) -> Subscription:
    """Give what messages follow from: the streams of the events in the table."""
    categories = frozenset(category_of_event(each) for each in TABLE)
    return Subscription(
        "intake.messages",
        (JOURNAL,),
        lambda incoming: hear(intake, incoming),
        categories,
        together=lambda several: hear_together(intake, several),
    )


def category_of_event(event: str) -> str:
    """Tell the category of the stream that holds an event: what stands before the point."""
    return event.partition(".")[0]


def hear(intake: Intake, incoming: Incoming) -> None:
    """Queue a message for each event that somebody is told."""
    hear_together(intake, [incoming])


def hear_together(intake: Intake, several: Sequence[Incoming]) -> None:
    """Queue the messages of many commits at once."""
    told = [(each, index) for each in several for index, fact in enumerate(each.events) if fact.type in TABLE]
    matters = Matters(intake, [each for each, _ in told])
    messages = [_queued(matters, each, index) for each, index in told]
    intake.outbox.add([message for message in messages if message is not None])


def _queued(matters: Matters, incoming: Incoming, index: int) -> Document | None:
    fact = incoming.events[index]
    row, told = TABLE[fact.type], encode(fact)
    matter = matters.of(incoming, told)
    receiver = row.receiver(told) if row.receiver else matter.applicant()
    if receiver is None or not (receiver.phone or receiver.account):
        return None
    values = row.values(matter, told)
    if values is None:
        return None
    return _message(matters.intake, incoming, index, row, receiver, {**matter.common(), **values})


def _message(
    intake: Intake, incoming: Incoming, index: int, row: Row, receiver: Receiver, values: Document
) -> Document:
    fact = incoming.envelope.events[index]
    recorded = datetime.fromisoformat(incoming.envelope.recorded_at)
    simulated = incoming.envelope.clock == "simulated"
    now, quiet = intake.clock.now(), quiet_hours(intake.settings.message_quiet)
    why = "" if receiver.phone else "no_telephone"
    if not simulated and now - recorded > STALE:
        why = "stale"
    return {
        "_id": f"{fact.id}/{receiver.person or receiver.account}",
        "event": fact.type,
        "text": row.text,
        "values": values,
        "case_no": values.get("case_no", ""),
        "person": receiver.person,
        "phone": receiver.phone,
        "place": receiver.place,
        "account": receiver.account,
        "at": stamp(recorded),
        "simulated": simulated,
        "state": "withheld" if why else "queued",
        "why": why,
        "due_at": "" if why else stamp(now if simulated else quiet.until(now) or now),
        "attempts": 0,
        "fault": "",
    }
