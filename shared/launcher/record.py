"""Who runs, written down under the data directory: pids with their start times, so that a stale one is recognised."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from shared.launcher.processes import same, started_at


@dataclass
class Record:
    """The launcher and its parts: `parts` gives (pid, start time) by name."""

    pid: int
    started: float
    broker: str = ""
    ready: bool = False
    parts: dict[str, tuple[int, float]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_this_process(cls, broker: str, addresses: Mapping[str, str]) -> Record:
        """Begin the record of a launcher that runs in this process."""
        pid = os.getpid()
        return cls(pid, started_at(pid) or 0.0, broker, addresses=dict(addresses))

    @property
    def alive(self) -> bool:
        """Whether the launcher that wrote this still runs."""
        return same(self.pid, self.started)

    def alive_parts(self) -> dict[str, bool]:
        """Tell which parts still run."""
        return {name: same(pid, started) for name, (pid, started) in self.parts.items()}

    def note(self, name: str, pid: int) -> None:
        """Write a part's process down."""
        self.parts[name] = (pid, started_at(pid) or 0.0)


def path_of(data_dir: Path) -> Path:
    """Tell where the record lies."""
    return data_dir / "run" / "yizhan.json"


def write(data_dir: Path, record: Record) -> None:
    """Write the record whole or not at all."""
    path = path_of(data_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(record)))
    draft.replace(path)


def read(data_dir: Path) -> Record | None:
    """Read the record; None where there is none, or none that can be read."""
    try:
        told = json.loads(path_of(data_dir).read_text())
        parts = {name: (int(pid), float(started)) for name, (pid, started) in told.pop("parts").items()}
        return Record(**told, parts=parts)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def forget(data_dir: Path) -> None:
    """Remove the record."""
    path_of(data_dir).unlink(missing_ok=True)
