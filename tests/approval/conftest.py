"""Approval on the embedded database, with the demonstration register and people of every role."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.approval.app import create_app
from services.approval.service import Approval
from shared.config import Settings
from shared.identity.tokens import new_signing_key
from shared.journal.mongo_store import connect
from shared.timekeeping import VirtualClock
from tests.register import fill_register, wipe

NOW = datetime.fromisoformat("2026-09-24T10:00:00+08:00")
KEY = new_signing_key()


@pytest.fixture(scope="session")
def filled(mongo_uri: str) -> Iterator[Approval]:
    """Open the service once, with the demonstration register."""
    settings = Settings(
        service="approval",
        mongodb_uri=mongo_uri,
        kafka_servers="",
        database_prefix=f"test_{uuid.uuid4().hex[:12]}",
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(32),
    )
    client = connect(mongo_uri)
    opened = Approval.open(settings, client=client)
    fill_register(opened.replica)
    yield opened
    client.drop_database(opened.database.name)
    client.close()


@pytest.fixture
def approval(filled: Approval) -> Approval:
    """Give the service with nothing in it, on a Thursday morning before the national holiday."""
    wipe(filled.database)
    return replace(filled, clock=VirtualClock(NOW))


@pytest.fixture
def app(approval: Approval) -> Flask:
    return create_app(approval)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
