"""Applicants at the edge: numbers checked and texts sealed on the way in, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from shared.contracts import Rejected
from shared.contracts.intake import Applicant
from shared.numbers import BadNumber, check_credit_code, check_person_number
from shared.privacy import Erased, PrivacyError, Vault, mask

NATURAL_PERSON = "1"
"""Code of GB/T 39046 A.4; 2 to 6 are bodies of several kinds, known by their credit code."""

FIELDS = ("name", "id_number", "phone")

FAULTS: Mapping[tuple[str, str], LazyString] = {
    ("bad_identity_number", "length"): _l("身份号码应为 18 位"),
    ("bad_identity_number", "old_form"): _l("15 位旧号码已停用，请填 18 位身份号码"),
    ("bad_identity_number", "characters"): _l("身份号码应为 17 位数字加一位数字或 X"),
    ("bad_identity_number", "birth_date"): _l("身份号码中的出生日期不对"),
    ("bad_identity_number", "check"): _l("身份号码的校验位不符，请逐位核对"),
    ("bad_identity_number", "form"): _l(
        "护照填国家代码、短横线和号码（如 USA-E12345678）；港澳通行证填 H 或 M 加 8 位；台胞证填 T 加 8 位"
    ),
    ("bad_credit_code", "length"): _l("统一社会信用代码应为 18 位"),
    ("bad_credit_code", "characters"): _l("统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z"),
    ("bad_credit_code", "organisation"): _l("统一社会信用代码中的主体标识码不符，请逐位核对"),
    ("bad_credit_code", "check"): _l("统一社会信用代码的校验位不符，请逐位核对"),
}
"""What is wrong with a number, in words that say what to look at; never the number itself."""


def gone() -> str:
    """Say, in the reader's language, that a person was erased."""
    return str(gettext("已删除"))


def checked_number(kind: str, number: str, today: date) -> str:
    """Give the number of a person's papers, or a body's credit code, in its one form.

    Raises:
        Rejected: 422 with the fault, never with the number.
    """
    try:
        return check_person_number(number, today) if kind == NATURAL_PERSON else check_credit_code(number)
    except BadNumber as bad:
        told = FAULTS.get((bad.code, bad.fault))
        errors = {"applicant.id_number": bad.message if told is None else str(told)}
        raise Rejected(bad.code, bad.message, bad.basis, status=422, errors=errors) from None


def person_of(vault: Vault, told: Mapping[str, str]) -> str:
    """Give the pseudonym of whoever applies; no key is made by asking."""
    return vault.person("id" if told["kind"] == NATURAL_PERSON else "credit_code", told["id_number"])


def seal(vault: Vault, case_no: str, told: Mapping[str, str], *, new: bool = False) -> Applicant:
    """Seal an applicant's texts for a case; `told` is checked already. `new`: nobody knows them so far."""
    person = person_of(vault, told)
    sealed = vault.seal_all(person, case_no, {field: told.get(field, "") for field in FIELDS}, new=new)
    return Applicant(person=person, kind=told["kind"], **sealed)


def opened(vault: Vault, case_no: str, applicant: Mapping[str, Any]) -> dict[str, str]:
    """Give an applicant's texts in clear; of a person who was erased it is said that they were."""
    return {"kind": applicant["kind"], **_texts(vault, case_no, applicant)[0]}


def _texts(vault: Vault, case_no: str, applicant: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """Give the texts, and whether they could be read; a token that was damaged reads as nothing."""
    tokens = {field: applicant[field] for field in FIELDS}
    try:
        return vault.open_all(applicant["person"], case_no, tokens), True
    except Erased:
        return {field: gone() if token else "" for field, token in tokens.items()}, False
    except PrivacyError:
        return dict.fromkeys(FIELDS, ""), False


def masked(vault: Vault, case_no: str, applicant: Mapping[str, Any]) -> dict[str, str]:
    """Give an applicant's texts masked: enough to recognise one's own, not enough to learn another's."""
    texts, readable = _texts(vault, case_no, applicant)
    told = {field: mask(field, text) for field, text in texts.items()} if readable else texts
    return {"kind": applicant["kind"], **told}
