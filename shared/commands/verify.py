"""`yizhan verify`: every chain in every store, and store = log = archive."""

from __future__ import annotations

import sys
from collections import Counter

import click

from shared.commands.stores import stores
from shared.config import Settings
from shared.journal.archive import Archive
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.verification import culprits

SHOWN = 20
"""Culprits of a place named one by one; the rest are counted."""


@click.command(name="verify")
def command() -> None:
    """Check every chain, and that stores, log and archive hold the same commits. Exit code 1 where they differ."""
    settings = Settings.load()
    kept = stores(settings)
    archive = Archive(durable(connect(settings.mongodb_uri), settings.database_of("metrics")))
    bus = KafkaBus(settings.kafka_servers)
    wrong: Counter[str] = Counter()
    try:
        for culprit in culprits(kept, bus, archive):
            wrong[culprit.place] += 1
            if wrong[culprit.place] <= SHOWN:
                click.echo(f"{culprit.place}: {culprit.told}", err=True)
    finally:
        bus.close()
    for service, store in kept.items():
        click.echo(f"{service:<12} {store.count():>8} commits  {wrong[service]:>4} wrong")
    for place in ("log", "archive"):
        click.echo(f"{place:<12} {wrong[place]:>26} wrong")
    sys.exit(1 if wrong else 0)
