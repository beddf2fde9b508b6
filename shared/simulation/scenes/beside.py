"""What goes with a case: how its applicant came to the window, who acted for them, and what followed.

Pure: a life's own deeds stay as they are and in their order; others are put before, between and behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shared.simulation.acts import story
from shared.simulation.deeds import Deed, Story
from shared.simulation.lives import Act, Life
from shared.simulation.people import person
from shared.simulation.scenes import aftermath, habits, villages, words
from shared.simulation.scenes.days import Run, clock

MINUTE = timedelta(minutes=1)
FULL = frozenset({"slot_full", "no_such_slot", "already_booked", "too_many_appointments"})
"""What a hall says that has no time left: then the applicant comes without."""


class Beside:
    """Puts scenes beside lives; remembers which times of a hall are booked, so that no life needs another's place."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._booked: set[tuple[str, str, datetime]] = set()

    def stories(self, lives: Iterable[Life]) -> Iterator[Story]:
        """Give every life with what goes with it."""
        for life in lives:
            yield self.with_scenes(life)

    def with_scenes(self, life: Life) -> Story:
        """Give one life with what goes with it."""
        run, dice = self._run, self._run.dice("beside", life.key)
        deeds = story(life, run.staff).deeds
        if life.channel == "window":
            deeds = self._at_the_window(life, deeds, dice)
        elif life.channel == "proxy":
            deeds = villages.carried(run, life, deeds, dice)
        return Story(life.key, in_order((*deeds, *aftermath.of(run, life, dice))))

    def _at_the_window(self, life: Life, deeds: tuple[Deed, ...], dice: Random) -> tuple[Deed, ...]:
        """With an appointment, with a number, for somebody else, or just so."""
        number, chance = int(life.key.rpartition("/")[2]), dice.random()
        ways: tuple[tuple[float, int, Callable[..., tuple[Deed, ...] | None]], ...] = (
            (habits.APPOINTMENTS, habits.MOST_APPOINTMENTS, self._appointed),
            (habits.TICKETS, habits.MOST_TICKETS, self._numbered),
            (habits.MANDATES, habits.MOST_MANDATES, self._mandated),
        )
        for share, most, way in ways:
            if chance < share:
                return (number <= most and way(life, deeds, dice)) or deeds
            chance -= share
        return deeds

    # -- numbers and times --------------------------------------------------------

    def _numbered(self, life: Life, deeds: tuple[Deed, ...], dice: Random) -> tuple[Deed, ...] | None:
        """Take a number, wait, be called; some miss their call and come back."""
        hall, at = life.offer.hall, life.steps[0].at
        came = at - timedelta(minutes=dice.randint(3, 28))
        if came < clock(at.date(), "08:10"):
            return None
        body = {"items": [life.offer.item.code], "priority": dice.choice(("", "", "", "elder"))}
        device = self._run.staff.one("window_device", hall=hall)
        took = _intake(came, device, f"halls/{hall}/tickets", body, learns={"ticket": "ticket"})
        late = dice.random() < 0.1 and at - came > 12 * MINUTE
        return (took, *(self._missed_call(life, came) if late else ()), *self._called(life, deeds))

    def _missed_call(self, life: Life, came: datetime) -> tuple[Deed, ...]:
        """Called twice, nobody came; then back in the line."""
        hall, clerk, said = life.offer.hall, self._clerk(life), {"window": life.offer.window}
        path = f"halls/{hall}/tickets/{{ticket}}"
        acts = ("calls", "calls", "absence", "return")
        return tuple(
            _intake(came + (n + 3) * MINUTE, clerk, f"{path}/{act}", {} if act == "return" else said)
            for n, act in enumerate(acts)
        )

    def _called(self, life: Life, deeds: tuple[Deed, ...], *kept: tuple[str, str]) -> tuple[Deed, ...]:
        """Be called, hand in with the number, be served."""
        hall, clerk, at = life.offer.hall, self._clerk(life), life.steps[0].at
        path, said = f"halls/{hall}/tickets/{{ticket}}", {"window": life.offer.window}
        first, *rest = deeds
        return (
            _intake(at - MINUTE / 2, clerk, f"{path}/calls", said, counts=kept),
            _with(first, ticket="{ticket}"),
            _intake(at + MINUTE, clerk, f"{path}/service", said),
            *rest,
        )

    def _appointed(self, life: Life, deeds: tuple[Deed, ...], dice: Random) -> tuple[Deed, ...] | None:
        """Book a time some days ahead, check in, be called: the hall has kept its word."""
        hall, at, department = life.offer.hall, life.steps[0].at, life.department
        begins = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
        place = (hall, department, begins)
        if place in self._booked:
            return None
        self._booked.add(place)
        who = words.applicant(life.applicant)
        said = {"hall": hall, "item": life.offer.item.code, "begins": begins.isoformat(), "applicant": who}
        before = clock((at - timedelta(days=dice.randint(1, 6))).date(), "20:15")
        arrives = max(begins - 20 * MINUTE, min(at - 2 * MINUTE, begins - MINUTE))
        book = _intake(before, "citizen", "appointments", said, learns={"appointment": "number"}, tolerates=FULL)
        come = _intake(
            arrives, self._clerk(life), "appointments/{appointment}/arrival", {}, learns={"ticket": "ticket"}
        )
        kept = ((hall, "appointment_met"), (department, "appointment_met"))
        called = self._called(life, deeds, *kept)
        return (book, come, called[0], _with(called[1], appointment="{appointment}"), *called[2:])

    # -- for somebody else -----------------------------------------------------------

    def _mandated(self, life: Life, deeds: tuple[Deed, ...], dice: Random) -> tuple[Deed, ...] | None:
        """Somebody comes with a letter of authority, hands in with it, and fetches the result with it."""
        at = life.steps[0].at
        day = at.date()
        said = {
            "principal": words.applicant(life.applicant),
            "agent": words.applicant(person(dice, day)),
            "items": [life.offer.item.code],
            "acts": ["apply", "supplement", "withdraw", "collect"],
            "valid_from": day.isoformat(),
            "valid_to": (day + timedelta(days=150)).isoformat(),
        }
        given = _intake(at - MINUTE, self._clerk(life), "mandates", said, learns={"mandate": "mandate_no"})
        bring = {Act.RECEIVE, Act.DELIVER}
        acts = [step.act for step in life.steps]
        with_it = [_with(d, mandate="{mandate}") if a in bring else d for d, a in zip(deeds, acts, strict=True)]
        end: tuple[Deed, ...] = ()
        if Act.DELIVER in acts:
            done = with_it[acts.index(Act.DELIVER)].at + MINUTE
            end = (_intake(done, self._clerk(life), "mandates/{mandate}/revocation", {"reason": "done"}),)
        return (given, *with_it, *end)

    def _clerk(self, life: Life) -> str:
        return self._run.staff.one("window_clerk", unit=life.department)


def in_order(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """Put deeds in the order of their times; those of one moment stay as they are."""
    return tuple(sorted(deeds, key=lambda deed: deed.at))


def _intake(at: datetime, account: str, path: str, body: dict[str, Any], **more: Any) -> Deed:
    return Deed(at=at, account=account, service="intake", path=f"/api/v1/{path}", body=body, **more)


def _with(deed: Deed, **said: str) -> Deed:
    assert isinstance(deed.body, dict)
    return replace(deed, body={**deed.body, **said})
