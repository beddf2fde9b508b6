"""What may be asked of a case. Everything a rule needs arrives with the command: item, hall, calendar, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.duties import AdmissionStated, DelegationRegistered, ProxyCatalogPublished, StationingStated
from shared.contracts.intake import Applicant, Channel, Defect
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
    """

    desk: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the register says of an item at a hall; None where it says nothing.

    Attributes:
        admission: whether the item has entered the hall.
        stationing: from when to when its department serves there.
        delegations: those that entrust somebody with the item.
        catalog: what the township's village points do for others.
    """

    admission: AdmissionStated | None = None
    stationing: StationingStated | None = None
    delegations: tuple[DelegationRegistered, ...] = ()
    catalog: ProxyCatalogPublished | None = None


NO_DUTIES = Duties()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The case of the same person and item that was withdrawn last; `due`: its promised day, if it was accepted."""

    case_no: str
    withdrawn_on: date
    confirmed: bool
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(CaseCommand):
    """Take in an application. `case_no` is the server's, `applicant` is sealed already.

    `earlier` and `calendar`: what tells whether this is the same application again (G3).
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
    earlier: Earlier | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(CaseCommand):
    """Accept a promised case with a receipt; `item` is the version the case began with."""

    receipt_no: str
    item: ItemPublished
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(CaseCommand):
    """Tell the applicant, once and in writing, everything that is missing or wrong."""

    notice_no: str
    defects: tuple[Defect, ...]
    item: ItemPublished
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(CaseCommand):
    """The applicant hands in materials after the notice."""

    materials: tuple[str, ...]
    item: ItemPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(CaseCommand):
    """Refuse acceptance in writing, with facts, articles and where to complain."""

    document_no: str
    reasons: str
    basis: str
    review_authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(CaseCommand):
    """Tell the applicant which department is competent, where it is and how to call it."""

    department: str
    address: str
    telephone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(CaseCommand):
    """Withdraw the application; `confirmed` by the applicant in person."""

    reason: str
    confirmed: bool


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
    """Hand the result over."""

    manner: Manner
