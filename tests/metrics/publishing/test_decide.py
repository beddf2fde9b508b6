"""The rules of an assessment's life, one spec a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.metrics.publishing.commands import (
    AnswerAppeal,
    Appeal,
    Computed,
    Correct,
    ExportYear,
    Freeze,
    Publish,
    PublishRanking,
    Recompute,
)
from services.metrics.publishing.decider import ASSESSMENTS, RANKINGS, YEARS
from services.metrics.publishing.results import hash_of
from services.metrics.publishing.views import project
from shared.contracts import Actor, Event
from shared.contracts.assessments import (
    AnnualRow,
    AppealAnswered,
    AssessmentAppealed,
    AssessmentCorrected,
    AssessmentFrozen,
    AssessmentPublished,
    AssessmentRecomputed,
    Difference,
    Place,
    RankingPublished,
)
from shared.testing.spec import meta_at, spec

ASSESSOR = Actor("assessor-1", "assessor")
HEAD = Actor("head-zr", "approver", "dep-zr")
FROZEN_ON, TENTH = date(2026, 10, 13), date(2026, 10, 20)
BEFORE, ON_TENTH, AFTER = "2026-10-16T10:00:00+08:00", "2026-10-20T10:00:00+08:00", "2026-11-02T10:00:00+08:00"


def result(numerator: int = 114, total: str = "68.42") -> dict[str, Any]:
    return {
        "unit": "dep-zr",
        "total": total,
        "grade": "pass",
        "rank": 2,
        "components": [{"id": "D02", "numerator": numerator, "denominator": 120}],
    }


def computed(told: dict[str, Any], policy: str = "1.0.0") -> Computed:
    return Computed(result=told, policy=policy, policy_hash="p" * 64, fold="scores@1", digest="d" * 64)


def freeze(moment: str) -> Freeze:
    return Freeze(
        meta=meta_at(moment, ASSESSOR),
        period="2026Q3",
        kind="department",
        unit="dep-zr",
        computed=computed(result()),
        frozen_on=FROZEN_ON,
        appeal_until=TENTH,
        publish_from=TENTH,
    )


FROZEN = AssessmentFrozen(
    period="2026Q3",
    kind="department",
    unit="dep-zr",
    result=result(),
    hash=hash_of(result()),
    policy="1.0.0",
    policy_hash="p" * 64,
    fold="scores@1",
    digest="d" * 64,
    frozen_on=FROZEN_ON,
    appeal_until=TENTH,
    publish_from=TENTH,
)
APPEALED = AssessmentAppealed(appeal=1, figure="D02", reasons="两件因停电无法登记")
FOLLOWED = AppealAnswered(appeal=1, followed=True, reasons="查实")
NOT_FOLLOWED = AppealAnswered(appeal=1, followed=False, reasons="记录与事实相符")
CHANGED = (Difference("total", "68.42", "67.90"), Difference("D02.numerator", "114", "113"))
RECOMPUTED = AssessmentRecomputed(
    result=result(113, "67.90"), hash="h", fold="scores@1", digest="d", cause="appeal", differences=CHANGED
)


def published(moment: date = TENTH, *, late: bool = False, told: str = "") -> AssessmentPublished:
    return AssessmentPublished(
        period="2026Q3",
        kind="department",
        unit="dep-zr",
        hash=told or hash_of(result()),
        policy="1.0.0",
        published_on=moment,
        total="68.42",
        grade="pass",
        rank=2,
        late=late,
    )


def appeal(moment: str = BEFORE, figure: str = "D02", *, own: bool = True) -> Appeal:
    return Appeal(meta=meta_at(moment, HEAD), figure=figure, reasons="两件因停电无法登记", own=own)


def test_a_period_is_frozen_when_its_fifth_working_day_has_ended() -> None:
    spec(ASSESSMENTS).when(freeze("2026-10-13T23:59:59+08:00")).rejected("too_early", "D-2")
    spec(ASSESSMENTS).when(freeze("2026-10-14T00:00:00+08:00")).then(FROZEN)


def test_a_period_is_frozen_once() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(freeze(BEFORE)).then()


def test_the_assessed_unit_may_contest_a_figure_until_the_day_of_publication() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(appeal()).then(APPEALED)
    spec(ASSESSMENTS).given(FROZEN).when(appeal(ON_TENTH)).then(APPEALED)
    spec(ASSESSMENTS).given(FROZEN).when(appeal("2026-10-21T00:00:00+08:00")).rejected("appeals_closed")
    spec(ASSESSMENTS).given(FROZEN, published()).when(appeal(ON_TENTH)).rejected("appeals_closed")


def test_nobody_else_appeals_for_it() -> None:
    assert spec(ASSESSMENTS).given(FROZEN).when(appeal(own=False)).rejected("other_unit").status == 403


def test_an_appeal_names_a_figure_of_the_result() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(appeal(figure="D99")).rejected("unknown_figure")
    spec(ASSESSMENTS).when(appeal()).rejected("not_frozen")


def answer(actor: Actor = ASSESSOR, number: int = 1, *, followed: bool = False) -> AnswerAppeal:
    told = "查实" if followed else "记录与事实相符"
    return AnswerAppeal(meta=meta_at(BEFORE, actor), appeal=number, followed=followed, reasons=told)


def test_an_appeal_is_answered_once_from_outside_the_unit() -> None:
    given = spec(ASSESSMENTS).given(FROZEN, APPEALED)
    given.when(answer()).then(NOT_FOLLOWED)
    given.when(answer(Actor("insider", "assessor", "dep-zr"))).rejected("not_outside", "G8")
    given.when(answer(number=2)).rejected("no_appeal")
    given.given(NOT_FOLLOWED).when(answer()).rejected("appeal_answered")


def publish(moment: str = ON_TENTH) -> Publish:
    return Publish(meta=meta_at(moment, ASSESSOR))


def test_results_are_published_from_the_tenth_working_day_on() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(publish(BEFORE)).rejected("too_early")
    spec(ASSESSMENTS).given(FROZEN).when(publish()).then(published())


def test_a_late_publication_is_told_as_late() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(publish(AFTER)).then(published(date(2026, 11, 2), late=True))


def test_nothing_is_published_over_an_open_appeal() -> None:
    spec(ASSESSMENTS).given(FROZEN, APPEALED).when(publish()).rejected("appeals_open")
    spec(ASSESSMENTS).given(FROZEN, APPEALED, NOT_FOLLOWED).when(publish()).then(published())


def test_an_appeal_that_was_followed_must_show_in_the_figures_first() -> None:
    given = spec(ASSESSMENTS).given(FROZEN, APPEALED, FOLLOWED)
    given.when(publish()).rejected("figures_awaited")
    assert given.given(RECOMPUTED).when(publish()).then_types("assessment.published")


def recompute(told: dict[str, Any], cause: Any = "late_fact", policy: str = "1.0.0") -> Recompute:
    return Recompute(meta=meta_at(BEFORE, ASSESSOR), computed=computed(told, policy), cause=cause)


def test_before_publication_a_result_follows_its_facts_and_says_what_changed() -> None:
    (made,) = spec(ASSESSMENTS).given(FROZEN).when(recompute(result(113, "67.90"))).then_types("assessment.recomputed")
    assert isinstance(made, AssessmentRecomputed)
    assert made.differences == CHANGED
    spec(ASSESSMENTS).given(FROZEN).when(recompute(result())).rejected("nothing_changed")


def test_a_published_result_is_not_recomputed() -> None:
    spec(ASSESSMENTS).given(FROZEN, published()).when(recompute(result(113))).rejected("already_published")


def correct(told: dict[str, Any], policy: str = "1.0.0") -> Correct:
    return Correct(meta=meta_at(AFTER, ASSESSOR), computed=computed(told, policy))


def test_a_late_fact_makes_the_next_version_beside_the_published_one() -> None:
    given = spec(ASSESSMENTS).given(FROZEN, published())
    (made,) = given.when(correct(result(113, "67.90"))).then_types("assessment.corrected")
    assert isinstance(made, AssessmentCorrected)
    assert (made.number, made.differences, made.corrected_on) == (2, CHANGED, date(2026, 11, 2))
    state = given.given(made).state()
    assert state.versions == (result(), result(113, "67.90"))
    assert state.published is not None
    assert state.published.hash == hash_of(result())


def test_the_newest_result_goes_by_the_fold_whose_digest_it_names() -> None:
    given = spec(ASSESSMENTS).given(FROZEN, published())
    (made,) = given.when(correct(result(113, "67.90"))).then_types("assessment.corrected")
    assert isinstance(made, AssessmentCorrected)
    told = project("", given.given(replace(made, fold="scores@2", digest="e" * 64)).state())
    assert (told["fold"], told["digest"]) == ("scores@2", "e" * 64)
    assert project("", given.state())["fold"] == "scores@1"


def test_equal_figures_make_no_correction() -> None:
    spec(ASSESSMENTS).given(FROZEN, published()).when(correct(result())).then()


def test_what_is_not_published_is_not_corrected() -> None:
    spec(ASSESSMENTS).given(FROZEN).when(correct(result(113))).rejected("not_published")


@pytest.mark.parametrize("history", [(FROZEN,), (FROZEN, published())])
def test_a_period_keeps_the_policy_it_was_frozen_with(history: tuple[Event, ...]) -> None:
    command = correct(result(113), "2.0.0") if len(history) == 2 else recompute(result(113), policy="2.0.0")
    spec(ASSESSMENTS).given(*history).when(command).rejected("other_policy")


def test_a_ranking_is_published_once_and_its_hash_covers_every_place() -> None:
    places = (Place("dep-rs", "89.42", "good", 1, "", "h1"), Place("dep-zr", "68.42", "pass", 2, "", "h2"))

    def command(told: tuple[Place, ...]) -> PublishRanking:
        return PublishRanking(
            meta=meta_at(ON_TENTH, ASSESSOR),
            period="2026Q3",
            kind="department",
            policy="1.0.0",
            policy_hash="p",
            places=told,
        )

    (first,) = spec(RANKINGS).when(command(places)).then_types("ranking.published")
    (other,) = spec(RANKINGS).when(command(places[::-1])).then_types("ranking.published")
    assert isinstance(first, RankingPublished)
    assert isinstance(other, RankingPublished)
    assert first.hash != other.hash
    spec(RANKINGS).given(first).when(command(places)).then()
    spec(RANKINGS).when(command(())).rejected("not_frozen")


def test_a_year_without_published_results_is_not_exported() -> None:
    def export(rows: tuple[AnnualRow, ...]) -> ExportYear:
        return ExportYear(
            meta=meta_at(AFTER, ASSESSOR), year=2026, kind="department", weights={}, policies=("1.0.0#p",), rows=rows
        )

    spec(YEARS).when(export(())).rejected("nothing_published")
    spec(YEARS).when(export((AnnualRow("dep-zr", (("2026Q3", "68.42", "h"),), "68.42"),))).then_types("annual.exported")
