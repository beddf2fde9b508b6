"""Events of a case from receipt to delivery (stream `case/<case number>`). Owner: intake; topic: `journal`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan

Channel = Literal["window", "online", "mobile", "terminal", "phone", "post", "proxy", "home_visit"]

Evidence = Literal["queue", "scan", "online", "proxy", "clerk", "call", "post"]
"""What shows when an application came: a ticket's call, a scan, the server's own clock, a hand-over at a village point,
what the clerk says, a telephone call, a letter."""

Confirmation = Literal["", "account", "signature", "code", "face"]
"""How an applicant confirmed a withdrawal: signed in, in writing, with the query code, by face; empty: not at all."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: a key in the vault and sealed texts; nothing readable (F10).

    `kind`: code of GB/T 39046 A.4 (1 natural person, 2 enterprise ...); `name`, `id_number`, `phone`: sealed tokens.
    """

    person: str
    kind: str
    name: str
    id_number: str
    phone: str = ""


Relation = Literal["parent", "grandparent", "sibling", "appointed", "committee"]
"""Who may be a guardian (民法典27, 32): parents, grandparents, siblings, who was appointed, somebody of a committee."""

Alone = Literal["", "own_labour", "suited"]
"""Why somebody under age needs nobody: lives on their own labour from 16 on, or it suits their age (民法典18, 19)."""


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who acts for an applicant under age, or consents: a key in the vault and sealed texts, like `Applicant`."""

    person: str
    name: str
    id_number: str
    relation: Relation
    acts: Literal["present", "consent"] = "present"


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right: which material of the guide, and what is wrong with it."""

    material: str
    problem: str


@event("case.received")
class CaseReceived(Event):
    """An application was handed in. The receipt day is the actual local day, weekends and nights included (B-3.3).

    Limits are copied from the item version the case began with, and stay with it (G11). `account`: the applicant's
    own account, an opaque id, where the application was handed in online; empty at a window.

    `follows`: the case of the same person and item that was withdrawn within ten working days before (G3). Then
    `assessed_due` is its promised day, by which this one is assessed; None where that one counts as late already.

    `evidence` and `evidence_at`: the earliest of what shows when the application came; it is `received_at` (G4).
    `registered_at`: when the server took it in; `late_days`: working days from receipt to registration beyond one.
    `ticket`, `scan`, `appointment`, `proxy`, `mandate`, `special`, `home_visit`: ids of what it rests on. `besides`:
    the case of the same person, item and papers of a moment before, where this one is meant to stand beside it (G5).
    `simulated`: received on a virtual calendar, which the machine's clock never touches. `guardian`: of an applicant
    under age; `alone`: why one needs none.
    """

    item: str
    item_version: int
    item_name: str
    kind: Literal["instant", "promised"]
    department: str
    hall: str
    window: str
    division: str
    channel: Channel
    applicant: Applicant
    materials: tuple[str, ...]
    promised: TimeLimit
    statutory: TimeLimit | None
    received_at: datetime
    account: str = ""
    follows: str = ""
    assessed_due: date | None = None
    evidence: Evidence = "clerk"
    evidence_at: datetime | None = None
    registered_at: datetime | None = None
    late_days: int = 0
    special: str = ""
    proxy: str = ""
    mandate: str = ""
    home_visit: str = ""
    ticket: str = ""
    scan: str = ""
    appointment: str = ""
    besides: str = ""
    simulated: bool = False
    guardian: Guardian | None = None
    alone: Alone = ""


@event("case.supplement_requested")
class SupplementRequested(Event):
    """The one written notice of everything missing (Licensing Law art. 32(4); S2.5e).

    `due`: the last day on which such a notice could be given, five working days after receipt; `in_time`: it was given
    by then, by the server's clock.

    `supply_by`: the applicant's last day, where the item sets one, counted from the day after `noticed_on`;
    `provisional`: on a calendar that may still change it.
    """

    notice_no: str
    defects: tuple[Defect, ...]
    due: date
    in_time: bool = True
    supply_by: date | None = None
    noticed_on: date | None = None
    provisional: bool = False


@event("case.supplemented")
class CaseSupplemented(Event):
    """Materials came after a notice; the day they are whole is the day of acceptance (B-3.3).

    `mandate`: under which an agent handed them in; empty: the applicant did.
    """

    materials: tuple[str, ...]
    supplied_on: date
    mandate: str = ""


@event("case.accepted")
class CaseAccepted(Event):
    """The case is accepted, with its receipt (S2.5d). Both clocks run from the day after `accepted_on`.

    `promised_due` is what the receipt tells the applicant; `calendar` names the calendar versions it was counted on.
    `plan`: how the item version is reviewed; `accepted_by`: the account that accepted; `materials`: what is in hand.

    `manner`: by a clerk; by silence, dated back to receipt (art. 32); or by itself, on the day on which everything that
    a notice named was in hand. `tolerated`: papers that follow by `tolerated_due` against the written promise
    `promise_no`, the clocks running (B-4).
    """

    accepted_on: date
    receipt_no: str
    manner: Literal["clerk", "deemed", "automatic"]
    promised_due: date
    statutory_due: date | None
    provisional: bool
    calendar: tuple[str, ...]
    item: str
    item_version: int
    department: str
    division: str
    promised: TimeLimit
    statutory: TimeLimit | None
    review_points: tuple[str, ...]
    plan: ReviewPlan = ReviewPlan()
    accepted_by: str = ""
    materials: tuple[str, ...] = ()
    tolerated: tuple[str, ...] = ()
    tolerated_due: date | None = None
    promise_no: str = ""


@event("case.refused")
class CaseRefused(Event):
    """Not accepted: a written decision with facts, basis and remedies (S2.5f).

    `false_materials`: papers that were false; then the decision warns, and where the item touches people's safety the
    same person's application for it is not taken until after `barred_until` (Licensing Law art. 78).
    """

    document_no: str
    reasons: str
    basis: str
    review_authority: str
    false_materials: tuple[str, ...] = ()
    warning: bool = False
    barred_until: date | None = None


@event("case.redirected")
class CaseRedirected(Event):
    """Out of scope: the applicant is told the right department, its address and telephone (S2.5g).

    It is told at once: `due` is the day on which that ends, `told_on` the day it was told, `in_time` whether by then.
    """

    department: str
    address: str
    telephone: str
    document_no: str = ""
    due: date | None = None
    told_on: date | None = None
    in_time: bool = True


@event("case.withdrawn")
class CaseWithdrawn(Event):
    """Withdrawn on a day; `confirmed` tells whether the applicant confirmed it in person (G3), `confirmed_by` how.

    `near_due`: four fifths of the promised time were used up; then a withdrawal without the applicant's own word is
    recorded as unconfirmed, and counts as late (B01).

    `mandate`: under which an agent withdrew it; empty: the applicant did. `deemed_under`: the
    article by which it counts as withdrawn, where nobody withdrew it.
    """

    reason: str
    confirmed: bool
    withdrawn_on: date | None = None
    confirmed_by: Confirmation = ""
    near_due: bool = False
    deemed_under: str = ""
    mandate: str = ""


@event("case.completed")
class CaseCompleted(Event):
    """An instant case was done at the window; due is the day of receipt, 24:00 (S2.7a)."""

    result: str
    completed_on: date
    due: date


@event("case.decision_recorded")
class DecisionRecorded(Event):
    """Approval's decision arrived at the window that answers for the case.

    `remedies_told`: the document says where and until when to ask for remedies, where the law wants it said; a
    decision that does not is not delivered.
    """

    outcome: Literal["approved", "refused", "terminated"]
    document_no: str
    decided_at: datetime
    remedies_told: bool = True


@event("case.delivered")
class CaseDelivered(Event):
    """The result is in the applicant's hands; `manner` says how, `delivered_on` when.

    `mandate`: under which an agent collected it for the applicant; empty: the applicant did.
    """

    manner: Literal["window", "post", "online", "proxy", "home_visit"]
    delivered_on: date
    department: str
    item: str
    division: str
    mandate: str = ""


@event("sheet.issued")
class SheetIssued(Event):
    """A one-time notice sheet of an item was handed out at a window (stream `sheet/<number>`; S2.5b).

    The sheet is the guide at `item_version`, nothing else. Who handed it out stands in the commit; to whom is not kept.
    """

    item: str
    item_version: int
    item_name: str
    hall: str
    window: str
    department: str
    division: str
    given_at: datetime
