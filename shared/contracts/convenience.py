"""What halls do beyond the counter: home visits, the special channel, questions answered (S2.6b, S2.6e, S2.6f).

Owner: intake; topic: `journal`. Streams: `visit/<number>`, `special/<number>`, `consultation/<number>`. Names, numbers,
addresses, questions and answers are sealed. Times are tz-aware; a day is the local day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.intake import Applicant

VisitGround = Literal["disabled", "paralysed", "bedridden", "immobile", "other"]
"""Why the hall comes to the home. `other` is no ground of the rulebook: it needs the centre's approval (S2.6e)."""

SpecialGround = Literal["reconstruction", "guofa_2012_2", "livelihood"]
"""灾后重建或扩大内需重大项目; 国发〔2012〕2号项目; 民生紧急事项 (S2.6f). There are no others."""

AskedBy = Literal["desk", "online", "phone"]


@event("visit.requested")
class VisitRequested(Event):
    """Somebody asks to be visited at home. `due`: the last day for it; `address` is sealed with the applicant's key."""

    hall: str
    division: str
    ground: VisitGround
    item: str
    requested_at: datetime
    due: date
    applicant: Applicant
    address: str
    provisional: bool = False
    account: str = ""


@event("visit.approved")
class VisitApproved(Event):
    """The centre lets the hall come on another ground than the rulebook's."""

    hall: str
    reasons: str


@event("visit.refused")
class VisitRefused(Event):
    """The centre does not; the reasons are told."""

    hall: str
    reasons: str


@event("visit.scheduled")
class VisitScheduled(Event):
    """A day and two people. `due` moves only where the person wished for a later day (`wished`)."""

    hall: str
    day: date
    staff: tuple[str, ...]
    due: date
    wished: bool = False


@event("visit.done")
class VisitDone(Event):
    """Both were there and left a receipt; `in_time`: on or before `due` (H05)."""

    hall: str
    done_at: datetime
    due: date
    in_time: bool
    receipt_no: str
    staff: tuple[str, ...]
    case_no: str = ""


@event("visit.missed")
class VisitMissed(Event):
    """The last day passed and nobody came; noted once."""

    hall: str
    due: date


@event("visit.withdrawn")
class VisitWithdrawn(Event):
    """The person does not need it any more."""

    hall: str
    reason: str = ""


@event("special.requested")
class SpecialRequested(Event):
    """Somebody asks for the special channel; the answer is due by the hour (S2.6f, H05). `project` is sealed."""

    hall: str
    division: str
    ground: SpecialGround
    item: str
    requested_at: datetime
    answer_due: datetime
    applicant: Applicant
    project: str
    account: str = ""


@event("special.answered")
class SpecialAnswered(Event):
    """The approver's answer. `simplified`: what becomes simpler, of the white list only; no step of law ever is one.

    `valid_until`: the last day on which a case may be received under it; None where it was not granted.
    """

    hall: str
    granted: bool
    answered_at: datetime
    answer_due: datetime
    in_time: bool
    approver: str
    simplified: tuple[str, ...] = ()
    reasons: str = ""
    valid_until: date | None = None


@event("special.answer_missed")
class SpecialAnswerMissed(Event):
    """The hours passed without an answer; noted once."""

    hall: str
    due: datetime


@event("consultation.registered")
class ConsultationRegistered(Event):
    """A question came in. `responsible`: who was asked first (首问责任人); empty for one asked online, until taken up.

    `due`: the last day to answer. `question` is sealed with the key of `applicant.person`.
    """

    hall: str
    division: str
    asked_at: datetime
    channel: AskedBy
    responsible: str
    due: date
    applicant: Applicant
    question: str
    item: str = ""
    provisional: bool = False
    account: str = ""


@event("consultation.taken_up")
class ConsultationTakenUp(Event):
    """Somebody of the hall made a question theirs that had nobody yet."""

    hall: str
    responsible: str
    taken_at: datetime


@event("consultation.guided")
class ConsultationGuided(Event):
    """The person was shown to a window or department; the first asked stays responsible until it is closed."""

    hall: str
    guided_at: datetime
    window: str = ""
    department: str = ""


@event("consultation.answered")
class ConsultationAnswered(Event):
    """The answer, sealed as the question is."""

    hall: str
    answered_at: datetime
    answer: str


@event("consultation.closed")
class ConsultationClosed(Event):
    """Closed: answered, or the window confirms it took over (B-4). `minutes`: from question to close."""

    hall: str
    closed_on: date
    same_day: bool
    in_time: bool
    how: Literal["answered", "taken_over"]
    responsible: str
    minutes: int = 0
