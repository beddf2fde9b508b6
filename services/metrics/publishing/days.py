"""The days of a period's end: freeze, appeals, publication, counted in working days and explained (D-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.metrics.scoring import Period
from shared.timekeeping import Calendar, Deadline

FREEZE_WORKING_DAYS = 5
"""The fifth working day behind the period, 24:00, ends the movement of its figures [design]."""

PUBLISH_WORKING_DAYS = 10
"""The tenth working day is the day of publication; until then the assessed may appeal [design]."""


@dataclass(frozen=True, slots=True)
class Days:
    """When a period is frozen (`frozen_on`, 24:00) and from when it is published, with every day behind both."""

    freeze: Deadline
    publication: Deadline

    @property
    def frozen_on(self) -> date:
        """The fifth working day."""
        return self.freeze.due

    @property
    def publish_from(self) -> date:
        """The tenth working day; appeals are taken on it still, until the publication."""
        return self.publication.due

    @property
    def provisional(self) -> bool:
        """Whether a day was counted on a year without an official calendar."""
        return self.publication.provisional


def days_of(period: Period, calendar: Calendar) -> Days:
    """Count the days behind a period's last day."""
    return Days(calendar.due(period.last, FREEZE_WORKING_DAYS), calendar.due(period.last, PUBLISH_WORKING_DAYS))
