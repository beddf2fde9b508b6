"""What is done about questions, as the JSON endpoints and the pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.intake.cases.state import NOBODY
from services.intake.consultations.commands import (
    Answer,
    Confirm,
    ConsultationCommand,
    Guide,
    Register,
    TakeUp,
)
from services.intake.consultations.decide import decide
from services.intake.consultations.decider import CONSULTATIONS
from services.intake.consultations.state import Consultation
from services.intake.looks.noting import note_shown
from services.intake.service import Intake
from shared.contracts import Meta
from shared.contracts.convenience import AskedBy
from shared.contracts.intake import Applicant
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.privacy import PrivacyError, mask
from shared.timekeeping import due_on, local_day

KIND = "ZX"
"""Questions are numbered like documents: 咨询."""
TEXTS = ("name", "phone", "question", "answer")

Said = Mapping[str, Any]
Done = tuple[str, Outcome[Consultation]]


def register(intake: Intake, meta: Meta, venue: VenueRegistered, said: Said, *, channel: AskedBy) -> Done:
    """Take a question in; whoever of the hall's people does, was asked first. Online it waits for somebody.

    Raises:
        Rejected: by rule.
    """
    own = channel != "online"
    deadline = due_on(intake.limits.limit("consult_reply"), local_day(meta.now), intake.calendar(venue.division))
    command = Register(
        meta=meta,
        hall=venue,
        asked_at=meta.now,
        channel=channel,
        responsible=meta.actor.id if own else "",
        due=deadline.due,
        provisional=deadline.provisional,
        applicant=NOBODY,
        question="",
        item=said.get("item", ""),
        account=said.get("account", ""),
        answer="sealed below" if said.get("answer") else "",
        guide=_guide(intake, meta, venue, said) if said.get("window") or said.get("department") else None,
    )
    number = ""
    if intake.journal.store.by_command(meta.command_id) is None:
        decide(Consultation(), command)
        number = intake.numbering.document(venue.division, KIND, local_day(meta.now))
        command = _sealed(intake, number, command, said)
    return _do(intake, number or "-", command, fresh=True)


def _sealed(intake: Intake, number: str, command: Register, said: Said) -> Register:
    """Seal who asked and what was said; each question has a key of its own, for most people give no number."""
    person = intake.vault.person("consultation", number)
    sealed = intake.vault.seal_all(person, number, {name: said.get(name, "") for name in TEXTS})
    who = Applicant(person=person, kind="1", name=sealed["name"], id_number="", phone=sealed["phone"])
    return replace(command, applicant=who, question=sealed["question"], answer=sealed["answer"])


def take_up(intake: Intake, meta: Meta, number: str) -> Done:
    """Make a question one's own."""
    return _do(intake, number, TakeUp(meta=meta))


def guide(intake: Intake, meta: Meta, venue: VenueRegistered, number: str, said: Said) -> Done:
    """Show the person to a window or department."""
    return _do(intake, number, _guide(intake, meta, venue, said))


def answer(intake: Intake, meta: Meta, number: str, text: str) -> Done:
    """Answer a question."""
    held = intake.journal.load(CONSULTATIONS, number).state
    person = held.registered.applicant.person if held.registered else ""
    return _do(intake, number, Answer(meta=meta, answer=intake.vault.seal(person, number, "answer", text)))


def confirm(intake: Intake, meta: Meta, number: str) -> Done:
    """Say that the window has taken over."""
    return _do(intake, number, Confirm(meta=meta))


def opened(intake: Intake, row: Mapping[str, Any], *, masked: bool = True) -> dict[str, Any]:
    """Give a question with its texts readable; who asked is masked. Empty texts where the key was deleted."""
    who = row["applicant"]
    if not masked:
        note_shown(intake, who, purpose="question", case_no=row["number"], division=row["division"])
    tokens = {"name": who["name"], "phone": who["phone"], "question": row["question"], "answer": row["answer"]}
    try:
        texts = intake.vault.open_all(who["person"], row["number"], tokens)
    except PrivacyError:
        texts = dict.fromkeys(tokens, "")
    if masked:
        texts |= {name: mask(name, texts[name]) for name in ("name", "phone")}
    return {**row, **texts, "applicant": None}


def _guide(intake: Intake, meta: Meta, venue: VenueRegistered, said: Said) -> Guide:
    departments = frozenset(each.code for each in intake.replica.departments())
    return Guide(
        meta=meta,
        hall=venue,
        departments=departments,
        window=said.get("window", ""),
        department=said.get("department", ""),
    )


def _do(intake: Intake, number: str, command: ConsultationCommand, *, fresh: bool = False) -> Done:
    outcome = intake.journal.execute(CONSULTATIONS, number, command, fresh=fresh)
    number = key_of(outcome.commit.stream) if outcome.commit else number
    intake.hall.consultations.refresh(number, outcome)
    return number, outcome
