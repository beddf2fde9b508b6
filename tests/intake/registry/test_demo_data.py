"""The demonstration data are whole, consistent, and exactly the events they become."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from services.intake.registry.categories import categories as known_categories
from shared.contracts import decode
from shared.contracts.registry import DepartmentRegistered, ItemPublished, StaffRegistered, VenueRegistered
from shared.identity.roles import ROLES
from shared.numbers import check_credit_code
from shared.timekeeping import not_longer, official


def data(name: str) -> dict[str, Any]:
    file = resources.files("services.intake.registry") / "demo" / f"{name}.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def events(name: str, kind: type) -> list[Any]:
    made = [decode(kind.type, entry) for entry in data(name)[name]]
    assert all(isinstance(fact, kind) for fact in made)
    return made


DEPARTMENTS: list[DepartmentRegistered] = events("departments", DepartmentRegistered)
VENUES: list[VenueRegistered] = events("venues", VenueRegistered)
ITEMS: list[ItemPublished] = events("items", ItemPublished)
STAFF: list[StaffRegistered] = events("staff", StaffRegistered)
HALLS = [venue for venue in VENUES if venue.kind == "hall"]
CODES = {item.code for item in ITEMS}


STATIONED = [department for department in DEPARTMENTS if department.nature != "县级主管部门"]
"""The departments at windows; the rest are units above them."""


def test_there_are_six_departments_three_halls_four_points_and_twenty_items() -> None:
    kinds = Counter(venue.kind for venue in VENUES)
    assert (len(STATIONED), kinds["hall"], kinds["point"], len(CODES)) == (6, 3, 4, 20)


@pytest.mark.parametrize("department", DEPARTMENTS, ids=lambda department: department.code)
def test_every_department_has_a_valid_made_up_code_and_names_its_review_authority(
    department: DepartmentRegistered,
) -> None:
    assert check_credit_code(department.credit_code) == department.credit_code
    assert department.synthetic
    assert department.review_authority.endswith("人民政府")


def test_every_item_is_taken_at_exactly_one_window_of_its_own_department() -> None:
    windows = [(code, window.department) for hall in HALLS for window in hall.windows for code in window.items]
    assert Counter(code for code, _ in windows) == Counter(CODES)
    assert dict(windows) == {item.code: item.department for item in ITEMS}
    assert {department for _, department in windows} == {department.code for department in STATIONED}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_every_item_has_what_its_guide_must_say(item: ItemPublished) -> None:
    assert item.name.zh
    assert item.name.en
    assert item.materials
    assert item.review_points
    assert item.basis
    assert item.result.zh
    assert len({material.code for material in item.materials}) == len(item.materials)
    assert item.fee_cents == 0
    assert (item.kind == "instant") == (item.promised.unit == "same_day")
    assert item.statutory is None or not_longer(item.promised, item.statutory) is not False
    assert item.deemed_acceptance == (item.item_type == "01")


def test_the_thirteen_categories_are_all_there() -> None:
    categories = [category.name.zh for category in known_categories()]
    assert len(categories) == 14, "thirteen of the founding document, and what a township adds"
    assert {item.category for item in ITEMS} == set(categories)


def test_four_items_are_done_at_once_and_three_never_go_through_a_village_point() -> None:
    assert sorted(item.code[-2:] for item in ITEMS if item.kind == "instant") == ["01", "02", "10", "16"]
    assert sorted(item.code[-2:] for item in ITEMS if not item.village_proxy) == ["12", "14", "18"]


def test_every_point_belongs_to_a_hall_or_to_none() -> None:
    halls = {hall.id for hall in HALLS}
    assert {venue.hall for venue in VENUES if venue.kind == "point"} == {*halls, ""}
    areas = {venue.id: venue.area_dm for venue in VENUES}
    assert areas["H-520425102"] < 8000 <= areas["H-520422103"] < areas["H-520402109"]
    assert areas["P-520422103-202"] < 4000 <= areas["P-520425102-203"]


def test_every_account_is_a_demonstration_account_with_a_known_role_and_unit() -> None:
    departments = {department.code for department in DEPARTMENTS}
    venues = {venue.id for venue in VENUES}
    assert len({account.id for account in STAFF}) == len(STAFF)
    assert {account.role for account in STAFF} == set(ROLES)
    assert all(account.demo for account in STAFF)
    assert {account.unit for account in STAFF} == {*departments, ""}
    assert {account.hall for account in STAFF} <= {*venues, ""}


def test_every_department_has_a_clerk_a_reviewer_and_an_approver() -> None:
    held = Counter((account.unit, account.role) for account in STAFF if account.unit)
    roles = ("window_clerk", "reviewer", "approver")
    desks = Counter({(department.code, role): 1 for department in STATIONED for role in roles})
    above = {each.code for each in DEPARTMENTS} - {each.code for each in STATIONED}
    assert held == desks + Counter({(code, "superior_officer"): 1 for code in above})


def test_the_published_years_are_official_ones() -> None:
    assert all(official().years[year].status == "official" for year in data("calendars")["years"])
