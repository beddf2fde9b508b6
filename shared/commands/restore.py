"""`yizhan restore`: what metrics committed and the tree as it stood, from the log or a bundle, where both were lost."""

from __future__ import annotations

import importlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from shared.config import Settings
from shared.journal.bundle import commits_in, wrong
from shared.journal.kafka_bus import KafkaBus
from shared.journal.refill import read_all
from shared.journal.store import Lease, Store

SHOWN = 20
LEASE_SECONDS, PATIENCE_SECONDS = 600.0, 40.0


@click.command(name="restore")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A bundle of the whole journal (`yizhan export --format bundle`), where the log was lost as well.",
)
def command(bundle: Path | None) -> None:
    """Put back what metrics committed, make the tree again, and prove every checkpoint to be a beginning of it."""
    settings = Settings.load("metrics")
    restoring = importlib.import_module("services.metrics.checkpoints.restoring")
    timers = importlib.import_module("services.metrics.checkpoints.timers")
    metrics = importlib.import_module("services.metrics.service").Metrics.open(settings)
    metrics.prepare()
    lease = _turn(metrics.journal.store, timers.LEASE)
    try:
        found = restoring.restore(metrics, _journal(settings, bundle))
    finally:
        metrics.journal.store.drop_lease(lease)
    for culprit in found.culprits[:SHOWN]:
        click.echo(f"{culprit.place}: {culprit.told}", err=True)
    if found.culprits:
        click.echo(f"nothing was written: {len(found.culprits)} wrong", err=True)
        sys.exit(1)
    click.echo(f"metrics      {found.commits:>8} commits put back")
    click.echo(f"tree         {found.leaves:>8} leaves as they stood")
    click.echo(f"checkpoints  {found.checkpoints:>8} proved to be a beginning of it")


def _turn(store: Store, name: str) -> Lease:
    """Take the tree's lease: a worker that may not seal lets go of it, one that stands still loses it."""
    owner, until = f"restore:{socket.gethostname()}:{os.getpid()}", time.monotonic() + PATIENCE_SECONDS
    while (lease := store.take_lease(name, owner, LEASE_SECONDS)) is None:
        if time.monotonic() > until:
            raise click.ClickException("metrics' worker keeps a tree that can be sealed: stop it to begin anew")
        time.sleep(0.2)
    return lease


def _journal(settings: Settings, bundle: Path | None) -> Iterator[tuple[bytes, bytes]]:
    """Give all commits there are: those of the bundle, if it is whole, and those on the log."""
    if bundle:
        with bundle.open("rb") as lines:
            for told in wrong(lines):
                raise click.ClickException(f"the bundle is not whole: {told}")
        with bundle.open("rb") as lines:
            yield from commits_in(lines)
    bus = KafkaBus(settings.kafka_servers)
    try:
        yield from ((record.hash, record.value) for record in read_all(bus))
    finally:
        bus.close()
