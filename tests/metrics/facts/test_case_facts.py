"""Facts of a case: which cohort it is in, how it stands, and that interleavings of its streams leave no trace."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.facts import CaseScores
from services.metrics.facts.contributions import cohort
from shared.journal.casefold import STUMBLES
from shared.journal.commit import Commit, Told, glance
from tests.metrics.stories import Story, case_no, whole_life

FOLD = CaseScores()
AT = "dep-zr@H-520402109"


ENVELOPE = glance(Story().received().commits[0].body)


def _told(type_name: str, data: dict[str, Any]) -> Told:
    return Told(type_name, 1, "2026-10-12T09:00:00+08:00", msgspec.Raw(msgspec.json.encode(data)))


def fold(commits: Sequence[Commit]) -> dict[str, Any]:
    facts = FOLD.initial(commits[0].case)
    for commit in commits:
        said = glance(commit.body)
        for fact in said.events:
            if fact.type in FOLD.reads:
                FOLD.step(facts, said, fact)
    return facts


def told(story: Story) -> dict[str, int]:
    return FOLD.contributions(fold(story.commits))


def standing(story: Story) -> str:
    return cohort(fold(story.commits))


def test_a_whole_life_counts_each_act_on_its_day_and_the_cohort_on_the_due_day() -> None:
    assert told(whole_life()) == {
        f"{AT}|2026-10-12|received": 1,
        f"{AT}|2026-10-12|receipts": 1,
        f"{AT}|2026-10-20|decided": 1,
        f"{AT}|2026-10-21|delivered": 1,
        f"{AT}|2026-10-26|early": 1,
        f"{AT}|2026-10-21|grade_1": 1,
        f"{AT}|2026-10-22|rated": 1,
        f"{AT}|2026-10-23|complaints": 1,
        f"{AT}|2026-10-30|answer_met": 1,
        f"{AT}|2026-10-27|closed": 1,
        f"{AT}|2026-10-27|substantiated": 1,
    }


def test_a_case_decided_on_its_due_date_is_on_time_and_one_day_later_is_late() -> None:
    accepted = Story().received().accepted(due="2026-10-26")
    assert standing(accepted.decided("2026-10-26")) == "on_time"
    assert standing(Story().received().accepted(due="2026-10-26").decided("2026-10-27")) == "late"


def test_a_lawful_suspension_moves_the_cohort_to_the_new_last_day() -> None:
    story = Story().received().accepted(due="2026-10-26").recounted("2026-11-04")
    assert told(story)[f"{AT}|2026-11-04|open"] == 1
    assert f"{AT}|2026-10-26|open" not in told(story)
    assert standing(story.decided("2026-10-30")) == "on_time"


def test_an_undecided_case_stays_open_in_the_cohort_of_its_due_date() -> None:
    open_case = Story().received().accepted(due="2026-10-26")
    assert told(open_case)[f"{AT}|2026-10-26|open"] == 1


def test_an_instant_case_is_due_on_its_day_of_receipt() -> None:
    assert standing(Story().received("2026-10-10", "instant").completed("2026-10-10")) == "on_time"
    assert standing(Story().received("2026-10-10", "instant").completed("2026-10-11")) == "late"


def test_a_case_accepted_by_silence_is_never_on_time() -> None:
    assert standing(Story().received().accepted(manner="deemed").decided("2026-10-13")) == "late"


def test_a_refused_case_is_in_no_cohort() -> None:
    refused = told(Story().received(kind="instant").refused())
    day = f"{AT}|2026-10-12|"
    assert refused == {day + "received": 1, day + "declined": 1, day + "negative_met": 1}


@pytest.mark.parametrize(
    ("day", "confirmed", "expected"),
    [("2026-10-20", True, ""), ("2026-10-20", False, "late"), ("2026-10-27", True, "late")],
)
def test_only_a_withdrawal_in_time_that_the_applicant_confirmed_leaves_the_cohort(
    day: str, confirmed: bool, expected: str
) -> None:
    assert standing(Story().received().accepted(due="2026-10-26").withdrawn(day, confirmed)) == expected


def test_b01_an_application_handed_in_anew_is_late_once_and_by_the_first_ones_day() -> None:
    """The first was withdrawn unconfirmed and counts as late; the second counts no second time."""
    first = Story().received("2026-09-21").accepted("2026-09-21", "2026-10-12").withdrawn("2026-10-10", False)
    again = Story().received("2026-10-12", follows=first.case).accepted("2026-10-12", "2026-10-26")
    assert standing(first) == "late"
    assert standing(again.decided("2026-10-16")) == ""


def test_b01_after_a_confirmed_withdrawal_the_second_is_assessed_by_the_first_ones_day() -> None:
    first = Story().received("2026-09-21").accepted("2026-09-21", "2026-10-12").withdrawn("2026-10-10", True)
    again = Story().received("2026-10-12", follows=first.case, assessed_due="2026-10-12")
    again.accepted("2026-10-12", "2026-10-26").decided("2026-10-16")
    assert (standing(first), standing(again)) == ("", "late")
    assert told(again)[f"{AT}|2026-10-12|late"] == 1


def test_two_complaints_on_one_day_count_twice_and_only_true_ones_against_the_department_found_at_fault() -> None:
    story = whole_life().complained("TS2").complaint_closed("TS2", outcome="substantiated", against="dep-sf")
    assert told(story)[f"{AT}|2026-10-23|complaints"] == 2
    assert told(story)["dep-sf@H-520402109|2026-10-27|substantiated"] == 1
    assert told(story)[f"{AT}|2026-10-27|substantiated"] == 1


def test_times_in_another_offset_are_counted_on_the_local_day() -> None:
    story = Story().received()
    told_in_utc = Told("case.redirected", 1, "2026-10-12T16:30:00+00:00", msgspec.Raw(b"{}"))
    facts = fold(story.commits)
    FOLD.step(facts, ENVELOPE, told_in_utc)
    assert facts["declined"] == "2026-10-13"


@pytest.mark.parametrize(
    ("type_name", "data"),
    [
        ("case.received", {"department": "dep-zr"}),
        ("case.accepted", {"accepted_on": "2026-10-12", "promised_due": 20261026, "manner": "clerk"}),
        ("case.delivered", {"delivered_on": "tomorrow"}),
        ("rating.invited", {"department": 7, "delivered_on": "2026-10-12"}),
        ("rating.submitted", {"grade": 3}),
        ("complaint.closed", {"department": "dep-zr", "outcome": "partly"}),
    ],
)
def test_an_event_that_does_not_keep_its_schema_is_refused_so_that_the_engine_parks_the_case(
    type_name: str, data: dict[str, Any]
) -> None:
    with pytest.raises(STUMBLES):
        FOLD.step({}, ENVELOPE, _told(type_name, data))


@pytest.mark.parametrize(("grade"), [0, 6, True, 2.5, "3"])
def test_a_rating_outside_the_five_grades_is_refused(grade: Any) -> None:
    with pytest.raises(STUMBLES, match=r"no such grade|Expected `int`"):
        FOLD.step({"rated_for": "2026-10-12"}, ENVELOPE, _told("rating.submitted", {"grade": grade}))


def test_event_types_the_scores_do_not_need_are_not_read() -> None:
    assert "review.step_completed" not in FOLD.reads
    assert {"case.received", "review.decided", "complaint.closed", "visit.done"} <= set(FOLD.reads)


def test_a_cell_is_the_day_that_the_case_number_carries() -> None:
    assert FOLD.cell(case_no("2026-10-12")) == "20261012"
    assert FOLD.cell("5204021092026101200042X") == "20261012"
    assert FOLD.cell("attendance/H-520402109-2026-10-12") == "20261012"


def test_complaints_without_a_case_do_not_share_one_cell_per_township_for_ever() -> None:
    cells = [FOLD.cell(f"520402109TS2026{serial:06d}") for serial in (1, 99, 100, 20260)]
    assert cells == ["2026TS0000", "2026TS0000", "2026TS0001", "2026TS0202"]
    assert FOLD.cell("520401012TS2027000001") == "2027TS0000"


def test_what_carries_no_day_is_spread_over_many_cells() -> None:
    cells = {FOLD.cell(f"free-standing-{n}") for n in range(500)}
    assert len(cells) > 400
    assert all(cell.startswith("other") for cell in cells)


def lives() -> list[Story]:
    return [
        whole_life(),
        whole_life().complained("TS2", "2026-10-24").complaint_closed("TS2", outcome="partly", against="dep-sf"),
        Story().received().accepted().withdrawn("2026-10-20", confirmed=False).complained(),
        Story().received().accepted(manner="deemed").decided("2026-10-30", "refused").delivered("2026-11-02").rated(5),
        Story().received(kind="instant").completed().delivered("2026-10-12").rated(4).complained(),
        Story().received().accepted().recounted("2026-11-04").decided("2026-11-05").delivered("2026-11-06"),
    ]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(range(6)), st.randoms(use_true_random=False))
def test_any_interleaving_of_a_cases_streams_ends_with_the_same_facts(which: int, chance: random.Random) -> None:
    story = lives()[which]
    queues = [list(stream) for stream in story.streams()]
    shuffled: list[Commit] = []
    while queues:
        queue = chance.choice(queues)
        shuffled.append(queue.pop(0))
        queues = [q for q in queues if q]
    canonical = orjson.dumps(fold(story.commits), option=orjson.OPT_SORT_KEYS)
    assert orjson.dumps(fold(shuffled), option=orjson.OPT_SORT_KEYS) == canonical
    assert FOLD.contributions(fold(shuffled)) == told(story)


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_facts_survive_being_stored_between_any_two_commits(chance: random.Random) -> None:
    story = chance.choice(lives())
    facts = FOLD.initial(story.case)
    for commit in story.commits:
        said = glance(commit.body)
        for fact in said.events:
            if fact.type in FOLD.reads:
                FOLD.step(facts, said, fact)
        if chance.random() < 0.5:
            facts = orjson.loads(orjson.dumps(facts))
    assert FOLD.contributions(facts) == told(story)
