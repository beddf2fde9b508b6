"""What may be published of calendars and of jurisdictions' own days off (B-3.2). Pure.

| refused | where |
|---|---|
| `damaged_calendar` | the content does not match its hash, names days of another year, or contradicts itself |
| `notice_missing` | an official calendar names no notice, or local days off none |
| `calendar_hole` | a statutory holiday is no day off in it, or official years would no longer follow one another |
| `official_stays` | an inferred calendar would take the place of an official one |
| `bad_local_days` | the jurisdiction is no county, a day lies in another year, or there are too many |

An official year may be published again: notices have been amended within the year (2019, 2020). What is stated as it
holds already is no news, and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from shared.contracts.registry import CalendarPublished, LocalDaysPublished
from shared.timekeeping.calendars import official
from shared.timekeeping.errors import DamagedCalendar
from shared.timekeeping.statutory import missing_days
from shared.timekeeping.years import CalendarYear, from_publication

MOST_LOCAL_DAYS = 15
"""More days off than the State has statutory ones, no county sets [design]."""

LOCAL_BASIS = "放假办法4; B-3.2"
"""Local governments of areas where minority peoples live set days off by the customs of these peoples."""

_COUNTY = re.compile("[0-9]{6}")


def publishable(
    calendar: CalendarPublished, before: CalendarPublished | None, others: Iterable[CalendarPublished]
) -> CalendarPublished:
    """Give the statement that a publication makes, its days in order.

    Args:
        calendar: what is to be published.
        before: what holds for this year on the register.
        others: what holds for the other years.

    Raises:
        DamagedCalendar: with the code that tells why, and the field to blame.
    """
    year = from_publication(calendar)
    if before and before.status == "official" and year.status == "provisional":
        raise DamagedCalendar(f"{year.year} has an official calendar", "status", "official_stays")
    if year.status == "official" and not year.doc_no.strip():
        raise DamagedCalendar("an official calendar names its notice", "doc_no", "notice_missing")
    _whole(year)
    if year.status == "official":
        _one_after_the_other(year.year, others)
    return replace(calendar, off_days=tuple(sorted(year.off_days)), work_weekends=tuple(sorted(year.work_weekends)))


def publishable_local(local: LocalDaysPublished) -> LocalDaysPublished:
    """Give the statement that a publication of local days off makes, its days in order.

    Raises:
        DamagedCalendar: with the code that tells why, and the field to blame.
    """
    if not _COUNTY.fullmatch(local.division):
        raise _bad("division", "days off are set by a county, named by its six digits")
    if not local.doc_no.strip():
        raise DamagedCalendar("local days off name their notice", "doc_no", "notice_missing", LOCAL_BASIS)
    days = sorted(set(local.days))
    if len(days) > MOST_LOCAL_DAYS:
        raise _bad("days", f"at most {MOST_LOCAL_DAYS} days off a year")
    if strange := [day for day in days if day.year != local.year]:
        raise _bad("days", f"{strange[0].isoformat()} is no day of {local.year}")
    return replace(local, days=tuple(days))


def _whole(year: CalendarYear) -> None:
    """An empty list of days off is no year without holidays, but a year nobody has filled in."""
    if holes := missing_days(year):
        told = f"by law these are days off: {', '.join(day.isoformat() for day in holes)}"
        raise DamagedCalendar(told, "off_days", "calendar_hole")


def _one_after_the_other(year: int, others: Iterable[CalendarPublished]) -> None:
    known = {other.year for other in others if other.status == "official"} | {year}
    known |= {packaged.year for packaged in official().years.values() if packaged.status == "official"}
    if holes := sorted(set(range(min(known), max(known))) - known):
        told = f"there is no official calendar of {', '.join(map(str, holes))} yet"
        raise DamagedCalendar(told, "year", "calendar_hole")


def _bad(field: str, message: str) -> DamagedCalendar:
    return DamagedCalendar(message, field, "bad_local_days", LOCAL_BASIS)
