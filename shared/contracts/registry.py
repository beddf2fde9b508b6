"""Events of the register: who does what, where, under which rules. Owner: intake; topic: `registry`.

Each is a whole statement of its subject: the newest one of a stream replaces the earlier ones, and earlier ones
stay readable by version, because a case keeps the version of the item it began with (rulebook S2.1b).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.guides import (
    NOTHING,
    Article,
    Body,
    Channels,
    Charges,
    Codes,
    Contacts,
    FileRef,
    ProxyService,
    Question,
    Remedies,
    ResultDetail,
    SpecialProcedure,
    Visiting,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.offices import Authorisation as Authorisation  # noqa: PLC0414 - part of the register
from shared.contracts.offices import DepartmentRegistered as DepartmentRegistered  # noqa: PLC0414
from shared.contracts.offices import StaffRegistered as StaffRegistered  # noqa: PLC0414
from shared.contracts.places import Equipment as Equipment  # noqa: PLC0414
from shared.contracts.places import OpeningDay as OpeningDay  # noqa: PLC0414
from shared.contracts.places import Span as Span  # noqa: PLC0414
from shared.contracts.places import VenueRegistered as VenueRegistered  # noqa: PLC0414
from shared.contracts.places import Window as Window  # noqa: PLC0414
from shared.contracts.statements import subject
from shared.contracts.texts import Text as Text  # noqa: PLC0414 - whoever speaks of the register takes it from here


@dataclass(frozen=True, slots=True)
class Material:
    """A paper the guide asks for.

    Attributes:
        tolerable: may follow later against a written promise (B-4).
        source: `form` is filled in on our blank form, `own` is in the applicant's hands, `issued` comes from another
            body, `shared` is fetched from a data service and not asked for (在线政务服务规定7).
        form: on paper, electronic, or as the applicant likes.
        accept_stand: what is looked at when it is handed in.
        statement_instead: a written statement may stand in for the proof (告知承诺).
    """

    code: str
    name: Text
    required: bool = True
    tolerable: bool = False
    source: Literal["", "form", "own", "issued", "shared"] = ""
    source_note: Text = NOTHING
    form: Literal["", "paper", "electronic", "either"] = ""
    originals: int = 0
    copies: int = 0
    accept_stand: Text = NOTHING
    statement_instead: bool = False
    blank: FileRef | None = None
    sample: FileRef | None = None


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of the review checklist, so that discretion is bound (S1.3b)."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step of a review: the post that does it, its own limit, and the review points it examines.

    `post`: the role that does the step. `limit` runs from the end of the step before it; None: no limit of its own.
    `field_check`: facts are looked at on the spot, by two officers at least (Licensing Law art. 34).
    """

    code: str
    name: Text
    post: Literal["reviewer", "approver"] = "reviewer"
    limit: TimeLimit | None = None
    points: tuple[str, ...] = ()
    field_check: bool = False


ONE_STEP = StepPlan("review", Text("审查", "review"))
"""The plan of an item that names no steps: one, with the whole checklist."""


@dataclass(frozen=True, slots=True)
class CertificatePlan:
    """What an approval gives into the applicant's hands: its name, the letters of its number, how long it holds.

    `validity_months`: 0 holds without end. `specimen`: the lines of the published sample.
    """

    name: Text
    kind: str = "ZS"
    validity_months: int = 0
    specimen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """How an item is reviewed; a case keeps the plan of the item version it began with.

    Attributes:
        steps: in order; none means one step `review` with all review points.
        separate_acceptance: whoever accepted a case may not decide it.
        consulted: departments that must give their opinion before the decision.
        joint: handled jointly by several departments (Licensing Law art. 26, 42②): the head of government extends.
        extension: how much an extension adds; None: what the law gives (10 working days, 15 for joint handling).
        superior: the department code of the superior unit that decides after an initial review (art. 35); empty: none.
        initial_limit: the initial review's limit; None: 20 working days of the acceptance.
        superior_limit: what the superior unit promises, from the day the file reaches it.
        delegated_by: the authority in whose name the decision is signed; empty: the department's own.
        delegated_until: the last day of the delegation under which the item is decided; None: none is known.
        certificate: what an approval gives; None: the decision itself.
    """

    steps: tuple[StepPlan, ...] = ()
    separate_acceptance: bool = False
    consulted: tuple[str, ...] = ()
    joint: bool = False
    extension: TimeLimit | None = None
    superior: str = ""
    initial_limit: TimeLimit | None = None
    superior_limit: TimeLimit | None = None
    delegated_by: str = ""
    delegated_until: date | None = None
    certificate: CertificatePlan | None = None

    def planned(self, points: tuple[str, ...]) -> tuple[StepPlan, ...]:
        """Give the steps in order, at least one; points that the plan gives to no step are examined at the last."""
        steps = self.steps or (ONE_STEP,)
        placed = {point for step in steps for point in step.points}
        rest = tuple(point for point in points if point not in placed)
        return (*steps[:-1], replace(steps[-1], points=(*steps[-1].points, *rest)))


