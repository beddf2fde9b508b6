"""A case as intake tells it, and the people who speak about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask.testing import FlaskClient

from services.complaints.ratings.reactions import hear
from services.complaints.service import Complaints
from shared.contracts import Actor, Event, Meta
from shared.contracts.intake import Applicant, CaseDelivered, CaseReceived
from shared.contracts.limits import TimeLimit
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, incoming
from shared.numbers import case_number
from shared.testing.spec import meta_at

DIVISION = "520422103"
CASE = case_number(DIVISION, date(2026, 9, 17), 1)
OTHER_CASE = case_number(DIVISION, date(2026, 9, 17), 2)

HANDLER = Identity("complaints-machang", "complaint_handler", "", "H-520422103", (DIVISION,), demo=True)
ELSEWHERE = Identity("complaints-jiuzhou", "complaint_handler", "", "H-520402109", ("520402109",), demo=True)
INSIDER = Identity("handler-zr", "complaint_handler", "dep-zr", "H-520422103", (DIVISION,), demo=True)
CLERK = Identity("clerk-zr", "window_clerk", "dep-zr", "H-520422103", (DIVISION,), demo=True)
FAR_CLERK = Identity("clerk-sh", "window_clerk", "dep-sh", "H-520402109", ("520402109",), demo=True)
COUNTY = Identity("complaints-puding", "complaint_handler", "", "", ("520422",), demo=True)
AUDITOR = Identity("auditor", "auditor", "", "", ("5204",), demo=True)
TERMINAL = Identity("device-zr", "window_device", "", "H-520422103", (DIVISION,), demo=True)
APPROVER = Identity("approver-zr", "approver", "dep-zr", "H-520422103", (DIVISION,), demo=True)
HEAD = Identity("head-puding", "government_head", "", "", ("520422",), demo=True)
CITIZEN = Identity("citizen", "citizen", demo=True)
OTHER_CITIZEN = Identity("citizen-2", "citizen", demo=True)

FILING = {
    "conduct": "attitude",
    "text": "窗口人员王某说话难听，让我改天再来。",
    "contact": "13812345678",
    "department": "dep-zr",
}


def received(service: Complaints, case: str = CASE, account: str = "citizen") -> None:
    """Let intake receive a case of that account."""
    fact = CaseReceived(
        item="LOCAL-13",
        item_version=1,
        item_name="农村宅基地批准",
        kind="promised",
        department="dep-zr",
        hall="H-520422103",
        window="W-520422103-01",
        division=DIVISION,
        channel="online",
        applicant=Applicant("p1", "1", "s1.name", "s1.number"),
        materials=("form",),
        promised=TimeLimit(15, "working_days"),
        statutory=TimeLimit(20, "working_days"),
        received_at=datetime.fromisoformat("2026-09-17T09:00:00+08:00"),
        account=account,
    )
    hear(service, told(fact, case, 1))


def delivered(service: Complaints, case: str = CASE, **circumstances: Any) -> Incoming:
    """Let intake deliver the case's result; give the news."""
    fact = CaseDelivered(
        manner="window", delivered_on=date(2026, 9, 24), department="dep-zr", item="LOCAL-13", division=DIVISION
    )
    news = told(fact, case, 5, **circumstances)
    hear(service, news)
    return news


def told(
    fact: Event, case: str = CASE, version: int = 1, at: str = "2026-09-24T09:30:00+08:00", simulated: bool = False
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


def told_by(stream: str, fact: Event) -> Incoming:
    """Give a fact of another stream of intake as it arrives."""
    meta = meta_at("2026-09-24T09:00:00+08:00")
    meta = replace(meta, command_id=derived_command_id("test", f"{stream}@1"))
    commit = seal(
        stream=stream, version=1, case=stream, source="intake", meta=meta, recorded_at=meta.now, prev=GENESIS,
        facts=[fact],
    )  # fmt: skip
    return incoming(commit.envelope())


class Caller:
    """A client that speaks as one person with a bearer token, or as anybody."""

    def __init__(self, client: FlaskClient, service: Complaints, identity: Identity | None) -> None:
        self._client = client
        token = Tokens(service.settings.token_key).issue(identity) if identity else ""
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **options: Any) -> Any:
        return self._client.get(f"/api/v1{path}", headers=self.headers, **options)

    def page(self, path: str) -> str:
        """Open a page, signed in."""
        self._client.set_cookie(SESSION_COOKIE, self.headers["Authorization"].removeprefix("Bearer "))
        return str(self._client.get(path).text)

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> Any:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        keyed = {"Idempotency-Key": key} if key else {}
        return self._client.post(f"/api/v1{path}", json=body, headers={**self.headers, **keyed, **more})
