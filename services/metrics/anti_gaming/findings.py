"""What a detector finds, and what the detectors are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.timekeeping import Calendar

Facts = Mapping[str, Any]
Case = tuple[str, Facts]
"""A case's key (a case number, or the key of a stream of its own) and its trace."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a detector's list.

    Attributes:
        detector: `G1` to `G14`.
        unit: a department, a venue, an item's department or an account's unit; empty where no unit is meant.
        pattern: which of the detector's tricks, a word of its names.
        cases: what is behind it.
        figures: what was counted, as texts.
        flagged: beyond the threshold: to be looked into. What is not flagged is listed to be seen.
    """

    detector: str
    unit: str
    pattern: str
    cases: tuple[str, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    flagged: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A period as days, both included, and the calendar on which its working days are counted."""

    first: date
    last: date
    calendar: Calendar

    def holds(self, day: str) -> bool:
        """Tell whether a day (`YYYY-MM-DD`, or empty) lies in it."""
        return self.first.isoformat() <= day <= self.last.isoformat()


NAMES: Mapping[str, tuple[str, str]] = {
    "G1": ("停表过多过久", "too many or too long suspensions"),
    "G2": ("到期日前集中办结、先办结后补", "decided on the last day, or decided first and worked on after"),
    "G3": ("临期撤回再报", "withdrawn near the deadline and handed in again"),
    "G4": ("迟登记、倒签", "registered late"),
    "G5": ("拆件", "one matter split into several cases"),
    "G6": ("反复补正", "supplements asked again and again"),
    "G7": ("刷好评、诱导评价", "ratings in bursts, from one device or from staff devices"),
    "G8": ("误评洗白", "bad ratings excluded"),
    "G9": ("例外缩小分母", "exemptions that shrink the denominator"),
    "G10": ("承诺期限订长", "promised limits made longer"),
    "G11": ("即办件承诺件改类", "items changed between instant and promised"),
    "G12": ("赶场日假开门", "market days opened in name only"),
    "G13": ("热线工单互踢", "hotline tickets passed around"),
    "G14": ("考核期内补改历史", "entered afterwards, or corrected after publication"),
}
"""The detectors' names in Chinese and English (D-7)."""
