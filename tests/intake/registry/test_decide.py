"""Rules of the register: limits, references, names, calendars, accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.registry.deciders import SUBJECTS
from shared.contracts import Event
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import (
    DepartmentRegistered,
    ItemPublished,
    StaffRegistered,
    Text,
    VenueRegistered,
    Window,
)
from shared.contracts.statements import State, known
from shared.testing.spec import meta_at, spec
from shared.timekeeping import official
from tests.intake.cases.samples import HALL, INSTANT, LICENCE, POINT

META = meta_at()
DEPARTMENT = DepartmentRegistered(
    code="dep-zr",
    name=Text("普定县自然资源局马场自然资源所"),
    nature="派出机构",
    division="520422103",
    credit_code="11520422MB00000273",
    synthetic=True,
)
CLERK = StaffRegistered(id="clerk-1", role="window_clerk", unit="dep-zr", hall=HALL.id, divisions=("520422103",))
POINT_OF_HALL = replace(POINT, hall=HALL.id, name=Text("马场镇示例村便民服务点"))


OTHER = replace(DEPARTMENT, code="dep-rs")


def state(statement: Event, *others: Event) -> State:
    kinds = (DepartmentRegistered, ItemPublished, VenueRegistered, StaffRegistered)
    return State(meta=META, statement=statement, known=known(*others, kinds=kinds))


def publish(item: ItemPublished) -> State:
    return state(item, DEPARTMENT, OTHER)


def venue(stated: VenueRegistered) -> State:
    return state(stated, DEPARTMENT, LICENCE, INSTANT, HALL)


def staff(stated: StaffRegistered) -> State:
    return state(stated, DEPARTMENT, HALL)


def year(**changes: Any) -> State:
    return state(replace(official().years[2026].publication(), **changes))


def test_a_department_is_registered() -> None:
    spec(SUBJECTS["department"]).when(state(DEPARTMENT)).then(DEPARTMENT)


def test_stating_again_what_holds_changes_nothing() -> None:
    spec(SUBJECTS["item"]).given(LICENCE).when(publish(LICENCE)).then()


def test_a_new_version_of_an_item_replaces_the_old_one_whole() -> None:
    quicker = replace(LICENCE, promised=TimeLimit(10, "working_days"))
    item = spec(SUBJECTS["item"]).given(LICENCE)
    item.when(publish(quicker)).then(quicker)
    assert item.given(quicker).state().statement == quicker


def test_no_item_promises_more_time_than_the_law_allows() -> None:
    slow = replace(LICENCE, promised=TimeLimit(21, "working_days"))
    refusal = spec(SUBJECTS["item"]).when(publish(slow)).rejected("promised_over_statutory", "S2.7c")
    assert refusal.status == 422


def test_a_promise_equal_to_the_law_is_fine() -> None:
    exact = replace(LICENCE, promised=TimeLimit(20, "working_days"))
    spec(SUBJECTS["item"]).when(publish(exact)).then(exact)


def test_limits_in_different_units_are_not_compared() -> None:
    mixed = replace(LICENCE, promised=TimeLimit(10, "working_days"), statutory=TimeLimit(7, "natural_days"))
    spec(SUBJECTS["item"]).when(publish(mixed)).then(mixed)


def test_an_item_belongs_to_a_registered_department() -> None:
    spec(SUBJECTS["item"]).when(publish(replace(LICENCE, department="dep-xx"))).rejected("unknown_department")


def test_an_item_without_a_legal_basis_is_not_published() -> None:
    spec(SUBJECTS["item"]).when(publish(replace(LICENCE, basis=()))).rejected("basis_missing", "P0")


def test_an_instant_item_is_promised_for_the_same_day() -> None:
    spec(SUBJECTS["item"]).when(publish(INSTANT)).then(INSTANT)
    slow = replace(INSTANT, promised=TimeLimit(1, "working_days"))
    spec(SUBJECTS["item"]).when(publish(slow)).rejected("instant_is_same_day", "S2.7a")


def test_a_material_is_listed_once() -> None:
    twice = replace(LICENCE, materials=LICENCE.materials + LICENCE.materials[:1])
    spec(SUBJECTS["item"]).when(publish(twice)).rejected("named_twice")


def test_a_hall_is_registered_with_its_windows() -> None:
    spec(SUBJECTS["venue"]).when(venue(HALL)).then(HALL)


def test_the_names_of_halls_and_points_follow_the_rule() -> None:
    wrong = replace(HALL, name=Text("旧州镇便民服务中心"))
    spec(SUBJECTS["venue"]).when(venue(wrong)).rejected("name_not_by_rule", "S2.2c")
    wrong = replace(POINT_OF_HALL, name=Text("马场镇示例村政务服务中心"))
    spec(SUBJECTS["venue"]).when(venue(wrong)).rejected("name_not_by_rule", "S2.2d")


def test_a_point_that_names_a_hall_names_a_registered_one() -> None:
    spec(SUBJECTS["venue"]).when(venue(POINT_OF_HALL)).then(POINT_OF_HALL)
    spec(SUBJECTS["venue"]).when(venue(replace(POINT_OF_HALL, hall="H-1"))).rejected("unknown_hall")


def test_windows_take_registered_items_for_stationed_departments() -> None:
    strange = Window("W9", Text("窗口"), "dep-zr", ("linmu",))
    spec(SUBJECTS["venue"]).when(venue(replace(HALL, windows=(strange,)))).rejected("unknown_item", "S2.3c")
    strange = Window("W9", Text("窗口"), "dep-xx", ("shiye",))
    spec(SUBJECTS["venue"]).when(venue(replace(HALL, windows=(strange,)))).rejected("unknown_department", "S2.3a")


def test_a_market_rule_is_one_that_can_be_applied() -> None:
    sundays = replace(HALL, market_rule={"type": "weekday", "weekdays": [7]})
    spec(SUBJECTS["venue"]).when(venue(sundays)).then(sundays)
    for rule in ({"type": "weekday", "weekdays": [8]}, {"type": "moon"}, {"type": "weekday", "weekdays": [7], "$x": 1}):
        spec(SUBJECTS["venue"]).when(venue(replace(HALL, market_rule=rule))).rejected("bad_market_rule", "B-3.4")


def test_a_window_is_listed_once() -> None:
    twice = replace(HALL, windows=HALL.windows + HALL.windows)
    spec(SUBJECTS["venue"]).when(venue(twice)).rejected("named_twice")


def test_an_official_calendar_is_published() -> None:
    spec(SUBJECTS["calendar"]).when(year()).then(official().years[2026].publication())


def test_a_calendar_whose_content_does_not_fit_its_hash_is_refused() -> None:
    spec(SUBJECTS["calendar"]).when(year(off_days=(date(2026, 1, 1),))).rejected("damaged_calendar")


def test_an_official_calendar_is_not_replaced_by_a_guess() -> None:
    guess = official().years[2027].publication()
    sure = replace(guess, status="official")
    spec(SUBJECTS["calendar"]).given(sure).when(state(guess)).rejected("official_stays")


def test_an_account_is_registered_for_a_unit_and_a_hall() -> None:
    spec(SUBJECTS["staff"]).when(staff(CLERK)).then(CLERK)
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, unit="dep-xx"))).rejected("unknown_department")
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, hall="H-1"))).rejected("unknown_hall")


def test_a_window_clerk_works_at_a_hall() -> None:
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, hall=""))).rejected("hall_missing", "S2.1d")
