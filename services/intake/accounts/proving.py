"""Accounts that have proved whose they are see that person's cases without any query code (S1.5b).

Seeing is all: what is done to a case is still done by the account, desk or mandate it belongs to. What is kept is the
person's pseudonym; the number itself is looked at once. No real-name service is connected: the check is simulated, says
so wherever it is told, and outside the demonstration there is none, so that nobody is taken for anybody.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from services.intake.cases import applicants
from services.intake.cases.applicants import NATURAL_PERSON
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.privacy import PrivacyError
from shared.timekeeping import local_day

SIMULATED = "simulated"
BASIS = "S1.5b"

Document = dict[str, Any]


def prove(intake: Intake, account: str, said: Mapping[str, str], address: str, now: datetime) -> Document:
    """Check a name and an identity number, and keep that they are the account's own.

    Raises:
        Rejected: `real_name_unavailable` (503): there is nothing to check with; `identity_mismatch`: name and number do
            not fit; `already_proved`: the account is another person's; `too_many_looks`; the number's own faults.
    """
    if not intake.settings.demo:
        raise Rejected("real_name_unavailable", "no real-name service is connected", BASIS, status=503)
    intake.attempts.allow(now, number=f"proof/{account}", address=address)
    number = applicants.checked_number(NATURAL_PERSON, said["id_number"], local_day(now))
    person = intake.vault.person("id", number)
    if not _fits(intake, person, said["name"]):
        intake.attempts.miss(now, number=f"proof/{account}", address=address)
        raise Rejected("identity_mismatch", "name and identity number do not fit", BASIS, status=422)
    return keep(intake.proofs, account, person, now)


def _fits(intake: Intake, person: str, name: str) -> bool:
    """Simulated: where a case of this person is known, the name on the newest one is theirs; else any name is."""
    found = intake.cases.collection.find_one({"applicant.person": person}, sort=[("received_at", -1)])
    if found is None:
        return True
    try:
        known = intake.vault.open(person, found["applicant"]["name"], found["_id"], "name")
    except PrivacyError:
        return False
    return hmac.compare_digest(known.strip().encode(), name.strip().encode())


def keep(proofs: Collection[Document], account: str, person: str, now: datetime) -> Document:
    """Keep whose account it is, once and for all; the same again changes nothing.

    Raises:
        Rejected: `already_proved`.
    """
    proof = {"_id": account, "person": person, "how": SIMULATED, "proved_at": now.isoformat()}
    try:
        proofs.insert_one(proof)
    except DuplicateKeyError:
        there = proof_of(proofs, account)
        if there is None or there["person"] != person:
            raise Rejected("already_proved", "this account has proved to be another person's", BASIS) from None
        return there
    return proof


def proof_of(proofs: Collection[Document], account: str) -> Document | None:
    """Give what an account has proved, or None."""
    return proofs.find_one({"_id": account})


def person_of(proofs: Collection[Document], account: str) -> str:
    """Give the pseudonym of the person whose account it is proved to be; empty where it has proved nothing."""
    found = proof_of(proofs, account)
    return str(found["person"]) if found else ""


def forget(proofs: Collection[Document], person: str) -> None:
    """Forget which accounts are a person's: they were erased."""
    proofs.delete_many({"person": person})
