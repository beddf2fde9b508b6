"""Events of a review about those it concerns: notices, statements, hearings (stream `review/<case number>`).

Owner: approval; topic: `journal`. Days are working days of the Licensing Law: five to ask for a hearing, twenty to
hold it, seven between the notice and the hearing.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.contracts.events import Event, event

Party = Literal["applicant", "interested"]
"""Who speaks: the applicant, or somebody whose weighty interests the case touches (Licensing Law art. 36)."""


@event("review.interested_told")
class InterestedTold(Event):
    """People whose weighty interests are touched were told in writing, and may speak until `reply_by` (art. 36)."""

    parties: int
    matter: str
    document_no: str
    told_on: date
    reply_by: date | None = None


@event("review.statement_recorded")
class StatementRecorded(Event):
    """What the applicant or an interested party had to say; `text` is sealed under the key of `person`.

    `adopted`: whether it was followed; `answer`: why, without anybody's name.
    """

    party: Party
    person: str
    text: str
    heard_on: date
    adopted: bool
    answer: str


@event("review.hearing_offered")
class HearingOffered(Event):
    """A party was told of the right to a hearing, which may be asked for until `request_by` (art. 46, 47)."""

    party: Party
    matter: str
    document_no: str
    told_on: date
    request_by: date


@event("review.hearing_requested")
class HearingRequested(Event):
    """A hearing was asked for in time; it is to be held by `hold_by`, twenty working days on (art. 47)."""

    party: Party
    requested_on: date
    hold_by: date


@event("review.hearing_waived")
class HearingWaived(Event):
    """The party gave the hearing up in writing."""

    party: Party
    document_no: str
    waived_on: date


@event("review.hearing_scheduled")
class HearingScheduled(Event):
    """Day, place and moderator were told seven working days before the hearing (art. 48)."""

    held_on: date
    place: str
    moderator: str
    notice_no: str
    noticed_on: date


@event("review.hearing_held")
class HearingHeld(Event):
    """The hearing was held; the decision rests on its record (art. 48②)."""

    record_no: str
    held_on: date
    summary: str
