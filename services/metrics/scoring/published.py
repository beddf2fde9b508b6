"""The policies that come with the program: signed files beside this module, each verified before it is used."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from services.metrics.scoring.policy import Policy
from services.metrics.scoring.signing import trusted_keys, verify

HERE = Path(__file__).parent


@cache
def load_policy(version: str) -> Policy:
    """Give a policy of the program by version.

    Raises:
        KeyError: there is none.
        Rejected: it is not signed as it should be; then nothing is scored by it.
    """
    return verify(_files()[version].read_bytes(), trusted_keys())


def shipped() -> dict[str, bytes]:
    """Give every policy that comes with the program as it was signed, by version."""
    return {version: path.read_bytes() for version, path in _files().items()}


def policies() -> list[Policy]:
    """Give the program's policies, oldest first."""
    return in_order(load_policy(version) for version in _files())


def _files() -> dict[str, Path]:
    return {path.stem.removeprefix("policy-"): path for path in HERE.glob("policy-*.json")}


def in_order(known: Iterable[Policy]) -> list[Policy]:
    """Order policies by the day from which they hold."""
    return sorted(known, key=lambda p: (p.effective_from, p.version))
