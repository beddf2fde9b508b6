"""Who acts for whom: mandates of agents, proxies at village points, whole-process escorts. Owner: intake; `journal`.

Streams: `mandate/<id>`, `proxy/<number>`, `escort/<number>`. People appear as sealed texts and pseudonyms, staff by
their accounts. Days are local days, times tz-aware.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.intake import Applicant

Act = Literal["apply", "supplement", "withdraw", "collect"]
"""What a mandate may cover: handing in, handing in supplements, withdrawing, collecting the result."""

Evidence = Literal["written", "notarised", "in_person", "online"]
"""How a mandate was given: a signed letter, a notarised one, at the window by both, from the principal's account."""

Outcome = Literal["approved", "refused", "terminated", "completed", "not_accepted", "redirected", "withdrawn"]
"""What became of a proxy's matter: the decision, done at the window, not taken, sent on, or given up."""

Reported = Literal["face_to_face", "by_phone", "by_message", "at_home"]
"""How the result was told to whoever entrusted the point."""

Overreach = Literal["not_yet", "expired", "revoked", "other_item", "other_act", "other_person", "other_agent"]
"""Why an act is not covered by a mandate."""

Project = Literal["major_project", "special_matter"]
"""For whom there is an escort through the whole process (S2.6c)."""

Node = Literal["guidance", "papers", "handed_in", "accepted", "site_visit", "decided", "delivered", "other"]
"""The nodes of an escort's way: told what is needed, papers ready, handed in, accepted, on site, decided, delivered."""

Reason = Literal["done", "changed_mind", "will_act_in_person", "other"]
"""Why something given is taken back; a code, since people's own words would be personal data."""


@event("mandate.given")
class MandateGiven(Event):
    """Somebody lets somebody else act for them (S1.5b, S2.6c; Licensing Law art. 29).

    Attributes:
        principal, agent: sealed for the mandate's own id; both have shown who they are.
        representative: who signs for a principal that is a body: its legal representative.
        items, acts: what it covers, and nothing else.
        valid_from, valid_to: its term, both days included.
        document_no: the number of the letter.
        account, agent_account: the two accounts, where they have any; opaque ids.
        hall, division: where it was registered; empty where it was given online.
    """

    principal: Applicant
    agent: Applicant
    items: tuple[str, ...]
    acts: tuple[Act, ...]
    valid_from: date
    valid_to: date
    document_no: str
    evidence: Evidence
    representative: Applicant | None = None
    account: str = ""
    agent_account: str = ""
    hall: str = ""
    division: str = ""


@event("mandate.revoked")
class MandateRevoked(Event):
    """The principal takes the mandate back; from this moment nothing is done under it any more."""

    reason: Reason
    revoked_at: datetime | None = None


@event("mandate.used")
class MandateUsed(Event):
    """Something was done under the mandate; `case_no` is empty where the case is only about to be received."""

    act: Act
    item: str
    case_no: str
    used_at: datetime


@event("mandate.exceeded")
class MandateExceeded(Event):
    """Somebody tried to do under the mandate what it does not cover, and was refused."""

    act: Act
    item: str
    case_no: str
    why: Overreach
    tried_at: datetime


@event("proxy.entrusted")
class ProxyEntrusted(Event):
    """A village point takes an application along for somebody, free of charge (S2.1g, S2.4a, S2.4b).

    Attributes:
        item: on the township's list, and handled by `hall`.
        point, agent: where and who took it; `division`: the point's own, 12 digits.
        person, applicant: whose it is, sealed for this proxy's number.
        materials: the papers taken along, by the guide's codes.
        handover_due: the last day to hand it over to the hall; `counted_from`: the day it counts from.
        calendar: the calendar versions it was counted on; `limits`: the version of the limits.
        catalog_no: the list it stands on; empty where the township has published none and the guide allows it.
    """

    item: str
    point: str
    hall: str
    division: str
    person: str
    entrusted_at: datetime
    handover_due: date
    case_no: str = ""
    agent: str
    applicant: Applicant | None = None
    materials: tuple[str, ...] = ()
    item_name: str = ""
    item_version: int = 0
    provisional: bool = False
    calendar: tuple[str, ...] = ()
    limits: str = ""
    catalog_no: str = ""


@event("proxy.handed_over")
class ProxyHandedOver(Event):
    """The hall has the papers: evidence of receipt, whenever the case is registered (S2.1g, L7).

    `case_no`: empty where the case is registered after it, which `proxy.case_received` then tells.
    """

    handed_on: date
    due: date
    in_time: bool
    hall: str
    case_no: str = ""
    point: str
    handed_at: datetime | None = None


@event("proxy.case_received")
class ProxyCaseReceived(Event):
    """The hall has registered the case that came of a proxy; its time of receipt is the hand-over."""

    case_no: str
    point: str = ""


@event("proxy.result_ready")
class ProxyResultReady(Event):
    """The matter has come out; by `report_due` whoever entrusted the point is told."""

    ready_on: date
    report_due: date
    case_no: str
    outcome: Outcome = "approved"
    provisional: bool = False
    calendar: tuple[str, ...] = ()
    point: str = ""


@event("proxy.reported_back")
class ProxyReportedBack(Event):
    """Whoever entrusted the point was told the result (S2.1g: without this a proxy does not end)."""

    reported_on: date
    due: date
    in_time: bool
    point: str
    manner: Reported


@event("proxy.ended")
class ProxyEnded(Event):
    """The point has done what it was asked."""

    ended_on: date
    outcome: Outcome
    point: str = ""


@event("proxy.fee_attempted")
class ProxyFeeAttempted(Event):
    """A fee was asked for what is free; refused, and reported (S2.4b). `amount` in yuan, as it was asked."""

    amount: str
    point: str
    agent: str
    item: str = ""
    division: str = ""
    hall: str = ""
    attempted_at: datetime | None = None


@event("proxy.handover_missed")
class ProxyHandoverMissed(Event):
    """The last day to hand over passed without it; told once."""

    due: date
    point: str


@event("proxy.report_missed")
class ProxyReportMissed(Event):
    """The last day to report back passed without it; told once."""

    due: date
    point: str


@event("escort.requested")
class EscortRequested(Event):
    """Somebody asks for an escort through the whole process (S2.6c).

    `applicant` and `project` (its name) are sealed under the applicant's key for the escort's number.
    """

    project: str
    ground: Project
    items: tuple[str, ...]
    applicant: Applicant
    hall: str
    division: str
    requested_at: datetime
    account: str = ""


@event("escort.entrusted")
class EscortEntrusted(Event):
    """An officer goes the whole way for the applicant, on the mandate letter `mandate` and as long as it holds.

    `project`: its name, sealed.
    """

    project: str
    officer: str
    case_nos: tuple[str, ...]
    valid_to: date
    mandate: str
    items: tuple[str, ...] = ()
    entrusted_at: datetime | None = None


@event("escort.case_joined")
class EscortCaseJoined(Event):
    """One more case of the project goes along."""

    case_no: str
    item: str


@event("escort.step")
class EscortStep(Event):
    """A node of the way was done; `done_on`: the day, `officer`: by whom."""

    node: Node
    done_on: date
    officer: str
    case_no: str = ""


@event("escort.revoked")
class EscortRevoked(Event):
    """The applicant takes the matter back into their own hands; the cases go on."""

    reason: Reason
    revoked_at: datetime | None = None


@event("escort.ended")
class EscortEnded(Event):
    """The way has been gone."""

    ended_on: date
