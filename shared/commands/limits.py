"""`yizhan limits`: see whether an installation's own limits of complaints can be used, and what they change."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

READING = "services.complaints.limits.reading"
STATEMENTS = "services.complaints.limits.statements"


@click.group(name="limits")
def command() -> None:
    """Check later statements of the limits of complaints, ratings and remedies."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Name the limits in English; Chinese otherwise.")
def check(file: Path, english: bool) -> None:
    """Tell what each statement in FILE changes; exit code 2 with every reason where the service would not start."""
    held = importlib.import_module(READING).read(str(file))
    changes = importlib.import_module(STATEMENTS).changes
    for before, after in pairwise(held):
        click.echo(f"{after.name}, in force from {after.effective_from}, against {before.name}:")
        for each in changes(before, after):
            click.echo(f"  {each.key} ({each.after.en if english else each.after.zh}): {_told(each)}")
    if len(held) == 1:
        click.echo(f"no later statement: {held[0].name} holds")


def _told(change: Any) -> str:
    """Say a change in one line: its length where that differs, its basis and note where they do."""
    before, after = change.before, change.after
    pairs = {
        f"{after.limit.unit}": (before.limit.value, after.limit.value),
        "basis": (before.basis, after.basis),
        "note": (before.note, after.note),
    }
    return "; ".join(f"{name} {old or '-'} -> {new or '-'}" for name, (old, new) in pairs.items() if old != new)
