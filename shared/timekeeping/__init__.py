"""Time as the law counts it: clocks, official calendars as data, working and natural days, suspensions, market days.

Pure functions over data; every date in the system comes from here and explains itself day by day. Where nobody
has published a calendar, an answer is marked provisional or refused, never guessed in silence. It knows nothing of
services, stores or the web; `decide` and `state` modules may use it.
"""

from shared.timekeeping.ages import age_on, is_minor
from shared.timekeeping.calendars import Calendar, LocalDays, from_published, official
from shared.timekeeping.clock import SHANGHAI, Clock, RealClock, VirtualClock, end_of, in_shanghai, local_day
from shared.timekeeping.deadlines import REASONS, WHYS, Deadline, Pause, Skipped
from shared.timekeeping.errors import (
    BadPeriod,
    BadRule,
    ClockStopped,
    DamagedCalendar,
    NoCalendar,
    TimekeepingError,
)
from shared.timekeeping.limits import UNITS, Limit, due_on, not_longer
from shared.timekeeping.recounts import Recount, recounted
from shared.timekeeping.years import CalendarYear

__all__ = [
    "REASONS",
    "SHANGHAI",
    "UNITS",
    "WHYS",
    "BadPeriod",
    "BadRule",
    "Calendar",
    "CalendarYear",
    "Clock",
    "ClockStopped",
    "DamagedCalendar",
    "Deadline",
    "Limit",
    "LocalDays",
    "NoCalendar",
    "Pause",
    "RealClock",
    "Recount",
    "Skipped",
    "TimekeepingError",
    "VirtualClock",
    "age_on",
    "due_on",
    "end_of",
    "from_published",
    "in_shanghai",
    "is_minor",
    "local_day",
    "not_longer",
    "official",
    "recounted",
]
