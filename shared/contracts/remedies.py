"""Events of the register of reconsiderations and lawsuits, `reconsideration/<id>` and `litigation/<id>`.

Owner: complaints; topic: `journal`. The register tells what authorities and courts did, when, and by which last day;
it decides nothing itself.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.contracts.events import Event, event

Ground = Literal["decision", "inaction", "other_act"]
Limit = Literal["apply", "examine", "supply", "decide", "sue"]
"""What has a last day: applying, examining, supplying what is missing, deciding, and suing after the decision."""

Ruling = Literal["upheld", "revoked", "unlawful", "ordered", "changed", "withdrawn", "dismissed"]


@event("reconsideration.registered")
class ReconsiderationRegistered(Event):
    """An application for reconsideration reached the authority (Reconsideration Law art. 20 to 31).

    Attributes:
        authority: who reviews, as the register of departments tells (L14c).
        ground: against a decision, against no decision in time (reconsideration must come first, L14d), another act.
        known_on: when the applicant knew of the act, or the day after the limit passed; `told`: they were told their
            rights then; `rights_known_on`: when they knew of them else.
        apply_by: the last day to apply; `in_time`: it was kept.
        examine_by: the authority examines until then; silence is acceptance on the day after it ran out.
    """

    case_no: str
    department: str
    division: str
    authority: str
    ground: Ground
    item: str
    received_on: date
    known_on: date
    told: bool
    apply_by: date
    in_time: bool
    examine_by: date
    rights_known_on: date | None = None
    document_no: str = ""
    provisional: bool = False
    simplified: bool = False
    calendar: tuple[str, ...] = ()
    uncertain: tuple[Limit, ...] = ()


@event("reconsideration.recalculated")
class ReconsiderationRecalculated(Event):
    """A calendar was published, and a last day changed or became certain; both are kept.

    An authority's follows the calendar; an applicant's never becomes shorter than they could know (B-3.3).

    `cause`: the publication, for example `calendar/2027@1`. `in_time`: where the last day to apply changed, whether the
    application came by it.
    """

    cause: str
    what: Limit
    before: date
    due: date
    provisional: bool = False
    in_time: bool | None = None


@event("reconsideration.correction_asked")
class ReconsiderationCorrectionAsked(Event):
    """The authority asked for corrections (within five working days); `supply_by`: the applicant's last day."""

    asked_on: date
    supply_by: date
    provisional: bool = False


@event("reconsideration.corrected")
class ReconsiderationCorrected(Event):
    """The applicant supplied them; the authority examines anew until `examine_by`."""

    corrected_on: date
    examine_by: date
    in_time: bool
    provisional: bool = False


@event("reconsideration.accepted")
class ReconsiderationAccepted(Event):
    """Accepted, or deemed so by silence; `decide_by`: 60 days later, 30 in simplified procedure (art. 30, 62)."""

    accepted_on: date
    manner: Literal["decided", "deemed"]
    simplified: bool
    decide_by: date
    provisional: bool = False


@event("reconsideration.extended")
class ReconsiderationExtended(Event):
    """The authority gave itself up to 30 days more, once (art. 62)."""

    before: date
    decide_by: date
    provisional: bool = False


@event("reconsideration.decided")
class ReconsiderationDecided(Event):
    """What the authority decided; `sue_by`: the last day to sue after it (15 days after it was served)."""

    outcome: Ruling
    decided_on: date
    department: str
    division: str = ""
    case_no: str = ""
    document_no: str = ""
    in_time: bool = True
    served_on: date | None = None
    sue_by: date | None = None
    provisional: bool = False


@event("reconsideration.served")
class ReconsiderationServed(Event):
    """Its decision was served, where that was not known when it was registered; `sue_by`: fifteen days later."""

    served_on: date
    sue_by: date
    provisional: bool = False


@event("reconsideration.overdue")
class ReconsiderationOverdue(Event):
    """The authority's last day to decide passed."""

    due: date
    authority: str


@event("litigation.registered")
class LitigationRegistered(Event):
    """A lawsuit was filed: six months after the act was known, or 15 days after reconsideration (L15).

    `after`: the reconsideration before it; without one a lawsuit for inaction is not registered (L14d). `counted_from`:
    from when the last day ran; `direct`: six months, else fifteen days after the reconsideration; None in earlier ones.
    """

    case_no: str
    department: str
    division: str
    court: str
    ground: Ground
    item: str
    filed_on: date
    known_on: date
    sue_by: date
    in_time: bool
    after: str = ""
    court_no: str = ""
    provisional: bool = False
    calendar: tuple[str, ...] = ()
    counted_from: date | None = None
    direct: bool | None = None


@event("litigation.recalculated")
class LitigationRecalculated(Event):
    """A calendar was published, and the last day to sue moved on or became certain; both are kept.

    `in_time`: whether the suit was filed by `due`.
    """

    cause: str
    before: date
    due: date
    in_time: bool
    provisional: bool = False


@event("litigation.decided")
class LitigationDecided(Event):
    """What the court decided; `final`: nothing more can be raised against it."""

    outcome: Ruling
    decided_on: date
    department: str
    division: str = ""
    case_no: str = ""
    document_no: str = ""
    final: bool = False
