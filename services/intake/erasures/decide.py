"""When a person's data may be erased. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.intake.erasures.commands import Erase, Hold
from services.intake.erasures.state import Person
from shared.contracts import Event, Rejected
from shared.contracts.privacy import ErasureRefused, PersonErased
from shared.timekeeping import local_day

BASIS = "L20; 716号令14; F10"


def decide(person: Person, command: Erase) -> Sequence[Event]:
    """Erase where a key is there and nothing holds it: no open case, no record still to be kept, nobody acting.

    Raises:
        Rejected: `nothing_to_erase`: there is no key, or it is gone already; `legal_hold`: with what holds it and until
            when; that it was asked for stays on record.
    """
    if not command.key_id or any(each.key_id == command.key_id for each in person.erasures):
        raise Rejected("nothing_to_erase", "nothing readable is kept of this person", BASIS, status=404)
    if command.holds:
        asked = ErasureRefused(person=command.person, holds=command.holds, kept_until=command.kept_until)
        errors = {str(hold): _until(hold, command.kept_until) for hold in command.holds}
        told = "these data have to be kept"
        raise Rejected("legal_hold", told, BASIS, errors=errors, records=(asked,))
    return [
        PersonErased(
            person=command.person,
            certificate_no=command.certificate_no,
            reason=command.reason,
            erased_on=local_day(command.meta.now),
            key_id=command.key_id,
            cases=command.cases,
            keys=command.keys,
            of_cases=command.of_cases,
        )
    ]


def _until(hold: Hold, kept_until: date | None) -> str:
    return f"until {kept_until.isoformat()}" if hold == "retention" and kept_until else "while it lasts"
