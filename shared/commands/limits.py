"""`yizhan limits`: see whether an installation's own limits of complaints can be used, and what they change."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from shared.commands.statements import show

READING = "services.complaints.limits.reading"


@click.group(name="limits")
def command() -> None:
    """Check later statements of the limits of complaints, ratings and remedies."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Name the limits in English; Chinese otherwise.")
def check(file: Path, english: bool) -> None:
    """Tell what each statement in FILE changes; exit code 2 with every reason where the service would not start."""
    show(importlib.import_module(READING).read(str(file)), "in force from", _parts, english=english)


def _parts(rule: Any) -> Mapping[str, Any]:
    return {rule.limit.unit: rule.limit.value, "basis": rule.basis, "note": rule.note}
