"""What can be asked of the scoring policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.contracts import Command


@dataclass(frozen=True, slots=True)
class Signed:
    """A policy whose signature was found good; see `PolicyPublished` for the fields.

    Attributes:
        faults: the code of what is wrong with it and where, from the checks; none where it can be scored by.
    """

    name: str
    version: str
    effective_from: date
    document: str
    hash: str
    key: str
    holder: str
    public_key: str
    fault: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPolicy(Command):
    """Let a signed policy hold.

    Attributes:
        shipped: versions that come with the program, each with its first day.
        frozen_until: the last day of the newest period that was frozen or published, if there is one.
    """

    policy: Signed
    shipped: Mapping[str, date]
    frozen_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPolicy(Command):
    """Take the newest policy back, with a reason."""

    version: str
    reason: str
    frozen_until: date | None
