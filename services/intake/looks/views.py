"""Which looks somebody may read: auditors those of their divisions, people those at their own cases."""

from __future__ import annotations

from typing import Any

from services.intake.accounts.proving import person_of
from services.intake.cases.standing import NOWHERE
from services.intake.service import Intake
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes

Document = dict[str, Any]


def readable(identity: Identity) -> Document:
    """Give the filter of an auditor's looks; those at matters of no division are read by the city's alone."""
    prefixes = division_prefixes(identity)
    wanted: list[Document] = [within(prefixes)]
    if any(len(prefix) <= 4 for prefix in prefixes):
        wanted.append({"division": ""})
    return {"$or": wanted}


def narrowed(identity: Identity, case_no: str, reader: str) -> Document:
    """Narrow what is readable to a case or a reader."""
    asked = {name: value for name, value in (("case_no", case_no.upper()), ("reader", reader)) if value}
    return all_of(readable(identity), asked)


def of_account(intake: Intake, identity: Identity) -> Document:
    """Give the filter of the looks at an account's own cases, and at what it complained of under its own name.

    A report is sealed under a key of its own, which leads to no account: only auditors see the looks at it.
    """
    own = intake.cases.collection.find({"account": identity.id}, {"_id": 1})
    at_cases = {"case_no": {"$in": [found["_id"] for found in own] or [NOWHERE]}}
    persons = [intake.vault.person("account", identity.id), person_of(intake.proofs, identity.id)]
    return {"$or": [at_cases, {"person": {"$in": [each for each in persons if each]}}]}
