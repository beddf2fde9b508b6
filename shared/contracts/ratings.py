"""Events of ratings (`rating/<case number>`): invited, given, looked into. Owner: complaints; topic: `journal`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event

Occasion = Literal["delivered", "refused", "redirected", "not_needed", "consultation", "complaint"]
Pattern = Literal["terminal_burst", "same_device", "same_network"]
Step = Literal["contact", "fix"]
"""What of a bad rating has a last day: to call whoever gave it, to put right what it named."""


@event("rating.invited")
class RatingInvited(Event):
    """A service ended, so whoever had it may rate it once; never defaulted to a good grade (L18).

    `delivered_on`: the day it ended; `occasion`: how. `hall`: where; `point`: the village point that handed it over.
    `invited_at`: the moment the reminders are counted from.
    """

    department: str
    item: str
    division: str
    delivered_on: date
    hall: str = ""
    point: str = ""
    occasion: Occasion = "delivered"
    invited_at: datetime | None = None


@event("rating.submitted")
class RatingSubmitted(Event):
    """One grade of GB/T 39046 A.8: 1 very satisfied, 2, 3, 4, 5 very dissatisfied (smaller is better).

    `comment` is sealed under the key of `person`. `device` and `network` are salted hashes that tell nothing but that
    two ratings came from one place (G7); empty where there is none to speak of. `at_staff_device`: somebody of the
    centre took it down on the telephone. `terminal`: the hall's device it was given at, or `phone/<account>` of whoever
    took it down. `contact_due`, `fix_due`: of a
    bad rating (4, 5), the last days to call and to put it right; `uncertain`: of which of them no official calendar was
    known. `submitted_at`: by the server's clock.
    """

    grade: int
    channel: Literal["window", "online", "phone", "terminal"]
    comment: str = ""
    person: str = ""
    device: str = ""
    network: str = ""
    at_staff_device: bool = False
    terminal: str = ""
    contact_due: date | None = None
    fix_due: date | None = None
    submitted_at: datetime | None = None
    uncertain: tuple[Step, ...] = ()


@event("rating.recalculated")
class RatingRecalculated(Event):
    """A calendar was published, and a last day of a bad rating changed or became certain; both days are kept.

    `cause`: the publication, for example `calendar/2027@1`.
    """

    cause: str
    what: Step
    before: date
    due: date
    provisional: bool = False


@event("rating.barred")
class RatingBarred(Event):
    """Somebody tried to rate on a device of the staff; nothing was counted (G7)."""

    device: str
    network: str
    actor_unit: str


@event("rating.reminded")
class RatingReminded(Event):
    """Still not rated: a text message after 24 hours, a call after three days. No grade is ever assumed."""

    by: Literal["sms", "phone"]
    due: datetime


@event("rating.contacted")
class RatingContacted(Event):
    """Somebody called whoever gave a bad rating; `finding` (sealed) says what it was about. `complex_matter`: it takes
    longer to put right, until `fix_due`."""

    contacted_on: date
    due: date
    in_time: bool
    finding: str = ""
    complex_matter: bool = False
    fix_due: date | None = None
    uncertain: tuple[Step, ...] = ()


@event("rating.rectified")
class RatingRectified(Event):
    """What the bad rating named was put right; `measures` is sealed."""

    rectified_on: date
    due: date
    in_time: bool
    measures: str = ""


@event("rating.fed_back")
class RatingFedBack(Event):
    """Whoever gave the bad rating was told what became of it; `answer` is sealed."""

    on: date
    answer: str = ""


@event("rating.overdue")
class RatingOverdue(Event):
    """A day passed on which a bad rating's contact, or its mending, was due."""

    what: Step
    due: date
    department: str
    division: str


@event("rating.flags_reviewed")
class RatingFlagsReviewed(Event):
    """Somebody outside the rated unit looked at a pattern and found the rating genuine; it counts on (G7).

    What is not genuine is left out (`rating.excluded`). `reasons` is sealed with the key of the rating.
    """

    patterns: tuple[Pattern, ...]
    by: str
    by_unit: str
    reasons: str
    department: str = ""


@event("rating.excluded")
class RatingExcluded(Event):
    """Found mistaken or malicious by somebody outside the rated unit; it no longer counts (L18, G8).

    `reasons` is sealed. `recheck`: chosen for the second look, one in five, by the event's own id (`draw`). `by_hall`:
    where whoever said so serves, if anywhere.
    """

    reason: Literal["mistaken", "malicious"]
    by: str
    by_unit: str
    reasons: str = ""
    recheck: bool = False
    draw: int = 0
    department: str = ""
    by_hall: str = ""


@event("rating.exclusion_rechecked")
class RatingExclusionRechecked(Event):
    """Another person looked again; where the exclusion is not upheld the rating counts as it was given, and is seen to
    until `contact_due` and `fix_due`, counted from `rechecked_on`."""

    upheld: bool
    by: str
    reasons: str = ""
    contact_due: date | None = None
    fix_due: date | None = None
    rechecked_on: date | None = None
    uncertain: tuple[Step, ...] = ()


@event("rating.flagged")
class RatingFlagged(Event):
    """The rating came in a pattern that is worth a look; flagged only, never left out by itself (G7)."""

    pattern: Pattern
    others: tuple[str, ...]
