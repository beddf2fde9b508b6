"""A part of the local run, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One process of the local run.

    Attributes:
        name: as shown, and as its log is called.
        arguments: program and arguments.
        environment: all of its environment.
        waiting: tells why the part is not ready yet, "" when it is.
        polite: seconds it may take to end by itself when asked to.
        folder: a folder that must exist before it starts.
        ports: local ports it will listen on; where somebody else does already, it is not started.
        one_core: it is kept on one core of the machine.
        sign: gives something that changes while the part works, None where it cannot be told; without it the part
            counts as working while its process lives.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    waiting: Callable[[], str]
    polite: float = 10.0
    folder: Path | None = None
    ports: tuple[int, ...] = ()
    one_core: bool = False
    sign: Callable[[], object] | None = None
