"""Whether the four services answered, minute by minute: what G4a is made of (S1.4b).

The worker asks each service's `/readyz` once a minute and notes the answer under that minute; asked twice, it is noted
once. A minute nobody asked in is not known, and is told apart. This look from outside is no part of any service's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
from pymongo.database import Database

from services.metrics.service import Metrics
from shared.worker import Timer

EVERY_SECONDS = 60.0
PATIENCE_SECONDS = 5.0

Ask = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a service between two days: asked, answered, and those without an answer, `2026-11-10 09:12`."""

    asked: int
    up: int
    down: tuple[str, ...]


def timer(metrics: Metrics) -> Timer:
    """Give the worker's timer."""
    return Timer("availability", EVERY_SECONDS, lambda: sample(metrics, answers))


def answers(url: str) -> bool:
    """Ask a service whether it is ready."""
    try:
        return httpx.get(f"{url}/readyz", timeout=PATIENCE_SECONDS).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def sample(metrics: Metrics, ask: Ask) -> None:
    """Note for every service whether it answers in this minute."""
    now = metrics.clock.now()
    day, minute = now.date().isoformat(), f"{now:%H%M}"
    for service, url in metrics.settings.service_urls.items():
        metrics.database["availability"].update_one(
            {"_id": f"{day}/{service}"},
            {"$set": {"day": day, "service": service, f"minutes.{minute}": ask(url)}},
            upsert=True,
        )


def by_day(database: Database[dict[str, Any]], first: date, last: date) -> Mapping[str, tuple[int, int]]:
    """Give the minutes answered and the minutes asked in of every day, over all services."""
    found = database["availability"].find({"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}})
    told: dict[str, tuple[int, int]] = {}
    for row in found:
        up, asked = told.get(row["day"], (0, 0))
        told[row["day"]] = (up + sum(row["minutes"].values()), asked + len(row["minutes"]))
    return told


def between(database: Database[dict[str, Any]], first: date, last: date) -> Mapping[str, Minutes]:
    """Give every service's minutes between two days, both included."""
    found = database["availability"].find({"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}})
    told: dict[str, list[tuple[str, bool]]] = {}
    for row in sorted(found, key=lambda each: each["_id"]):
        mine = told.setdefault(row["service"], [])
        mine += [(f"{row['day']} {m[:2]}:{m[2:]}", up) for m, up in sorted(row["minutes"].items())]
    return {
        service: Minutes(len(each), sum(up for _, up in each), tuple(at for at, up in each if not up))
        for service, each in sorted(told.items())
    }
