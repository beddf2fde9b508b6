"""Opening hours as data: which stretches of a day a place is open, and when a half day begins. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from shared.contracts.registry import Span, VenueRegistered
from shared.contracts.venues import Half
from shared.timekeeping import SHANGHAI, Calendar

NOON = "12:30"
"""A stretch that begins before this is the morning's, any other the afternoon's."""

WORKDAY = (Span("09:00", "12:00"), Span("13:30", "17:00"))
"""What counts where a place has not stated its hours as data."""


def weekly(venue: VenueRegistered, weekday: int) -> tuple[Span, ...]:
    """Give the hours of a day of the week, in order; the usual ones of Monday to Friday where none are stated."""
    if not venue.opening:
        return WORKDAY if weekday < 6 else ()
    found = next((each.spans for each in venue.opening if each.weekday == weekday), ())
    return tuple(sorted(found, key=lambda span: span.opens))


def market_hours(venue: VenueRegistered) -> tuple[Span, ...]:
    """Give the hours of a market-day weekend: as stated, or the longest weekday's."""
    if venue.market_hours:
        return tuple(sorted(venue.market_hours, key=lambda span: span.opens))
    return max((weekly(venue, weekday) for weekday in range(1, 6)), key=_minutes)


def hours_on(venue: VenueRegistered, day: date, calendar: Calendar, *, duty: bool) -> tuple[Span, ...]:
    """Give the hours of a day.

    A rest day has none, unless it is a market-day weekend on which the place must open (`duty`); a weekend that is
    worked instead of a holiday has those of its stated weekday, or the longest weekday's.

    Raises:
        NoCalendar: no calendar covers the day.
    """
    if duty:
        return market_hours(venue)
    if not calendar.is_working_day(day):
        return ()
    return weekly(venue, day.isoweekday()) or market_hours(venue)


def half_of(span: Span) -> Half:
    """Tell which half of the day a stretch belongs to."""
    return "am" if span.opens < NOON else "pm"


def half_at(moment: datetime) -> Half:
    """Tell which half of the day a moment belongs to."""
    return "am" if moment.strftime("%H:%M") < NOON else "pm"


def begins(spans: tuple[Span, ...], day: date, half: Half) -> datetime | None:
    """Tell when a half day begins; None where the place is shut then."""
    opens = [span.opens for span in spans if half_of(span) == half]
    return at(day, min(opens)) if opens else None


def at(day: date, clock: str) -> datetime:
    """Give the moment of a day that `HH:MM` names, in Asia/Shanghai."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def _minutes(spans: tuple[Span, ...]) -> float:
    day = date(2000, 1, 1)
    return sum((at(day, span.closes) - at(day, span.opens)).total_seconds() for span in spans)
