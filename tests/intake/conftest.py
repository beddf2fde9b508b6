"""Intake on the embedded database, with the demonstration register and people of every role.

One database serves all tests of a run; each begins with the register and nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from pymongo import MongoClient
from pymongo.collection import Collection

import services.intake.demo
from services.intake.app import create_app
from services.intake.registry import demo
from services.intake.service import Intake
from shared.config import Settings
from shared.identity import Identity
from shared.identity.passwords import hash_password
from shared.identity.tokens import new_signing_key
from shared.journal.mongo_store import connect
from shared.timekeeping import VirtualClock
from tests.intake.people import Caller
from tests.register import fill_register, wipe

NOW = datetime.fromisoformat("2026-09-17T10:00:00+08:00")
KEY = new_signing_key()
Client = MongoClient[dict[str, Any]]


@pytest.fixture(scope="session")
def client(mongo_uri: str) -> Iterator[Client]:
    client: Client = connect(mongo_uri)
    yield client
    client.close()


def settings_with(prefix: str, mongo_uri: str) -> Settings:
    return Settings(
        service="intake",
        mongodb_uri=mongo_uri,
        kafka_servers="127.0.0.1:1",
        database_prefix=prefix,
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(32),
    )


def drop(client: Client, settings: Settings) -> None:
    for name in (settings.database, settings.vault_database):
        client.drop_database(name)


@pytest.fixture(scope="session")
def filled(client: Client, mongo_uri: str) -> Iterator[Settings]:
    """A database whose register is full, and its settings."""
    settings = settings_with(f"test_{uuid.uuid4().hex[:12]}", mongo_uri)
    fill_register(Intake.open(settings, client=client).replica)
    yield settings
    drop(client, settings)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOW)


@pytest.fixture
def intake(filled: Settings, client: Client, clock: VirtualClock) -> Iterator[Intake]:
    with pytest.MonkeyPatch.context() as prepared:  # its indexes stand since the register was filled
        prepared.setattr(Collection, "create_index", lambda *_, **__: "")
        opened = Intake.open(filled, clock=clock, client=client)
    yield opened
    wipe(opened.database)
    client[filled.vault_database]["keys"].delete_many({})


@pytest.fixture
def bare(client: Client, mongo_uri: str, clock: VirtualClock) -> Iterator[Intake]:
    """Intake with nothing on its register."""
    settings = settings_with(f"test_{uuid.uuid4().hex[:12]}", mongo_uri)
    yield Intake.open(settings, clock=clock, client=client)
    drop(client, settings)


@pytest.fixture(scope="session")
def loaded(client: Client, mongo_uri: str) -> Iterator[Settings]:
    """A database that the launcher's hook has filled, with a journal behind its register."""
    settings = settings_with(f"test_{uuid.uuid4().hex[:12]}", mongo_uri)
    assert services.intake.demo.load(settings) > len(list(demo.statements()))
    assert services.intake.demo.load(settings) == 0, "twice is once"
    yield settings
    drop(client, settings)


@pytest.fixture
def full(loaded: Settings, client: Client, clock: VirtualClock) -> Intake:
    return Intake.open(loaded, client=client, clock=clock)


@pytest.fixture(scope="session")
def demo_hash() -> str:
    return hash_password(demo.file("staff")["password"])


@pytest.fixture
def accounts(intake: Intake, demo_hash: str) -> Intake:
    """Intake whose demonstration accounts can sign in."""
    ids = [staff["id"] for staff in demo.file("staff")["staff"]]
    intake.accounts.credentials.insert_many([{"_id": each, "hash": demo_hash, "failures": 0} for each in ids])
    return intake


@pytest.fixture
def app(intake: Intake) -> Flask:
    return create_app(intake)


@pytest.fixture
def as_(app: Flask) -> Callable[[Identity | None], Caller]:
    return lambda identity: Caller(app, identity)
