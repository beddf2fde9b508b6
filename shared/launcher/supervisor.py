"""All parts together: started in order, watched, restarted when they die, ended in order."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from shared.config import Settings
from shared.launcher import parts, record
from shared.launcher.parts import Part
from shared.launcher.processes import end, end_stranger, spawn, started_at
from shared.launcher.record import Record

READY_SECONDS = 90.0
WATCH_SECONDS = 0.3
LONGEST_BACKOFF = 10.0
STEADY_SECONDS = 30.0
"""A part that ran this long is believed again: its next restart is at once."""


class NotStarted(Exception):
    """The local run could not be started; says which part and why."""


@dataclass
class Running:
    """A part's process, when it was started, and how long to wait before the next restart."""

    part: Part
    process: subprocess.Popen[bytes]
    since: float
    backoff: float = 0.5
    restart_at: float | None = field(default=None)


class Supervisor:
    """The local run of one data directory.

    Args:
        settings: ports, data directory, addresses.
        own: the stores that are started here (database, broker); none where addresses were given.
        say: where lines for people go.
    """

    def __init__(self, settings: Settings, own: Sequence[Part], broker: str, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._own = tuple(own)
        self._say = say
        self._running: dict[str, Running] = {}
        self._stopping = False
        pid = os.getpid()
        self._record = Record(pid, started_at(pid) or 0.0, broker, addresses=dict(settings.service_urls))

    def start(self, before_services: Callable[[], None]) -> None:
        """Start stores, then (after `before_services`) the services; return when all are ready.

        Raises:
            NotStarted: another one runs on this data directory, or a part does not get ready.
        """
        self._take_over()
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, self._told)
        try:
            self._stage(self._own)
            before_services()
            self._stage(parts.services(self._settings))
        except BaseException:
            self.stop()
            raise
        self._record.ready = True
        record.write(self._settings.data_dir, self._record)

    def watch(self) -> None:
        """Restart what dies, until told to stop."""
        while not self._stopping:
            for running in list(self._running.values()):
                self._look_after(running)
            time.sleep(WATCH_SECONDS)

    def stop(self) -> None:
        """End the services, then the stores; leave no process behind."""
        mine = {part.name for part in self._own}
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(_end, [r for name, r in self._running.items() if name not in mine]))
        for name in reversed([part.name for part in self._own]):
            if name in self._running:
                _end(self._running[name])
        self._running.clear()
        record.forget(self._settings.data_dir)

    def _told(self, *_: object) -> None:
        if self._stopping:
            return
        self._stopping = True
        if not self._record.ready:
            raise KeyboardInterrupt

    def _take_over(self) -> None:
        """Refuse where another one runs; end what an earlier one left behind."""
        earlier = record.read(self._settings.data_dir)
        if earlier is None:
            return
        if earlier.alive:
            raise NotStarted(f"already running as process {earlier.pid}; `yizhan down` ends it")
        for pid, started in earlier.parts.values():
            end_stranger(pid, started)

    def _stage(self, stage: Sequence[Part]) -> None:
        for part in stage:
            self._spawn(part)
        until = time.monotonic() + READY_SECONDS
        waiting = {part.name: part for part in stage}
        while waiting:
            told = {name: self._waiting(part) for name, part in waiting.items()}
            waiting = {name: waiting[name] for name, why in told.items() if why}
            if waiting and time.monotonic() > until:
                raise NotStarted("; ".join(f"{name}: {told[name]}" for name in waiting))
            if waiting:
                time.sleep(0.1)

    def _waiting(self, part: Part) -> str:
        code = self._running[part.name].process.poll()
        if code is not None:
            log = self._settings.data_dir / "logs" / f"{part.name}.log"
            raise NotStarted(f"{part.name} ended with code {code}; see {log}")
        return part.waiting()

    def _spawn(self, part: Part, backoff: float = 0.5) -> None:
        if part.folder is not None:
            part.folder.mkdir(parents=True, exist_ok=True)
        log = self._settings.data_dir / "logs" / f"{part.name}.log"
        process = spawn(part.arguments, part.environment, log)
        self._running[part.name] = Running(part, process, time.monotonic(), backoff)
        self._record.note(part.name, process.pid)
        record.write(self._settings.data_dir, self._record)

    def _look_after(self, running: Running) -> None:
        code = running.process.poll()
        if code is None or self._stopping:
            return
        now = time.monotonic()
        if running.restart_at is None:
            steady = now - running.since > STEADY_SECONDS
            running.backoff = 0.5 if steady else min(running.backoff * 2, LONGEST_BACKOFF)
            running.restart_at = now + (0.0 if steady else running.backoff - 0.5)
            self._say(f"{running.part.name} ended with code {code}; starting it again")
        if now >= running.restart_at:
            end(running.process, 1.0)  # its group may outlive it
            self._spawn(running.part, running.backoff)


def _end(running: Running) -> None:
    end(running.process, running.part.polite)
