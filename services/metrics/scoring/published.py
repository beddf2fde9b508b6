"""The policies that are in force: signed files beside this module, each verified before it is used."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from services.metrics.scoring.policy import Policy
from services.metrics.scoring.signing import trusted_keys, verify

HERE = Path(__file__).parent


@cache
def load_policy(version: str) -> Policy:
    """Give a published policy by version.

    Raises:
        KeyError: there is none.
        Rejected: it is not signed as it should be; then nothing is scored by it.
    """
    return verify(_files()[version].read_bytes(), trusted_keys())


def signed_document(version: str) -> dict[str, Any]:
    """Give a published policy with its signature, as it was signed; raises KeyError."""
    told: dict[str, Any] = orjson.loads(_files()[version].read_bytes())
    return told


def policies() -> list[Policy]:
    """Give all published policies, oldest first."""
    return in_order(load_policy(version) for version in _files())


def _files() -> dict[str, Path]:
    return {path.stem.removeprefix("policy-"): path for path in HERE.glob("policy-*.json")}


def in_order(known: Iterable[Policy]) -> list[Policy]:
    """Order policies by the day from which they hold."""
    return sorted(known, key=lambda p: (p.effective_from, p.version))


def policy_for(first_day: str) -> Policy:
    """Give the policy in force on a period's first day (`YYYY-MM-DD`); before the first one, the first."""
    known = policies()
    in_force = [policy for policy in known if policy.effective_from <= first_day]
    return (in_force or known[:1])[-1]
