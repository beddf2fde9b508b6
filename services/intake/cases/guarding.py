"""A guardian at the edge: checked, counted in years, sealed under a key of their own, opened for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.cases.applicants import NATURAL_PERSON, checked_number, gone
from services.intake.cases.minors import Care
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.intake import Guardian
from shared.numbers import born_on
from shared.privacy import PrivacyError
from shared.timekeeping import age_on

FIELDS = ("name", "id_number")
PLACE = "guardian."
"""How the fields of a guardian's sealed texts begin."""

Said = Mapping[str, Any]


def care_of(intake: Intake, said: Said, day: date) -> Care:
    """Tell how whoever applies stands before the law on a day; nothing personal is kept yet.

    Raises:
        Rejected: the guardian's number is none.
    """
    who, told = said["applicant"], said.get("guardian")
    natural = who["kind"] == NATURAL_PERSON
    care = Care(
        age=_age(who["id_number"], day) if natural else None,
        alone=said.get("alone", ""),
        alone_age=intake.limits["minor_alone_age"],
    )
    if not told or not natural:
        return care
    number = _checked(told["id_number"], day)
    person = intake.vault.person("id", number)
    guardian = Guardian(person, "", "", told["relation"], told["acts"])
    return replace(care, guardian=guardian, guardian_age=_age(number, day), same=number == who["id_number"])


def sealed(intake: Intake, care: Care, case_no: str, said: Said) -> Care:
    """Give the same with the guardian's texts sealed for a case."""
    told, guardian = said.get("guardian"), care.guardian
    if guardian is None or not told:
        return care
    texts = {PLACE + name: told[name].strip() for name in FIELDS}
    tokens = intake.vault.seal_all(guardian.person, case_no, texts)
    return replace(care, guardian=replace(guardian, name=tokens[PLACE + "name"], id_number=tokens[PLACE + "id_number"]))


def _checked(number: str, day: date) -> str:
    try:
        return checked_number(NATURAL_PERSON, number, day)
    except Rejected as bad:
        told = next(iter(bad.errors.values()), "wrong")
        raise Rejected(bad.code, str(bad), bad.basis, status=422, errors={PLACE + "id_number": told}) from None


def _age(number: str, day: date) -> int | None:
    born = born_on(number)
    return None if born is None else age_on(born, day)


def opened(intake: Intake, case_no: str, guardian: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Give a guardian with their texts in clear; of one who was erased it is said that they were."""
    if guardian is None:
        return None
    tokens = {PLACE + name: guardian[name] for name in FIELDS}
    try:
        texts = intake.vault.open_all(guardian["person"], case_no, tokens)
    except PrivacyError:
        texts = dict.fromkeys(tokens, gone())
    return {**_plain(guardian), **{name: texts[PLACE + name] for name in FIELDS}}


def unnamed(guardian: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Give what may be told of a guardian to those who need not know who it is."""
    return {**_plain(guardian), **dict.fromkeys(FIELDS, "")} if guardian else None


def _plain(guardian: Mapping[str, Any]) -> dict[str, str]:
    return {name: guardian[name] for name in ("relation", "acts")}
