"""A venue's day as people read it: every shift with who came and how late, and whoever came without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.intake.attendance import days
from services.intake.attendance.state import Stay, VenueDay
from services.intake.rosters import views as rosters
from services.intake.rosters.decide import acting
from services.intake.service import Intake
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import Half, Shift

Document = dict[str, Any]
Missing = frozenset[tuple[Half, str]]

TONES = {"coming": "neutral", "here": "good", "left": "info", "late": "warn", "empty": "bad", "gap": "bad"}
"""How each state of a shift looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A shift as it stands.

    `state`: `coming`, `here`, `left`, `late` (begun, nobody yet), `empty` (nobody, and noted or to be noted), `gap` (A
    is on leave and no B is there).
    """

    shift: Shift
    acting: str
    due_at: datetime | None
    state: str
    stay: Stay | None = None


def sheet(intake: Intake, venue: VenueRegistered, day: date, now: datetime) -> list[Presence]:
    """Give every shift of a day as it stands at a moment, and every check-in outside the roster."""
    held = days.load(intake, venue.id, day)
    leave = rosters.leave(intake.replica)
    shifts = rosters.shifts_on(intake.replica, venue.id, day)
    missing = held.absent | {(shift.half, shift.post) for shift, _ in days.missing_at(intake, venue, day, now)}
    rows = [_presence(intake, venue, shift, acting(shift, leave), held, missing, now) for shift in shifts]
    known = {(shift.half, shift.post) for shift in shifts}
    others = [stay for stay in held.stays if (stay.half, stay.post) not in known]
    return rows + [_unrostered(stay, day) for stay in others]


def _presence(
    intake: Intake, venue: VenueRegistered, shift: Shift, who: str, held: VenueDay, missing: Missing, now: datetime
) -> Presence:
    due = days.due_at(intake, venue, shift.day, shift.half)
    came = held.came(shift.half, shift.post)
    stay = next((each for each in came if each.until is None), came[-1] if came else None)
    state = _came(stay) if stay else _awaited(shift, who, missing, due, now)
    return Presence(shift=shift, acting=who, due_at=due, state=state, stay=stay)


def _came(stay: Stay) -> str:
    return "here" if stay.until is None else "left"


def _awaited(shift: Shift, who: str, missing: Missing, due: datetime | None, now: datetime) -> str:
    if (shift.half, shift.post) in missing:
        return "empty"
    if due is None or now < due:
        return "coming" if who else "gap"
    return "late"


def _unrostered(stay: Stay, day: date) -> Presence:
    shift = Shift(day, stay.half, stay.post, "")
    return Presence(shift=shift, acting=stay.staff, due_at=None, state=_came(stay), stay=stay)


def document(presence: Presence) -> Document:
    """Give a shift as JSON-ready data."""
    shift, stay = presence.shift, presence.stay
    return {
        "half": shift.half,
        "post": shift.post,
        "a": shift.a,
        "b": shift.b,
        "acting": presence.acting,
        "due_at": presence.due_at.isoformat() if presence.due_at else None,
        "state": presence.state,
        "staff": stay.staff if stay else "",
        "since": stay.since.isoformat() if stay else None,
        "until": stay.until.isoformat() if stay and stay.until else None,
        "late_minutes": stay.late_minutes if stay else 0,
    }


def day_document(intake: Intake, venue: VenueRegistered, day: date, now: datetime) -> Document:
    """Give a venue's day as JSON-ready data."""
    held = days.load(intake, venue.id, day)
    return {
        "venue": venue.id,
        "day": day,
        "duty": rosters.is_duty(venue, intake.calendar(), day),
        "verdict": held.verdict,
        "shifts": [document(presence) for presence in sheet(intake, venue, day, now)],
        "inspections": len(held.looks),
    }
