"""One process: started so that it dies with the launcher, ended politely, and at last by force."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
LOG_BYTES = 10_000_000
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _dies_with(parent: int) -> Callable[[], None]:
    """Make what a child does first: ask to be told to end when its parent is gone, even if that was killed (Linux).

    The signal comes when the *thread* that started the child ends; hence the launcher starts all from its main thread.
    """

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it was gone before the kernel knew
                os._exit(0)

    return ask


def spawn(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path, *, one_core: bool = False
) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, its output appended to a log file; `one_core`: it stays on one core."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    with log.open("ab") as out:
        process = subprocess.Popen(
            arguments,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=_dies_with(os.getpid()),  # noqa: PLW1509 - the child only calls prctl
        )
    if one_core:
        _keep_on_one_core(process.pid)
    return process


def _keep_on_one_core(pid: int) -> None:
    """Keep a process, and every thread it will start, on the last core this machine gives us, where it can be said."""
    with contextlib.suppress(AttributeError, OSError, psutil.Error):  # not every system knows of it
        psutil.Process(pid).cpu_affinity([max(os.sched_getaffinity(0))])


def end(process: subprocess.Popen[bytes], patience: float) -> None:
    """End a process and its group: politely first, by force after `patience` seconds."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(patience)


def started_at(pid: int) -> float | None:
    """Tell when a process was started, in seconds since 1970; None where there is none. A pid alone proves nothing."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.Error:
        return None


def same(pid: int, started: float) -> bool:
    """Tell whether the process with this pid is still the one that was started then."""
    now = started_at(pid)
    return now is not None and abs(now - started) < 1.0


def end_stranger(pid: int, started: float, patience: float = 10.0) -> None:
    """End a process of an earlier run, and its group, if it is still the one that was written down."""
    if not same(pid, started):
        return
    process = psutil.Process(pid)
    with contextlib.suppress(ProcessLookupError, psutil.Error):
        os.killpg(pid, signal.SIGTERM)
        psutil.wait_procs([process], patience)
    with contextlib.suppress(ProcessLookupError, psutil.Error):
        if same(pid, started):
            os.killpg(pid, signal.SIGKILL)
            psutil.wait_procs([process], patience)
