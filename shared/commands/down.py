"""`yizhan down`: end the local run."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import click

from shared.config import Settings
from shared.launcher import record
from shared.launcher.processes import end_stranger

PATIENCE_SECONDS = 60.0


@click.command(name="down")
@click.option("--data-dir", type=click.Path(path_type=Path), help="The data directory it runs on.  [.data]")
def command(data_dir: Path | None) -> None:
    """End the local run of a data directory, and whatever an earlier one left behind."""
    settings = Settings.load()
    if data_dir is not None:
        settings = replace(settings, data_dir=data_dir)
    told = record.read(settings.data_dir)
    if told is None:
        click.echo("nothing runs")
        return
    _ask(told)
    if told.alive:
        # It does not answer (stopped, or stuck): it must not start its parts again behind us.
        os.kill(told.pid, signal.SIGKILL)
    for pid, started in told.parts.values():
        end_stranger(pid, started)
    record.forget(settings.data_dir)
    click.echo("stopped")


def _ask(told: record.Record) -> None:
    if not told.alive:
        return
    os.kill(told.pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE_SECONDS
    while told.alive and time.monotonic() < until:
        time.sleep(0.1)
