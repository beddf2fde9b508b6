"""Approval with its worker running on a clock of the test's, and intake's voice on a log in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.approval.reviews.commands import CompleteStep, Decide
from services.approval.service import Approval
from services.approval.worker import create_worker
from shared.contracts import Actor, Event, Meta
from shared.contracts.limits import TimeLimit
from shared.contracts.streams import key_of
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal
from shared.journal.ids import derived_command_id
from shared.journal.memory_bus import MemoryBus
from shared.journal.relay import outgoing
from shared.testing.spec import meta_at
from shared.testing.stack import eventually
from shared.timekeeping import VirtualClock
from tests.approval.samples import CASE, POINTS, accepted

TEN = {"promised": TimeLimit(10, "working_days"), "statutory": TimeLimit(20, "working_days")}
"""The limits of A10."""


def moment(text: str) -> datetime:
    """Read a local time, `2026-10-10T00:00`."""
    return datetime.fromisoformat(f"{text}+08:00")


class World:
    """One approval over stores that outlive its workers."""

    def __init__(self, approval: Approval, start: str) -> None:
        self.clock = VirtualClock(moment(start))
        self.approval = replace(approval, clock=self.clock)
        self.bus = MemoryBus()
        self._last: dict[str, Commit] = {}

    @contextmanager
    def working(self, workers: int = 1) -> Iterator[None]:
        """Let workers run while the block lasts; leaving it and coming back is a restart."""
        running = [create_worker(self.approval.settings, self.approval, self.bus) for _ in range(workers)]
        for n, worker in enumerate(running):
            worker.owner = f"worker-{n}"
            worker.start()
        try:
            yield
        finally:
            for worker in running:
                worker.stop()

    def intake(self, fact: Event, at: str, case: str = CASE, *, simulated: bool = False) -> None:
        """Let intake say something of a case."""
        self._say(f"case/{case}", fact, at, simulated=simulated)

    def publish(self, fact: Event, at: str, stream: str) -> None:
        """Let intake publish a statement of the register."""
        self._say(stream, fact, at)

    def _say(self, stream: str, fact: Event, at: str, *, simulated: bool = False) -> None:
        last, now = self._last.get(stream), moment(at)
        version = last.version + 1 if last else 1
        meta = Meta(
            command_id=derived_command_id("test", f"{stream}@{version}"),
            actor=Actor("clerk-zr", "window_clerk", "dep-zr"),
            now=now,
            occurred_at=now,
            simulated=simulated,
        )
        commit = seal(
            stream=stream, version=version, case=key_of(stream), source="intake", meta=meta, recorded_at=now,
            prev=last.hash if last else GENESIS, facts=[fact],
        )  # fmt: skip
        self._last[stream] = commit
        self.bus.producer().send([outgoing(commit)])

    def accept(self, at: str, case: str = CASE, *, simulated: bool = False, **changes: Any) -> None:
        """Let intake accept a case with the limits of A10, and wait until the timer knows of its review."""
        on = moment(at).date()
        self.intake(accepted(accepted_on=on, **{**TEN, **changes}), at, case, simulated=simulated)
        eventually(lambda: (self.watched(case) or {}).get("reviewed"))

    def watched(self, case: str = CASE) -> dict[str, Any] | None:
        """Give what the watch knows of a case."""
        return self.approval.database["card_watch"].find_one({"_id": case})

    def cards(self, case: str = CASE) -> list[tuple[str, str]]:
        """Give a case's cards and their moments, as the stream has them: `("yellow/...", "2026-10-13 00:00")`."""
        commits = self.approval.journal.store.stream(f"card/{case}")
        facts = [fact for commit in commits for fact in commit.envelope().events if fact.type == "card.issued"]
        return [(f"{f.data['kind']}/{f.data['cause']}", f.occurred_at[:16].replace("T", " ")) for f in facts]

    def settled(self, count: int, case: str = CASE) -> list[tuple[str, str]]:
        """Wait until a case has so many cards and nothing is due; give them."""

        def quiet() -> bool:
            look_at = (self.watched(case) or {}).get("look_at")
            rests = look_at is None or look_at > self.clock.now().isoformat(timespec="milliseconds")
            return rests and len(self.cards(case)) >= count

        eventually(quiet)
        return self.cards(case)


def decided(approval: Approval, at: str) -> None:
    """Let the department examine every point and approve."""
    meta = meta_at(f"{at}:00+08:00", Actor("approver-zr", "approver", "dep-zr"))
    step = replace(meta, command_id=derived_command_id("test", f"step {at}"))
    approval.do(CASE, CompleteStep(meta=step, step="review", points=POINTS, passed=True, finding="查实"))
    then = replace(meta, command_id=derived_command_id("test", f"decide {at}"))
    approval.decide(CASE, Decide(meta=then, outcome="approved", document_no=""))
