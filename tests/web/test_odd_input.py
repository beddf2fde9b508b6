"""Whatever is sent to whatever route of the four services: no 5xx, and no personal data in a log line or a refusal."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from services.approval.app import create_app as approval_app
from services.approval.service import Approval
from services.complaints.app import create_app as complaints_app
from services.complaints.service import Complaints
from services.intake.app import create_app as intake_app
from services.intake.service import Intake
from services.metrics.app import create_app as metrics_app
from services.metrics.service import Metrics
from shared.config import Settings
from shared.identity.tokens import new_signing_key
from shared.journal.mongo_store import connect
from shared.testing.odd_input import PERSONAL, answers
from tests.register import fill_register

KEY = new_signing_key()
SERVICES: dict[str, tuple[Callable[[Settings], Any], Callable[[Any], Flask]]] = {
    "intake": (Intake.open, intake_app),
    "approval": (Approval.open, approval_app),
    "complaints": (Complaints.open, complaints_app),
    "metrics": (Metrics.open, metrics_app),
}


@pytest.fixture(params=SERVICES)
def app(request: pytest.FixtureRequest, mongo_uri: str) -> Iterator[Flask]:
    settings = Settings(
        service=request.param,
        mongodb_uri=mongo_uri,
        kafka_servers="",
        database_prefix=f"test_{uuid.uuid4().hex[:12]}",
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(32),
    )
    open_, make = SERVICES[request.param]
    service = open_(settings)
    fill_register(service.replica)
    yield make(service)
    client = connect(mongo_uri)
    for name in (settings.database, settings.vault_database):
        client.drop_database(name)
    client.close()


def test_odd_input_is_refused_in_order_and_repeats_no_personal_data(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    told = list(answers(app, KEY))
    logged = capsys.readouterr().err
    assert len(told) > 50
    assert any(answer.status < 400 for answer in told)
    assert any(answer.status == 422 for answer in told)
    assert [answer for answer in told if answer.status >= 500] == []
    assert [answer for answer in told if answer.status >= 400 and any(text in answer.body for text in PERSONAL)] == []
    assert [line for line in logged.splitlines() if any(text in line for text in PERSONAL)] == []
