"""An accepted case as intake tells it, and what the people of its department send."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask.testing import FlaskClient

from services.approval.reviews.reactions import hear
from services.approval.service import Approval
from services.approval.superiors.reactions import hear as hear_above
from shared.contracts import Actor, Event, Meta
from shared.contracts.intake import CaseAccepted, CaseWithdrawn
from shared.contracts.limits import TimeLimit
from shared.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, incoming
from shared.numbers import case_number
from shared.timekeeping import official

DIVISION = "520422103"
CASE = case_number(DIVISION, date(2026, 9, 17), 1)
POINTS = ("member", "one-home", "area", "site")

REVIEWER = Identity("reviewer-zr", "reviewer", "dep-zr", "H-520422103", (DIVISION,), demo=True)
APPROVER = Identity("approver-zr", "approver", "dep-zr", "H-520422103", (DIVISION,), demo=True)
STRANGER = Identity("approver-sh", "approver", "dep-sh", "H-520402109", ("520402109",), demo=True)
CLERK = Identity("clerk-zr", "window_clerk", "dep-zr", "H-520422103", (DIVISION,), demo=True)
AUDITOR = Identity("auditor", "auditor", "", "", ("5204",), demo=True)
HEAD = Identity("head-puding", "government_head", "", "", ("520422",), demo=True)
ABOVE = Identity("officer-pd-zr", "superior_officer", "dep-pd-zr", "", ("520422",), demo=True)
CITIZEN = Identity("citizen", "citizen", demo=True)


def accepted(**changes: Any) -> CaseAccepted:
    """Give the acceptance of the homestead item: 15 working days promised, 20 by law."""
    fields: dict[str, Any] = {
        "accepted_on": date(2026, 9, 17),
        "receipt_no": f"{DIVISION}SL2026000001",
        "manner": "clerk",
        "promised_due": date(2026, 10, 14),
        "statutory_due": date(2026, 10, 21),
        "provisional": False,
        "calendar": (official().years[2026].version,),
        "item": "LOCAL-13",
        "item_version": 1,
        "department": "dep-zr",
        "division": DIVISION,
        "promised": TimeLimit(15, "working_days", "含三到场，现场核查不停表"),
        "statutory": TimeLimit(20, "working_days"),
        "review_points": POINTS,
    }
    return CaseAccepted(**{**fields, **changes})


def told(
    fact: Event, case: str = CASE, version: int = 2, at: str = "2026-09-17T09:30:00+08:00", simulated: bool = False
) -> Incoming:
    """Give a fact of intake as it arrives: one commit of the case's stream."""
    now = datetime.fromisoformat(at)
    command = derived_command_id("test", f"{case}@{version}")
    meta = Meta(
        command_id=command,
        actor=Actor("clerk-zr", "window_clerk", "dep-zr"),
        now=now,
        occurred_at=now,
        correlation=command,
        simulated=simulated,
    )
    commit = seal(
        stream=f"case/{case}",
        version=version,
        case=case,
        source="intake",
        meta=meta,
        recorded_at=now,
        prev=GENESIS,
        facts=[fact],
    )
    return incoming(commit.envelope())


def opened(approval: Approval, case: str = CASE, **changes: Any) -> str:
    """Let intake accept a case, so that its review opens; give the case number."""
    hear(approval, told(accepted(**changes), case))
    return case


def withdrawn(approval: Approval, case: str = CASE) -> None:
    """Let intake withdraw a case."""
    fact = CaseWithdrawn(reason="本人申请撤回", confirmed=True)
    hear(approval, told(fact, case, 3, "2026-09-18T09:30:00+08:00"))


class Caller:
    """A client that speaks as one person with a bearer token."""

    def __init__(self, client: FlaskClient, approval: Approval, identity: Identity | None) -> None:
        self._client = client
        token = Tokens(approval.settings.token_key).issue(identity) if identity else ""
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, base: str = "reviews", **options: Any) -> Any:
        return self._client.get(f"/api/v1/{base}{path}", headers=self.headers, **options)

    def post(self, path: str, body: Any, key: str = "", base: str = "reviews", **headers: str) -> Any:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        keyed = {"Idempotency-Key": key} if key else {}
        return self._client.post(f"/api/v1/{base}{path}", json=body, headers={**self.headers, **keyed, **more})


def spread(approval: Approval) -> None:
    """Let approval's own words reach its other party as the journal brings them, again and again until all is heard."""
    before = -1
    while before != (before := approval.journal.store.count()):
        for commit in list(approval.journal.store.scan()):
            word = incoming(commit.envelope())
            hear(approval, word)
            hear_above(approval, word)
