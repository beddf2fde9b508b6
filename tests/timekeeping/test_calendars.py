"""The packaged calendars are what the notices say: checked day by day against two independent sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pytest
from lunar_python import Lunar, Solar
from lunar_python.util import HolidayUtil

from shared.timekeeping import Calendar, DamagedCalendar, LocalDays, NoCalendar, from_published, official
from shared.timekeeping.years import content_hash

OFFICIAL = range(2016, 2027)
PROVISIONAL = range(2027, 2031)


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


@pytest.mark.parametrize("year", PROVISIONAL)
def test_a_year_without_a_notice_is_monday_to_friday_without_the_statutory_holidays(year: int) -> None:
    def solar(lunar: Lunar) -> date:
        return date(lunar.getSolar().getYear(), lunar.getSolar().getMonth(), lunar.getSolar().getDay())

    spring = solar(Lunar.fromYmd(year, 1, 1))
    qingming = Solar.fromYmd(year, 4, 10).getLunar().getJieQiTable()["清明"].toYmd()
    fixed = {date(year, month, day) for month, day in [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]}
    festival = {spring + timedelta(days=step) for step in (-1, 0, 1, 2)}
    lunar = {solar(Lunar.fromYmd(year, 5, 5)), solar(Lunar.fromYmd(year, 8, 15)), date.fromisoformat(qingming)}
    assert official().years[year].off_days == fixed | festival | lunar
    assert official().years[year].status == "provisional"
    assert official().years[year].work_weekends == frozenset()


@pytest.mark.parametrize("day", [date(2015, 12, 31), date(2031, 1, 1)])
def test_a_day_outside_every_calendar_is_refused(day: date) -> None:
    with pytest.raises(NoCalendar) as refusal:
        official().is_working_day(day)
    assert refusal.value.code == "no_calendar"
    assert day.isoformat() in refusal.value.message


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
