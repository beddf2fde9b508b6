"""What is done about the special channel; and what other matters of intake ask of a grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.state import NOBODY
from services.intake.service import Intake
from services.intake.special_channel import views
from services.intake.special_channel.commands import Answer, NoteUnanswered, Request, SpecialCommand
from services.intake.special_channel.decide import decide
from services.intake.special_channel.decider import SPECIALS
from services.intake.special_channel.simplifications import allowed, steps_of_law
from services.intake.special_channel.state import Special
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import key_of, stream_name
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.privacy import PrivacyError
from shared.timekeeping import due_on, local_day
from shared.worker import Timer

KIND = "TB"
"""Requests are numbered like documents: 特办."""
EVERY_SECONDS = 60.0

Said = Mapping[str, Any]
Done = tuple[str, Outcome[Special]]


def request_special(intake: Intake, meta: Meta, venue: VenueRegistered, said: Said) -> Done:
    """Ask for the special channel; the answer is due so many hours from now, nights and holidays included.

    Raises:
        Rejected: by rule.
    """
    who, today = said["applicant"], local_day(meta.now)
    id_number = applicants.checked_number(who["kind"], who["id_number"], today)
    calendar = intake.calendar(venue.division)
    command = Request(
        meta=meta,
        hall=venue,
        item=said["item"],
        ground=said["ground"],
        answer_due=due_on(intake.limits.limit("special_answer"), meta.now, calendar).expires_at,
        applicant=NOBODY,
        project="",
        account=said.get("account", ""),
    )
    number = "-"
    if intake.journal.store.by_command(meta.command_id) is None:
        decide(Special(), command)
        number = intake.numbering.document(venue.division, KIND, today)
        sealed = applicants.seal(intake.vault, number, {**who, "id_number": id_number})
        project = intake.vault.seal(sealed.person, number, "project", said["project"])
        command = replace(command, applicant=sealed, project=project)
    return do(intake, number, command, fresh=True)


def answer(intake: Intake, meta: Meta, venue: VenueRegistered, number: str, said: Said) -> Done:
    """Grant it or not; a grant holds until a day that is counted from today."""
    calendar, limit = intake.calendar(venue.division), intake.limits.limit("special_valid")
    command = Answer(
        meta=meta,
        granted=said["granted"],
        simplified=tuple(said["simplified"]),
        reasons=said["reasons"],
        valid_until=due_on(limit, local_day(meta.now), calendar).due,
        allowed=frozenset(allowed()),
        law={code: step.basis for code, step in steps_of_law().items()},
    )
    return do(intake, number, command)


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant of the special channel, as a case or the queue asks for it."""

    number: str
    hall: str
    item: str
    person: str
    simplified: tuple[str, ...]
    valid_until: date


def grant_of(intake: Intake, number: str, *, hall: str, day: date, item: str = "") -> Grant:
    """Give the grant of a number, for the receipt of a case (`case.received`: `special`) or the queue.

    Raises:
        Rejected: 422 `unknown_special`: no such request of this hall; `special_not_granted`: refused, not answered yet,
            or over; `special_for_other_item`.
    """
    state = intake.journal.load(SPECIALS, number).state
    requested, answered = state.requested, state.answered
    if requested is None or requested.hall != hall:
        raise _wrong("unknown_special", "this hall has no such request")
    if answered is None or not answered.granted or answered.valid_until is None or day > answered.valid_until:
        raise _wrong("special_not_granted", "it is not granted, or holds no longer")
    if item and item != requested.item:
        raise _wrong("special_for_other_item", "it was granted for something else")
    person = requested.applicant.person
    return Grant(number, hall, requested.item, person, answered.simplified, answered.valid_until)


def _wrong(code: str, told: str) -> Rejected:
    return Rejected(code, told, "S2.6f", status=422, errors={"special": told})


def shown(intake: Intake, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a request with its project readable and its person masked."""
    who = row["applicant"]
    texts = applicants.masked(intake.vault, row["number"], who)
    try:
        project = intake.vault.open(who["person"], row["project"], row["number"], "project")
    except PrivacyError:
        project = ""
    return {**row, "name": texts["name"], "phone": texts["phone"], "project": project, "applicant": None}


def timer(intake: Intake) -> Timer:
    """Give the worker's timer: it notes requests whose hours have passed."""
    return Timer("special_channel", EVERY_SECONDS, lambda: note_unanswered(intake, intake.clock.now()))


def note_unanswered(intake: Intake, now: datetime) -> None:
    """Note every request whose hours passed without an answer, once."""
    for row in views.overdue(intake.hall.specials, now):
        if on_virtual_calendar(intake.journal, stream_name(SPECIALS.category, row["_id"])):
            continue
        name = f"missed/{row['_id']}"
        meta = Meta(command_id=derived_command_id("special_channel", name), actor=SYSTEM, now=now, occurred_at=now)
        try:
            do(intake, row["_id"], NoteUnanswered(meta=meta))
        except Rejected as fault:
            log().error("special_waits", special=row["_id"], reason=str(fault)[:200])


def do(intake: Intake, number: str, command: SpecialCommand, *, fresh: bool = False) -> Done:
    """Do a command to a request once, and bring the list up to it."""
    outcome = intake.journal.execute(SPECIALS, number, command, fresh=fresh)
    number = key_of(outcome.commit.stream) if outcome.commit else number
    intake.hall.specials.refresh(number, outcome)
    return number, outcome
