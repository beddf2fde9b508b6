"""What complaints does about what happens at intake."""

from __future__ import annotations

from services.complaints.ratings.reactions import hear
from services.complaints.service import Complaints
from shared.contracts.intake import CaseWithdrawn
from tests.complaints.samples import CASE, delivered, told


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
