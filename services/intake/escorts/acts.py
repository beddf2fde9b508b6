"""What applicants, desks and officers do about an escort, as endpoints and pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.cases import applicants
from services.intake.cases.standing import Standing
from services.intake.cases.state import ENDED
from services.intake.escorts.commands import (
    EscortCommand,
    Finish,
    JoinCase,
    Letter,
    Request,
    Start,
    TakeBack,
    Walk,
)
from services.intake.escorts.decider import ESCORTS
from services.intake.escorts.state import Escort
from services.intake.mandates.decider import MANDATES
from services.intake.numbering import ESCORT
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.streams import key_of
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

Said = Mapping[str, Any]
"""A checked body or form."""


class EscortActs:
    """The acts of one request.

    Args:
        intake: the service.
        meta: the circumstances of the command.
        standing: whose desk or account it is done from.
        expected: the version the caller has seen (`If-Match`).
    """

    def __init__(self, intake: Intake, meta: Meta, standing: Standing, expected: int | None = None) -> None:
        self._intake = intake
        self._meta = meta
        self._expected = expected
        self._common: dict[str, Any] = {"meta": meta, "desk": standing.desk, "account": standing.account}

    def request(self, said: Said) -> tuple[str, Outcome[Escort]]:
        """Ask for an escort; give its number, which is the server's choice, and the outcome."""
        intake, hall = self._intake, self._intake.replica.venue(said["hall"] or self._common["desk"] or "-")
        for code in said["items"]:
            intake.replica.item(code)
        first = intake.journal.store.by_command(self._meta.command_id)
        number = key_of(first.stream) if first else self._number(hall.division)
        who = applicants.seal(intake.vault, number, said["applicant"])
        command = Request(
            **self._common,
            project=intake.vault.seal(who.person, number, "project", said["project"]),
            ground=said["ground"],
            items=tuple(said["items"]),
            applicant=who,
            hall=hall.id,
            division=hall.division,
        )
        return number, self._do(number, command)

    def start(self, number: str, said: Said) -> Outcome[Escort]:
        """Begin with a mandate letter; the officer is whoever asks, unless another is named."""
        officer = self._intake.replica.find_staff(said["officer"] or self._meta.actor.id)
        command = Start(
            **self._common,
            officer=officer.id if officer else "",
            officer_role=officer.role if officer else "",
            officer_hall=officer.hall if officer else "",
            letter=self._letter(said["mandate"]),
        )
        return self._do(number, command)

    def join(self, number: str, said: Said) -> Outcome[Escort]:
        """Take one more case along."""
        found = self._intake.cases.collection.find_one({"_id": said["case_no"].upper()})
        if found is None:
            raise Rejected("unknown_case", "there is no such case", status=404, errors={"case_no": "unknown"})
        command = JoinCase(
            **self._common,
            case_no=found["_id"],
            item=found["item"],
            person=found["applicant"]["person"],
            letter=self._letter_of(number),
        )
        return self._do(number, command)

    def walk(self, number: str, said: Said) -> Outcome[Escort]:
        """Note a node that is done."""
        letter = self._letter_of(number)
        return self._do(number, Walk(**self._common, node=said["node"], case_no=said["case_no"].upper(), letter=letter))

    def take_back(self, number: str, said: Said) -> Outcome[Escort]:
        """The applicant goes on alone."""
        return self._do(number, TakeBack(**self._common, reason=said["reason"]))

    def finish(self, number: str) -> Outcome[Escort]:
        """End it, where all its cases have ended."""
        ended = [status.value for status in ENDED]
        wanted = {"_id": {"$in": list(self._escort(number).case_nos)}, "status": {"$nin": ended}}
        still = tuple(found["_id"] for found in self._intake.cases.collection.find(wanted, {"_id": 1}))
        return self._do(number, Finish(**self._common, open_cases=still))

    def _do(self, number: str, command: EscortCommand) -> Outcome[Escort]:
        outcome = self._intake.journal.execute(ESCORTS, number, command, expected=self._expected)
        key = key_of(outcome.commit.stream) if outcome.commit else number
        self._intake.escorts.refresh(key, outcome)
        return outcome

    def _escort(self, number: str) -> Escort:
        return self._intake.journal.load(ESCORTS, number).state

    def _letter_of(self, number: str) -> Letter | None:
        begun = self._escort(number).begun
        return self._letter(begun.mandate) if begun else None

    def _letter(self, number: str) -> Letter | None:
        """Give a mandate as it stands now, by the server's own clock; None where there is none."""
        mandate = self._intake.journal.load(MANDATES, number.strip().upper()).state if number else None
        if mandate is None or mandate.given is None:
            return None
        return Letter(
            number=number.strip().upper(),
            principal=mandate.given.principal.person,
            agent_account=mandate.given.agent_account,
            items=mandate.given.items,
            valid_to=mandate.given.valid_to,
            holds=mandate.holds(local_day(self._meta.now)),
        )

    def _number(self, division: str) -> str:
        return self._intake.numbering.document(division[:9], ESCORT, local_day(self._meta.occurred_at))
