"""The four services' stores, for commands that look at all of them."""

from __future__ import annotations

from shared.config import SERVICES, Settings
from shared.journal.mongo_store import MongoStore, connect, durable


def stores(settings: Settings) -> dict[str, MongoStore]:
    """Open every service's store of commits."""
    client = connect(settings.mongodb_uri)
    return {service: MongoStore(durable(client, settings.database_of(service))) for service in SERVICES}
