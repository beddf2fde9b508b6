"""`yizhan status`: what runs, whether it is ready, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import orjson

from shared.commands import probes
from shared.commands.advice import advice
from shared.commands.troubles import database_address
from shared.config import SERVICES, Settings
from shared.heartbeat import Beat
from shared.launcher import parts, record


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
    with ThreadPoolExecutor(len(SERVICES) + 3) as pool:
        asked = {service: pool.submit(parts.web_waits, urls[service]) for service in SERVICES}
        database = pool.submit(probes.database_answers, settings)
        broker = pool.submit(probes.broker_answers, settings)
        beats = pool.submit(probes.beats, settings)
    waits = {service: answer.result() for service, answer in asked.items()}
    stores = {
        "database": {"address": database_address(settings), "answers": database.result()},
        "broker": {"address": settings.kafka_servers, "answers": broker.result()},
    }
    alive = run.alive_parts() if run else {}
    told = {
        "running": run is not None and run.alive,
        "broker": run.broker if run else "",
        "parts": alive,
        "pids": {name: pid for name, (pid, _) in run.parts.items()} if run else {},
        "stores": stores,
        "services": {s: {"url": urls[s], "ready": not waits[s], "waits_for": waits[s]} for s in SERVICES},
        "workers": {service: _worker(beat) for service, beat in beats.result().items()},
    }
    told["ready"] = _is_well(told)
    return {**told, "advice": list(advice(told, settings.data_dir))}


def _worker(beat: Beat | None) -> dict[str, Any]:
    return {"works": False} if beat is None else {"works": not beat.silent and not beat.ended, **asdict(beat)}


def _is_well(told: dict[str, Any]) -> bool:
    """Tell whether all does its work. A commit that stands aside is no reason: `yizhan parked` ends with 1 for it."""
    works = [each["works"] for each in told["workers"].values()]
    answers = [store["answers"] for store in told["stores"].values()]
    ready = [service["ready"] for service in told["services"].values()]
    return all([*ready, *told["parts"].values(), *answers, *works])


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"running; broker: {told['broker']}" if told["running"] else "not running"
    yield from (f"  {name:<18} {_part(told, name, alive)}" for name, alive in told["parts"].items())
    if told["running"] or told["ready"]:
        for name, store in told["stores"].items():
            if name not in told["parts"]:
                yield f"  {name:<18} {store['address']}  {'answers' if store['answers'] else 'DOES NOT ANSWER'}"
        for name, service in told["services"].items():
            yield f"  {name:<18} {service['url']}  {service['waits_for'] or 'ready'}"
    yield from told["advice"]


def _part(told: dict[str, Any], name: str, alive: bool) -> str:
    """Tell whether a part runs and works, and how much a worker has before it."""
    if not alive:
        return "DEAD"
    if not told["stores"].get(name, {"answers": True})["answers"]:
        return "runs, DOES NOT ANSWER"
    worker = told["workers"].get(name.removesuffix("-worker"), {}) if name.endswith("-worker") else {}
    if worker.get("age") is not None and not worker["works"]:
        return f"runs, SILENT for {worker['age']:.0f} s" if not worker["ended"] else "runs, LOOPS ENDED"
    pending = worker.get("pending", 0)
    return f"runs, {pending} commits wait for the broker" if pending else "runs"
