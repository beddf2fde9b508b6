"""Parts that live and do nothing: each is asked for a sign of life, and ended where it gives the same for too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from subprocess import Popen
from typing import Any

from shared.launcher.part import Part

LOOK_SECONDS = 5.0
SILENT_SECONDS = 120.0
"""A part that gives no new sign for so long is ended by force: it is far more than a busy machine needs between two."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest sign of a process, and when it was first seen (monotonic seconds)."""

    pid: int
    sign: Any
    since: float


class Silence:
    """Watches from a thread of its own, for asking may take its time; whoever starts parts starts ended ones again.

    No clock of anybody's is compared, only whether a sign changes; so a clock that is set back ends nobody. Where a
    part cannot be asked (the database that holds its signs is away), its time begins anew.

    Args:
        running: gives the parts and their processes.
        say: where lines for people go.
        patience: seconds without a new sign after which a part is ended.
        every: seconds between two looks.
    """

    def __init__(
        self,
        running: Callable[[], Collection[tuple[Part, Popen[bytes]]]],
        say: Callable[[str], None],
        *,
        patience: float = SILENT_SECONDS,
        every: float = LOOK_SECONDS,
    ) -> None:
        self._running, self._say, self._patience, self._every = running, say, patience, every
        self._seen: dict[str, Seen] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="silence", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; a look that is under way ends nobody."""
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            for part, process in self._running():
                if part.sign is not None:
                    self._look(part, process, part.sign())

    def _look(self, part: Part, process: Popen[bytes], sign: Any) -> None:
        now, seen = time.monotonic(), self._seen.get(part.name)
        if sign is None or seen is None or (seen.pid, seen.sign) != (process.pid, sign):
            self._seen[part.name] = Seen(process.pid, sign, now)
        elif now - seen.since > self._patience and not self._stop.is_set() and process.poll() is None:
            self._say(f"{part.name} gave no sign of life for {now - seen.since:.0f} s; ending it")
            process.kill()
