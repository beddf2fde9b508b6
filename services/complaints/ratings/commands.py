"""What can be asked of a rating. Texts are sealed under the key of the rating's person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.ratings import Occasion, Pattern, Step
from shared.timekeeping import Calendar, official


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteRating(Command):
    """Invite whoever had a service to rate it, because it ended."""

    department: str
    item: str
    division: str
    delivered_on: date
    hall: str = ""
    point: str = ""
    occasion: Occasion = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRating(Command):
    """Rate: a grade of GB/T 39046 A.8 (1 best).

    `device`, `network`: salted hashes, empty where there is none to speak of; `terminal`: the hall's device, by
    account. `staff_device`: somebody of the staff is signed in on that device, or was not long ago. `hall`: of whoever
    takes it down on the telephone.
    """

    grade: int
    channel: Literal["window", "online", "phone", "terminal"]
    comment: str = ""
    person: str = ""
    device: str = ""
    network: str = ""
    terminal: str = ""
    staff_device: bool = False
    hall: str = ""
    calendar: Calendar = official()  # noqa: RUF009 - frozen data


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfRating(Command):
    """A reminder fell due at that moment."""

    by: Literal["sms", "phone"]
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRatingOverdue(Command):
    """A last day passed, as the timer found on `today`."""

    what: Step
    due: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateRating(Command):
    """Count the last days of a bad rating again on the calendar that `cause` published."""

    cause: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRater(Command):
    """Whoever gave a bad rating was called; `finding` is sealed."""

    finding: str
    complex_matter: bool
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RectifyRating(Command):
    """What it named was put right; `measures` is sealed."""

    measures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBack(Command):
    """Whoever gave it was told; `answer` is sealed."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging(Command):
    """What only somebody outside the rated unit decides (G8).

    `places`: the hall or point that whoever decides belongs to, and the points of that hall's own township.
    """

    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludeRating(Judging):
    """Find a bad rating mistaken or malicious; `reasons` is sealed."""

    reason: Literal["mistaken", "malicious"]
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFlags(Judging):
    """Find a flagged rating genuine; `reasons` is sealed."""

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckExclusion(Judging):
    """Look at an exclusion again; `reasons` is sealed."""

    upheld: bool
    reasons: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRating(Command):
    """The rating came in a pattern with others."""

    pattern: Pattern
    others: tuple[str, ...]
