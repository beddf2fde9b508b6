"""The clock of proxies: notes once, with its true day, that a last day passed without hand-over or report.

What was written is in the journal; a tick that is missed, repeated or run twice at once changes nothing. Proxies of a
virtual calendar are left alone: there only what is said in virtual time happens.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from services.intake.proxies import views
from services.intake.proxies.acts import do
from services.intake.proxies.commands import NoteMissed
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.streams import stream_name
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.timekeeping import end_of, local_day
from shared.worker import Timer

EVERY_SECONDS = 30.0
MOST = 500


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""
    return Timer("proxies", EVERY_SECONDS, lambda: tick(intake))


def tick(intake: Intake) -> None:
    """Note every last day that is over; one that cannot be noted keeps no other waiting."""
    now = intake.clock.now()
    for found in views.overdue(intake.proxies, local_day(now), MOST):
        try:
            _noted(intake, found, now)
        except Rejected as fault:
            log().error("proxy_waits", proxy=found["_id"], reason=fault.code)


def _noted(intake: Intake, found: dict[str, Any], now: datetime) -> None:
    number = found["_id"]
    if on_virtual_calendar(intake.journal, stream_name("proxy", number)):
        return
    duty: Literal["handover", "report"] = "handover" if found["status"] == "entrusted" else "report"
    passed = min(end_of(date.fromisoformat(found["due"])), now)
    name = derived_command_id("proxies", f"missed/{number}/{duty}")
    meta = Meta(command_id=name, actor=SYSTEM, now=now, occurred_at=passed)
    do(intake, number, NoteMissed(meta=meta, duty=duty))
