"""A quarter's coverage: C1 to C4, G1 to G5; what does not apply is never whole; every lack by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from fractions import Fraction

import pytest

from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.assessments.views import standing_of
from services.metrics.coverage import availability, quarter
from services.metrics.coverage.quarter import Share
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.contracts.attendance import WindowConnected
from shared.contracts.duties import ExemptionApproved
from shared.identity.tokens import Tokens
from shared.journal.casefold import CaseFold
from tests.metrics.conftest import AUDITOR, SPOT, empty_metrics, forget, take_in
from tests.metrics.stories import Story, at, case_no, records
from tests.register import fill_register


def shares(**told: tuple[int, int]) -> dict[str, Share]:
    whole = dict.fromkeys(("c1", "c2", "c2b", "c3a", "c3b", "c3c", "c4"), (4, 4)) | told
    made = {name: Share(*pair) for name, pair in whole.items()}
    return {**made, "c3": quarter.least(made)}


def test_four_full_coverages_need_all_four_and_something_to_cover() -> None:
    assert quarter.whole(shares())
    for name in ("c1", "c2", "c3a", "c3b", "c3c", "c4"):
        assert not quarter.whole(shares(**{name: (3, 4)})), name
    for name in ("c1", "c2", "c4"):
        assert not quarter.whole(shares(**{name: (0, 0)})), name


def test_c3_is_the_least_of_its_three_that_apply() -> None:
    assert quarter.least(shares(c3b=(1, 2), c3c=(0, 0))) == Share(1, 2)
    assert quarter.least(shares(c3a=(0, 0), c3b=(0, 0), c3c=(0, 0))).ratio is None


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


@contextmanager
def two_cases(mongo_uri: str) -> Iterator[Metrics]:
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


@pytest.fixture(scope="module")
def filled(mongo_uri: str) -> Iterator[Metrics]:
    """Two cases for all who only read."""
    with two_cases(mongo_uri) as made:
        yield made


@pytest.fixture
def own(mongo_uri: str) -> Iterator[Metrics]:
    """Two cases for a test that adds to them."""
    with two_cases(mongo_uri) as made:
        yield made


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


def test_what_is_missing_in_all_halls_together_is_named_with_its_hall(filled: Metrics) -> None:
    told = create_app(filled).test_client().get("/api/v1/coverage/2026Q4").json or {}
    halls = {hall["hall"]: {each["code"] for each in hall["c1"]["missing"]} for hall in told["halls"]}
    named = told["together"]["c1"]["missing"]
    assert {each["code"] for each in named} == {f"{hall}/{code}" for hall, codes in halls.items() for code in codes}
    assert len(named) == told["together"]["c1"]["denominator"] - told["together"]["c1"]["numerator"] > 0
    assert all("：" in each["name"]["zh"] and each["code"] not in each["name"]["zh"] for each in named)
    assert told["together"]["c3b"]["list"] == "lagging"


def test_an_average_opens_to_its_days_and_a_day_to_its_cases(filled: Metrics) -> None:
    client = create_app(filled).test_client()
    api = "/api/v1/coverage/2026Q4/days"
    told = client.get(f"{api}?figure=c3b&hall=H-520402109").json
    days = {each["day"]: each for each in told["days"]}
    assert (days["2026-10-12"]["numerator"], days["2026-10-12"]["denominator"]) == (2, 2)
    assert days["2026-10-13"]["percent"] is None, "nothing was received that day: not applicable, never 100 %"
    assert told["average"] == {"percent": "100.00", "exact": "1", "days": 1, "of": len(days)}
    assert max(days) == "2026-11-10", "until today"
    assert "2026-10-11" not in days, "a Sunday is no working day"
    assert client.get(f"{api}/2026-10-12?figure=c3b&hall=H-520402109").json["cases"] == [], (
        "figures are public, cases not"
    )
    token = Tokens(filled.settings.token_key).issue(AUDITOR)
    mine = client.get(
        f"{api}/2026-10-12?figure=c3b&hall=H-520402109", headers={"Authorization": f"Bearer {token}"}
    ).json["cases"]
    assert [each["case"] for each in mine] == [case_no(serial=n) for n in (1, 2)]


def test_a_day_names_the_members_of_its_set_and_every_hall(filled: Metrics) -> None:
    client = create_app(filled).test_client()
    told = client.get("/api/v1/coverage/2026Q4/days/2026-11-10?figure=c2&hall=H-520402109").json
    assert len(told["members"]["reached"]) == told["numerator"]
    assert [each["why"] for each in told["members"]["missing"]] == ["no_authority"]
    every = client.get("/api/v1/coverage/2026Q4/days/2026-11-10?figure=c2").json
    assert sum(each["numerator"] for each in every["halls"]) == every["numerator"]
    for path in ("days?figure=c2&hall=H-520402109", "days/2026-11-10?figure=c1", "days?figure=g2b", "days?figure=c3"):
        assert client.get(f"/coverage/2026Q4/{path}").status_code == 200, path


def test_what_no_day_tells_is_refused(filled: Metrics) -> None:
    client = create_app(filled).test_client()
    for path, code in (
        ("days?figure=c9", "unknown_figure"),
        ("days?figure=g2b&hall=H-520402109", "unknown_figure"),
        ("days?figure=c1&hall=H-0", "unknown_department"),
        ("days/2026-10-11?figure=c1", "not_counted"),
        ("days/2026-12-31?figure=c1", "not_counted"),
        ("days/tomorrow?figure=c1", "not_counted"),
    ):
        answer = client.get(f"/api/v1/coverage/2026Q4/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, code), path


def test_a_department_due_on_any_day_of_the_period_is_to_be_assessed(own: Metrics) -> None:
    """One that was exempt from November on was due in October: it is to be assessed, stationed or not (C4)."""
    leave = ExemptionApproved(
        id="EX-9",
        hall="H-520402109",
        department="dep-rs",
        scope="hall",
        ground="premises",
        reason="场地",
        approved_by="西秀区人民政府",
        approver_level="4",
        document_no="西府函〔2026〕9号",
        approved_on=date(2026, 10, 30),
        effective_from=date(2026, 11, 2),
        effective_to=date(2027, 1, 1),
    )
    own.replica.apply("exemption/EX-9", 1, leave)
    told = create_app(own).test_client().get("/api/v1/coverage/2026Q4").json
    jiuzhou = next(each for each in told["halls"] if each["hall"] == "H-520402109")
    assert "dep-rs" in {each["code"] for each in jiuzhou["c4"]["missing"]}
    assert "dep-rs" not in {each["code"] for each in jiuzhou["c1"]["missing"]}


def test_only_a_window_whose_device_is_heard_of_counts_as_connected(own: Metrics) -> None:
    before = standing_of(own, parse_period("2026Q4"), "H-520402109")[1].facts
    window = own.replica.venue("H-520402109").windows[0].id
    key = f"H-520402109-{window}"
    heard = WindowConnected(venue="H-520402109", window=window, division="520402109", at=at("2026-11-09"))
    line = Story(f"connectivity/{key}").add(f"connectivity/{key}", at("2026-11-09"), heard)
    fold = CaseFold(Traces(), own.folds)
    old = fold.positions([SPOT])[SPOT]
    batch = records(line.commits, old.offset)
    fold.take(SPOT, batch, old, old.after(batch[-1]))
    after = standing_of(own, parse_period("2026Q4"), "H-520402109")[1].facts
    assert (before["windows_online"], after["windows_online"]) == (0, 1)
    assert before["windows"] > 1