@subject("code")
@event("item.published")
class ItemPublished(Event):
    """A service item with its guide, whole, at one version (stream `item/<code>`; the stream's version is the item's).

    Attributes:
        kind: instant (即办件) or promised (承诺件).
        statutory: None where law sets no uniform limit; `anticipate_explain` then says what holds instead.
        verified: False where the statutory limit is our own knowledge and awaits checking.
        effective_from: the first day on which cases begin with this version.
        longer_notice: where a promise that became longer was made known beforehand (G10).
        aliases: what people call it, for the search.
        limit_explain: a limit on the number granted, or that there is none.
        special_explain: said where there is no special procedure.
        discretion: the body weighs the case, so review points are published (S1.3b).
        mistakes: what applicants often get wrong.
        safety: it touches public safety or people's lives and health: false papers bar for a year (许可法78).
        tolerance_lapse: what follows where papers that were promised do not come (B-4).
        tolerance_excludes: whoever broke such a promise before is not given another (B-4).
        supplement_response_limit: how long the applicant has for what the one notice names, from the day after it;
            None: the law sets no last day, and the case waits (B-3.3).
        supplement_lapse: what follows where it does not come: a reminder, or the case counts as withdrawn.
        supplement_lapse_basis: the article that says so; without one no case counts as withdrawn.
    """

    code: str
    name: Text
    category: str
    department: str
    item_type: str
    kind: Literal["instant", "promised"]
    promised: TimeLimit
    statutory: TimeLimit | None
    verified: bool
    materials: tuple[Material, ...]
    review_points: tuple[ReviewPoint, ...]
    basis: tuple[str, ...]
    effective_from: date
    superior_approval: bool = False
    village_proxy: bool = False
    deemed_acceptance: bool = False
    fee_cents: int = 0
    delegated_by: str = ""
    conditions: Text = NOTHING
    result: Text = NOTHING
    plan: ReviewPlan = ReviewPlan()
    longer_notice: str = ""
    aliases: tuple[str, ...] = ()
    codes: Codes = Codes()
    by_law: tuple[Article, ...] = ()
    body: Body = Body()
    server_type: tuple[str, ...] = ()
    limit_explain: Text = NOTHING
    handle_flow: Text = NOTHING
    flow_picture: FileRef | None = None
    special_procedures: tuple[SpecialProcedure, ...] = ()
    special_explain: Text = NOTHING
    anticipate_explain: Text = NOTHING
    discretion: bool = True
    charges: Charges = Charges()
    result_detail: ResultDetail = ResultDetail()
    visiting: Visiting = Visiting()
    channels: Channels = Channels()
    proxy: ProxyService = ProxyService()
    contacts: Contacts = Contacts()
    remedies: Remedies = Remedies()
    questions: tuple[Question, ...] = ()
    mistakes: tuple[Text, ...] = ()
    safety: bool = False
    tolerance_lapse: Literal["withdrawn", "refused"] = "withdrawn"
    tolerance_excludes: bool = True
    supplement_response_limit: TimeLimit | None = None
    supplement_lapse: Literal["reminded", "withdrawn"] = "reminded"
    supplement_lapse_basis: str = ""


@subject("year")
@event("calendar.published")
class CalendarPublished(Event):
    """One year's working-day calendar (stream `calendar/<year>`), with its source and content hash.

    `source_url` and `published_on` tell where and when the notice came out; the hash does not cover them, as they
    change no day.
    """

    year: int
    status: Literal["official", "provisional"]
    doc_no: str
    off_days: tuple[date, ...]
    work_weekends: tuple[date, ...]
    hash: str
    source_url: str = ""
    published_on: date | None = None


@subject("division", "year")
@event("local_days.published")
class LocalDaysPublished(Event):
    """A jurisdiction's own days off in one year (stream `local_days/<division>-<year>`; Holiday Measures art. 4).

    They hold in every division whose code begins with `division`; no days: it has none any more. `occasion` names the
    festival.
    """

    division: str
    year: int
    days: tuple[date, ...]
    doc_no: str
    occasion: Text = Text("")
