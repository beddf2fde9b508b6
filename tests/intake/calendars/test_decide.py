"""What may be published of calendars and local days off: whole, with its notice, in order, and never a guess again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.intake.registry.deciders import SUBJECTS
from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, DepartmentRegistered, LocalDaysPublished, Text, VenueRegistered
from shared.contracts.statements import State, known
from shared.testing.spec import meta_at, spec
from shared.timekeeping import official
from shared.timekeeping.years import content_hash
from tests.intake.cases.samples import HALL

META = meta_at()
NOTICE = "国办发明电〔2026〕0号"
GUESS = official().years[2027].publication()
COUNTY = replace(HALL, id="H-zn", division="520423102")
LOCAL = LocalDaysPublished(
    division="520423", year=2027, days=(date(2027, 4, 9),), doc_no="镇府发〔2027〕0号", occasion=Text("布依族三月三")
)


def state(statement: Event, *others: Event) -> State:
    kinds = (CalendarPublished, DepartmentRegistered, VenueRegistered)
    return State(meta=META, statement=statement, known=known(*others, kinds=kinds))


def notice(year: int = 2027, *, more: tuple[date, ...] = (), less: tuple[date, ...] = (), **told: Any) -> Event:
    """Give an official publication of a year, from what the law alone says, with days added and left out."""
    base = official().years[year].publication()
    off = sorted({*base.off_days, *more} - set(less))
    worked = told.get("work_weekends", base.work_weekends)
    status, doc_no = told.get("status", "official"), told.get("doc_no", NOTICE)
    fresh = content_hash(year, status, doc_no, off, worked)
    made = replace(base, status=status, doc_no=doc_no, off_days=tuple(off), work_weekends=worked, hash=fresh)
    return replace(made, **{key: value for key, value in told.items() if key in ("off_days", "hash", "source_url")})


OFFICIAL = notice(more=(date(2027, 2, 9),), work_weekends=(date(2027, 2, 14),))
CALENDAR = spec(SUBJECTS["calendar"])


def test_an_official_calendar_takes_the_place_of_the_inferred_one() -> None:
    CALENDAR.when(state(OFFICIAL)).then(OFFICIAL)
    CALENDAR.given(GUESS).when(state(OFFICIAL)).then(OFFICIAL)


def test_an_official_calendar_is_not_replaced_by_a_guess() -> None:
    refusal = CALENDAR.given(OFFICIAL).when(state(GUESS)).rejected("official_stays", "放假办法2; B-3.2")
    assert list(refusal.errors) == ["status"]


def test_an_amended_notice_replaces_an_official_calendar() -> None:
    amended = notice(more=(date(2027, 2, 9), date(2027, 2, 10)), doc_no=f"{NOTICE}；国办发明电〔2027〕0号")
    CALENDAR.given(OFFICIAL).when(state(amended)).then(amended)


def test_publishing_what_holds_already_changes_nothing() -> None:
    CALENDAR.given(OFFICIAL).when(state(OFFICIAL)).then()
    assert isinstance(OFFICIAL, CalendarPublished)
    shuffled = replace(OFFICIAL, off_days=(*reversed(OFFICIAL.off_days), OFFICIAL.off_days[0]))
    CALENDAR.given(OFFICIAL).when(state(shuffled)).then()


@pytest.mark.parametrize(
    ("statement", "code", "field"),
    [
        (notice(hash="0" * 64), "damaged_calendar", "hash"),
        (notice(off_days=()), "damaged_calendar", "hash"),
        (notice(more=(date(2026, 12, 31),)), "damaged_calendar", "off_days"),
        (notice(work_weekends=(date(2027, 5, 1),)), "damaged_calendar", "work_weekends"),
        (notice(work_weekends=(date(2027, 5, 3),)), "damaged_calendar", "work_weekends"),
        (notice(doc_no=" "), "notice_missing", "doc_no"),
        (notice(less=(date(2027, 10, 2),)), "calendar_hole", "off_days"),
        (notice(less=official().years[2027].publication().off_days), "calendar_hole", "off_days"),
        (notice(status="provisional", doc_no="", less=(date(2027, 1, 1),)), "calendar_hole", "off_days"),
        (notice(2028), "calendar_hole", "year"),
    ],
    ids=[
        "another hash",
        "days that the hash does not cover",
        "a day of another year",
        "off and worked",
        "a Monday as a worked weekend",
        "no notice",
        "without National Day",
        "no day off at all",
        "a guess with a hole",
        "a year too far",
    ],
)
def test_a_calendar_that_is_not_whole_or_not_sound_is_refused(statement: Event, code: str, field: str) -> None:
    refusal = CALENDAR.when(state(statement)).rejected(code, "放假办法2; B-3.2")
    assert (refusal.status, list(refusal.errors)) == (422, [field])


def test_official_years_follow_one_another() -> None:
    CALENDAR.when(state(notice(2028), OFFICIAL)).then(notice(2028))


def test_what_law_alone_says_may_be_published_without_a_notice() -> None:
    CALENDAR.when(state(GUESS)).then(GUESS)


def test_an_address_of_the_notice_may_be_mended() -> None:
    told = notice(source_url="https://www.gov.cn/zhengce/")
    CALENDAR.given(notice()).when(state(told)).then(told)


LOCAL_DAYS = spec(SUBJECTS["local_days"])


def test_a_county_publishes_days_off_of_its_own() -> None:
    LOCAL_DAYS.when(state(LOCAL, COUNTY)).then(LOCAL)
    LOCAL_DAYS.given(LOCAL).when(state(replace(LOCAL, days=LOCAL.days * 2), COUNTY)).then()


def test_a_county_may_withdraw_its_days_off_and_not_begin_with_none() -> None:
    none = replace(LOCAL, days=())
    LOCAL_DAYS.given(LOCAL).when(state(none, COUNTY)).then(none)
    LOCAL_DAYS.when(state(none, COUNTY)).rejected("bad_local_days")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"division": "520423102"}, "bad_local_days", "division"),
        ({"division": "5204"}, "bad_local_days", "division"),
        ({"division": "520422"}, "unknown_division", "division"),
        ({"days": (date(2026, 4, 9),)}, "bad_local_days", "days"),
        ({"days": tuple(date(2027, 4, day) for day in range(1, 17))}, "bad_local_days", "days"),
        ({"doc_no": ""}, "notice_missing", "doc_no"),
    ],
)
def test_days_off_that_cannot_be_meant_are_refused(change: dict[str, Any], code: str, field: str) -> None:
    refusal = LOCAL_DAYS.when(state(replace(LOCAL, **change), COUNTY)).rejected(code, "放假办法4; B-3.2")
    assert (refusal.status, list(refusal.errors)) == (422, [field])
