"""Complaints on the embedded database, with the demonstration register, a known case and people of every role."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.complaints.app import create_app
from services.complaints.service import Complaints
from shared.config import Settings
from shared.identity import Identity
from shared.identity.tokens import new_signing_key
from shared.journal.mongo_store import connect
from shared.timekeeping import VirtualClock
from tests.complaints.samples import Caller, received
from tests.register import fill_register, wipe

NOW = datetime.fromisoformat("2026-09-24T10:00:00+08:00")
KEY = new_signing_key()


@pytest.fixture(scope="session")
def filled(mongo_uri: str) -> Iterator[Complaints]:
    """Open the service once, with the demonstration register."""
    settings = Settings(
        service="complaints",
        mongodb_uri=mongo_uri,
        kafka_servers="",
        database_prefix=f"test_{uuid.uuid4().hex[:12]}",
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(range(32)),
    )
    client = connect(mongo_uri)
    opened = Complaints.open(settings, client=client)
    fill_register(opened.replica)
    yield opened
    for name in (settings.database, settings.vault_database):
        client.drop_database(name)
    client.close()


@pytest.fixture
def service(filled: Complaints) -> Complaints:
    """Give the service knowing one case and nothing else, on a Thursday morning before the national holiday."""
    wipe(filled.database)
    received(filled)
    return replace(filled, clock=VirtualClock(NOW))


@pytest.fixture
def app(service: Complaints) -> Flask:
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_(app: Flask, service: Complaints) -> Callable[[Identity | None], Caller]:
    return lambda identity: Caller(app.test_client(), service, identity)
