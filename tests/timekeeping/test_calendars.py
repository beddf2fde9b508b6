"""The packaged calendars are what the notices say: checked day by day against two independent sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pytest
from lunar_python import Lunar, Solar
from lunar_python.util import HolidayUtil

from shared.contracts.registry import LocalDaysPublished
from shared.timekeeping import Calendar, DamagedCalendar, LocalDays, NoCalendar, from_published, official
from shared.timekeeping.statutory import missing_days, statutory_days
from shared.timekeeping.years import content_hash

OFFICIAL = range(2016, 2027)
PROVISIONAL = range(2027, 2100)


def days_of(years: range) -> Iterator[date]:
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def test_every_day_from_2016_to_2026_agrees_with_chinesecalendar() -> None:
    calendar = official()
    assert [day for day in days_of(OFFICIAL) if calendar.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_from_2016_to_2026_agrees_with_lunar_python() -> None:
    calendar = official()

    def works(day: date) -> bool:
        holiday = HolidayUtil.getHoliday(day.isoformat())
        return bool(holiday.isWork()) if holiday else day.isoweekday() < 6

    assert [day for day in days_of(OFFICIAL) if calendar.is_working_day(day) != works(day)] == []


def test_2026_has_248_working_days_month_by_month() -> None:
    worked = [day.month for day in days_of(range(2026, 2027)) if official().is_working_day(day)]
    assert [worked.count(month) for month in range(1, 13)] == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


def test_the_end_of_2018_follows_the_notice_of_2019() -> None:
    assert official().is_working_day(date(2018, 12, 29))
    assert not official().is_working_day(date(2018, 12, 31))
    assert "国办发明电〔2018〕15号" in official().years[2018].doc_no


@pytest.mark.parametrize("year", OFFICIAL)
def test_each_official_year_names_its_notice(year: int) -> None:
    assert official().years[year].status == "official"
    assert f"〔{year - 1}〕" in official().years[year].doc_no


def solar(lunar: Lunar) -> date:
    return date(lunar.getSolar().getYear(), lunar.getSolar().getMonth(), lunar.getSolar().getDay())


def by_law(year: int, spring_from: int, fixed: list[tuple[int, int]]) -> set[date]:
    spring = solar(Lunar.fromYmd(year, 1, 1))
    qingming = Solar.fromYmd(year, 4, 10).getLunar().getJieQiTable()["清明"].toYmd()
    days = {date(year, month, day) for month, day in fixed}
    days |= {spring + timedelta(days=step) for step in range(spring_from, 3)}
    return days | {solar(Lunar.fromYmd(year, 5, 5)), solar(Lunar.fromYmd(year, 8, 15)), date.fromisoformat(qingming)}


@pytest.mark.parametrize("year", PROVISIONAL)
def test_a_year_without_a_notice_is_monday_to_friday_without_the_statutory_holidays(year: int) -> None:
    thirteen = by_law(year, -1, [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)])
    assert official().used([date(year, 6, 30)]) == ((f"{year}-provisional-{inferred_hash(year)}",), True)
    off = {day for day in days_of(range(year, year + 1)) if official().is_public_holiday(day)}
    assert off == thirteen
    assert not any(official().is_working_day(day) for day in days_of(range(year, year + 1)) if day.isoweekday() > 5)


def inferred_hash(year: int) -> str:
    off = statutory_days(year)
    return content_hash(year, "provisional", "", off, ())[:12]


def test_every_official_year_gives_the_holidays_the_law_sets_and_each_is_named_by_a_second_source() -> None:
    for year in OFFICIAL:
        known = by_law(year, 0, [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)])
        more = by_law(year, -1, [(5, 2)]) if year >= 2025 else set()
        assert statutory_days(year) == known | more
        assert missing_days(official().years[year]) == []
        assert all(chinese_calendar.is_holiday(day) for day in statutory_days(year))


def test_a_calendar_without_a_statutory_holiday_has_a_hole() -> None:
    year = official().years[2026]
    torn = replace(year, off_days=year.off_days - {date(2026, 2, 16), date(2026, 5, 2)})
    assert missing_days(torn) == [date(2026, 2, 16), date(2026, 5, 2)]


@pytest.mark.parametrize("day", [date(2015, 12, 31), date(2100, 1, 1), date(1, 1, 1)])
def test_a_day_outside_every_calendar_is_refused(day: date) -> None:
    with pytest.raises(NoCalendar) as refusal:
        official().is_working_day(day)
    assert refusal.value.code == "no_calendar"
    assert day.isoformat() in refusal.value.message
    assert list(refusal.value.errors) == ["year"]
    assert refusal.value.basis == "许可法82; B-3.2"


def test_a_hole_between_two_years_is_refused_and_not_inferred() -> None:
    years = official().years
    torn = Calendar({2025: years[2025], 2027: years[2027]})
    with pytest.raises(NoCalendar):
        torn.due(date(2025, 12, 20), 20)
    with pytest.raises(NoCalendar):
        Calendar({}).is_working_day(date(2026, 1, 5))


def test_a_calendar_from_the_register_is_the_packaged_one() -> None:
    published = [year.publication() for year in official().years.values()]
    register = from_published(published, Calendar({}))
    assert register == official()
    assert register.versions == official().versions


def test_a_published_year_takes_the_place_of_the_provisional_one() -> None:
    old = official().years[2027]
    off = old.off_days | {date(2027, 2, 9)}
    fresh = content_hash(2027, "official", "国办发明电〔2026〕0号", off, old.work_weekends)
    year = replace(old, status="official", doc_no="国办发明电〔2026〕0号", off_days=off, hash=fresh)
    calendar = from_published([year.publication()])
    assert not calendar.is_working_day(date(2027, 2, 9))
    assert not calendar.due(date(2027, 1, 4), 3).provisional
    assert official().due(date(2027, 1, 4), 3).provisional


@pytest.mark.parametrize(
    "change",
    [
        {"hash": "0" * 64},
        {"off_days": (date(2026, 1, 2),)},
        {"status": "provisional"},
        {"year": 2025},
        {"doc_no": "another"},
    ],
)
def test_a_publication_that_does_not_match_its_hash_is_refused(change: dict[str, object]) -> None:
    published = official().years[2026].publication()
    damaged = replace(published, **change)  # type: ignore[arg-type]
    with pytest.raises(DamagedCalendar):
        from_published([damaged])


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        ([date(2026, 5, 9)], [date(2026, 5, 9)]),
        ([], [date(2026, 5, 6)]),
        ([date(2025, 5, 1)], []),
    ],
    ids=["off and worked", "weekday as weekend", "day of another year"],
)
def test_a_calendar_that_contradicts_itself_is_refused(off: list[date], worked: list[date]) -> None:
    published = replace(
        official().years[2026].publication(),
        off_days=tuple(off),
        work_weekends=tuple(worked),
        hash=content_hash(2026, "official", official().years[2026].doc_no, off, worked),
    )
    with pytest.raises(DamagedCalendar):
        from_published([published])


def test_a_jurisdiction_may_have_days_off_of_its_own() -> None:
    festival = date(2026, 4, 20)
    calendar = Calendar(official().years, (LocalDays("520423", frozenset({festival}), "县府〔2026〕0号"),))
    there = calendar.within("520423102")
    assert there.rest_reason(festival) == "local_holiday"
    assert calendar.is_working_day(festival)
    assert calendar.within("520402109").is_working_day(festival)
    assert there.due(date(2026, 4, 17), 1).due == date(2026, 4, 21)
    assert there.due(date(2026, 4, 17), 1).versions[1:] == ("local-520423-县府〔2026〕0号",)
    assert there.due(date(2025, 4, 17), 1).versions == (official().years[2025].version,)
    assert there.nat_due(date(2026, 4, 10), 10).due == date(2026, 4, 21)
    assert there.working_days_between(date(2026, 4, 17), date(2026, 4, 21)) == 1


def test_published_days_off_hold_in_their_jurisdiction() -> None:
    fact = LocalDaysPublished(division="520423", year=2026, days=(date(2026, 4, 20),), doc_no="县府〔2026〕0号")
    calendar = from_published([], local=[fact])
    assert calendar.within("520423102").rest_reason(date(2026, 4, 20)) == "local_holiday"
    assert calendar.rest_reason(date(2026, 4, 20)) is None
    assert calendar.within("52042").rest_reason(date(2026, 4, 20)) is None
