"""Erasing a person, as endpoint and page ask for it: who is meant, what holds their data, and the key's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.intake.accounts.proving import forget
from services.intake.cases.applicants import NATURAL_PERSON
from services.intake.cases.state import ENDED
from services.intake.erasures import related
from services.intake.erasures.commands import Erase, Hold
from services.intake.erasures.decide import decide
from services.intake.erasures.decider import PERSONS
from services.intake.erasures.state import Person
from services.intake.numbering import ERASURE
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.streams import key_of, stream_name
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

CITY = "520400000"
"""The division in the number of a certificate: keys are the city's, not a hall's."""

ENDED_CASES = sorted(status.value for status in ENDED)
Held = tuple[Hold, date | None]


def erase(intake: Intake, meta: Meta, said: Mapping[str, Any]) -> tuple[str, Outcome[Person]]:
    """Erase whoever is meant; give the certificate's number and the outcome.

    The event comes first and the key's end after it, so that a process that dies in between leaves something to finish
    and never a key that is gone without a word.

    Raises:
        Rejected: `unknown_person`, `nothing_to_erase`, `legal_hold`.
    """
    first = intake.journal.store.by_command(meta.command_id)
    person = key_of(first.stream) if first else person_meant(intake, said)
    command = _command(intake, meta, person, said, "")
    if first is None:
        try:
            decide(intake.journal.load(PERSONS, person).state, command)
        except Rejected as refusal:
            if not refusal.records:
                raise
        else:
            number = intake.numbering.document(CITY, ERASURE, local_day(meta.now))
            command = _command(intake, meta, person, said, number)
    accounts = list(related.accounts(intake, person))
    outcome = _done(intake, person, command)
    related.throw_away_drafts(intake, accounts)
    return outcome.state.erasures[-1].certificate_no, outcome


def _done(intake: Intake, person: str, command: Erase) -> Outcome[Person]:
    try:
        outcome = intake.journal.execute(PERSONS, person, command)
    except Rejected as refusal:
        if refusal.records:
            intake.erasures.repair(intake.journal, person)
        raise
    intake.erasures.refresh(person, outcome)
    forget(intake.proofs, person)
    return outcome


def person_meant(intake: Intake, said: Mapping[str, Any]) -> str:
    """Give the pseudonym: of the applicant of a case, or of a checked identity number or credit code."""
    if said["case_no"]:
        found = intake.cases.collection.find_one({"_id": said["case_no"].upper()}, {"applicant.person": 1})
        if found is None:
            raise Rejected("unknown_person", "there is no such case", status=404, errors={"case_no": "unknown"})
        return str(found["applicant"]["person"])
    if not said["id_number"]:
        told = {"case_no": "name a case, or a number"}
        raise Rejected("unknown_person", "say whose data", status=422, errors=told)
    return intake.vault.person("id" if said["kind"] == NATURAL_PERSON else "credit_code", said["id_number"])


def _command(intake: Intake, meta: Meta, person: str, said: Mapping[str, Any], number: str) -> Erase:
    today = local_day(meta.now)
    held = [*holds(intake, person, today), *_asking(intake, said["matters"], today)]
    kept = [until for _, until in held if until is not None]
    cases = tuple(related.cases(intake, person))
    return Erase(
        meta=meta,
        person=person,
        reason=said["reason"],
        certificate_no=number,
        key_id=intake.vault.key_id(person),
        holds=tuple(dict.fromkeys(hold for hold, _ in held)),
        kept_until=max(kept, default=None),
        cases=len(cases),
        of_cases=cases,
        keys=related.keys_of(intake, person, said["matters"]),
    )


def _asking(intake: Intake, matters: Any, today: date) -> Iterator[Held]:
    """Tell what holds the questions and slips that are named."""
    for packet, waits in related.slips(intake, matters):
        if waits:
            yield "open_slip", None
        else:
            yield from _retained(intake, "packet", packet, today)
    for row in related.questions(intake, matters):
        if row["status"] != "closed":
            yield "open_question", None
        else:
            yield from _retained(intake, "consultation", row["_id"], today)


def holds(intake: Intake, person: str, today: date) -> Iterator[Held]:
    """Tell what holds a person's data on a day: whatever is open, and what is still to be kept."""
    own = {"$or": [{"applicant.person": person}, {"guardian.person": person}]}
    for found in intake.cases.collection.find(own, {"status": 1}):
        if found["status"] not in ENDED_CASES:
            yield "open_case", None
        else:
            yield from _retained(intake, "case", found["_id"], today)
    for found in intake.proxies.collection.find({"person": person}, {"status": 1}):
        if found["status"] != "ended":
            yield "open_proxy", None
        else:
            yield from _retained(intake, "proxy", found["_id"], today)
    for found in intake.escorts.collection.find({"person": person}, {"status": 1}):
        if found["status"] in ("requested", "under_way"):
            yield "open_escort", None
        else:
            yield from _retained(intake, "escort", found["_id"], today)
    parts = [{f"{part}.person": person} for part in ("principal", "agent", "representative")]
    for found in intake.mandates.collection.find({"$or": parts}, {"revoked": 1, "valid_to": 1}):
        if not found["revoked"] and found["valid_to"] >= today.isoformat():
            yield "mandate", None
        else:
            yield from _retained(intake, "mandate", found["_id"], today)


def _retained(intake: Intake, category: str, key: str, today: date) -> Iterator[Held]:
    """What has ended is kept so many months after the last thing that happened to it."""
    last = intake.journal.store.stream(stream_name(category, key))[-1]
    until = intake.calendar().month_due(local_day(last.recorded_at), intake.settings.retention_months).due
    if today <= until:
        yield "retention", until
