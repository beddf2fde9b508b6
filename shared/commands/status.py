"""`yizhan status`: what runs, and whether it is ready."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import orjson

from shared.config import SERVICES, Settings
from shared.launcher import parts, record


@click.command(name="status")
@click.option("--data-dir", type=click.Path(path_type=Path), help="The data directory it runs on.  [.data]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data_dir: Path | None, as_json: bool) -> None:
    """Tell what runs, and whether it is ready. Exit code 1 where something is not."""
    settings = Settings.load()
    if data_dir is not None:
        settings = replace(settings, data_dir=data_dir)
    told = _told(settings)
    click.echo(orjson.dumps(told).decode() if as_json else _text(told))
    sys.exit(0 if told["ready"] else 1)


def _told(settings: Settings) -> dict[str, Any]:
    run = record.read(settings.data_dir)
    services = {}
    for service in SERVICES:
        waits = parts.web(settings, service).waiting()
        services[service] = {"url": settings.url(service), "ready": not waits, "waits_for": waits}
    alive = run.alive_parts() if run else {}
    return {
        "running": run is not None and run.alive,
        "broker": run.broker if run else "",
        "parts": alive,
        "services": services,
        "ready": all(service["ready"] for service in services.values()) and all(alive.values()),
    }


def _text(told: dict[str, Any]) -> str:
    if not told["running"]:
        return "not running"
    lines = [f"running; broker: {told['broker']}"]
    lines += [f"  {name:<18} {'runs' if alive else 'DEAD'}" for name, alive in told["parts"].items()]
    lines += [
        f"  {name:<18} {service['url']}  {'ready' if service['ready'] else service['waits_for']}"
        for name, service in told["services"].items()
    ]
    return "\n".join(lines)
