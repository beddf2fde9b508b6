"""Plays lives against the running services: every step in its life's order, many lives in flight.

A step that must wait for something to reach a service through the journal (a review to open, a decision to arrive)
is put off and tried again, while others go on. Every command's key derives from seed, life and step; so a run that was
cut off can be said again, and does nothing twice.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from shared.simulation.acts import COUNTED, NAMES, NOT_YET, learned, request
from shared.simulation.client import Answer, Client, GaveUp
from shared.simulation.lives import Act, Life, Step
from shared.simulation.staff import Staff

PUT_OFF_SECONDS = 0.1
LONGEST_PUT_OFF = 1.6
ARRIVES_WITHIN = 180.0
"""How long something may take to reach a service through the journal before the run gives up."""

Counts = dict[str, dict[str, int]]


@dataclass(order=True)
class Turn:
    """A life whose next step is due, by virtual time."""

    at: float
    number: int
    life: Life = field(compare=False)
    step: int = field(compare=False, default=0)
    known: dict[str, str] = field(compare=False, default_factory=dict)
    waits_since: float = field(compare=False, default=0.0)
    put_off: float = field(compare=False, default=PUT_OFF_SECONDS)


class Driver:
    """Plays lives with several threads.

    Args:
        client: the public API.
        staff: who does what.
        seed: names the run, and its commands' keys.
        on_step: called after every step that was done.
    """

    def __init__(self, client: Client, staff: Staff, seed: int, on_step: Callable[[], None] = lambda: None) -> None:
        self._client, self._staff, self._seed, self._on_step = client, staff, seed, on_step
        self._ready: list[Turn] = []
        self._waiting: list[tuple[float, Turn]] = []
        self._in_hand = 0
        self._changed = threading.Condition()
        self._fault: BaseException | None = None
        self.made: Counts = {}
        self.new: Counts = {}

    def play(self, lives: Iterable[Life], threads: int) -> None:
        """Play all lives to their ends.

        Raises:
            GaveUp: a service stayed away, or refused what the plan had foreseen.
        """
        for number, life in enumerate(lives):
            heapq.heappush(self._ready, Turn(life.steps[0].at.timestamp(), number, life))
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
            elif turn.step < len(turn.life.steps):
                turn.at = turn.life.steps[turn.step].at.timestamp()
                heapq.heappush(self._ready, turn)
            self._changed.notify()

    def _do(self, turn: Turn) -> bool:
        """Do a life's next step; tell whether it was done, or must wait."""
        life, step = turn.life, turn.life.steps[turn.step]
        service, path, body = request(life, step, turn.known)
        account, body = self._staff.account(life, step.act), {**body, **self._staff.beside(life, step)}
        key = command_key(self._seed, life, turn.step)
        answer = self._client.post(service, path, account, key, step.at, body)
        if not answer.done:
            self._put_off(turn, step, answer)
            return False
        turn.known.update(learned(step.act, answer.body))
        turn.step, turn.waits_since, turn.put_off = turn.step + 1, 0.0, PUT_OFF_SECONDS
        self._count(life.department, step.act, new=answer.new)
        self._on_step()
        return True

    def _put_off(self, turn: Turn, step: Step, answer: Answer) -> None:
        now = time.monotonic()
        turn.waits_since = turn.waits_since or now
        if answer.code not in NOT_YET.get(step.act, ()) or now - turn.waits_since > ARRIVES_WITHIN:
            told = f"{answer.status} {answer.code} {answer.body.get('detail', '')} {answer.body.get('errors', '')}"
            raise GaveUp(f"{turn.life.key} {turn.known.get('case', '')}: {step.act.value} was refused: {told}")

    def _count(self, department: str, act: Act, *, new: bool) -> None:
        name = COUNTED.get(act)
        if name is None:
            return
        with self._changed:
            for counts in (self.made, self.new) if new else (self.made,):
                mine = counts.setdefault(department, dict.fromkeys(NAMES, 0))
                mine[name] += 1


def command_key(seed: int, life: Life, step: int) -> str:
    """Give the idempotency key of a step: the same in every run with the same seed."""
    return str(uuid5(NAMESPACE_URL, f"yizhan:simulation:{seed}:{life.key}:{step}"))
