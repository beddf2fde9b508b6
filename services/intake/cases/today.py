"""What else a hall has before it today, beside its cases: who comes, who asked, who waits for an answer or a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.intake.appointments import views as appointments
from services.intake.consultations import views as consultations
from services.intake.home_visits import views as home_visits
from services.intake.offline import views as offline
from services.intake.service import Intake
from services.intake.special_channel import views as special_channel
from shared.contracts.registry import VenueRegistered
from shared.identity import Identity
from shared.timekeeping import local_day

SHOWN = 6
"""How many lines of a matter the desk shows."""

EXPECTED = ("booked", "arrived")
"""Appointments of today that are still before the hall."""


@dataclass(frozen=True, slots=True)
class Line:
    """One matter: its time or last day as ISO text, the item's code where there is one, its number."""

    at: str
    item: str
    number: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A kind of matter with how many there are; `endpoint`: the page that shows them all, empty where none does."""

    title: LazyString
    count: int
    lines: tuple[Line, ...]
    endpoint: str = ""


def today_at(intake: Intake, hall: VenueRegistered, now: datetime, identity: Identity) -> list[Panel]:
    """Give what an account may see of its hall's day; kinds of which there are none are left out."""
    may = identity.can
    panels = [
        _appointments(intake, hall.id, now) if may("appointment.manage") else None,
        _questions(intake, hall.id, now) if may("consultation.handle") else None,
        _specials(intake, hall.id, now) if may("special.handle") else None,
        _visits(intake, hall.id, now) if may("visit.handle") else None,
        _held(intake, hall.id) if may("packet.settle") else None,
    ]
    return [panel for panel in panels if panel is not None and panel.count]


def _appointments(intake: Intake, hall: str, now: datetime) -> Panel:
    rows = appointments.of_day(intake.appointments, hall, local_day(now))
    rows = [row for row in rows if row["status"] in EXPECTED]
    lines = [Line(row["begins"], row["item"], row["number"], row["ends"] < now.isoformat()) for row in rows]
    return _panel(_l("今天的预约"), lines, "appointment_pages.hall_day")


def _questions(intake: Intake, hall: str, now: datetime) -> Panel:
    """First-asked responsibility: whoever was asked first sees it through on the same day (S2.5a, B-4)."""
    rows, today = consultations.open_in(intake.hall.consultations, hall), local_day(now).isoformat()
    lines = [Line(row["asked_at"], row["item"], row["number"], _over(row, today)) for row in rows]
    return _panel(_l("首问未闭环"), lines, "consultation_pages.desk")


def _specials(intake: Intake, hall: str, now: datetime) -> Panel:
    rows = [row for row in special_channel.of_hall(intake.hall.specials, hall) if row["status"] == "open"]
    lines = [Line(row["answer_due"], row["item"], row["number"], row["answer_due"] < now.isoformat()) for row in rows]
    return _panel(_l("特别通道待答复"), lines, "special_pages.specials")


def _visits(intake: Intake, hall: str, now: datetime) -> Panel:
    rows, today = home_visits.of_hall(intake.hall.visits, hall), local_day(now).isoformat()
    lines = [Line(row["day"] or row["due"] or "", row["item"], row["number"], _over(row, today)) for row in rows]
    return _panel(_l("上门服务"), lines, "visit_pages.visits")


def _over(row: Mapping[str, Any], today: str) -> bool:
    return bool(row["due"]) and str(row["due"]) < today


def _held(intake: Intake, hall: str) -> Panel:
    return Panel(_l("离线登记待核"), offline.waiting_count(intake.packets, hall), (), "offline_pages.home")


def _panel(title: LazyString, lines: list[Line], endpoint: str = "") -> Panel:
    return Panel(title, len(lines), tuple(lines[:SHOWN]), endpoint)
