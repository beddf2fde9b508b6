"""Q1: `POST /cases` through gunicorn, against a bare Flask route that inserts the same bytes in the same database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from services.intake.demo import load as load_register
from services.intake.registry.demo import file
from shared.config import TOOLS, Settings
from shared.journal.mongo_store import connect, durable
from shared.launcher import parts
from shared.launcher.part import Part
from shared.launcher.secrets import make_secrets
from shared.testing.stack import free_port
from tests.bench.apart import alone
from tests.bench.figures import Figure, at_least, at_most, milliseconds, percentile, rate
from tests.bench.load import insert_bytes, receive_cases
from tests.bench.machines import Machines, database, drop, folder, running

CLERK = "clerk-rs"


def figures(machines: Machines, rounds: int, seconds: float) -> list[Figure]:
    """Measure Q1, floor and service in turn, both up all the time."""
    with folder() as place, database(machines.mongodb) as floor_database:
        settings = _settings(place, machines)
        load_register(settings.for_service("intake"))
        floor = _floor(settings, floor_database.name)
        with running(parts.web(settings, "intake")), running(floor), _forgotten(settings):
            runs = [_round(settings, floor, seconds, turn) for turn in range(rounds)]
    return [_rates(runs), _tails(runs)]


def _round(settings: Settings, floor: Part, seconds: float, turn: int) -> dict[str, Any]:
    url, size = settings.url("intake"), _commit_size(settings)
    password = file("staff")["password"]
    inserted = alone(insert_bytes, url=f"http://{floor.arguments[-2]}", seconds=seconds, size=size)
    received = alone(receive_cases, url=url, seconds=seconds, turn=turn, account=CLERK, password=password)
    return {
        "bytes": size,
        "floor": {"rate": len(inserted) / seconds, "p50": median(inserted), "p99": percentile(inserted, 0.99)},
        "cases": {"rate": len(received) / seconds, "p50": median(received), "p99": percentile(received, 0.99)},
    }


def _rates(runs: list[dict[str, Any]]) -> Figure:
    ratio = median(run["cases"]["rate"] / run["floor"]["rate"] for run in runs)
    ours, floor = ([run[who]["rate"] for run in runs] for who in ("cases", "floor"))
    what, told = "POST /cases, requests a second", f"bare insert {rate(floor)}"
    return Figure("Q1", what, rate(ours), told, *at_least(ratio, 0.5), {"runs": runs})


def _tails(runs: list[dict[str, Any]]) -> Figure:
    ours, floor = (median(run[who]["p99"] for run in runs) for who in ("cases", "floor"))
    ratio = median(run["cases"]["p99"] / run["floor"]["p99"] for run in runs)
    what, told = "POST /cases, p99", f"bare insert {milliseconds(floor)}"
    return Figure("Q1", what, milliseconds(ours), told, *at_most(ratio, 3), {"runs": runs})


def _commit_size(settings: Settings) -> int:
    """Tell how many bytes the commit of a receipt has."""
    commits = durable(connect(settings.mongodb_uri), settings.database_of("intake"))["commits"]
    found = commits.find_one({"stream": {"$regex": "^case/"}}, sort=[("recorded_at", -1)])
    return len(found["body"]) if found else 1_300


def _settings(place: Path, machines: Machines) -> Settings:
    make_secrets(place)
    own = Settings(service=TOOLS, data_dir=place, mongodb_uri=machines.mongodb, kafka_servers=machines.kafka)
    port = free_port()
    ports, urls = {**own.ports, "intake": port}, {**own.service_urls, "intake": f"http://127.0.0.1:{port}"}
    return replace(own, ports=ports, service_urls=urls, database_prefix=f"bench{port}")


def _floor(settings: Settings, name: str) -> Part:
    """The floor behind the same gunicorn, configured alike."""
    web, port = parts.web(settings, "intake"), free_port()
    address = f"127.0.0.1:{port}"
    arguments = (*web.arguments[:-2], address, "tests.bench.floor:create_app()")
    environment = {**web.environment, "BENCH_DATABASE": name}
    return Part("floor", arguments, environment, lambda: _waits(f"http://{address}/"))


def _waits(url: str) -> str:
    try:
        return "" if httpx.get(url, timeout=3).status_code == 405 else "not yet"
    except httpx.HTTPError as error:
        return str(error)


@contextmanager
def _forgotten(settings: Settings) -> Iterator[None]:
    """Drop the service's databases in the end."""
    yield
    client = connect(settings.mongodb_uri)
    drop(client, map(settings.database_of, ("intake", "vault")))
    client.close()
