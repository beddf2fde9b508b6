"""Events of complaints (`complaint/<id>`) and ratings (`rating/<case number>`). Owner: complaints; topic: `journal`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.contracts.events import Event, event

Conduct = Literal["attitude", "delay", "extra_materials", "fees", "absence", "other"]


@event("complaint.filed")
class ComplaintFiled(Event):
    """Somebody complains. `case_no` links it to a case where there is one; `text` and `contact` are sealed.

    `provisional`: the last day was counted on a year without an official calendar. `filed_on`: the local day it is
    counted from.
    """

    case_no: str
    department: str
    division: str
    item: str
    conduct: Conduct
    person: str
    text: str
    contact: str
    due: date
    provisional: bool = False
    filed_on: date | None = None


@event("complaint.recalculated")
class ComplaintRecalculated(Event):
    """A calendar was published and the last day of an open complaint changed, or became certain; both are kept.

    `cause`: the publication, for example `calendar/2027@1`.
    """

    cause: str
    before: date
    due: date
    provisional: bool = False


@event("complaint.assigned")
class ComplaintAssigned(Event):
    """Given to a handler, who is not of the unit complained of."""

    handler: str


@event("complaint.replied")
class ComplaintReplied(Event):
    """What was found and done, sealed, told to the complainant."""

    reply: str


@event("complaint.closed")
class ComplaintClosed(Event):
    """Closed with an outcome; only substantiated ones count against the department (D09)."""

    outcome: Literal["substantiated", "partly", "unsubstantiated"]
    department: str


@event("rating.invited")
class RatingInvited(Event):
    """A result was delivered, so the applicant may rate once; never defaulted to a good grade (L18)."""

    department: str
    item: str
    division: str
    delivered_on: date


@event("rating.submitted")
class RatingSubmitted(Event):
    """One grade of GB/T 39046 A.8: 1 very satisfied, 2, 3, 4, 5 very dissatisfied (smaller is better).

    `comment` is sealed under the key of `person`.
    """

    grade: int
    channel: Literal["window", "online", "phone", "terminal"]
    comment: str = ""
    person: str = ""
