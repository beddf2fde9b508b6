"""Coverage from statements: A24's 11/12 and 83/86, exemptions that run out, empty denominators, and who is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.coverage.savings import bound_discretion, fewer_steps, shorter_limits
from services.metrics.coverage.sets import (
    Covered,
    Register,
    departments_in_hall,
    items_in_hall,
    items_online,
    together,
)
from services.metrics.coverage.views import percent
from shared.contracts.duties import AdmissionStated, ExemptionApproved, StationingStated, Stay
from shared.contracts.guides import Channels
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import (
    Authorisation,
    ItemPublished,
    ReviewPlan,
    ReviewPoint,
    StepPlan,
    Text,
    VenueRegistered,
    Window,
)
from shared.contracts.statements import key_of_statement

HALL = "H-520402109"
SINCE = date(2025, 1, 1)
TODAY = date(2026, 9, 30)
DEPARTMENTS = [f"dep-{n:02d}" for n in range(1, 14)]


def item(number: int) -> ItemPublished:
    return ItemPublished(
        code=f"IT-{number:02d}",
        name=Text(f"事项{number}"),
        category="社会救助",
        department=DEPARTMENTS[number % 13],
        item_type="05",
        kind="promised",
        promised=TimeLimit(10, "working_days"),
        statutory=TimeLimit(20, "working_days"),
        verified=True,
        materials=(),
        review_points=(),
        basis=("示例",),
        effective_from=SINCE,
        channels=Channels(handle_type=("1", "2"), online_depth="3"),
    )


def exemption(**changes: object) -> ExemptionApproved:
    fields = {
        "id": "EX-1",
        "hall": HALL,
        "scope": "hall",
        "ground": "premises",
        "reason": "场地",
        "approved_by": "西秀区人民政府",
        "approver_level": "4",
        "document_no": "西府函〔2026〕1号",
        "approved_on": date(2026, 1, 1),
        "effective_from": date(2026, 1, 1),
        "effective_to": date(2026, 10, 1),
    }
    return ExemptionApproved(**(fields | changes))  # type: ignore[arg-type]


def register(*statements: object) -> Register:
    """Put statements where they belong."""
    names = {
        "department": "departments",
        "item": "items",
        "venue": "venues",
        "stationing": "stationings",
        "exemption": "exemptions",
        "admission": "admissions",
    }
    kept: dict[str, dict[str, object]] = {name: {} for name in names.values()}
    for each in statements:
        kept[names[each.type.partition(".")[0]]][key_of_statement(each)] = each  # type: ignore[attr-defined,arg-type]
    return Register(**kept)  # type: ignore[arg-type]


def story(*, without_authority: tuple[str, ...] = ("IT-01", "IT-02", "IT-03")) -> list[object]:
    """A24: 13 departments, of which one is exempt and one not stationed; 86 items due, 3 without authority."""
    items = [item(n) for n in range(1, 87)]
    windows = tuple(
        Window(
            f"W-{code}",
            Text("窗口"),
            code,
            tuple(each.code for each in items if each.department == code),
            authorised=tuple(
                Authorisation(each.code, SINCE)
                for each in items
                if each.department == code and each.code not in without_authority
            ),
        )
        for code in DEPARTMENTS
    )
    hall = VenueRegistered(
        id=HALL, kind="hall", name=Text("西秀区旧州镇政务服务中心"), division="520402109", area_dm=8600, windows=windows
    )
    stays = [
        StationingStated(hall=HALL, department=code, stays=(Stay("stationed", SINCE),)) for code in DEPARTMENTS[:-2]
    ]
    entered = [
        AdmissionStated(hall=HALL, item=each.code, stage="entered", due_from=SINCE, entered_on=SINCE, basis="清单")
        for each in items
    ]
    return [hall, *items, *stays, *entered, exemption(department=DEPARTMENTS[-1])]


WHOLE = register(*story())


def test_a24_eleven_of_twelve_departments() -> None:
    told = departments_in_hall(WHOLE, HALL, TODAY)
    assert (told.numerator, told.denominator, percent(told.ratio)) == (11, 12, "91.67")
    assert told.missing == {"dep-12": "not_stationed"}
    assert told.exempt == {"dep-13": "EX-1"}


def test_a24_eighty_three_of_eighty_six_items_and_the_three_that_are_missing() -> None:
    told = items_in_hall(WHOLE, HALL, TODAY)
    assert (told.numerator, told.denominator, percent(told.ratio)) == (83, 86, "96.51")
    assert told.missing == dict.fromkeys(("IT-01", "IT-02", "IT-03"), "no_authority")
    assert told.ratio != 1


def test_an_exemption_that_runs_out_puts_its_subject_back_on_the_same_day() -> None:
    before = departments_in_hall(WHOLE, HALL, date(2026, 9, 30))
    after = departments_in_hall(WHOLE, HALL, date(2026, 10, 1))
    assert (before.denominator, after.denominator) == (12, 13)
    assert after.missing == {"dep-12": "not_stationed", "dep-13": "not_stationed"}


def test_where_nobody_should_be_covered_there_is_no_ratio() -> None:
    for told in (
        departments_in_hall(Register(), HALL, TODAY),
        items_in_hall(WHOLE, "H-520422103", TODAY),
        items_online(WHOLE, HALL, date(2024, 12, 31)),
        Covered(),
    ):
        assert (told.ratio, percent(told.ratio), told.denominator) == (None, None, 0)


def test_an_exempt_item_leaves_the_denominator_and_the_share_of_exemptions_is_told() -> None:
    told = items_in_hall(register(*story(), exemption(id="EX-2", item="IT-01")), HALL, TODAY)
    assert (told.numerator, told.denominator) == (83, 85)
    assert told.exempt == {"IT-01": "EX-2"}
    assert told.exempt_ratio == Fraction(1, 86)


def test_an_exemption_from_online_handling_leaves_the_hall_alone() -> None:
    told = register(*story(), exemption(id="EX-2", item="IT-01", scope="online", ground="not_online"))
    assert items_online(told, HALL, TODAY).denominator == 85
    assert items_in_hall(told, HALL, TODAY).denominator == 86


def test_a_department_without_a_window_or_without_anybody_there_is_not_in_the_hall() -> None:
    stripped = [replace(each, windows=()) if isinstance(each, VenueRegistered) else each for each in story()]
    told = departments_in_hall(register(*stripped), HALL, TODAY)
    assert (told.numerator, told.missing["dep-01"]) == (0, "no_window")
    present = frozenset(DEPARTMENTS[:10])
    told = departments_in_hall(WHOLE, HALL, TODAY, present)
    assert (told.numerator, told.missing) == (10, {"dep-11": "absent", "dep-12": "not_stationed"})


def test_a_comprehensive_window_stands_for_a_department_that_others_serve() -> None:
    served = [item(1)]
    code = served[0].department
    admitted = [
        AdmissionStated(hall=HALL, item="IT-01", stage="entered", due_from=SINCE, entered_on=SINCE, basis="清单"),
        StationingStated(hall=HALL, department=code, stays=(Stay("delegated", SINCE, document="函"),)),
    ]
    window = Window("W-1", Text("综合窗口"), "dep-99", ("IT-01",), True, (Authorisation("IT-01", SINCE),))
    hall = VenueRegistered(
        id=HALL, kind="hall", name=Text("大厅"), division="520402109", area_dm=8600, windows=(window,)
    )
    assert departments_in_hall(register(hall, *served, *admitted), HALL, TODAY).reached == (code,)
    plain = replace(hall, windows=(replace(window, comprehensive=False),))
    assert departments_in_hall(register(plain, *served, *admitted), HALL, TODAY).missing == {code: "no_window"}


def test_a_withdrawn_item_leaves_the_denominator_on_its_day() -> None:
    gone = AdmissionStated(
        hall=HALL,
        item="IT-01",
        stage="withdrawn",
        due_from=SINCE,
        entered_on=SINCE,
        announced_on=date(2026, 8, 1),
        withdrawn_from=date(2026, 9, 30),
        reason="示例",
        basis="清单",
    )
    told = register(*story(), gone)
    assert items_in_hall(told, HALL, date(2026, 9, 29)).denominator == 86
    assert items_in_hall(told, HALL, date(2026, 9, 30)).denominator == 85


def test_an_item_counts_as_online_where_one_can_apply() -> None:
    read_only = replace(item(1), channels=Channels(handle_type=("1", "2"), online_depth="1"))
    at_window = replace(item(2), channels=Channels(handle_type=("1",), online_depth="3"))
    later = replace(item(3), effective_from=date(2026, 10, 1))
    told = items_online(register(*story(), read_only, at_window, later), HALL, TODAY)
    assert (told.numerator, told.denominator) == (83, 86)
    assert told.missing == {"IT-01": "no_entrance", "IT-02": "no_entrance", "IT-03": "no_guide"}


def test_a_departments_own_share_is_the_same_count_of_its_items() -> None:
    parts = [items_in_hall(WHOLE, HALL, TODAY, code) for code in DEPARTMENTS]
    assert sum(part.denominator for part in parts) == 86
    assert sum(part.numerator for part in parts) == 83


def test_halls_are_put_together_by_their_members() -> None:
    one, other = Covered(("a",), {"b": "no_window"}), Covered(("a",), exempt={"c": "EX-1"})
    told = together({"H-1": one, "H-2": other})
    assert (told.numerator, told.denominator) == (2, 3)
    assert told.reached == ("H-1/a", "H-2/a")
    assert told.exempt == {"H-2/c": "EX-1"}


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_everybody_is_covered_missing_or_exempt_and_never_two_of_them(day: date) -> None:
    for told in (
        departments_in_hall(WHOLE, HALL, day),
        items_in_hall(WHOLE, HALL, day),
        items_online(WHOLE, HALL, day),
    ):
        groups = [set(told.reached), set(told.missing), set(told.exempt)]
        assert sum(map(len, groups)) == len(set().union(*groups))
        assert told.ratio is None or 0 <= told.ratio <= 1


def steps(number: int) -> ReviewPlan:
    return ReviewPlan(steps=tuple(StepPlan(code=f"s{n}", name=Text(f"环节{n}")) for n in range(number)))


def test_fewer_steps_and_shorter_limits_are_counted_over_items_that_tell_them() -> None:
    first, now = replace(item(1), plan=steps(5)), replace(item(1), plan=steps(3))
    told = fewer_steps({"IT-01": (first, now), "IT-02": (item(2), item(2))})
    assert (told.numerator, told.denominator, percent(told.ratio), told.items) == (2, 5, "40.00", ("IT-01",))
    natural = replace(item(2), statutory=TimeLimit(20, "natural_days"))
    told = shorter_limits([item(1), natural, replace(item(3), statutory=None)])
    assert (told.numerator, told.denominator, told.items) == (10, 20, ("IT-01",))
    assert shorter_limits([natural]).ratio is None
    weighed = replace(item(1), review_points=(ReviewPoint("a", Text("要点")),))
    assert bound_discretion([weighed, item(2), replace(item(3), discretion=False)]).ratio == Fraction(1, 2)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(Fraction(11, 12), "91.67"), (Fraction(83, 86), "96.51"), (Fraction(1), "100.00"), (Fraction(1, 800), "0.13")],
)
def test_percents_are_rounded_half_up(share: Fraction, expected: str) -> None:
    assert percent(share) == expected
