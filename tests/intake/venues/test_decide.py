"""Rules of places: names, divisions, areas, hours, market rules, who answers, channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.intake.registry.deciders import SUBJECTS
from shared.contracts import Event
from shared.contracts.registry import (
    DepartmentRegistered,
    Equipment,
    ItemPublished,
    OpeningDay,
    Span,
    Text,
    VenueRegistered,
    Window,
)
from shared.contracts.statements import State, known
from shared.contracts.venues import (
    ChannelsPublished,
    DatedName,
    DivisionRegistered,
    RemedyChannel,
    market_rule_of,
    missing_channels,
)
from shared.gazetteer import packaged
from shared.testing.spec import Answer, meta_at, spec
from shared.timekeeping.market import market_days, read_rule
from tests.intake.cases.samples import HALL, INSTANT, LICENCE, POINT

KINDS = (DepartmentRegistered, DivisionRegistered, ItemPublished, VenueRegistered)
DEPARTMENT = DepartmentRegistered(
    code="dep-zr", name=Text("普定县自然资源局马场自然资源所"), nature="派出机构", division="520422103", credit_code=""
)
START = date(2024, 11, 1)
VILLAGE = DivisionRegistered(
    code="520422103202", kind="village", parent="520422103", names=(DatedName(Text("示例村"), START),)
)
POINT_OF_HALL = replace(POINT, hall=HALL.id, name=Text("马场镇示例村便民服务点"), division=VILLAGE.code, area_dm=4000)
SUNDAYS: dict[str, Any] = {"type": "weekday", "weekdays": [7]}


def when(statement: Event, *others: Event) -> Answer:
    category = statement.type.partition(".")[0]
    command = State(meta=meta_at(), statement=statement, known=known(*others, kinds=KINDS))
    return spec(SUBJECTS[category]).when(command)


def venue(stated: VenueRegistered) -> Answer:
    return when(stated, DEPARTMENT, LICENCE, INSTANT, HALL, VILLAGE)


def hall(**changes: Any) -> Answer:
    return venue(replace(HALL, **changes))


def test_a_hall_is_registered_with_its_windows() -> None:
    venue(HALL).then(HALL)


@pytest.mark.parametrize("name", ["旧州镇便民服务中心", "普定县马场政务服务中心", "马场镇政务服务中心"])
def test_a_halls_name_is_the_one_the_gazetteer_gives(name: str) -> None:
    refusal = hall(name=Text(name)).rejected("name_not_by_rule", "S2.2c")
    assert refusal.errors == {"name": "应为：普定县马场镇政务服务中心"}


def test_a_points_name_has_the_towns_suffix() -> None:
    wrong = replace(POINT_OF_HALL, name=Text("马场示例村便民服务点"))
    assert venue(wrong).rejected("name_not_by_rule", "S2.2d").status == 422


def test_the_naming_rule_of_2022_is_a_rule_of_its_own() -> None:
    named = replace(HALL, naming_rule="guofa-2022-5", name=Text("普定县马场镇便民服务中心"))
    venue(named).then(named)
    hall(naming_rule="guofa-2022-5").rejected("name_not_by_rule", "国发〔2022〕5号")


def test_a_division_must_be_known_and_of_the_venues_level() -> None:
    hall(division="520422199").rejected("unknown_division", "C-5")
    hall(division=VILLAGE.code).rejected("wrong_division_level")


def test_a_division_has_one_hall() -> None:
    hall(id="H-other").rejected("division_taken", "A-3")


@pytest.mark.parametrize("area", [7999, 8000, 3990, 10, 300_000])
def test_no_area_keeps_a_place_from_the_register(area: int) -> None:
    hall(area_dm=area).then_types("venue.registered")


@pytest.mark.parametrize("area", [0, 9, 300_001])
def test_an_impossible_area_is_refused(area: int) -> None:
    assert "area_dm" in hall(area_dm=area).rejected("impossible_area", "S2.2").errors


def test_a_point_that_names_a_hall_names_a_registered_one() -> None:
    venue(POINT_OF_HALL).then(POINT_OF_HALL)
    venue(replace(POINT_OF_HALL, hall="H-1")).rejected("unknown_hall")


def test_windows_take_registered_items_for_stationed_departments() -> None:
    hall(windows=(Window("W9", Text("窗口"), "dep-zr", ("linmu",)),)).rejected("unknown_item", "S2.3c")
    hall(windows=(Window("W9", Text("窗口"), "dep-xx", ("shiye",)),)).rejected("unknown_department", "S2.3a")
    hall(windows=HALL.windows + HALL.windows).rejected("named_twice")


def test_a_market_rule_is_one_that_can_be_applied() -> None:
    hall(market_rule=SUNDAYS).then_types("venue.registered")
    for rule in ({"type": "weekday", "weekdays": [8]}, {"type": "moon"}, {**SUNDAYS, "$x": 1}):
        hall(market_rule=rule).rejected("bad_market_rule", "B-3.4")
        hall(market_rules=(rule,)).rejected("bad_market_rule", "B-3.4")


def test_market_rules_follow_one_another_and_never_hold_at_once() -> None:
    first, second = {**SUNDAYS, "valid_to": "2026-09-30"}, {**SUNDAYS, "weekdays": [6], "valid_from": "2026-10-01"}
    stated = replace(HALL, market_rules=(second, first))
    venue(stated).then(stated)
    days = market_days(read_rule(market_rule_of(stated)), date(2026, 9, 26), date(2026, 10, 4))
    assert [day.isoformat() for day in days] == ["2026-09-27", "2026-10-03"]
    hall(market_rules=(first, {**second, "valid_from": "2026-09-30"})).rejected("overlapping_validity", "B-3.4")
    hall(market_rules=(first, SUNDAYS)).rejected("overlapping_validity")
    hall(market_rule=SUNDAYS, market_rules=(second,)).rejected("overlapping_validity")


def test_hours_are_stretches_of_a_day_that_do_not_overlap() -> None:
    def hours(*spans: Span, weekday: int = 1) -> Answer:
        return hall(opening=(OpeningDay(weekday, spans),))

    hours(Span("13:30", "17:00"), Span("09:00", "12:00")).then_types("venue.registered")
    hours(Span("09:00", "12:00"), Span("12:00", "17:00")).then_types("venue.registered")
    hours(Span("09:00", "12:00"), Span("11:59", "17:00")).rejected("hours_overlap", "S2.6a")
    hours(Span("12:00", "09:00")).rejected("bad_hours")
    hours(Span("9:00", "12:00")).rejected("bad_hours")
    hours(Span("09:00", "24:00")).rejected("bad_hours")
    hours(Span("09:00", "12:00"), weekday=8).rejected("bad_hours")
    hall(opening=(OpeningDay(1, ()), OpeningDay(1, ()))).rejected("named_twice")
    hall(market_hours=(Span("09:00", "12:00"), Span("10:00", "11:00"))).rejected("hours_overlap")


def test_each_kind_of_equipment_is_counted_once() -> None:
    hall(equipment=(Equipment("pc", 2), Equipment("pc", 3))).rejected("named_twice")


def division(**changes: Any) -> Answer:
    return when(replace(VILLAGE, **changes), VILLAGE)


def test_a_village_is_registered_below_its_town() -> None:
    when(VILLAGE).then(VILLAGE)
    division(parent="520422104").rejected("wrong_parent", "C-5")
    division(parent="520422").rejected("wrong_parent")
    division(code="520422103").rejected("bad_division_code")
    division(names=(DatedName(Text("示例社区"), START),)).rejected("name_suffix", "A-3")
    division(names=()).rejected("names_missing")


def test_a_management_committee_has_a_pseudo_code() -> None:
    committee = replace(VILLAGE, code="5204A1", kind="management_committee", parent="520400")
    committee = replace(committee, names=(DatedName(Text("黄果树旅游区"), START),), verified=False)
    when(committee).then(committee)
    when(replace(committee, code="520499")).rejected("bad_division_code", "A-0 6")
    when(replace(committee, parent="520500")).rejected("wrong_parent")
    moved = replace(packaged().division("520423102"), parent="5204A1")
    when(moved, committee).then(moved)
    when(moved).rejected("wrong_parent")


def test_a_division_has_one_name_at_a_time() -> None:
    old, new = DatedName(Text("示例村"), START), DatedName(Text("新示例村"), date(2026, 1, 1))
    (stated,) = division(names=(new, old)).then_types("division.registered")
    assert isinstance(stated, DivisionRegistered)
    assert stated.name_on(date(2025, 12, 31)) == Text("示例村")
    assert stated.name_on(date(2026, 1, 1)) == Text("新示例村")
    overlapping = replace(old, effective_to=date(2026, 1, 2))
    assert "names" in division(names=(overlapping, new)).rejected("overlapping_validity", "C-5").errors
    division(names=(replace(old, effective_to=START),)).rejected("impossible_period")


def test_two_villages_of_a_town_never_share_a_name_two_towns_may() -> None:
    twin = replace(VILLAGE, code="520422103203")
    when(twin, VILLAGE).rejected("division_name_taken", "A-3")
    later = replace(twin, names=(DatedName(Text("示例村"), date(2027, 1, 1)),))
    ended = replace(VILLAGE, names=(DatedName(Text("示例村"), START, date(2027, 1, 1)),))
    when(later, ended).then(later)
    elsewhere = replace(VILLAGE, code="520403105202", parent="520403105")
    when(elsewhere, VILLAGE).then(elsewhere)


CHANNEL = RemedyChannel("complaint", Text("马场镇人民政府"), "0851-00000002", Text("说明事由"))


def test_a_missing_channel_is_noted_and_not_refused() -> None:
    told = ChannelsPublished(venue=HALL.id, channels=(CHANNEL,))
    when(told, HALL).then(told)
    assert missing_channels(told) == ("report", "supervision", "reconsideration")
    assert len(missing_channels(None)) == 4


def test_a_channel_tells_who_takes_it_how_to_reach_them_and_what_they_ask() -> None:
    for gap in ({"contact": ""}, {"asks": Text("")}, {"authority": Text("")}):
        channels = (replace(CHANNEL, **gap),)
        when(ChannelsPublished(venue=HALL.id, channels=channels), HALL).rejected("channel_incomplete", "S2.9b")
    when(ChannelsPublished(venue=HALL.id, channels=(CHANNEL, CHANNEL)), HALL).rejected("named_twice")
    when(ChannelsPublished(venue="H-1", channels=()), HALL).rejected("unknown_venue")
