"""Applicants at the edge: numbers checked and texts sealed on the way in, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shared.contracts import Rejected
from shared.contracts.intake import Applicant
from shared.numbers import BadNumber, check_credit_code, check_identity_number
from shared.privacy import PrivacyError, Vault, mask

NATURAL_PERSON = "1"
"""Code of GB/T 39046 A.4; 2 to 6 are bodies of several kinds, known by their credit code."""

FIELDS = ("name", "id_number", "phone")
GONE = ""
"""What is shown of a person who was erased."""


def checked_number(kind: str, number: str, today: date) -> str:
    """Give an identity number or credit code in its one form.

    Raises:
        Rejected: 422 with the fault, never with the number.
    """
    try:
        return check_identity_number(number, today) if kind == NATURAL_PERSON else check_credit_code(number)
    except BadNumber as bad:
        errors = {"applicant.id_number": bad.message}
        raise Rejected(bad.code, bad.message, bad.basis, status=422, errors=errors) from None


def person_of(vault: Vault, told: Mapping[str, str]) -> str:
    """Give the pseudonym of whoever applies; no key is made by asking."""
    return vault.person("id" if told["kind"] == NATURAL_PERSON else "credit_code", told["id_number"])


def seal(vault: Vault, case_no: str, told: Mapping[str, str]) -> Applicant:
    """Seal an applicant's texts for a case; `told` is checked already."""
    person = person_of(vault, told)
    sealed = vault.seal_all(person, case_no, {field: told.get(field, "") for field in FIELDS})
    return Applicant(person=person, kind=told["kind"], **sealed)


def opened(vault: Vault, case_no: str, applicant: Mapping[str, Any]) -> dict[str, str]:
    """Give an applicant's texts in clear; empty ones where the person was erased."""
    tokens = {field: applicant[field] for field in FIELDS}
    try:
        texts = vault.open_all(applicant["person"], case_no, tokens)
    except PrivacyError:
        texts = dict.fromkeys(FIELDS, GONE)
    return {"kind": applicant["kind"], **texts}


def masked(vault: Vault, case_no: str, applicant: Mapping[str, Any]) -> dict[str, str]:
    """Give an applicant's texts masked: enough to recognise one's own, not enough to learn another's."""
    texts = opened(vault, case_no, applicant)
    return {"kind": texts["kind"], **{field: mask(field, texts[field]) for field in FIELDS}}
