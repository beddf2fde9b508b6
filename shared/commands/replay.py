"""`yizhan replay`: one case's history from the archive, or what was known of it at a time."""

from __future__ import annotations

import importlib
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
import orjson

from shared.config import Settings
from shared.journal.archive import Archive
from shared.journal.mongo_store import connect, durable


@click.command(name="replay")
@click.argument("case")
@click.option("--at", "moment", help="As it was known at this time (ISO 8601 with offset).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(case: str, moment: str | None, as_json: bool) -> None:
    """Print a case's history in journal order, with every chain checked. Exit code 1 where one is broken."""
    settings = Settings.load()
    archive = Archive(durable(connect(settings.mongodb_uri), settings.database_of("metrics")))
    told = importlib.import_module("services.metrics.audit.history").build(case, archive.of_case(case), _moment(moment))
    if not told.lines:
        raise click.ClickException(f"nothing is known of {case}")
    click.echo(orjson.dumps(asdict(told)).decode() if as_json else _text(told))
    sys.exit(0 if told.ok else 1)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a time", param_hint="--at") from None
    if moment.tzinfo is None:
        raise click.BadParameter("a time needs its offset, as in 2026-09-17T09:00:00+08:00", param_hint="--at")
    return moment


def _text(told: Any) -> str:
    lines = [f"{told.case}"]
    for line in told.lines:
        who = f"{line.actor['role']} {line.actor['id']}".strip()
        mark = " (simulated)" if line.simulated else ""
        lines.append(f"  {line.recorded_at}{mark}  {line.zh}  [{line.type}; {who}; {line.hash}]")
    for chain in told.chains:
        state = "holds" if chain.ok else f"BROKEN at {chain.broken}: {chain.reason}"
        lines.append(f"  {chain.stream}: {chain.commits} commits, chain {state}")
    return "\n".join(lines)
