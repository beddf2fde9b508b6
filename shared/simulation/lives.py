"""What happens to one case, step by step: data that both the HTTP driver and the tests can play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.simulation.people import Person
from shared.simulation.scene import Offer


class Act(StrEnum):
    """What can happen to a case, and who does it: clerk, applicant, reviewer, superior unit, approver, handler."""

    RECEIVE = "receive"
    NOTICE = "notice"
    SUPPLEMENT = "supplement"
    ACCEPT = "accept"
    MAKE_GOOD = "make_good"
    REFUSE = "refuse"
    REDIRECT = "redirect"
    WITHDRAW = "withdraw"
    COMPLETE = "complete"
    STEP = "step"
    ROUTE = "route"
    FORWARD = "forward"
    RULE = "rule"
    DECIDE = "decide"
    DELIVER = "deliver"
    RATE = "rate"
    COMPLAIN = "complain"
    ASSIGN = "assign"
    REPLY = "reply"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """One act at a virtual moment (tz-aware), with what is said at it."""

    at: datetime
    act: Act
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Life:
    """A case from receipt to its end; steps in order of time, the first of them `receive`.

    `key` names the life within the seed: its day and number, `20260917/0012`.
    """

    key: str
    offer: Offer
    channel: str
    applicant: Person
    steps: tuple[Step, ...]

    @property
    def department(self) -> str:
        """The department that answers for the case."""
        return self.offer.item.department

    @property
    def acts(self) -> tuple[Act, ...]:
        """What happens, in order."""
        return tuple(step.act for step in self.steps)
