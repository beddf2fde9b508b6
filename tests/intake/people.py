"""People of every role, and what they send."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from services.intake.service import Intake
from shared.contracts import Event, Meta
from shared.contracts.commands import SYSTEM
from shared.identity import Identity
from shared.journal.ids import command_id
from shared.web.kit import Kit

CLERK = Identity("clerk-zr", "window_clerk", "dep-zr", "H-520422103", ("520422103",), demo=True)
RS_CLERK = Identity("clerk-rs", "window_clerk", "dep-rs", "H-520402109", ("520402109",), demo=True)
REVIEWER = Identity("reviewer-zr", "reviewer", "dep-zr", "H-520422103", ("520422103",), demo=True)
AGENT = Identity("agent-langtang", "village_agent", "", "P-520402109-201", ("520402109201",), demo=True)
CITIZEN = Identity("citizen", "citizen", demo=True)
OTHER_CITIZEN = Identity("citizen-2", "citizen", demo=True)
AUDITOR = Identity("auditor", "auditor", "", "", ("5204",), demo=True)
ADMIN = Identity("admin", "admin", "", "", ("5204",), demo=True)

APPLICANT = {"kind": "1", "name": "张三丰", "id_number": "520402200503150012", "phone": "13885300000"}
MEANT = {"meant_twice": True}
"""Tests hand the same papers in again and again, and mean it; that this has to be said has tests of its own."""

LICENCE = {
    **MEANT,
    "item": "LOCAL-13",
    "hall": "H-520422103",
    "window": "W-520422103-01",
    "channel": "window",
    "applicant": APPLICANT,
}
INSTANT = {
    **MEANT,
    "item": "LOCAL-01",
    "hall": "H-520402109",
    "window": "W-520402109-01",
    "channel": "window",
    "applicant": APPLICANT,
    "materials": ["id-card", "form", "statement"],
}


class Caller:
    """Somebody with a token and the JSON API; `answer.json`, `answer.headers` as Flask gives them."""

    def __init__(self, app: Flask, identity: Identity | None) -> None:
        self.client = app.test_client()
        kit: Kit = app.extensions["yizhan"]
        self.headers = {"Authorization": f"Bearer {kit.tokens.issue(identity)}"} if identity else {}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers={**self.headers, **_named(headers)})

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> TestResponse:
        sent = {**self.headers, **_named(headers), **({"Idempotency-Key": key} if key else {})}
        return self.client.post(f"/api/v1{path}", json={} if body is None else body, headers=sent)

    def send_file(self, path: str, data: bytes, name: str, key: str = "") -> TestResponse:
        sent = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.client.post(f"/api/v1{path}", data={"file": (io.BytesIO(data), name)}, headers=sent)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def state_at(intake: Intake, moment: str, statement: Event) -> None:
    """State something on the register as of a moment, with a commit behind it."""
    now = datetime.fromisoformat(moment)
    name = command_id("test", f"{statement.type}/{moment}")
    intake.register.state(Meta(command_id=name, actor=SYSTEM, now=now, occurred_at=now), statement)
