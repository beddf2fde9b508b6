"""What `yizhan cards` and `yizhan limits` show: the statements an installation would go by, and what each changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import click

from shared.statements import Change, Statement, changes

Parts = Callable[[Any], Mapping[str, Any]]
"""Gives what of a rule can change, by the name under which it is shown."""


def show(held: Sequence[Statement[Any]], since: str, parts: Parts, *, english: bool) -> None:
    """Print what each statement changes against the one before it.

    Args:
        held: in the order of their days.
        since: says what a first day means: `in force from`.
        parts: of a rule.
        english: name the rules in English; Chinese otherwise.
    """
    for before, after in pairwise(held):
        click.echo(f"{after.name}, {since} {after.effective_from}, against {before.name}:")
        for each in changes(before, after):
            click.echo(f"  {each.key} ({each.after.en if english else each.after.zh}): {_told(each, parts)}")
    if len(held) == 1:
        click.echo(f"no later statement: {held[0].name} holds")


def _told(change: Change[Any], parts: Parts) -> str:
    """Say a change in one line: each part that differs."""
    old, new = parts(change.before), parts(change.after)
    return "; ".join(f"{name} {old[name] or '-'} -> {new[name] or '-'}" for name in new if old[name] != new[name])
