"""Measurements in processes of their own, started at the same moment: nothing of the measuring one weighs on them.

A measured function takes `go` first; it calls it once it has imported and opened what it needs, and is held there
until all others are there too. What it returns (JSON) comes back.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

Go = Callable[[], None]
Job = tuple[Callable[..., Any], dict[str, Any]]


def together(jobs: Sequence[Job]) -> list[Any]:
    """Run functions at once, each in a process of its own; give what they return.

    Raises:
        RuntimeError: one of them failed; its own words are on stderr.
    """
    running = [_started(function, arguments) for function, arguments in jobs]
    try:
        for process in running:
            _said(process, "ready")
        for process in running:
            _tell(process, "go")
        return [json.loads(_said(process, "done")) for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()


def alone(function: Callable[..., Any], **arguments: Any) -> Any:
    """Run one function in a process of its own."""
    return together([(function, arguments)])[0]


def _started(function: Callable[..., Any], arguments: dict[str, Any]) -> subprocess.Popen[str]:
    name = f"{function.__module__}:{function.__qualname__}"
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.apart", name, json.dumps(arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def _said(process: subprocess.Popen[str], word: str) -> str:
    """Wait for a line that begins with a word; give the rest of it."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(word):
            return line.removeprefix(word)
    raise RuntimeError(f"{process.args!r} ended before it was {word}")


def _main(name: str, arguments: str) -> None:
    module, _, function = name.partition(":")

    def go() -> None:
        print("ready", flush=True)
        sys.stdin.readline()

    answer = getattr(importlib.import_module(module), function)(go, **json.loads(arguments))
    print(f"done{json.dumps(answer)}", flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
