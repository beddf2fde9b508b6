"""Who applies while under age: with a guardian, or alone where the law lets them (民法典18—20, 23, 27). Pure.

Under eight the guardian acts; from eight on the guardian acts or consents. Alone acts whoever is sixteen and lives on
their own labour; and, from an age that the hall's limits set, whoever does what benefits them or suits their age.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Rejected
from shared.contracts.intake import Alone, Guardian
from shared.timekeeping.ages import ADULT_YEARS, LABOUR_YEARS, LIMITED_YEARS

BASIS = "民法典19、20、23、27"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How somebody stands before the law who applies.

    Attributes:
        age: in full years; None for a body, and where the papers tell no birth date.
        guardian: who acts for them or consents; sealed once the case has its number.
        guardian_age: of the guardian, likewise.
        same: the guardian is said to be the applicant.
        alone: why nobody is needed.
        alone_age: from this age on somebody may act alone for what benefits them or suits their age.
    """

    age: int | None = None
    guardian: Guardian | None = None
    guardian_age: int | None = None
    same: bool = False
    alone: Alone = ""
    alone_age: int = ADULT_YEARS


GROWN = Care()


def looked_after(care: Care, mandate: str) -> None:
    """Refuse somebody under age for whom nobody acts or consents; a mandate of theirs was given by the guardian.

    Raises:
        Rejected: `guardian_missing`, `guardian_must_act`, `guardian_is_applicant`, `under_age`, `alone_too_young`.
    """
    if care.guardian is not None:
        _guards(care)
    if care.age is None or care.age >= ADULT_YEARS or mandate:
        return
    if care.alone:
        _may_alone(care)
    elif care.guardian is None:
        told = "whoever is under 18 applies with a guardian"
        raise _wrong("guardian_missing", "guardian.name", told, BASIS)
    elif care.age < LIMITED_YEARS and care.guardian.acts == "consent":
        raise _wrong("guardian_must_act", "guardian.acts", "for a child under 8 the guardian acts", "民法典20")


def _guards(care: Care) -> None:
    if care.same:
        raise _wrong("guardian_is_applicant", "guardian.id_number", "nobody is their own guardian", BASIS)
    if care.guardian_age is not None and care.guardian_age < ADULT_YEARS:
        raise _wrong("under_age", "guardian.id_number", "a guardian is 18 or older", BASIS)


def _may_alone(care: Care) -> None:
    assert care.age is not None, "asked of minors only"
    labour = care.alone == "own_labour"
    least = LABOUR_YEARS if labour else max(LIMITED_YEARS, care.alone_age)
    if care.age < least:
        told = f"for this one is {least} or older; a guardian acts or consents"
        raise _wrong("alone_too_young", "alone", told, "民法典18②" if labour else "民法典19")


def _wrong(code: str, field: str, told: str, basis: str) -> Rejected:
    return Rejected(code, told, basis, status=422, errors={field: told})
