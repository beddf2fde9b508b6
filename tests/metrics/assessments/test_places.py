"""Halls and points on a whole register: what it tells on the period's last working day, and their sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache, partial

import pytest

from services.intake.registry.demo import statements
from services.metrics.app import create_app
from services.metrics.assessments import behind, views
from services.metrics.assessments.places import places_on
from services.metrics.facts.voice_facts import Hold, Voice
from services.metrics.scoring import parse_period, score
from services.metrics.service import Metrics
from shared.contracts import Event
from shared.contracts.duties import OutsideHandlingFound
from shared.contracts.registry import VenueRegistered
from shared.contracts.statements import stream_of
from tests.metrics.conftest import AUDITOR, empty_metrics, forget, lives, take_in
from tests.metrics.facts.test_indicators import groups
from tests.metrics.scoring.samples import VILLAGE
from tests.metrics.stories import Story, case_no

HALL, POINT = "H-520402109", "P-520402109-201"
QUARTER = parse_period("2026Q4")


@cache
def register() -> tuple[Event, ...]:
    return tuple(statements())


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """The service with the whole demonstration register, some cases, and a morning at work."""
    made = empty_metrics(mongo_uri)
    for statement in register():
        made.replica.apply(stream_of(statement), 1, statement)
    at_work = Story(f"attendance/{HALL}-2026-10-20", "dep-rs").at_work("2026-10-20")
    take_in(made, [commit for story in [*lives(), at_work] for commit in story.commits])
    yield made
    forget(made)


def test_a_hall_is_scored_by_its_own_sheet_from_register_and_cases(metrics: Metrics) -> None:
    board, standing = views.standing_of(metrics, QUARTER, HALL)
    told = standing.facts
    assert (board.kind, board.register_day) == ("hall", date(2026, 11, 10))
    assert (told["name_ok"], told["area_of"], told["equipment_of"]) == (1, 8000, 5)
    assert (told["settled"], told["on_time"], told["instant_settled"]) == (13, 11, 4)
    assert told["c1"] == 1, "of the departments due there only one was at work"
    assert told["c1_of"] >= told["c1"]
    assert told["c2_of"] >= told["c2"] > 0
    groups_of = {component.indicator.group for component in standing.score.components}
    assert groups_of == {f"H0{n}" for n in range(1, 9)}


@pytest.mark.parametrize(("day", "there"), [("2026-10-14", frozenset({"dep-rs"})), ("2026-10-13", frozenset())])
def test_somebody_must_have_been_at_work_within_the_last_twenty_working_days(
    metrics: Metrics, day: str, there: frozenset[str]
) -> None:
    """2026-11-10 and the nineteen working days before it begin on 2026-10-14 (A-2 C1 ②)."""
    came = {f"dep-rs@{HALL}|{day}|duty_met": 1}
    told = places_on(metrics, QUARTER, date(2026, 11, 10), came)
    assert told.present[HALL] & {"dep-rs"} == there


def test_a_point_is_scored_by_its_own_sheet(metrics: Metrics) -> None:
    board, standing = views.standing_of(metrics, QUARTER, POINT)
    assert (board.kind, standing.facts["area_of"], standing.score.reason) == ("point", 4000, "too_few_cases")
    assert standing.facts["proxy_of"] >= standing.facts["proxy_listed"]


def test_a_department_has_its_items_in_all_halls(metrics: Metrics) -> None:
    told = views.standing_of(metrics, QUARTER, "dep-rs")[1].facts
    assert told["in_hall_of"] >= told["in_hall"] > 0
    assert told["online_of"] > 0
    assert (told["duty_met"], told["duty"]) == (1, 1)


def test_what_was_stated_after_the_period_leaves_its_register_as_it_was(metrics: Metrics) -> None:
    venue = next(s for s in register() if isinstance(s, VenueRegistered) and s.id == HALL)
    smaller = type(venue)(**{name: getattr(venue, name) for name in venue.__slots__} | {"area_dm": 10})
    metrics.replica.apply(f"venue/{HALL}", 2, smaller, recorded_at=datetime(2026, 10, 5, 9, tzinfo=UTC).isoformat())
    third = places_on(metrics, QUARTER.previous(), date(2026, 11, 10), {})
    fourth = places_on(metrics, QUARTER, date(2026, 11, 10), {})
    assert third.day == date(2026, 9, 30)
    assert third.register.venues[HALL].area_dm == venue.area_dm
    assert fourth.register.venues[HALL].area_dm == 10


def test_a_hall_answers_only_for_what_happens_at_its_windows(metrics: Metrics) -> None:
    told = views.standing_of(metrics, QUARTER, HALL)[1]
    assert groups({f"|{name}": value for name, value in told.facts.items()})
    assert told.score.deducted == 0


@pytest.mark.parametrize("unit", [HALL, POINT])
def test_pages_and_bundles_of_places_stand_in_both_languages(metrics: Metrics, unit: str) -> None:
    client = create_app(metrics).test_client()
    for tongue in ("zh", "en"):
        assert client.get(f"/departments/{unit}?period=2026Q4&lang={tongue}").status_code == 200
    told = client.get(f"/api/v1/assessments/2026Q4/{unit}/bundle").json or {}
    assert (told["kind"], told["unit"]) == ({HALL: "hall", POINT: "point"}[unit], unit)


def test_points_that_are_ranked_make_their_halls_guidance(metrics: Metrics) -> None:
    places = places_on(metrics, QUARTER, date(2026, 11, 10), {})
    points = views.board(metrics, QUARTER, "point")
    assert views.points_of_halls(points, places) == {}
    village = score(points.policy, VILLAGE, "point")
    ranked = replace(points, standings=tuple(replace(each, score=village) for each in points.standings[:3]))
    told = views.points_of_halls(ranked, places)
    assert told
    mine = next(iter(told.values()))
    hall = score(points.policy, {"name_ok": 1, "name_of": 1, **mine}, "hall").component("H08")
    assert hall.ratio == Fraction("0.766")
    assert hall.score == Fraction("3.83")


def test_the_reader_of_a_venues_day_is_who_may_see_its_township() -> None:
    venues = {HALL: "520402109"}
    assert behind.division_of(f"attendance/{HALL}-2026-10-20", {"venue": HALL}, venues) == "520402109"
    assert behind.division_of(case_no(), {}, venues) == "520402109"
    assert behind.division_of("elsewhere", {}, venues) == ""


def test_a_complaint_that_was_sent_on_is_of_the_division_it_lay_in_for_whoever_had_it() -> None:
    first = Hold("2026-10-15", "dep-zr", HALL, "520402109")
    facts = {"complaint/T1": tuple(Voice("dep-sf", "520422104", venue="H-2", before=(first,)))}
    of = partial(behind.division_of, "T1", facts, {})
    assert (of("dep-zr"), of(HALL), of("dep-sf"), of()) == ("520402109", "520402109", "520422104", "520422104")
    assert AUDITOR.divisions == ("5204",)


def test_what_was_found_past_a_hall_is_deducted_from_it_too(metrics: Metrics) -> None:
    """The register tells the finding; the department's own card for it bears no hall (D-3)."""
    told = OutsideHandlingFound(
        id="OH-9",
        hall=HALL,
        item="LOCAL-11",
        department="dep-sh",
        found_on=date(2026, 11, 9),
        count=2,
        handled_on=date(2026, 11, 5),
        how="inspection",
        document_no="检〔2026〕3号",
    )
    before = views.standing_of(metrics, QUARTER, HALL)[1]
    metrics.replica.apply("outside_handling/OH-9", 1, told)
    after = views.standing_of(metrics, QUARTER, HALL)[1]
    taken = {each.penalty.kind: each.points for each in after.score.deductions}
    assert "outside" not in {each.penalty.kind for each in before.score.deductions}
    assert (taken["outside"], after.facts["outside"]) == (3, before.facts["outside"] + 2)
