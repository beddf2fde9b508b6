"""`yizhan verify`: every chain in every store, and store = log = archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

import click

from shared.commands.stores import stores
from shared.config import Settings
from shared.contracts.streams import JOURNAL, topic_of
from shared.journal.archive import Archive
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.errors import BadCommit
from shared.journal.ids import SHARDS
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.refill import read_all
from shared.journal.store import Store

MOST_PENDING = 1_000_000
SHOWN = 20
"""Culprits named one by one; the rest are counted."""


def culprits(store: Store, on_log: Set[bytes], archived: Mapping[str, str]) -> Iterator[str]:
    """Name what is wrong in one store: a broken chain, or a commit that log or archive hold otherwise or not.

    Commits still pending may be missing elsewhere; that is what pending means.

    Args:
        store: the store, scanned whole.
        on_log: the hashes of all records of the log.
        archived: hash by commit id, as metrics keeps them.
    """
    waiting = {c.id for c in store.pending(range(SHARDS), MOST_PENDING)}
    for stream, group in groupby(store.scan(), key=lambda commit: commit.stream):
        commits = list(group)
        try:
            verify_stream(commits)
        except BadCommit as broken:
            yield f"{stream}: {broken}"
        yield from _elsewhere([c for c in commits if c.id not in waiting], on_log, archived)


def _elsewhere(commits: Sequence[Commit], on_log: Set[bytes], archived: Mapping[str, str]) -> Iterator[str]:
    for commit in commits:
        if bytes.fromhex(commit.hash) not in on_log:
            yield f"{commit.id} is not on the log"
        if topic_of(commit.stream) == JOURNAL and archived.get(commit.id) != commit.hash:
            yield f"{commit.id} is not what the archive holds"


@click.command(name="verify")
def command() -> None:
    """Check every chain, and that stores, log and archive hold the same commits. Exit code 1 where they differ."""
    settings = Settings.load()
    bus = KafkaBus(settings.kafka_servers)
    on_log = {record.hash for record in read_all(bus)}
    archive = Archive(durable(connect(settings.mongodb_uri), settings.database_of("metrics")))
    archived = archive.hashes()
    wrong = 0
    for service, store in stores(settings).items():
        found = list(culprits(store, on_log, archived))
        wrong += len(found)
        click.echo(f"{service:<12} {store.count():>8} commits  {len(found):>4} wrong")
        for line in found[:SHOWN]:
            click.echo(f"  {line}", err=True)
    bus.close()
    click.echo(f"{'log':<12} {len(on_log):>8} commits")
    sys.exit(1 if wrong else 0)
