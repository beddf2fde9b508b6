"""Looks at statements: each opening is noted once, before what a party said is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from services.approval.service import Approval
from shared.contracts.privacy import AccessUnmasked
from shared.identity import Identity
from shared.journal.errors import StoreDown
from shared.journal.handle import facts_of
from shared.timekeeping import VirtualClock
from tests.approval.people import Person
from tests.approval.samples import AUDITOR, REVIEWER, Caller, opened

As = Callable[[Identity | None], Caller]
WORDS = "王小明住隔壁，担心采光"


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Caller(app.test_client(), approval, identity)


@pytest.fixture
def case(approval: Approval, as_: As) -> str:
    """Give a review in which the applicant was heard."""
    number = opened(approval)
    body = {"party": "applicant", "text": WORDS, "adopted": False, "answer": "日照间距符合规范"}
    assert as_(REVIEWER).post(f"/{number}/statements", body).status_code == 200
    return number


def looks(approval: Approval, case: str) -> list[AccessUnmasked]:
    """Give the looks at the statements of a case, as the journal holds them."""
    streams = [f"access/{each.person}-approval" for each in approval.load(case).state.statements]
    commits = [commit for stream in streams for commit in approval.journal.store.stream(stream)]
    facts = [fact for commit in commits for fact in facts_of(commit.envelope())]
    return [fact for fact in facts if isinstance(fact, AccessUnmasked)]


def test_opening_statements_is_one_look_at_each_however_often_they_are_reloaded(
    as_: As, case: str, approval: Approval
) -> None:
    for _ in range(3):
        assert as_(REVIEWER).get(f"/{case}/statements").json["statements"][0]["text"] == WORDS
    (look,) = looks(approval, case)
    assert (look.reader, look.role, look.purpose) == (REVIEWER.id, "reviewer", "review")
    assert (look.case_no, look.fields, look.division) == (case, ("text",), "520422103")
    assert isinstance(approval.clock, VirtualClock)
    approval.clock.advance(timedelta(minutes=15))
    as_(REVIEWER).get(f"/{case}/statements")
    assert len(looks(approval, case)) == 2


def test_what_shows_no_words_leaves_no_look(as_: As, app: Flask, case: str, approval: Approval) -> None:
    assert WORDS not in as_(REVIEWER).get(f"/{case}").get_data(as_text=True)
    assert WORDS not in Person(app, approval, REVIEWER).page(f"/reviews/{case}")
    assert as_(AUDITOR).get(f"/{case}/statements").status_code == 403
    assert looks(approval, case) == []
    (said,) = approval.load(case).state.statements
    assert approval.vault.erase(said.person)
    assert as_(REVIEWER).get(f"/{case}/statements").json["statements"][0]["text"] == ""
    assert looks(approval, case) == [], "what was erased shows nobody"


def test_where_the_look_cannot_be_noted_nothing_is_shown(
    as_: As, case: str, approval: Approval, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise StoreDown("no commit can be stored")

    monkeypatch.setattr(approval.journal.store, "append", down)
    answer = as_(REVIEWER).get(f"/{case}/statements")
    assert answer.status_code == 503
    assert WORDS not in answer.get_data(as_text=True)
    assert looks(approval, case) == []
