"""A figure of merit: what was measured, against what in the same run, and whether the goal is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes:
        id: as in the list of qualities, `Q2`; several rows may share one.
        what: what was measured.
        ours: as people read it, with its unit.
        peer: what it is measured against, in the same way; empty where it stands for itself.
        value: what the goal speaks of: a ratio, or seconds.
        goal: in words, `at least 0.7`.
        met: whether it was reached.
        raw: every single run, for the JSON file.
    """

    id: str
    what: str
    ours: str
    peer: str
    value: float
    goal: str
    met: bool
    raw: dict[str, Any] = field(default_factory=dict)


def at_least(value: float, goal: float) -> tuple[float, str, bool]:
    """Give value, goal in words, and whether it is met, for a ratio that should be high."""
    return value, f"at least {goal:g}", value >= goal


def at_most(value: float, goal: float, unit: str = "") -> tuple[float, str, bool]:
    """Give the same for something that should be low."""
    return value, f"at most {goal:g}{unit}", value <= goal


def rate(values: Sequence[float]) -> str:
    """Write the middle of some rates a second."""
    return f"{median(values):,.0f}/s"


def milliseconds(seconds: float) -> str:
    """Write a duration."""
    return f"{seconds * 1000:,.1f} ms"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def show(figures: Sequence[Figure], console: Console) -> None:
    """Print the table; goals that are not met say so."""
    table = Table(title="Measured in this run, on this machine; ratios are what counts", title_style="")
    for name, side in (("", "left"), ("figure", "left"), ("ours", "right"), ("floor or peer", "right")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for name in ("ratio", "goal", ""):
        table.add_column(name, justify="right", no_wrap=True)
    for each in figures:
        met = "[green]met[/]" if each.met else "[red]not met[/]"
        table.add_row(each.id, each.what, each.ours, each.peer, f"{each.value:.2f}", each.goal, met)
    console.print(table)


def keep(figures: Sequence[Figure], about: dict[str, Any], folder: Path) -> Path:
    """Write every run to a JSON file named by the time; give its path."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{datetime.now():%Y%m%d-%H%M%S}.json"
    told = {**about, "figures": [asdict(figure) for figure in figures]}
    path.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    return path
