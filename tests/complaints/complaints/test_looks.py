"""Looks at what people wrote: one for each opening, noted before anything is shown; a report's leads to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.complaints.service import Complaints
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.journal.errors import StoreDown
from shared.timekeeping import VirtualClock
from tests.complaints.complaints.test_reports import CONTACT, REPORT, SECRETS
from tests.complaints.complaints.test_tickets import BODY
from tests.complaints.samples import AUDITOR, CASE, CITIZEN, CLERK, FILING, HANDLER, Caller, delivered

As = Callable[[Identity | None], Caller]
WORDS, REPLY = FILING["text"], "已核实，向您道歉。"
COMMENT = "窗口的张姐让我跑了三趟"


def looks(service: Complaints) -> list[dict[str, Any]]:
    """Give the noted looks as the journal holds them, the oldest first."""
    commits = service.database["commits"].find({"stream": {"$regex": "^access/"}}).sort("_id", 1)
    streams = sorted({each["stream"] for each in commits})
    return [c.envelope().events[0].data for stream in streams for c in service.journal.store.stream(stream)]


@pytest.fixture
def filed(as_: As) -> str:
    number: str = as_(CITIZEN).post("/complaints", FILING).json["number"]
    return number


@pytest.fixture
def desk(app: Flask, service: Complaints) -> FlaskClient:
    """Give the handler's browser."""
    client = app.test_client()
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(HANDLER))
    return client


def test_opening_a_complaint_is_one_look_however_often_it_is_reloaded(
    as_: As, filed: str, service: Complaints, desk: FlaskClient
) -> None:
    for _ in range(2):
        assert as_(HANDLER).get(f"/complaints/{filed}").json["text"] == WORDS
        assert WORDS in desk.get(f"/desk/{filed}").get_data(as_text=True)
    (look,) = looks(service)
    assert (look["reader"], look["role"], look["purpose"]) == (HANDLER.id, HANDLER.role, "complaint")
    assert (look["case_no"], look["division"], look["fields"]) == (filed, "520422103", ["text", "contact"])
    account = service.vault.person("account", CITIZEN.id)
    assert look["person"] == account
    assert len(service.journal.store.stream(f"access/{account}-complaints")) == 1


def test_after_a_quarter_of_an_hour_it_is_another_look(as_: As, filed: str, service: Complaints) -> None:
    as_(HANDLER).get(f"/complaints/{filed}")
    assert isinstance(service.clock, VirtualClock)
    service.clock.advance(timedelta(minutes=15))
    as_(HANDLER).get(f"/complaints/{filed}")
    assert len(looks(service)) == 2


def test_lists_acts_masked_readers_and_the_complainant_leave_no_look(
    as_: As, filed: str, service: Complaints, desk: FlaskClient
) -> None:
    listed = as_(HANDLER).get("/complaints").json["items"][0]
    assert (listed["text"], listed["contact"]) == ("********", "138****5678")
    desk.get("/desk")
    assert as_(HANDLER).post(f"/complaints/{filed}/assignment", {}).json["text"] == "********"
    assert as_(AUDITOR).get(f"/complaints/{filed}").json["text"] == "********"
    followed = as_(None).post(f"/complaints/{filed}/progress", {"query_code": service.codes.of(filed)})
    assert followed.json["text"] == WORDS
    assert looks(service) == []


def test_a_letter_is_a_look_at_what_it_repeats(as_: As, filed: str, service: Complaints, desk: FlaskClient) -> None:
    as_(HANDLER).post(f"/complaints/{filed}/assignment", {})
    as_(HANDLER).post(f"/complaints/{filed}/reply", {"reply": REPLY})
    assert REPLY in desk.get(f"/desk/{filed}/letters/reply").get_data(as_text=True)
    assert desk.get(f"/desk/{filed}/letters/acceptance").status_code == 200
    assert [look["fields"] for look in looks(service)] == [["reply"]]


def test_a_look_at_a_report_leads_to_no_reporter(as_: As, service: Complaints) -> None:
    number = as_(CITIZEN).post("/complaints", REPORT).json["number"]
    assert as_(HANDLER).get(f"/complaints/{number}").json["contact"] == CONTACT
    (look,) = looks(service)
    own = service.vault.person("complaint", number)
    assert (look["person"], look["case_no"]) == (own, number)
    (commit,) = service.journal.store.stream(f"access/{own}-complaints")
    body = commit.body.decode()
    assert service.vault.person("account", CITIZEN.id) not in body
    for secret in SECRETS:
        assert f'"{secret}"' not in body
        assert secret == CITIZEN.id or secret not in body


def test_a_unit_that_opens_its_ticket_leaves_a_look_and_its_list_none(as_: As, app: Flask, service: Complaints) -> None:
    number = as_(HANDLER).post("/hotline-tickets", BODY).json["number"]
    client = app.test_client()
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(CLERK))
    assert BODY["text"] not in client.get("/tickets").get_data(as_text=True)
    assert as_(CLERK).get("/hotline-tickets").json["items"][0]["text"] == "********"
    assert looks(service) == []
    assert BODY["text"] in client.get(f"/tickets?number={number}").get_data(as_text=True)
    as_(CLERK).get(f"/hotline-tickets/{number}")
    assert [(look["reader"], look["fields"]) for look in looks(service)] == [(CLERK.id, ["text"])]


def test_opening_a_rating_s_words_is_a_look(as_: As, service: Complaints, desk: FlaskClient) -> None:
    rated(as_, service)
    as_(HANDLER).get("/ratings")
    as_(AUDITOR).get(f"/ratings/{CASE}")
    assert looks(service) == []
    assert as_(HANDLER).get(f"/ratings/{CASE}").json["comment"] == COMMENT
    assert COMMENT in desk.get(f"/desk/ratings/{CASE}").get_data(as_text=True)
    (look,) = looks(service)
    assert (look["purpose"], look["case_no"], look["fields"]) == ("rating", CASE, ["comment"])
    assert look["person"] == service.vault.person("rating", CASE)


def rated(as_: As, service: Complaints) -> None:
    delivered(service)
    assert as_(CITIZEN).post("/ratings", {"case_no": CASE, "grade": 5, "comment": COMMENT}).status_code == 201


def test_where_the_look_cannot_be_noted_nothing_is_shown(
    as_: As, filed: str, service: Complaints, app: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_(HANDLER).post(f"/complaints/{filed}/assignment", {})
    as_(HANDLER).post(f"/complaints/{filed}/reply", {"reply": REPLY})
    ticket = as_(HANDLER).post("/hotline-tickets", BODY).json["number"]
    rated(as_, service)
    clerk = app.test_client()
    clerk.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(CLERK))

    def down(*_: object) -> None:
        raise StoreDown("no commit can be stored")

    monkeypatch.setattr(service.journal.store, "append", down)
    answers = [
        as_(HANDLER).get(f"/complaints/{filed}"),
        desk.get(f"/desk/{filed}"),
        desk.get(f"/desk/{filed}/letters/reply"),
        as_(CLERK).get(f"/hotline-tickets/{ticket}"),
        clerk.get(f"/tickets?number={ticket}"),
        as_(HANDLER).get(f"/ratings/{CASE}"),
        desk.get(f"/desk/ratings/{CASE}"),
    ]
    for answer in answers:
        assert answer.status_code == 503
        page = answer.get_data(as_text=True)
        assert not [words for words in (WORDS, FILING["contact"], REPLY, BODY["text"], COMMENT) if words in page]
    assert as_(HANDLER).get("/complaints").status_code == 200, "lists go on"
    assert looks(service) == []
