"""What may be asked of a case. Everything a rule needs arrives with the command: item, hall, calendar, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.intake.cases.circumstances import NO_DUTIES, NOTHING_BEFORE, Before, Duties, Paper, Shown
from services.intake.cases.minors import GROWN, Care
from services.intake.cases.state import NO_REFERENCES, References
from shared.contracts import Command
from shared.contracts.intake import Applicant, Channel, Confirmation, Defect
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.timekeeping import Calendar

Manner = Literal["window", "post", "online", "proxy", "home_visit"]
"""How a result reaches the applicant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommand(Command):
    """Base of a case's commands, with the standing of whoever asks.

    Attributes:
        desk: the hall whose window the actor serves; empty for applicants and for the system.
        account: the applicant's own account, where the applicant asks; empty otherwise.
        captured: a device that signs stamped `occurred_at`; otherwise no word about the past makes a thing timely (G4).
    """

    desk: str = ""
    account: str = ""
    captured: bool = False

    @property
    def counts_at(self) -> datetime:
        """The moment at which the act counts where somebody has to be in time: the server's, unless captured."""
        return self.meta.occurred_at if self.captured else self.meta.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(CaseCommand):
    """Take in an application. `case_no` is the server's, `applicant` is sealed already.

    `shown`: what the server knows of when it came; `before`, `calendar`: whether this is the same application again;
    `meant_twice`: a second one beside the first is meant.
    """

    case_no: str
    item: ItemPublished
    item_version: int
    hall: VenueRegistered
    window: str
    channel: Channel
    applicant: Applicant
    materials: tuple[str, ...]
    duties: Duties = NO_DUTIES
    before: Before = NOTHING_BEFORE
    calendar: Calendar | None = None
    shown: tuple[Shown, ...] = ()
    references: References = NO_REFERENCES
    meant_twice: bool = False
    paper: Paper | None = None
    care: Care = GROWN


@dataclass(frozen=True, slots=True)
class Promise:
    """An applicant's written promise to hand tolerable papers in by a day; None: by the promised day of the case."""

    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(CaseCommand):
    """Accept a promised case with a receipt; `item` is the version the case began with.

    `promise`: for tolerable papers that are missing, numbered `promise_no`; `broken`: they broke such a promise before.
    """

    receipt_no: str
    item: ItemPublished
    calendar: Calendar
    promise: Promise | None = None
    promise_no: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(CaseCommand):
    """Tell the applicant, once and in writing, everything that is missing or wrong."""

    notice_no: str
    defects: tuple[Defect, ...]
    item: ItemPublished
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(CaseCommand):
    """Materials are handed in after the notice; by an agent where it names their `mandate`."""

    materials: tuple[str, ...]
    item: ItemPublished
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(CaseCommand):
    """Refuse acceptance in writing, with facts, articles and where to complain."""

    document_no: str
    reasons: str
    basis: str
    review_authority: str
    false_materials: tuple[str, ...] = ()
    item: ItemPublished | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(CaseCommand):
    """Tell which department is competent, where it is, its telephone; `precheck`: working days for a first look."""

    department: str
    address: str
    telephone: str
    calendar: Calendar
    precheck: int
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNeeded(CaseCommand):
    """Tell the applicant in writing that what is asked needs no permission; `precheck` as of `Redirect`."""

    document_no: str
    reasons: str
    basis: str
    calendar: Calendar
    precheck: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(CaseCommand):
    """The applicant puts right on the spot what can be put right there."""

    materials: tuple[str, ...]
    what: str
    item: ItemPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(CaseCommand):
    """Withdraw the application; `confirmed` by the applicant in person, `confirmed_by` how.

    `due`: the promised day as it was told last; `calendar`: what tells how near it is; `mandate`: the agent's.
    """

    reason: str
    confirmed: bool
    confirmed_by: Confirmation = ""
    due: date | None = None
    calendar: Calendar | None = None
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchChannel(CaseCommand):
    """Go on by another channel; `claimed`: the account has shown number and query code of a case without account."""

    channel: Channel
    claimed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeGood(CaseCommand):
    """Hand in papers that were promised; an agent does where it names their `mandate`."""

    materials: tuple[str, ...]
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse(CaseCommand):
    """Promised papers did not come: do what the item says; number and authority are for a written refusal."""

    document_no: str
    item: ItemPublished
    review_authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindToSupply(CaseCommand):
    """The applicant's last day for what a notice named is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseSupplement(CaseCommand):
    """That day is over: do what the item says; `calendar` tells whether it moved."""

    item: ItemPublished
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDuePassed(CaseCommand):
    """Five working days passed in silence, without more following from it."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(CaseCommand):
    """Finish an instant case at the window."""

    result: str
    item: ItemPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecision(CaseCommand):
    """Take note of what approval decided; `remedies_told`: the document says what can be done against it."""

    outcome: Literal["approved", "refused", "terminated"]
    document_no: str
    decided_at: datetime
    remedies_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver(CaseCommand):
    """Hand the result over; to an agent where it names their `mandate`."""

    manner: Manner
    mandate: str = ""
