"""The rules of a rating, each named as it reads."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from services.complaints.ratings.commands import InviteRating, SubmitRating
from services.complaints.ratings.decide import decide
from services.complaints.ratings.state import Rating, evolve
from shared.contracts import Actor
from shared.contracts.complaints import RatingInvited, RatingSubmitted
from shared.journal.handle import Decider
from shared.testing.spec import meta_at, spec

RATINGS = Decider("rating", Rating, decide, evolve)
NOW = "2026-09-28T10:00:00+08:00"
MOMENT = datetime.fromisoformat(NOW)
INVITED = RatingInvited(
    department="dep-zr", item="52-13", division="520422103", delivered_on=date(2026, 9, 28), invited_at=MOMENT
)
RATED = RatingSubmitted(grade=1, channel="online", submitted_at=MOMENT)
DUE = {"contact_due": date(2026, 9, 29), "fix_due": date(2026, 10, 10)}


def invite() -> InviteRating:
    return InviteRating(
        meta=meta_at(NOW), department="dep-zr", item="52-13", division="520422103", delivered_on=date(2026, 9, 28)
    )


def rate(grade: int = 1) -> SubmitRating:
    return SubmitRating(meta=meta_at(NOW, Actor("anyone", "public")), grade=grade, channel="online")


def test_a_delivered_result_invites_a_rating() -> None:
    spec(RATINGS).when(invite()).then(INVITED)


def test_a_service_is_invited_to_be_rated_once() -> None:
    spec(RATINGS).given(INVITED).when(invite()).then()


def test_an_invitation_is_no_rating() -> None:
    assert spec(RATINGS).given(INVITED).state().submitted is None


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_any_of_the_five_grades_may_be_given(grade: int) -> None:
    spec(RATINGS).given(INVITED).when(rate(grade)).then(
        RatingSubmitted(grade=grade, channel="online", submitted_at=MOMENT, **(DUE if grade > 3 else {}))
    )


@pytest.mark.parametrize("grade", [-1, 0, 6, 100])
def test_there_is_no_other_grade(grade: int) -> None:
    spec(RATINGS).given(INVITED).when(rate(grade)).rejected("unknown_grade", basis="39046")


def test_what_was_not_delivered_is_not_rated() -> None:
    spec(RATINGS).when(rate()).rejected("not_invited", basis="L18")


def test_a_service_is_rated_once() -> None:
    spec(RATINGS).given(INVITED, RATED).when(rate(5)).rejected("already_rated", basis="L18")
