"""`yizhan topics`: create the topics that do not exist, as the code says they must be."""

from __future__ import annotations

import click

from shared.config import Settings
from shared.journal.kafka_bus import KafkaBus
from shared.journal.topics import TOPICS


@click.command(name="topics")
def command() -> None:
    """Create the topics on the broker at KAFKA_BOOTSTRAP_SERVERS; harmless where they exist."""
    bus = KafkaBus(Settings.load().kafka_servers)
    bus.ensure(TOPICS)
    for name, spec in TOPICS.items():
        click.echo(f"{name:<10} {spec.partitions} partitions, kept for ever")
    bus.close()
