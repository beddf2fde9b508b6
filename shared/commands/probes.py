"""Looks at stores and workers for `yizhan status`: whether each does its work, not only whether it lives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from shared.config import SERVICES, Settings
from shared.contracts.streams import JOURNAL
from shared.heartbeat import Beat, last_beat
from shared.journal.bus import BusDown, BusError
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect

PATIENCE_MS = 3_000
"""A store that does not answer a small question within this counts as away; a busy one answers in a tenth."""


def database_answers(settings: Settings) -> bool:
    """Tell whether the database answers; one that hangs still lets everybody connect."""
    try:
        with _client(settings) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def broker_answers(settings: Settings) -> bool:
    """Tell whether the broker answers; one that came back empty does, and is filled again."""
    bus = KafkaBus(settings.kafka_servers)
    try:
        bus.partitions(JOURNAL)
    except BusDown:
        return False
    except BusError:
        return True
    finally:
        bus.close()
    return True


def beats(settings: Settings) -> dict[str, Beat | None]:
    """Give what each service's worker noted last; nothing where the database does not answer."""
    try:
        with _client(settings) as client, ThreadPoolExecutor(len(SERVICES)) as pool:
            found = pool.map(lambda service: last_beat(client[settings.database_of(service)], service), SERVICES)
            return dict(zip(SERVICES, found, strict=True))
    except PyMongoError:
        return {}


def _client(settings: Settings) -> MongoClient[dict[str, Any]]:
    return connect(settings.mongodb_uri, timeout_ms=PATIENCE_MS)
