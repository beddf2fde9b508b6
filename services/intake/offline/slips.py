"""Slips: numbers granted ahead, times within bounds, and what people compare of a key. Pure.

A slip number is `{township, 9}LS{year, 4}{sequence, 6}`, a document number as C-2 writes them (LS, 临时: for the time
being). The server grants them in blocks; a device uses them up and can make none.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.offline.state import Device
from shared.contracts.offline import DeviceBlockGranted
from shared.numbers import document_number
from shared.timekeeping import Calendar, local_day

BASIS = "S1.4b; C-2"

SLIP = "LS"
"""The kind of these numbers among the documents of a township."""

SKEW = timedelta(minutes=5)
"""So far a device's clock may run ahead of the server's; then it counts as now. Further ahead is the future."""

OLDEST_WORKING_DAYS = 20
"""What was taken down longer ago than this becomes no case by itself; a person at the hall looks at it."""

LATE_WORKING_DAYS = 1
"""More working days than this between taking down and import is late (V03: hand over within one working day)."""

_SLIP = re.compile(r"([0-9]{9})LS([0-9]{4})([0-9]{6})")


class Held(Exception):
    """An entry that becomes no case by itself; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Captured:
    """When an entry was taken down, as far as it is believed, and whether it came late."""

    at: datetime
    late: bool


def numbers(block: DeviceBlockGranted) -> list[str]:
    """Write out the slip numbers of a block."""
    return [document_number(block.township, SLIP, block.year, each) for each in range(block.first, block.last + 1)]


def granted(device: Device, slip_no: str) -> bool:
    """Tell whether a slip number lies in one of the device's blocks."""
    found = _SLIP.fullmatch(slip_no)
    if found is None:
        return False
    township, year, sequence = found[1], int(found[2]), int(found[3])
    return any(
        block.township == township and block.year == year and block.first <= sequence <= block.last
        for block in device.blocks
    )


def moment(told: str) -> datetime | None:
    """Read a device's time; None where it is none, or has no offset."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    return at if at.tzinfo is not None and 2000 <= at.year <= 2200 else None


def captured(told: str, device: Device, now: datetime, calendar: Calendar) -> Captured:
    """Judge when an entry was taken down: a claim of the device, believed between registration and now.

    Raises:
        Held: `captured_unreadable`, `captured_in_future`, `captured_before_device`, `captured_too_long_ago`.
    """
    at = moment(told)
    if at is None:
        raise Held("captured_unreadable")
    at = at.astimezone(now.tzinfo)
    if at > now + SKEW:
        raise Held("captured_in_future")
    at = min(at, now)
    if device.registered_at is None or at < device.registered_at:
        raise Held("captured_before_device")
    passed = calendar.working_days_between(local_day(at), local_day(now))
    if passed > OLDEST_WORKING_DAYS:
        raise Held("captured_too_long_ago")
    return Captured(at, passed > LATE_WORKING_DAYS)


def fingerprint_of(public_key: str) -> str:
    """Give what people compare: 20 hexadecimal digits of the key's SHA-256, in groups of four."""
    raw = base64.urlsafe_b64decode(public_key + "=" * (-len(public_key) % 4))
    digest = hashlib.sha256(raw).hexdigest()[:20].upper()
    return " ".join(digest[at : at + 4] for at in range(0, 20, 4))


def device_id(public_key: str) -> str:
    """Give the name of a device: what its key is, so that one key is one device."""
    return "D-" + fingerprint_of(public_key).replace(" ", "")[:16]
