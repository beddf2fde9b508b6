"""What an applicant said in a review cannot be read any more once the person was erased; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from services.approval import erasures
from services.approval.service import Approval
from shared.contracts.privacy import PersonErased
from shared.identity import Identity
from shared.journal.chain import GENESIS, verify_stream
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import incoming
from shared.privacy import Erased
from shared.testing.spec import meta_at
from tests.approval.reviews.test_procedures_api import REVIEWER
from tests.approval.samples import CASE, Caller, opened

As = Callable[[Identity], Caller]


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Caller(app.test_client(), approval, identity)


def said(as_: As, party: str) -> None:
    body = {"party": party, "text": f"{party}：我家老宅在那里", "adopted": True, "answer": "采纳"}
    assert as_(REVIEWER).post(f"/{CASE}/statements", body).status_code == 200


def hear(approval: Approval, *cases: str) -> None:
    fact = PersonErased(
        person="p1", certificate_no="520400000XC2037000001", reason="on_request", erased_on=date(2037, 1, 5),
        of_cases=cases,
    )  # fmt: skip
    meta = replace(meta_at("2037-01-05T09:00:00+08:00"), command_id=derived_command_id("test", "person/p1@1"))
    commit = seal(
        stream="person/p1", version=1, case="p1", source="intake", meta=meta, recorded_at=meta.now, prev=GENESIS,
        facts=[fact],
    )  # fmt: skip
    erasures.hear(approval, incoming(commit.envelope()))


def texts(approval: Approval) -> list[str]:
    found = []
    for each in approval.load(CASE).state.statements:
        try:
            found.append(approval.vault.open(each.person, each.text, CASE, "statement"))
        except Erased:
            found.append("")
    return found


def test_an_erasure_takes_the_applicants_words_of_its_cases_and_leaves_the_chain_as_it_was(
    as_: As, approval: Approval
) -> None:
    opened(approval)
    said(as_, "applicant")
    told = as_(REVIEWER).post(f"/{CASE}/interested-parties", {"parties": 1, "matter": "相邻关系"})
    assert told.status_code == 200, told.json
    said(as_, "interested")
    before = [(commit.id, commit.body, commit.hash) for commit in approval.journal.store.scan()]
    hear(approval, CASE[:-1] + "0")
    assert texts(approval) == ["applicant：我家老宅在那里", "interested：我家老宅在那里"]
    approval.database[erasures.COLLECTION].delete_many({})
    hear(approval, CASE)
    assert texts(approval) == ["", "interested：我家老宅在那里"]
    assert [(commit.id, commit.body, commit.hash) for commit in approval.journal.store.scan()] == before
    verify_stream(approval.journal.store.stream(f"review/{CASE}"))


def test_hearing_it_again_spares_what_was_said_since(as_: As, approval: Approval) -> None:
    opened(approval)
    said(as_, "applicant")
    hear(approval, CASE)
    said(as_, "applicant")
    hear(approval, CASE)
    assert texts(approval) == ["", "applicant：我家老宅在那里"]
