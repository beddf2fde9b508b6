"""`yizhan cards`: see whether an installation's own card rules can be used, and what they change."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

READING = "services.approval.cards.rules.reading"
STATEMENTS = "services.approval.cards.rules.statements"


@click.group(name="cards")
def command() -> None:
    """Check later statements of the numbers behind the cards."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Name the numbers in English; Chinese otherwise.")
def check(file: Path, english: bool) -> None:
    """Tell what each statement in FILE changes; exit code 2 with every reason where the service would not start."""
    held = importlib.import_module(READING).read(str(file))
    changes = importlib.import_module(STATEMENTS).changes
    for before, after in pairwise(held):
        click.echo(f"{after.name}, for cases from {after.effective_from}, against {before.name}:")
        for each in changes(before, after):
            click.echo(f"  {each.key} ({each.after.en if english else each.after.zh}): {_told(each)}")
    if len(held) == 1:
        click.echo(f"no later statement: {held[0].name} holds")


def _told(change: Any) -> str:
    """Say a change in one line: its value where that differs, its basis where it does."""
    before, after = change.before, change.after
    pairs = {after.unit: (before.value, after.value), "basis": (before.basis, after.basis)}
    return "; ".join(f"{name} {old} -> {new}" for name, (old, new) in pairs.items() if old != new)
