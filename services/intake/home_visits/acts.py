"""What is done about home visits, as the JSON endpoints and the pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.state import NOBODY
from services.intake.home_visits import views
from services.intake.home_visits.commands import (
    Approve,
    Decline,
    Finish,
    GiveUp,
    NoteMissed,
    Request,
    Schedule,
    VisitCommand,
)
from services.intake.home_visits.decide import decide
from services.intake.home_visits.decider import VISITS
from services.intake.home_visits.state import Visit
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import StaffRegistered, VenueRegistered
from shared.contracts.streams import key_of, stream_name
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.privacy import PrivacyError, mask
from shared.timekeeping import due_on, local_day
from shared.worker import Timer

KIND, RECEIPT = "SM", "HZ"
"""Visits and their receipts are numbered like documents: 上门, 回执."""
EVERY_SECONDS = 60.0

Said = Mapping[str, Any]
Done = tuple[str, Outcome[Visit]]


def request_visit(intake: Intake, meta: Meta, venue: VenueRegistered, said: Said) -> Done:
    """Ask the hall to come; the last day is counted by its calendar.

    Raises:
        Rejected: by rule.
    """
    who = said["applicant"]
    id_number = applicants.checked_number(who["kind"], who["id_number"], local_day(meta.now))
    deadline = due_on(intake.limits.limit("visit_within"), local_day(meta.now), intake.calendar(venue.division))
    command = Request(
        meta=meta,
        hall=venue,
        item=said["item"],
        ground=said["ground"],
        due=deadline.due,
        provisional=deadline.provisional,
        applicant=NOBODY,
        address="",
        account=said.get("account", ""),
    )
    number = "-"
    if intake.journal.store.by_command(meta.command_id) is None:
        decide(Visit(), command)
        number = intake.numbering.document(venue.division, KIND, local_day(meta.now))
        sealed = applicants.seal(intake.vault, number, {**who, "id_number": id_number})
        address = intake.vault.seal(sealed.person, number, "address", said["address"])
        command = replace(command, applicant=sealed, address=address)
    return do(intake, number, command, fresh=True)


def approve(intake: Intake, meta: Meta, number: str, *, granted: bool, reasons: str) -> Done:
    """Let the hall go on another ground than the rulebook's, or not."""
    kind = Approve if granted else Decline
    return do(intake, number, kind(meta=meta, reasons=reasons))


def schedule(intake: Intake, meta: Meta, venue: VenueRegistered, number: str, said: Said) -> Done:
    """Set a day and the people who go."""
    command = Schedule(
        meta=meta,
        day=said["day"],
        staff=tuple(said["staff"]),
        people=frozenset(people(intake, venue)),
        how_many=intake.limits["visit_staff"],
        wished=said["wished"],
    )
    return do(intake, number, command)


def finish(intake: Intake, meta: Meta, venue: VenueRegistered, number: str, said: Said) -> Done:
    """Note that both were there; the receipt gets its number once the rules let it pass."""
    held = intake.journal.load(VISITS, number).state
    command = Finish(
        meta=meta,
        staff=tuple(said["staff"]) or held.staff,
        receipt_no="",
        done_at=said.get("done_at") or meta.occurred_at,
        case_no=said["case_no"],
    )
    if intake.journal.store.by_command(meta.command_id) is None:
        decide(held, command)
        _known_case(intake, said["case_no"], venue)
        command = replace(command, receipt_no=intake.numbering.document(venue.division, RECEIPT, local_day(meta.now)))
    return do(intake, number, command)


def _known_case(intake: Intake, case_no: str, venue: VenueRegistered) -> None:
    """A case that was taken in on the spot is one of the hall's."""
    if case_no and intake.cases.collection.find_one({"_id": case_no, "hall": venue.id}, {"_id": 1}) is None:
        told = {"case_no": "no such case of this hall"}
        raise Rejected("unknown_case", "this hall has no such case", "S2.6e", status=422, errors=told)


def give_up(intake: Intake, meta: Meta, number: str, reason: str) -> Done:
    """The person does not need it any more."""
    return do(intake, number, GiveUp(meta=meta, reason=reason))


def people(intake: Intake, venue: VenueRegistered) -> dict[str, StaffRegistered]:
    """Give the people of a hall who may go, by account."""
    staff = intake.replica.all(StaffRegistered)
    return {key: each for key, each in staff.items() if each.hall == venue.id and each.role != "window_device"}


def shown(intake: Intake, row: Mapping[str, Any], *, clear: bool = False) -> dict[str, Any]:
    """Give a visit with its person and address masked, or in clear for whoever goes there."""
    who = row["applicant"]
    texts = applicants.opened(intake.vault, row["number"], who)
    try:
        address = intake.vault.open(who["person"], row["address"], row["number"], "address")
    except PrivacyError:
        address = ""
    told = {**texts, "address": address}
    if not clear:
        told = {name: text if name == "kind" else mask(name, text) for name, text in told.items()}
    return {**row, **told, "applicant": None}


def timer(intake: Intake) -> Timer:
    """Give the worker's timer: it notes visits whose last day is over."""
    return Timer("home_visits", EVERY_SECONDS, lambda: note_missed(intake, intake.clock.now()))


def note_missed(intake: Intake, now: datetime) -> None:
    """Note every visit whose last day passed, once; one that cannot be noted keeps no other waiting."""
    for row in views.overdue(intake.hall.visits, local_day(now)):
        if on_virtual_calendar(intake.journal, stream_name(VISITS.category, row["_id"])):
            continue
        name = f"missed/{row['_id']}/{row['due']}"
        meta = Meta(command_id=derived_command_id("home_visits", name), actor=SYSTEM, now=now, occurred_at=now)
        try:
            do(intake, row["_id"], NoteMissed(meta=meta))
        except Rejected as fault:
            log().error("visit_waits", visit=row["_id"], reason=str(fault)[:200])


def do(intake: Intake, number: str, command: VisitCommand, *, fresh: bool = False) -> Done:
    """Do a command to a visit once, and bring the list up to it."""
    outcome = intake.journal.execute(VISITS, number, command, fresh=fresh)
    number = key_of(outcome.commit.stream) if outcome.commit else number
    intake.hall.visits.refresh(number, outcome)
    return number, outcome
