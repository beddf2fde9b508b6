"""What a receipt and a look at a case cost the database: so many commands, each of them by an index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pymongo import MongoClient

from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.simulation.people import somebody_else
from shared.testing.commands import Heard
from shared.timekeeping import VirtualClock, local_day
from tests.intake.conftest import NOW
from tests.intake.people import INSTANT, RS_CLERK, Caller
from tests.register import wipe

FIRST_RECEIPT = 13
"""Commands of a process's first receipt: the register is read (seven looks), and a block of numbers is taken (two).
Whoever needs one more has a reason, and writes it down here."""

RECEIPT = ["find cases", "insert keys", "insert commits", "insert cases"]
"""Commands of every other receipt: who applied before and for what; a key for who is new; the commit; the list."""

KNOWN = ["find cases", "find keys", "insert commits", "insert cases"]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def clerk(filled: Settings, mongo_uri: str, clock: VirtualClock, heard: Heard) -> Iterator[Caller]:
    client = MongoClient(mongo_uri, tz_aware=True, event_listeners=[heard])
    intake = Intake.open(filled, clock=clock, client=client)
    yield Caller(create_app(intake), RS_CLERK)
    wipe(intake.database)
    client[filled.vault_database]["keys"].delete_many({})
    client.close()


def application(number: int) -> dict[str, str]:
    who = somebody_else(number, local_day(NOW))
    return {"kind": "1", "name": who.name, "id_number": who.id_number, "phone": who.phone}


def beside_the_register(heard: Heard) -> list[str]:
    """The register is read again once a second, however many come; so it is not counted here."""
    return [said for said in heard.said if said != "find registry"]


def received(clerk: Caller, number: int) -> str:
    body = {**INSTANT, "meant_twice": False, "applicant": application(number)}
    answer = clerk.post("/cases", body, key=f"key-{number}")
    assert answer.status_code == 201, answer.json
    return str(answer.json["case_no"])


def test_a_receipt_costs_four_commands(clerk: Caller, heard: Heard) -> None:
    heard.forget()
    received(clerk, 1)
    assert len(heard.said) <= FIRST_RECEIPT, heard.said
    heard.forget()
    received(clerk, 2)
    assert beside_the_register(heard) == RECEIPT


def test_so_does_the_receipt_of_somebody_who_came_before(clerk: Caller, heard: Heard) -> None:
    body = {
        **INSTANT,
        "applicant": {"kind": "1", "name": "杨示例甲", "id_number": somebody_else(7, local_day(NOW)).id_number},
    }
    assert clerk.post("/cases", body).status_code == 201
    heard.forget()
    assert clerk.post("/cases", body).status_code == 201
    assert beside_the_register(heard) == KNOWN


def test_a_receipt_said_again_costs_no_more(clerk: Caller, heard: Heard) -> None:
    number = received(clerk, 1)
    heard.forget()
    assert received(clerk, 1) == number
    assert len(beside_the_register(heard)) <= 6, heard.said


def test_a_look_at_a_case_is_by_its_number(clerk: Caller, heard: Heard) -> None:
    number = received(clerk, 1)
    heard.forget()
    assert clerk.get(f"/cases/{number}").status_code == 200
    assert [said for said in heard.said if said.endswith(" cases")] == ["find cases"]
    wanted = heard.filters[heard.said.index("find cases")]
    assert "$and" not in wanted
    assert wanted["_id"] == number
