"""What complaints does about what happens at intake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from services.complaints.ratings.reactions import hear, hear_together
from services.complaints.service import Complaints
from shared.contracts import Event
from shared.contracts.complaints import ComplaintClosed
from shared.contracts.convenience import ConsultationClosed, ConsultationRegistered
from shared.contracts.intake import (
    Applicant,
    CaseDelivered,
    CaseReceived,
    CaseRedirected,
    CaseRefused,
    CaseWithdrawn,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.people import ProxyFeeAttempted, ProxyHandedOver
from shared.identity import Identity
from shared.journal.subscriber import incoming
from shared.numbers import case_number
from tests.complaints.samples import (
    AUDITOR,
    CASE,
    DIVISION,
    FILING,
    HANDLER,
    OTHER_CASE,
    Caller,
    delivered,
    told,
    told_by,
)

NEXT_CASE = case_number(DIVISION, date(2026, 9, 17), 3)


def test_a_delivery_invites_a_rating_and_tells_its_cause(service: Complaints) -> None:
    news = delivered(service)
    (commit,) = service.journal.store.stream(f"rating/{CASE}")
    envelope = commit.envelope()
    assert envelope.events[0].type == "rating.invited"
    assert envelope.causation == news.envelope.events[0].id
    assert envelope.actor["role"] == "system"
    assert commit.case == CASE


def test_a_delivery_heard_twice_invites_once(service: Complaints) -> None:
    delivered(service), delivered(service)
    assert len(service.journal.store.stream(f"rating/{CASE}")) == 1


def test_an_invitation_of_a_simulated_delivery_follows_one_second_later(service: Complaints) -> None:
    delivered(service, at="2026-03-02T16:00:00+08:00", simulated=True)
    (commit,) = service.journal.store.stream(f"rating/{CASE}")
    assert commit.envelope().recorded_at == "2026-03-02T16:00:01.000+08:00"
    assert commit.envelope().clock == "simulated"


def test_other_news_of_a_case_are_passed_over(service: Complaints) -> None:
    hear(service, told(CaseWithdrawn(reason="本人撤回", confirmed=True)))
    assert service.journal.store.stream(f"rating/{CASE}") == []


@pytest.mark.parametrize(
    ("fact", "occasion"),
    [
        (CaseRefused(document_no="1", reasons="r", basis="b", review_authority="a"), "refused"),
        (CaseRedirected(department="县民政局", address="a", telephone="t"), "redirected"),
    ],
)
def test_whoever_was_refused_or_sent_elsewhere_was_served_too(service: Complaints, fact: Event, occasion: str) -> None:
    hear(service, told(fact, version=2))
    row = service.ratings.collection.find_one({"_id": CASE})
    assert row is not None
    assert (row["occasion"], row["department"], row["hall"]) == (occasion, "dep-zr", "H-520422103")
    assert row["delivered_on"] == "2026-09-24"


def test_a_result_handed_over_at_a_village_point_names_the_point(service: Complaints) -> None:
    handed = ProxyHandedOver(
        handed_on=date(2026, 9, 17), due=date(2026, 9, 18), in_time=True, hall="H-520422103", case_no=CASE, point="P-1"
    )
    hear(service, told_by("proxy/1", handed))
    fact = CaseDelivered(
        manner="proxy", delivered_on=date(2026, 9, 24), department="dep-zr", item="LOCAL-13", division=DIVISION
    )
    hear(service, told(fact, version=5))
    row = service.ratings.collection.find_one({"_id": CASE})
    assert row is not None
    assert (row["point"], row["hall"]) == ("P-1", "H-520422103")


def test_a_fee_asked_by_a_village_agent_opens_a_lead_once(service: Complaints) -> None:
    fact = ProxyFeeAttempted(amount="10", point="P-520422103-202", agent="agent-1", item="LOCAL-13")
    news = told_by("proxy/520422103DB2026092400001", fact)
    hear(service, news)
    hear(service, news)
    (row,) = service.complaints.collection.find({"lead": {"$ne": ""}})
    assert (row["conduct"], row["hall"], row["staff"]) == ("fees", "P-520422103-202", "agent-1")
    assert row["lead"] == "proxy/520422103DB2026092400001@1"
    assert row["concerned"] == ["hall:P-520422103-202", "staff:agent-1"]
    (commit,) = service.journal.store.stream(f"complaint/{row['number']}")
    assert commit.envelope().causation == news.envelope.events[0].id


QUESTION = "520422103ZX2026092400001"
ASKED = ConsultationRegistered(
    hall="H-520422103",
    division=DIVISION,
    asked_at=datetime.fromisoformat("2026-09-24T09:00:00+08:00"),
    channel="online",
    responsible="",
    due=date(2026, 9, 28),
    applicant=Applicant("person-1", "1", "", "", ""),
    question="sealed",
    item="LOCAL-13",
)
ANSWERED = ConsultationClosed(
    hall="H-520422103", closed_on=date(2026, 9, 24), same_day=True, in_time=True, how="answered", responsible="clerk-zr"
)


def test_a_question_that_was_answered_may_be_rated_once(service: Complaints) -> None:
    for _ in range(2):
        hear(service, told_by(f"consultation/{QUESTION}", ASKED))
        hear(service, told_by(f"consultation/{QUESTION}", ANSWERED))
    assert len(service.journal.store.stream(f"rating/{QUESTION}")) == 1
    row = service.ratings.collection.find_one({"_id": QUESTION})
    assert row is not None
    assert (row["occasion"], row["department"], row["hall"]) == ("consultation", "dep-zr", "H-520422103")
    code = service.codes.of(QUESTION)
    assert service.cases.entitled(QUESTION, code, None, "rating.submit").case_no == QUESTION


@pytest.mark.parametrize(
    ("kind", "nature", "invited"), [("complaint", "", 1), ("report", "", 0), ("hotline", "report", 0)]
)
def test_a_complaint_that_was_closed_may_be_rated_and_a_report_is_never_told_by_an_invitation(
    service: Complaints, kind: Any, nature: Any, invited: int
) -> None:
    number = "520422103TS2026000017"
    closed = ComplaintClosed(
        outcome="partly",
        department="dep-zr",
        kind=kind,
        nature=nature,
        hall="H-520422103",
        division=DIVISION,
        item="LOCAL-13",
        closed_on=date(2026, 9, 24),
    )
    hear(service, told_by(f"complaint/{number}", closed))
    assert len(service.journal.store.stream(f"rating/{number}")) == invited


def test_a_complaint_s_rating_is_of_the_hall_that_handled_it_and_not_of_whom_it_was_about(
    as_: Callable[[Identity | None], Caller], service: Complaints
) -> None:
    """Who does it answers for it (L18): a unit is not graded for how the centre looked into it."""
    number = as_(None).post("/complaints", FILING).json["number"]
    one = f"/complaints/{number}"
    for act, said in (
        ("assignment", {"handler": "complaints-machang"}),
        ("reply", {"reply": "已经批评教育。"}),
        ("closure", {"outcome": "substantiated", "finding": "查看了监控。"}),
    ):
        assert as_(HANDLER).post(f"{one}/{act}", said).status_code == 200, act
    closed = service.journal.store.stream(f"complaint/{number}")[-1].envelope()
    hear(service, incoming(closed))
    row = service.ratings.collection.find_one({"_id": number})
    assert row is not None
    assert (row["department"], row["hall"], row["occasion"]) == ("", HANDLER.hall, "complaint")
    given = {"case_no": number, "query_code": service.codes.of(number), "grade": 5, "channel": "online"}
    assert as_(None).post("/ratings", given).status_code == 201
    out = {"reason": "mistaken", "reasons": "来电人说按错了。"}
    own = as_(HANDLER).post(f"/ratings/{number}/exclusion", out)
    assert (own.status_code, own.json["code"]) == (403, "own_unit"), "whoever handled it does not judge its rating"
    assert as_(AUDITOR).post(f"/ratings/{number}/exclusion", out).status_code == 200


def test_what_came_together_is_noted_at_once_and_its_endings_find_it(service: Complaints) -> None:
    """A case that was received and refused within one look at the log is invited as one that took days."""
    fact = CaseReceived(
        item="LOCAL-13", item_version=1, item_name="n", kind="promised", department="dep-zr", hall="H-520422103",
        window="w", division=DIVISION, channel="window", applicant=Applicant("p1", "1", "n", "i"), materials=(),
        promised=TimeLimit(15, "working_days"), statutory=TimeLimit(20, "working_days"),
        received_at=datetime.fromisoformat("2026-09-17T09:00:00+08:00"), account="",
    )  # fmt: skip
    refused = CaseRefused(document_no="1", reasons="r", basis="b", review_authority="a")
    hear_together(service, [told(fact, OTHER_CASE, 1), told(refused, OTHER_CASE, 2), told(fact, NEXT_CASE, 1)])
    row = service.ratings.collection.find_one({"_id": OTHER_CASE})
    assert row is not None
    assert (row["occasion"], row["department"]) == ("refused", "dep-zr")
    assert service.cases.find(NEXT_CASE) is not None
