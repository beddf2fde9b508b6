"""A quarter's coverage: C1 to C4, G1 to G5; what does not apply is never whole; every lack by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

import pytest

from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.coverage import availability, quarter
from services.metrics.coverage.quarter import Share
from services.metrics.service import Metrics
from shared.journal.casefold import CaseFold
from tests.metrics.conftest import SPOT, empty_metrics, forget, take_in
from tests.metrics.stories import Story, case_no, records
from tests.register import fill_register


def shares(**told: tuple[int, int]) -> dict[str, Share]:
    whole = dict.fromkeys(("c1", "c2", "c2b", "c3a", "c3b", "c3c", "c4"), (4, 4)) | told
    return {name: Share(*pair) for name, pair in whole.items()}


def test_four_full_coverages_need_all_four_and_something_to_cover() -> None:
    assert quarter.whole(shares())
    for name in ("c1", "c2", "c3a", "c3b", "c3c", "c4"):
        assert not quarter.whole(shares(**{name: (3, 4)})), name
    for name in ("c1", "c2", "c4"):
        assert not quarter.whole(shares(**{name: (0, 0)})), name


def test_c3_is_the_least_of_its_three_that_apply() -> None:
    assert quarter.c3(shares(c3b=(1, 2), c3c=(0, 0))) == Fraction(1, 2)
    assert quarter.c3(shares(c3a=(0, 0), c3b=(0, 0), c3c=(0, 0))) is None


def test_a_story_of_the_requirements_comes_out_to_the_digit() -> None:
    """A24: 11 of 12 departments, 83 of 86 items; neither is full coverage."""
    told = shares(c1=(11, 12), c2=(83, 86))
    assert (told["c1"].ratio, told["c2"].ratio) == (Fraction(11, 12), Fraction(83, 86))
    assert not quarter.whole(told)


def test_applications_outside_working_hours_are_told_by_day_and_hour() -> None:
    days = frozenset({"2026-10-09"})
    told = [("online", "2026-10-09T08:59:59+08:00"), ("mobile", "2026-10-09T09:00:00+08:00")]
    told += [("online", "2026-10-09T17:00:00+08:00"), ("online", "2026-10-02T10:00:00+08:00")]
    told += [("window", "2026-10-02T03:00:00+08:00")]
    traces = [{"channel": channel, "received_at": at} for channel, at in told]
    assert quarter.outside_hours(traces, days) == Share(3, 4)


def test_a_case_whose_paper_cannot_be_checked_is_named() -> None:
    cases = [
        ("A", {"receipt": True, "papers": ("receipt",)}),
        ("B", {"receipt": True, "noticed": True, "papers": ("receipt",)}),
        ("C", {"item": "x"}),
    ]
    assert quarter.papers(cases) == Share(1, 2, {"B": "no_paper"})


def test_a_case_that_stands_still_is_a_gap() -> None:
    assert quarter.whole_chains(10, {"A": "case/A waits for version 3"}).ratio == Fraction(9, 10)
    assert quarter.whole_chains(0, {}).ratio is None


def test_thirty_minutes_down_lower_the_share_by_thirty_minutes(empty: Metrics) -> None:
    def minutes(first: int, last: int, *, up: bool) -> None:
        for minute in range(first, last):
            empty.clock.move_to(datetime.fromisoformat(f"2026-11-10T{10 + minute // 60}:{minute % 60:02d}:01+08:00"))  # type: ignore[attr-defined]
            for _ in range(2):  # two workers ask in the same minute
                availability.sample(empty, lambda url: up or not url.endswith("8001"))

    minutes(0, 60, up=True)
    minutes(60, 90, up=False)
    day = empty.today()
    told = availability.between(empty.database, day, day)
    assert (told["intake"].asked, told["intake"].up, len(told["intake"].down)) == (90, 60, 30)
    assert told["intake"].down[0] == "2026-11-10 11:00"
    assert told["metrics"].up == 90


@pytest.fixture
def filled(mongo_uri: str) -> Iterator[Metrics]:
    """A full register and two cases, one of them without its receipt's paper."""
    made = empty_metrics(mongo_uri)
    fill_register(made.replica)
    stories = [Story(case_no(serial=n)).received().accepted() for n in (1, 2)]
    commits = [commit for story in stories for commit in story.commits]
    take_in(made, commits)
    fold = CaseFold(Traces(), made.folds)
    batch = records(commits, 0)
    old = fold.positions([SPOT])[SPOT]
    fold.take(SPOT, batch, old, old.after(batch[-1]))
    yield made
    forget(made)


def test_a_quarter_opens_down_to_what_is_missing(filled: Metrics) -> None:
    client = create_app(filled).test_client()
    told = client.get("/api/v1/coverage/2026Q4").json
    jiuzhou = next(each for each in told["halls"] if each["hall"] == "H-520402109")
    assert (jiuzhou["c2b"]["numerator"], jiuzhou["c3b"]["percent"]) == (2, "100.00")
    assert {each["why"] for each in jiuzhou["c1"]["missing"]} == {"absent"}  # nobody has signed in
    assert {each["why"] for each in jiuzhou["c4"]["missing"]} == {"not_published"}
    assert jiuzhou["whole"] is False
    assert [each["why"] for each in told["alls"]["g5c"]["missing"]] == ["no_paper", "no_paper"]
    assert told["alls"]["g4a"]["percent"] is None  # nobody has asked yet
    page = client.get("/coverage/2026Q4").text
    assert "本期无已公布的考核结果" in page
    assert client.get("/api/v1/coverage/2026Q9").status_code == 404
