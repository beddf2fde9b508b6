"""`yizhan status`: what runs, whether it is ready, and what to do where it is not."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import orjson

from shared.commands.troubles import database_address
from shared.config import SERVICES, Settings
from shared.launcher import parts, record

PROBE_SECONDS = 1.0


@click.command(name="status")
@click.option("--data-dir", type=click.Path(path_type=Path), help="The data directory it runs on.  [.data]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data_dir: Path | None, as_json: bool) -> None:
    """Tell what runs, whether it is ready, and what to do where it is not: then the exit code is 1."""
    settings = Settings.load()
    if data_dir is not None:
        settings = replace(settings, data_dir=data_dir)
    told = _told(settings)
    click.echo(orjson.dumps(told).decode() if as_json else "\n".join(_lines(told)))
    sys.exit(0 if told["ready"] else 1)


def _told(settings: Settings) -> dict[str, Any]:
    run = record.read(settings.data_dir)
    urls = {service: settings.url(service) for service in SERVICES} | (run.addresses if run else {})
    with ThreadPoolExecutor(len(SERVICES)) as pool:
        waits = dict(zip(SERVICES, pool.map(parts.web_waits, (urls[service] for service in SERVICES)), strict=True))
    alive = run.alive_parts() if run else {}
    database, broker = database_address(settings), settings.kafka_servers
    told = {
        "running": run is not None and run.alive,
        "broker": run.broker if run else "",
        "parts": alive,
        "stores": {
            "database": {"address": database, "answers": _answers(database)},
            "broker": {"address": broker, "answers": _answers(broker)},
        },
        "services": {s: {"url": urls[s], "ready": not waits[s], "waits_for": waits[s]} for s in SERVICES},
        "ready": not any(waits.values()) and all(alive.values()),
    }
    return {**told, "advice": list(_advice(told, settings.data_dir))}


def _answers(addresses: str) -> bool:
    """Tell whether anybody listens at one of these addresses."""
    for address in addresses.split(","):
        host, _, port = address.strip().rpartition(":")
        try:
            with socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), PROBE_SECONDS):
                return True
        except (OSError, ValueError):
            continue
    return False


def _advice(told: dict[str, Any], data_dir: Path) -> Iterator[str]:
    """Tell what each trouble means for people at the windows, and what ends it (docs/operations.md)."""
    if not told["running"] and any(service["waits_for"] for service in told["services"].values()):
        yield f"no launcher runs on {data_dir}: `yizhan up --detach` starts everything and finds its data again"
        return
    if not told["stores"]["database"]["answers"]:
        yield (
            "the database is away: every command is answered 503 and nothing is half done; "
            + _again(told, "database", data_dir)
        )
    if not told["stores"]["broker"]["answers"]:
        yield (
            "the broker is away: windows go on, figures and reactions stand still, nothing is lost; "
            + _again(told, "broker", data_dir)
            + "; then `yizhan verify`"
        )
    dead = [name for name, alive in told["parts"].items() if not alive and name not in told["stores"]]
    if dead:
        yield f"{', '.join(dead)}: the launcher starts it again; why it ended stands in {data_dir / 'logs'}"


def _again(told: dict[str, Any], part: str, data_dir: Path) -> str:
    """Tell who starts a store again: the launcher where it is its own, else whoever runs it."""
    if part in told["parts"]:
        return f"the launcher starts it again within seconds; if not, see {data_dir / 'logs' / part}.log"
    return f"start it again at {told['stores'][part]['address']}; no service needs a restart"


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"running; broker: {told['broker']}" if told["running"] else "not running"
    yield from (f"  {name:<18} {'runs' if alive else 'DEAD'}" for name, alive in told["parts"].items())
    if told["running"] or told["ready"]:
        for name, store in told["stores"].items():
            if name not in told["parts"]:
                yield f"  {name:<18} {store['address']}  {'answers' if store['answers'] else 'DOES NOT ANSWER'}"
        for name, service in told["services"].items():
            yield f"  {name:<18} {service['url']}  {service['waits_for'] or 'ready'}"
    yield from told["advice"]
