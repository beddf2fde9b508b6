"""Parts of a review's state: suspensions, the hearing, the file at a superior unit. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.contracts.approval import ReviewResumed, ReviewSuspended, SuspensionVoided
from shared.contracts.hearings import HearingHeld, HearingOffered, HearingRequested, HearingScheduled, HearingWaived
from shared.contracts.superiors import ReviewForwarded, RouteChosen, SuperiorAnswered


@dataclass(frozen=True, slots=True)
class Suspension:
    """One special procedure of art. 45; without a result document it counts for nothing in the end."""

    begun: ReviewSuspended
    result: ReviewResumed | None = None
    voided: SuspensionVoided | None = None

    @property
    def open(self) -> bool:
        """Whether its result is still awaited."""
        return self.result is None and self.voided is None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The right to a hearing and the hearing itself, by party; one hearing hears all."""

    offered: Mapping[str, HearingOffered] = field(default_factory=dict)
    requested: Mapping[str, HearingRequested] = field(default_factory=dict)
    waived: Mapping[str, HearingWaived] = field(default_factory=dict)
    scheduled: HearingScheduled | None = None
    held: HearingHeld | None = None

    def right_open(self, today: date) -> tuple[str, ...]:
        """Name the parties that may still ask for a hearing."""
        return tuple(
            party
            for party, told in self.offered.items()
            if party not in self.requested and party not in self.waived and today <= told.request_by
        )

    @property
    def awaited(self) -> bool:
        """Whether a hearing was asked for and has not been held."""
        return bool(self.requested) and self.held is None

    @property
    def hold_by(self) -> date | None:
        """The last day on which it may be held: the earliest of what the parties were promised."""
        return min((request.hold_by for request in self.requested.values()), default=None)


@dataclass(frozen=True, slots=True)
class Referral:
    """The way to the superior unit and back; `answer` is to the newest forwarding, `first_on` the day of the first."""

    route: RouteChosen | None = None
    forwarded: ReviewForwarded | None = None
    answer: SuperiorAnswered | None = None
    rounds: int = 0
    first_on: date | None = None

    @property
    def away(self) -> bool:
        """Whether the file is with the superior unit."""
        return self.forwarded is not None and self.answer is None

    @property
    def settled(self) -> bool:
        """Whether the superior unit has decided."""
        return self.answer is not None and self.answer.outcome != "returned"
