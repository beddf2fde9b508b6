"""`yizhan cards`: see whether an installation's own card rules can be used, and what they change."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from shared.commands.statements import show

READING = "services.approval.cards.rules.reading"


@click.group(name="cards")
def command() -> None:
    """Check later statements of the numbers behind the cards."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Name the numbers in English; Chinese otherwise.")
def check(file: Path, english: bool) -> None:
    """Tell what each statement in FILE changes; exit code 2 with every reason where the service would not start."""
    show(importlib.import_module(READING).read(str(file)), "for cases from", _parts, english=english)


def _parts(number: Any) -> Mapping[str, Any]:
    return {number.unit: number.value, "basis": number.basis}
