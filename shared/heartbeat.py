"""What a worker says of itself every two seconds, in its service's database: for whoever looks whether it still works.

A process that lives need not work: it may have been stopped, or one of its loops may hang. The note tells how old it is
by the database's own clock, so that a clock that was set back misleads nobody for longer than until the next beat.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database

from shared.journal.bus import BusError
from shared.observability import BEAT

BEAT_SECONDS = 2.0
SILENT_SECONDS = 30.0
"""A worker that has said nothing for so long, while the database answers, is taken for hung."""
SLOW_SECONDS = 60.0
"""A step that lasts longer than this is told; a rebuild or a refill of a large journal may well."""
REASON_MOST = 200


class Doing:
    """What the loops of a worker are at: since when, and what those wait for that failed last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: dict[str, float] = {}
        self._waits: dict[str, str] = {}

    @contextmanager
    def step(self, loop: str) -> Iterator[None]:
        """Note a step while it lasts, and how it ended. Of others' errors only the kind: they may carry data."""
        self._began[loop] = self._clock()
        try:
            yield
        except Exception as fault:
            self._waits[loop] = str(fault)[:REASON_MOST] if isinstance(fault, BusError) else type(fault).__name__
            raise
        else:
            self._waits.pop(loop, None)
        finally:
            self._began.pop(loop, None)

    def told(self) -> dict[str, list[dict[str, Any]]]:
        """Give it as it is noted."""
        lasting = {loop: self._clock() - began for loop, began in self._began.copy().items()}
        return {
            "waits": [{"loop": loop, "reason": reason} for loop, reason in self._waits.copy().items()],
            "slow": [{"loop": loop, "seconds": int(s)} for loop, s in lasting.items() if s > SLOW_SECONDS],
        }


@dataclass(frozen=True, slots=True)
class Beat:
    """The newest note of a worker.

    Attributes:
        age: seconds since it was written.
        pending: commits waiting for the broker.
        parked: how much its followers have set aside.
        ended: loops that are no more.
        waits: the reason by loop whose last step failed.
        slow: seconds by loop whose step lasts long.
    """

    age: float
    pending: int
    parked: int
    ended: tuple[str, ...]
    waits: Mapping[str, str]
    slow: Mapping[str, int]

    @property
    def silent(self) -> bool:
        """Whether it should have been followed by another one long ago."""
        return self.age > SILENT_SECONDS


def beat(database: Database[dict[str, Any]], name: str, fields: Mapping[str, Any]) -> None:
    """Write the note, with the database's time, and say in the measures that it was written."""
    change = {"$set": dict(fields), "$currentDate": {"at": True}}
    database["workers"].update_one({"_id": name}, change, upsert=True)
    BEAT.labels(name).set_to_current_time()


def last_beat(database: Database[dict[str, Any]], name: str) -> Beat | None:
    """Give the newest note of a service's worker; None where it never wrote one, or has ended in order."""
    found = database["workers"].find_one({"_id": name})
    if found is None:
        return None
    now = _utc(database.client.admin.command("hello")["localTime"])
    return Beat(
        age=(now - _utc(found["at"])).total_seconds(),
        pending=found.get("pending", 0),
        parked=found.get("parked", 0),
        ended=tuple(found.get("ended", ())),
        waits={each["loop"]: each["reason"] for each in found.get("waits", ())},
        slow={each["loop"]: each["seconds"] for each in found.get("slow", ())},
    )


def ended(threads: Collection[Any]) -> list[str]:
    """Name the threads that are no more."""
    return [thread.name for thread in threads if not thread.is_alive()]


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
