"""`yizhan refill`: compare the log with the stores and send again what it lacks."""

from __future__ import annotations

import click

from shared.commands.stores import stores
from shared.config import Settings
from shared.journal.ids import SHARDS
from shared.journal.kafka_bus import KafkaBus
from shared.journal.refill import refill
from shared.journal.relay import relay_name


@click.command(name="refill")
def command() -> None:
    """Refill the log from the stores: whatever it lost leaves again through the relays."""
    settings = Settings.load()
    bus = KafkaBus(settings.kafka_servers)
    for service, store in stores(settings).items():
        lacking = refill(store, bus, [relay_name(shard) for shard in range(SHARDS)])
        click.echo(f"{service:<12} {lacking:>8} commits to send again")
    bus.close()
