"""Statements of the register about duties: who stands where, who may what, on whose authority. Owner: intake.

Stationing and exemptions (C1, C2), the admission of items to halls, delegations of authority, the responsibility
matrix, rulebooks with their legal basis, what village points may do for others, and who answers for a township.
`effective_from` is the first day something holds, `effective_to` the first day it no longer does (A-2; see
`shared.contracts.validity`); a delegation says `valid_until`, its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.statements import subject
from shared.contracts.texts import Text

Mode = Literal["stationed", "delegated", "collected"]
"""In the hall itself, through the comprehensive window, or by papers that a window collects for it (S2.3a)."""

Scope = Literal["hall", "online"]
Ground = Literal["classified", "premises", "vertical", "not_online", "other"]
Stage = Literal["due", "entered", "withdrawn"]
Part = Literal["lead", "support", "consulted", "informed"]
NOTHING = Text("")
BasisKind = Literal["law", "regulation", "rule", "policy", "standard", "rulebook"]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which a department serves at a hall in one way; `document`: the paper that arranged it."""

    mode: Mode
    effective_from: date
    effective_to: date | None = None
    document: str = ""


@subject("hall", "department")
@event("stationing.stated")
class StationingStated(Event):
    """How a department serves at a hall, over all times (stream `stationing/<hall>-<department>`).

    Its stays never overlap.
    """

    hall: str
    department: str
    stays: tuple[Stay, ...]


@subject("id")
@event("exemption.approved")
class ExemptionApproved(Event):
    """A department need not serve at a hall, or an item need not be done there or online (stream `exemption/<id>`).

    Exactly one of `department` and `item` is named. Scope `hall` takes it out of the denominators of C1 or C2, scope
    `online` (items only) out of that of C3a. From the day `effective_to` on it counts again (S1.1; G9).

    Attributes:
        hall: the hall it is for.
        ground: why: classified, the premises do not allow it, vertically led, not suitable for online handling.
        approved_by: the higher authority, in words; `approver_level`: its level as code of GB/T 39046 A.2 (1 to 4).
        document_no: of the approval; without it there is no exemption.
    """

    id: str
    hall: str
    department: str = ""
    item: str = ""
    scope: Scope
    ground: Ground
    reason: str
    approved_by: str
    approver_level: str
    document_no: str
    approved_on: date
    effective_from: date
    effective_to: date


@subject("hall", "item")
@event("admission.stated")
class AdmissionStated(Event):
    """Where an item stands on its way into a hall (stream `admission/<hall>-<item>`): due, entered, withdrawn (S1.1).

    Whether it can be done there is not stated but follows: entered, a window with authority, a guide in force.

    Attributes:
        due_from: since when it should be done in the hall.
        entered_on: since when it is; None while it is due.
        announced_on: when its withdrawal was announced; `withdrawn_from`: from when it is no longer taken (S2.3c).
        basis: the list or decision this rests on.
    """

    hall: str
    item: str
    stage: Stage
    due_from: date
    entered_on: date | None = None
    announced_on: date | None = None
    withdrawn_from: date | None = None
    reason: str = ""
    basis: str


@subject("id")
@event("outside_handling.found")
class OutsideHandlingFound(Event):
    """An item was handled past the hall that should handle it (stream `outside_handling/<id>`; S1.1, C2b, C3b).

    `how`: found by inspection, by a complaint, or told by the department itself. `count`: cases found at once.
    """

    id: str
    hall: str
    item: str
    department: str
    handled_on: date
    found_on: date
    how: Literal["inspection", "complaint", "self_report"]
    document_no: str
    count: int = 1


@subject("id")
@event("delegation.registered")
class DelegationRegistered(Event):
    """An authority entrusts a body with items (stream `delegation/<id>`; S2.1a, Licensing Law art. 24).

    Documents are signed in the name of `authority`. After `valid_until`, the last day, nothing is received any more.

    Attributes:
        authority: the delegating authority, as documents name it.
        authority_department: its code on the register, where it is there.
        entrusted: the code of the department that acts for it; it may not pass the authority on.
        items: the items entrusted; `content`: what may be done of them.
        notice: where the public could read of it, and since when (`announced_on`).
        basis: the articles that allow it.
    """

    id: str
    authority: str
    authority_department: str = ""
    entrusted: str
    items: tuple[str, ...]
    content: Text
    notice: str
    announced_on: date
    valid_from: date
    valid_until: date
    basis: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Tell whether the authority is given on a day; the last day counts."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Share:
    """A department's part in an item, at a level (code of GB/T 39046 A.2: 3 city, 4 county, 5 township, 6 village)."""

    department: str
    part: Part
    level: str


@subject("item")
@event("responsibility.published")
class ResponsibilityPublished(Event):
    """Who does what for an item (stream `responsibility/<item>`): exactly one department leads (S3.2a)."""

    item: str
    shares: tuple[Share, ...]
    document_no: str
    effective_from: date

    @property
    def lead(self) -> str:
        """The department that leads."""
        return next(share.department for share in self.shares if share.part == "lead")


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a law or document: its number as people cite it, and what it says."""

    number: str
    text: str


@subject("code")
@event("basis.registered")
class BasisRegistered(Event):
    """A law, policy or standard that rules rest on (stream `basis/<code>`; P0), with the articles we cite.

    `verified`: False while the text is our own knowledge and awaits checking; shown as such, never as law.
    """

    code: str
    kind: BasisKind
    title: Text
    document_no: str
    issuer: str
    articles: tuple[Article, ...]
    effective_from: date
    effective_to: date | None = None
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of a registered basis."""

    basis: str
    article: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of a rulebook, and what it rests on; `enforced_by`: the refusal codes by which the system keeps it."""

    code: str
    text: Text
    basis: tuple[Citation, ...]
    enforced_by: tuple[str, ...] = ()


@subject("code")
@event("rulebook.published")
class RulebookPublished(Event):
    """The rules a hall works by, one version (stream `rulebook/<code>`; S2.1b).

    A case keeps the version that was in force when it was accepted.

    `divisions`: beginnings of the divisions it is for; `departments`: narrowed to these, where any are named.
    """

    code: str
    title: Text
    document_no: str
    issuer: str
    provisions: tuple[Provision, ...]
    divisions: tuple[str, ...]
    departments: tuple[str, ...] = ()
    effective_from: date


@dataclass(frozen=True, slots=True)
class ProxyEntry:
    """Something a village point does for others: the item of hall or county it comes down to, and what to know."""

    item: str
    note: Text = NOTHING


@subject("division")
@event("proxy_catalog.published")
class ProxyCatalogPublished(Event):
    """What the village points of a township do for others (stream `proxy_catalog/<division>`; S2.4a, S2.4d)."""

    division: str
    entries: tuple[ProxyEntry, ...]
    document_no: str
    effective_from: date


@dataclass(frozen=True, slots=True)
class Principal:
    """Who answers for a township's service: the office held and who holds it.

    `account`: the holder's, empty where they have none. `name`: sealed for `person` (a pseudonym), case
    `principals/<division>`, field `<part>.name`; empty where only the office is published.
    """

    part: Literal["first", "deputy"]
    office: Text
    account: str
    effective_from: date
    effective_to: date | None = None
    person: str = ""
    name: str = ""


@subject("division")
@event("principals.registered")
class PrincipalsRegistered(Event):
    """The first person responsible and the deputy in charge, over all terms (stream `principals/<division>`; S3.1b)."""

    division: str
    principals: tuple[Principal, ...]
