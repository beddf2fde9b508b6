"""People at a hall's self-service terminal: they look what is there, apply, come back to look, and rate there. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from shared.simulation.deeds import Deed, Story
from shared.simulation.people import person
from shared.simulation.scenes.days import Run, clock
from shared.simulation.scenes.windows import Window

MINUTE = timedelta(minutes=1)
AT_TERMINALS = ("LOCAL-01", "LOCAL-18", "LOCAL-16", "LOCAL-12")
"""What people do there by themselves, one of it a day."""


def people(run: Run) -> Iterator[Story]:
    """Give somebody at a terminal on every day, in turn of the halls."""
    for number, day in run.numbered():
        if found := run.scene.offers_of(AT_TERMINALS[number % len(AT_TERMINALS)]):
            yield Story(f"terminal/{day}", tuple(_day(run, Window(run, found[0]), day)))


def _day(run: Run, window: Window, day: date) -> Iterator[Deed]:
    dice, hall = run.dice("terminal", day), window.offer.hall
    at, device = clock(day, "10:12") + dice.randint(0, 40) * MINUTE, run.staff.one("window_device", hall=hall)
    yield window.received(at, person(dice, day), channel="terminal", window="")
    if window.offer.item.kind == "instant":
        done = at + 12 * MINUTE
        yield from window.done_at_once(done, done + 4 * MINUTE)
    else:
        yield window.act(at + 6 * MINUTE, "acceptance", counts="accepted")
        done = run.next_day(at, 3, 0.4)
        yield from window.reviewed(done - 40 * MINUTE, done, done + 30 * MINUTE)
    said: dict[str, Any] = {
        "case_no": window.case,
        "query_code": window.code,
        "grade": dice.choice((1, 1, 1, 2)),
        "channel": "terminal",
    }
    yield window.deed(
        done + 50 * MINUTE,
        "complaints",
        "/api/v1/ratings",
        said,
        account=device,
        counts=((window.department, "rated"),),
        waits_for=frozenset({"not_your_case", "not_invited"}),
        device=f"{dice.getrandbits(128):032x}",
    )
