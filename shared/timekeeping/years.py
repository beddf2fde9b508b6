"""One year of a calendar as data: the days off and the weekends worked, where they come from, and their hash."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.contracts.registry import CalendarPublished
from shared.timekeeping.errors import DamagedCalendar

Status = Literal["official", "provisional"]


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The working days of one year, as the State Council's notice arranges them, or as the law alone lets us infer.

    Attributes:
        off_days: days off by the notice, weekends within a holiday included where the notice names them.
        work_weekends: Saturdays and Sundays that are working days.
        doc_no: numbers of the notices, joined by `；`; empty where none is known for certain.
        hash: SHA-256 over the canonical content; the same whether it came from a file or from an event.
        source_url: where the notices can be read, joined by `；`; empty where no address is known.
        published_on: the day of the newest notice.
    """

    year: int
    status: Status
    doc_no: str
    off_days: frozenset[date]
    work_weekends: frozenset[date]
    hash: str
    source_url: str = ""
    published_on: date | None = None

    @property
    def version(self) -> str:
        """The short name under which a deadline says it was counted on this, `2026-official-1a2b3c4d5e6f`."""
        return f"{self.year}-{self.status}-{self.hash[:12]}"

    def publication(self) -> CalendarPublished:
        """Give the event that publishes this year on the register."""
        return CalendarPublished(
            year=self.year,
            status=self.status,
            doc_no=self.doc_no,
            off_days=tuple(sorted(self.off_days)),
            work_weekends=tuple(sorted(self.work_weekends)),
            hash=self.hash,
            source_url=self.source_url,
            published_on=self.published_on,
        )


def content_hash(year: int, status: str, doc_no: str, off_days: Iterable[date], work_weekends: Iterable[date]) -> str:
    """Give the SHA-256 (hex) over a year's content as canonical JSON: sorted keys, sorted dates, no spaces, UTF-8."""
    content = {
        "doc_no": doc_no,
        "off_days": sorted(day.isoformat() for day in off_days),
        "status": status,
        "work_weekends": sorted(day.isoformat() for day in work_weekends),
        "year": year,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@functools.lru_cache(maxsize=256)
def from_publication(published: CalendarPublished) -> CalendarYear:
    """Build a year from the event that published it; an event checked before is not checked again.

    Raises:
        DamagedCalendar: the content does not match the hash, or contradicts itself.
    """
    year = CalendarYear(
        published.year,
        published.status,
        published.doc_no,
        frozenset(published.off_days),
        frozenset(published.work_weekends),
        published.hash,
        published.source_url,
        published.published_on,
    )
    return _sound(year)


def from_data(data: Mapping[str, Any]) -> CalendarYear:
    """Build a year from a data file of `calendars/`.

    Raises:
        DamagedCalendar: the content does not match the hash, or contradicts itself.
    """
    year = CalendarYear(
        data["year"],
        data["status"],
        data["doc_no"],
        frozenset(map(date.fromisoformat, data["off_days"])),
        frozenset(map(date.fromisoformat, data["work_weekends"])),
        data["hash"],
        "；".join(notice["source_url"] for notice in data["notices"] if notice["source_url"]),
        max((date.fromisoformat(notice["issued_on"]) for notice in data["notices"]), default=None),
    )
    return _sound(year)


def _sound(year: CalendarYear) -> CalendarYear:
    computed = content_hash(year.year, year.status, year.doc_no, year.off_days, year.work_weekends)
    if computed != year.hash:
        raise DamagedCalendar(f"the calendar of {year.year} does not match its hash")
    for field, days in (("off_days", year.off_days), ("work_weekends", year.work_weekends)):
        if strange := sorted(day for day in days if day.year != year.year):
            raise DamagedCalendar(f"{strange[0].isoformat()} is no day of {year.year}", field)
    if both := sorted(year.off_days & year.work_weekends):
        raise DamagedCalendar(f"{both[0].isoformat()} is off and worked", "work_weekends")
    if weekdays := sorted(day for day in year.work_weekends if day.isoweekday() < 6):
        raise DamagedCalendar(f"{weekdays[0].isoformat()} is no Saturday or Sunday", "work_weekends")
    return year
