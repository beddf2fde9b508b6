"""All parts together: started in order, watched, restarted when they die, ended in order."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from shared.launcher import record
from shared.launcher.part import Part
from shared.launcher.processes import end, end_stranger, spawn
from shared.launcher.record import Record
from shared.launcher.silence import Silence

READY_SECONDS = 90.0
WATCH_SECONDS = 0.3
LONGEST_BACKOFF = 10.0
PORT_SECONDS = 3.0
"""How long a port may still be held by what has just been ended."""

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
        data_dir: where record and logs go.
        found: what the record tells others: the broker's kind and the addresses.
        say: where lines for people go.
        patience: seconds that parts of an earlier, killed launcher get to end by themselves.
    """

    def __init__(self, data_dir: Path, found: Record, say: Callable[[str], None], patience: float = 10.0) -> None:
        self._data_dir, self._record, self._say, self._patience = data_dir, found, say, patience
        self._stages: list[list[str]] = []
        self._running: dict[str, Running] = {}
        self._stopping = False
        self._silence = Silence(self._processes, say)

    def start(self, *stages: Callable[[], Sequence[Part]]) -> None:
        """Start the parts of each stage together, and the next stage when all of them are ready.

        A stage is called when its turn comes, so it may use what the earlier ones offer. Must run in the main thread:
        it takes SIGINT and SIGTERM, and the parts die with the thread that started them.

        Raises:
            NotStarted: another one runs on this data directory, somebody else listens on a part's port, or a part
                does not get ready.
            KeyboardInterrupt: told to stop before all was ready. What had been started is ended, in both cases.
        """
        self._take_over()
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, self._told)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asks to survive the terminal
            signal.signal(signal.SIGHUP, self._told)
        try:
            for stage in stages:
                self._start(stage())
        except BaseException:
            self.stop()
            raise
        self._record.ready = True
        record.write(self._data_dir, self._record)

    def watch(self) -> None:
        """Restart what dies, and end what gives no sign of life, until told to stop."""
        self._silence.start()
        while not self._stopping:
            for running in list(self._running.values()):
                self._look_after(running)
            time.sleep(WATCH_SECONDS)

    def stop(self) -> None:
        """End the parts, the last stage first; leave no process behind."""
        self._stopping = True
        self._silence.stop()
        with ThreadPoolExecutor(8) as pool:
            for stage in reversed(self._stages):
                list(pool.map(_end, [self._running.pop(name) for name in stage if name in self._running]))
        record.forget(self._data_dir)

    def _processes(self) -> list[tuple[Part, subprocess.Popen[bytes]]]:
        return [(running.part, running.process) for running in list(self._running.values())]

    def _told(self, *_: object) -> None:
        if self._stopping:
            return
        self._stopping = True
        if not self._record.ready:
            raise KeyboardInterrupt

    def _take_over(self) -> None:
        """Refuse where another one runs; end what an earlier one left behind."""
        earlier = record.read(self._data_dir)
        if earlier is None:
            return
        if earlier.alive:
            raise NotStarted(f"already running as process {earlier.pid}; `yizhan down` ends it")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda left: end_stranger(left[0], left[1], self._patience), earlier.parts.values()))

    def _start(self, stage: Sequence[Part]) -> None:
        for part in stage:
            _see_that_ports_are_free(part)
        self._stages.append([part.name for part in stage])
        for part in stage:
            self._spawn(part)
        until = time.monotonic() + READY_SECONDS
        waiting = list(stage)
        while waiting:
            told = {part.name: self._waiting(part) for part in waiting}
            waiting = [part for part in waiting if told[part.name]]
            if waiting and time.monotonic() > until:
                raise NotStarted("; ".join(f"{part.name}: {told[part.name]}" for part in waiting))
            if waiting:
                time.sleep(0.1)

    def _waiting(self, part: Part) -> str:
        code = self._running[part.name].process.poll()
        if code is not None:
            raise NotStarted(f"{part.name} ended with code {code}; see {self._log(part)}")
        return part.waiting()

    def _spawn(self, part: Part, backoff: float = 0.5) -> None:
        if part.folder is not None:
            part.folder.mkdir(parents=True, exist_ok=True)
        process = spawn(part.arguments, part.environment, self._log(part), one_core=part.one_core)
        self._running[part.name] = Running(part, process, time.monotonic(), backoff)
        self._record.note(part.name, process.pid)
        record.write(self._data_dir, self._record)

    def _log(self, part: Part) -> Path:
        return self._data_dir / "logs" / f"{part.name}.log"

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


def _see_that_ports_are_free(part: Part) -> None:
    """Refuse where somebody listens already: he would be taken for the part, and be given its data."""
    until = time.monotonic() + PORT_SECONDS
    while taken := [port for port in part.ports if _is_taken(port)]:
        if time.monotonic() > until:
            raise NotStarted(f"{part.name}: something else listens on port {taken[0]} already")
        time.sleep(0.1)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(running: Running) -> None:
    end(running.process, running.part.polite)
