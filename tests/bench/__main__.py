"""`make bench`: every figure against its peer of the same run; the raw runs go to bench-results/.

Nothing here is a test: goals that are not met are printed as not met, and the exit code is 0 all the same.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from tests.bench import freshness, rebuilding, receiving, relaying, remembering
from tests.bench.figures import Figure, keep, show
from tests.bench.journals import journal
from tests.bench.machines import machines, on_apache_kafka

WIDTH = 130
"""Of the table, where no terminal tells one."""

Measure = Callable[[], list[Figure]]


@click.command()
@click.option("--only", default="", help="Some of Q1, Q2, Q3, Q4, Q5, Q6, Q8, Q9, separated by commas.")
@click.option("--commits", type=click.IntRange(1_000), default=120_000, show_default=True, help="Journal of Q2 to Q4.")
@click.option(
    "--memory", type=click.IntRange(1_000), default=100_000, show_default=True, help="Journal of Q8, and ten times it."
)
@click.option("--backlog", type=click.IntRange(100), default=8_000, show_default=True, help="Commits of Q5.")
@click.option("--seconds", type=click.FloatRange(1), default=8.0, show_default=True, help="Each run of Q1 and Q6.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Ours and peers in turn.")
@click.option("--into", type=click.Path(path_type=Path), default=Path("bench-results"), show_default=True)
def main(only: str, commits: int, memory: int, backlog: int, seconds: float, rounds: int, into: Path) -> None:
    """Measure, print one table, keep every run."""
    wanted = {name.strip().upper() for name in only.split(",") if name.strip()}
    console, began, found = Console(), time.perf_counter(), []
    if not console.is_terminal:
        console = Console(width=WIDTH)
    for ids, measure in _measures(commits, memory, backlog, seconds, rounds).items():
        if not wanted or wanted & set(ids):
            with console.status(f"measuring {' '.join(ids)}"):
                found += [each for each in measure() if not wanted or each.id in wanted]
    found.sort(key=lambda each: each.id)
    show(found, console)
    about = {
        "seconds": round(time.perf_counter() - began),
        "options": {"commits": commits, "memory": memory, "backlog": backlog, "seconds": seconds, "rounds": rounds},
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()},
    }
    console.print(f"{about['seconds']} s; every run: {keep(found, about, into)}")


def _measures(commits: int, memory: int, backlog: int, seconds: float, rounds: int) -> dict[tuple[str, ...], Measure]:
    """Name what measures which figures; each has stores of its own, so that none inherits another's data."""

    def received() -> list[Figure]:
        with machines() as own:
            return receiving.figures(own, rounds, seconds)

    def rebuilt() -> list[Figure]:
        with machines() as own:
            return rebuilding.figures(own, journal(commits), rounds)

    def relayed() -> list[Figure]:
        with machines() as own:
            return relaying.figures(own, journal(backlog)[:backlog], rounds)

    def remembered() -> list[Figure]:
        with on_apache_kafka() as own:
            if own is not None:
                return remembering.figures(own, memory, "Kafka")
        with machines() as embedded:
            return remembering.figures(embedded, memory, "embedded broker")

    return {
        ("Q1",): received,
        ("Q2", "Q3", "Q4"): rebuilt,
        ("Q5",): relayed,
        ("Q8",): remembered,
        ("Q6", "Q9"): lambda: freshness.figures(seconds),
    }


if __name__ == "__main__":
    main()
