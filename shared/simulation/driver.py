"""Plays stories against the running services: every deed in its story's order, many stories under way at once.

A deed that must wait for something to reach a service through the journal (a review to open, a decision to arrive)
is put off and tried again, while others go on. Every command's key derives from seed, story and deed; so a run that was
cut off can be said again, and does nothing twice.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from shared.simulation.client import Answer, Client, GaveUp
from shared.simulation.deeds import Deed, Known, Story

PUT_OFF_SECONDS = 0.1
LONGEST_PUT_OFF = 1.6
ARRIVES_WITHIN = 180.0
"""How long something may take to reach a service through the journal before the run gives up."""

Counts = dict[str, dict[str, int]]
"""By unit (department, hall or point) and name."""


@dataclass(order=True)
class Turn:
    """A story whose next deed is due, by virtual time."""

    at: float
    number: int
    story: Story = field(compare=False)
    deed: int = field(compare=False, default=0)
    known: dict[str, Any] = field(compare=False, default_factory=dict)
    waits_since: float = field(compare=False, default=0.0)
    put_off: float = field(compare=False, default=PUT_OFF_SECONDS)


class Driver:
    """Plays stories with several threads.

    Args:
        client: the public API.
        seed: names the run, and its commands' keys.
        on_deed: called after every deed that was done.
    """

    def __init__(self, client: Client, seed: int, on_deed: Callable[[], None] = lambda: None) -> None:
        self._client, self._seed, self._on_deed = client, seed, on_deed
        self._ready: list[Turn] = []
        self._waiting: list[tuple[float, Turn]] = []
        self._in_hand = 0
        self._changed = threading.Condition()
        self._fault: BaseException | None = None
        self.made: Counts = {}
        self.new: Counts = {}

    def play(self, stories: Iterable[Story], threads: int) -> None:
        """Play all stories to their ends.

        Raises:
            GaveUp: a service stayed away, or refused what the plan had foreseen.
        """
        for number, story in enumerate(stories):
            if story.deeds:
                heapq.heappush(self._ready, Turn(story.deeds[0].at.timestamp(), number, story))
        pool = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]
        for thread in pool:
            thread.start()
        for thread in pool:
            while thread.is_alive():
                thread.join(0.5)
        if self._fault is not None:
            raise self._fault

    # -- turns ----------------------------------------------------------------

    def _work(self) -> None:
        try:
            while (turn := self._next()) is not None:
                self._take(turn)
        except BaseException as fault:
            with self._changed:
                self._fault = self._fault or fault
                self._changed.notify_all()

    def _next(self) -> Turn | None:
        """Give the turn that is first in virtual time; wait where all are in hand or put off; None at the end."""
        with self._changed:
            while self._fault is None:
                now = time.monotonic()
                while self._waiting and self._waiting[0][0] <= now:
                    heapq.heappush(self._ready, heapq.heappop(self._waiting)[1])
                if self._ready:
                    self._in_hand += 1
                    return heapq.heappop(self._ready)
                if not self._waiting and not self._in_hand:
                    self._changed.notify_all()
                    return None
                self._changed.wait(max(self._waiting[0][0] - now, 0.001) if self._waiting else None)
            return None

    def _take(self, turn: Turn) -> None:
        done = self._do(turn)
        with self._changed:
            self._in_hand -= 1
            if not done:
                heapq.heappush(self._waiting, (time.monotonic() + turn.put_off, turn))
                turn.put_off = min(turn.put_off * 2, LONGEST_PUT_OFF)
            elif turn.deed < len(turn.story.deeds):
                turn.at = turn.story.deeds[turn.deed].at.timestamp()
                heapq.heappush(self._ready, turn)
            self._changed.notify()

    def _do(self, turn: Turn) -> bool:
        """Do a story's next deed; tell whether it was done, or must wait."""
        deed = turn.story.deeds[turn.deed]
        if deed.lost(turn.known):
            return self._went_on(turn)
        key = command_key(self._seed, turn.story, turn.deed, turn.known)
        answer = self._client.do(deed, turn.known, key)
        if not answer.done and answer.code not in deed.tolerates:
            self._put_off(turn, deed, answer)
            return False
        turn.known.update(deed.learned(answer.body) if answer.done else dict.fromkeys(deed.learns, ""))
        if answer.done:
            self._count(deed, new=answer.new)
        return self._went_on(turn)

    def _went_on(self, turn: Turn) -> bool:
        turn.deed, turn.waits_since, turn.put_off = turn.deed + 1, 0.0, PUT_OFF_SECONDS
        self._on_deed()
        return True

    def _put_off(self, turn: Turn, deed: Deed, answer: Answer) -> None:
        now = time.monotonic()
        turn.waits_since = turn.waits_since or now
        if answer.code not in deed.waits_for or now - turn.waits_since > ARRIVES_WITHIN:
            told = f"{answer.status} {answer.code} {answer.body.get('detail', '')} {answer.body.get('errors', '')}"
            where = f"{turn.story.key} {turn.known.get('case', '')}: {deed.account} {deed.path} at {deed.at}"
            raise GaveUp(f"{where} was refused: {told}")

    def _count(self, deed: Deed, *, new: bool) -> None:
        with self._changed:
            for counts in (self.made, self.new) if new else (self.made,):
                for unit, name in deed.counts:
                    mine = counts.setdefault(unit, {})
                    mine[name] = mine.get(name, 0) + 1


def command_key(seed: int, story: Story, deed: int, known: Known = MappingProxyType({})) -> str:
    """Give the idempotency key of a deed: the same in every run with the same seed; of a common story in every run.

    A body that is made of what is known counts as it is said.
    """
    name = f"{seed}:{story.key}:{deed}"
    if story.common:
        one = story.deeds[deed]
        said = one.said(known) if callable(one.body) else one.body
        name = f"common:{one.account}:{one.at.isoformat()}:{one.path}:{said}"
    return str(uuid5(NAMESPACE_URL, f"yizhan:simulation:{name}"))
