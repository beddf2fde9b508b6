"""The cell that keeps a case, and readings of the days that events tell.

Cells hold what is close in time, so that old ones grow cold. A case number carries its day, other keys carry a day or
a year with a running number; what carries neither is spread over many cells, so that none grows with the town.
"""

from __future__ import annotations

import re
from datetime import datetime
from zlib import crc32
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
BUCKETS = 4096
A_HUNDRED = 100
_DAY = re.compile(r"(?<![0-9])(20[0-9]{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12][0-9]|3[01])")
_DOCUMENT = re.compile(r"([A-Z]{2})(20[0-9]{2})([0-9]{6})")
CASE_NUMBER = 23


def cell(case: str) -> str:
    """Name the cell of a case: the same for ever; every name begins with a year or with `other`.

    A case number has division 9, day 8, serial 5, check 1; a document's (`520402109TS2026000017`) a year and a serial.
    """
    if len(case) == CASE_NUMBER and case[:22].isdigit():  # the check character may be an X
        return case[9:17]
    if (numbered := _DOCUMENT.search(case)) is not None:
        letters, year, serial = numbered.groups()
        return f"{year}{letters}{int(serial) // A_HUNDRED:04d}"
    if (dated := _DAY.search(case)) is not None:
        return "".join(dated.groups())
    return f"other{crc32(case.encode()) % BUCKETS:03x}"


def local_day(stamp: str) -> str:
    """Give the local day of an ISO 8601 time; the usual offset costs a slice, others are converted.

    Raises:
        ValueError: it is not such a time.
    """
    text = str(stamp)
    if text[10:11] == "T" and text[-6:] == "+08:00":
        return text[:10]
    return datetime.fromisoformat(text).astimezone(LOCAL).date().isoformat()


def whole_day(day: str) -> str:
    """Give a day as it stands; days are compared as texts, so nothing else may slip in.

    Raises:
        ValueError: it is not `YYYY-MM-DD`.
    """
    if day.__class__ is not str or len(day) != 10 or day[4] != "-":
        raise ValueError(f"not a day: {day!r}")
    return day


def code(name: str) -> str:
    """Give a unit's code as it stands; it becomes part of a key.

    Raises:
        ValueError: it is no text, or holds what separates the parts of a key.
    """
    if name.__class__ is not str or "|" in name or "@" in name:
        raise ValueError(f"not a code: {name!r}")
    return name
