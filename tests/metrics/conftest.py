"""The metrics service over a database of its own, filled with a few lives."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.metrics.app import create_app
from services.metrics.facts import CaseScores
from services.metrics.service import Metrics
from shared.config import Settings
from shared.contracts.events import decode
from shared.contracts.streams import JOURNAL
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens, new_signing_key
from shared.journal.casefold import CaseFold
from shared.journal.commit import Commit
from shared.timekeeping.clock import VirtualClock
from tests.metrics.stories import Story, case_no, records, whole_life

NOW = datetime.fromisoformat("2026-11-10T10:00:00+08:00")
SPOT = (JOURNAL, 0)
DEPARTMENTS = Path("services/intake/registry/demo/departments.json")

AUDITOR = Identity("auditor-1", "auditor", divisions=("5204",), demo=True)
OTHER_AUDITOR = Identity("auditor-2", "auditor", divisions=("5205",))
REVIEWER_ZR = Identity("reviewer-zr", "reviewer", "dep-zr", divisions=("520402109",))
REVIEWER_SF = Identity("reviewer-sf", "reviewer", "dep-sf", divisions=("520402109",))
CLERK = Identity("clerk-1", "window_clerk", "dep-zr", divisions=("520402109",))
CITIZEN = Identity("citizen-1", "citizen")

Client = Callable[[Identity | None], FlaskClient]


def lives() -> list[Story]:
    """A few cases of two departments: in time, late, overdue, not yet due, refused, instant, complained of."""
    made = [whole_life(case_no(serial=1))]
    made += [Story(case_no(serial=n)).received().accepted().decided().delivered().rated(2) for n in range(2, 12)]
    late = Story(case_no(serial=12)).received().accepted().carded("warn", "2026-10-23")
    made.append(late.carded("yellow", "2026-10-27", 2).decided("2026-10-27").delivered("2026-10-28").rated(5))
    overdue = Story(case_no(serial=13)).received().accepted().carded("warn", "2026-10-23")
    overdue = overdue.carded("yellow", "2026-10-27", 2).carded("red", "2026-11-10", 3)
    made.append(overdue.card_corrected(3, "2026-11-10"))
    made.append(Story(case_no("2026-11-09", 14)).received("2026-11-09").accepted("2026-11-09", "2026-11-23"))
    made.append(Story(case_no(serial=15)).received().refused())
    for n in range(16, 20):
        instant = Story(case_no("2026-10-13", n), "dep-rs").received("2026-10-13", "instant")
        made.append(instant.completed("2026-10-13", "2026-10-13").delivered("2026-10-13").rated(1, "2026-10-13"))
    return made


def take_in(metrics: Metrics, commits: list[Commit]) -> None:
    """Take commits into fold and archive, as the worker does."""
    fold = CaseFold(CaseScores(), metrics.folds)
    for sink in (fold, metrics.archive):
        old = sink.positions([SPOT])[SPOT]
        batch = records(commits, old.offset)
        sink.take(SPOT, batch, old, old.after(batch[-1]))


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """The service, filled; shared by a module's tests."""
    made = empty_metrics(mongo_uri)
    take_in(made, [commit for story in lives() for commit in story.commits])
    yield made
    forget(made)


@pytest.fixture
def empty(mongo_uri: str) -> Iterator[Metrics]:
    """The service with the register and no case."""
    made = empty_metrics(mongo_uri)
    yield made
    forget(made)


def empty_metrics(mongo_uri: str) -> Metrics:
    """Make the service over a new database, with the demonstration departments in the register."""
    settings = Settings(
        service="metrics",
        mongodb_uri=mongo_uri,
        kafka_servers="",
        secret_key="for tests only",
        token_key=new_signing_key(),
        checkpoint_key=new_signing_key(),
        database_prefix=f"test_{uuid.uuid4().hex[:12]}",
    )
    made = Metrics.open(settings, VirtualClock(NOW))
    made.prepare()
    for told in json.loads(DEPARTMENTS.read_text())["departments"]:
        made.replica.apply(f"department/{told['code']}", 1, decode("department.registered", told))
    return made


def forget(metrics: Metrics) -> None:
    """Drop the database and let go of it."""
    metrics.database.client.drop_database(metrics.settings.database)
    metrics.database.client.close()


@pytest.fixture(scope="module")
def app(metrics: Metrics) -> Flask:
    """The web process around the filled service."""
    return create_app(metrics)


@pytest.fixture
def client(app: Flask, metrics: Metrics) -> Client:
    """Give a client that acts as an identity, or as nobody."""

    def acting(identity: Identity | None = None) -> FlaskClient:
        made = app.test_client()
        if identity is not None:
            token = Tokens(metrics.settings.token_key).issue(identity)
            made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return made

    return acting
