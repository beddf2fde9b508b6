"""When a document is made out, and when it holds no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.intake.documents.commands import Issue, Supersede
from services.intake.documents.decider import DOCUMENTS
from shared.contracts.documents import DocumentIssued, DocumentSuperseded
from shared.testing.spec import meta_at, spec

TOLD = DocumentIssued(
    kind="receipt",
    case_no="52042210320260917000011",
    item="LOCAL-13",
    item_name="农村宅基地批准",
    department="dep-zr",
    division="520422103",
    hall="H-520422103",
    unit="普定县马场镇政务服务中心",
    issued_on=date(2026, 9, 17),
    last_day=date(2026, 10, 14),
    person="p",
    words="s1.sealed",
    sha256="ab" * 32,
    check_code="ABCD2345",
    cause="event-1",
    issued_at=datetime.fromisoformat("2026-09-17T10:00:00+08:00"),
)


def issue(told: DocumentIssued = TOLD) -> Issue:
    return Issue(meta=meta_at(), document=told)


def supersede() -> Supersede:
    return Supersede(meta=meta_at(), by="520422103SL2026000002", reason=" 已重新出具 ", day=date(2026, 9, 18))


OVER = DocumentSuperseded(by="520422103SL2026000002", reason="已重新出具", superseded_on=date(2026, 9, 18))


def test_a_document_is_made_out_in_the_words_it_was_given() -> None:
    spec(DOCUMENTS).when(issue()).then(TOLD)


def test_a_number_is_used_once() -> None:
    spec(DOCUMENTS).given(TOLD).when(issue(replace(TOLD, cause="event-2"))).rejected("number_taken")


def test_the_same_document_for_the_same_fact_is_said_once() -> None:
    spec(DOCUMENTS).given(TOLD).when(issue(replace(TOLD, words="s1.other"))).then()


def test_a_blank_document_is_none() -> None:
    for missing in ("words", "sha256", "check_code", "cause"):
        spec(DOCUMENTS).when(issue(replace(TOLD, **{missing: ""}))).rejected("document_blank")


def test_what_another_took_the_place_of_holds_no_longer_and_that_is_said_once() -> None:
    spec(DOCUMENTS).given(TOLD).when(supersede()).then(OVER)
    spec(DOCUMENTS).given(TOLD, OVER).when(supersede()).then()


def test_what_was_never_made_out_is_not_superseded() -> None:
    spec(DOCUMENTS).when(supersede()).rejected("unknown_document")
