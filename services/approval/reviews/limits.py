"""The limits of a review that an item does not set itself: `limits@1.0.0`. Pure data.

Law binds; what is marked as a default of ours is printed as such (`lawful` is False) and never as law.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.limits import TimeLimit

VERSION = "limits@1.0.0"


@dataclass(frozen=True, slots=True)
class Default:
    """A limit with the article it rests on; `lawful`: whether an article sets it."""

    limit: TimeLimit
    basis: str
    lawful: bool = True


def _working(days: int) -> TimeLimit:
    return TimeLimit(days, "working_days")


DEFAULTS = {
    "extension": Default(_working(10), "许可法42①"),
    "joint_extension": Default(_working(15), "许可法42②"),
    "initial_review": Default(_working(20), "许可法35、43"),
    "delivery": Default(_working(10), "许可法44"),
    "hearing_request": Default(_working(5), "许可法47①"),
    "hearing_organise": Default(_working(20), "许可法47①"),
    "hearing_notice": Default(_working(7), "许可法48①"),
    "reconsideration": Default(TimeLimit(60, "natural_days"), "复议法20"),
    "consultation": Default(_working(5), "B-5", lawful=False),
    "statement": Default(_working(5), "许可法36", lawful=False),
    "result_document": Default(_working(5), "D-7 G1", lawful=False),
}
"""By name. How long a statement may be awaited, a consultation may take, and a result document may follow the time
told for its procedure: no article says so."""

LITIGATION_MONTHS = 6
"""To sue against a decision directly (Administrative Litigation Law art. 46)."""


def days(name: str) -> int:
    """Give a default as a number of its days."""
    return DEFAULTS[name].limit.value
