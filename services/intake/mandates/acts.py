"""Giving and taking back a mandate, as endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.standing import Standing
from services.intake.mandates.acting import do
from services.intake.mandates.commands import Give, Revoke
from services.intake.mandates.decide import decide
from services.intake.mandates.state import Mandate
from services.intake.mandates.telling import PARTS
from services.intake.numbering import MANDATE
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Meta, Rejected
from shared.contracts.intake import Applicant
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.numbers import born_on
from shared.timekeeping import is_minor, local_day

Said = Mapping[str, Any]
"""A checked body or form."""

NOWHERE = "520400000"
"""The division in the number of a mandate that was given online: the city's."""


def give(intake: Intake, meta: Meta, standing: Standing, said: Said) -> tuple[str, Outcome[Mandate]]:
    """Give a mandate; give its number, which is the server's choice, and the outcome.

    Nothing personal is sealed unless the rules would let the command pass.

    Raises:
        Rejected: by a rule, or where an item is unknown.
    """
    for code in said["items"]:
        intake.replica.item(code)
    hall = _hall(intake, standing, said["hall"])
    said, division = {**said, "hall": hall}, intake.replica.venue(hall).division if hall else ""
    first = intake.journal.store.by_command(meta.command_id)
    if first is None:
        decide(Mandate(), _command(intake, meta, standing, said, division, ""))
    number = (
        key_of(first.stream)
        if first
        else intake.numbering.document(division or NOWHERE, MANDATE, local_day(meta.occurred_at))
    )
    outcome = do(intake, number, _command(intake, meta, standing, said, division, number))
    assert outcome.commit is not None, "a mandate given is a commit"
    return key_of(outcome.commit.stream), outcome


def _command(intake: Intake, meta: Meta, standing: Standing, said: Said, division: str, number: str) -> Give:
    """Put the command together; without a number people stay unsealed pseudonyms, which is enough for the rules."""
    return Give(
        meta=meta,
        desk=standing.desk,
        account=standing.account or said["account"],
        principal=_sealed(intake, number, said["principal"], "principal"),
        agent=_sealed(intake, number, said["agent"], "agent"),
        representative=_sealed(intake, number, said["representative"], "representative")
        if said["representative"]
        else None,
        items=tuple(said["items"]),
        acts=tuple(said["acts"]),
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        evidence="online" if standing.account else said["evidence"],
        document_no=number,
        agent_account=said["agent_account"],
        hall=said["hall"],
        division=division,
        minors=frozenset(part for part in PARTS if _under_age(said[part], local_day(meta.now))),
    )


def _hall(intake: Intake, standing: Standing, named: str) -> str:
    """Give the hall whose windows see a mandate: the desk's own; at home the one that is named, or none.

    Raises:
        Rejected: `unknown_hall`; `wrong_hall_for_clerk` (403), where a window names another.
    """
    if standing.desk:
        if named not in ("", standing.desk):
            raise Rejected("wrong_hall_for_clerk", f"your window is at {standing.desk}", "S2.1d", status=403)
        return standing.desk
    return venues.hall(intake.replica, named).id if named else ""


def _under_age(told: Mapping[str, str] | None, today: date) -> bool:
    natural = told is not None and told["kind"] == applicants.NATURAL_PERSON
    return told is not None and natural and is_minor(born_on(told["id_number"]), today)


def _sealed(intake: Intake, number: str, told: Mapping[str, str], part: str) -> Applicant:
    if number:
        return applicants.seal(intake.vault, f"{number}/{part}", told)
    kind = "id" if told["kind"] == applicants.NATURAL_PERSON else "credit_code"
    return Applicant(intake.vault.person(kind, told["id_number"]), told["kind"], "", "")


def revoke(
    intake: Intake, meta: Meta, standing: Standing, number: str, said: Said, expected: int | None = None
) -> Outcome[Mandate]:
    """Take a mandate back."""
    command = Revoke(meta=meta, desk=standing.desk, account=standing.account, reason=said["reason"])
    return do(intake, number, command, expected)
