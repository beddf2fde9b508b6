"""`yizhan rebuild FOLD`: blue/green; the new version serves only if it says the same at the same place."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable

import click

from shared.config import Settings
from shared.contracts.streams import JOURNAL
from shared.journal.bus import Spot
from shared.journal.casefold import CaseFacts
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.rebuild import Aliases, Comparison, compare, drop_older, rebuild

FOLDS = {
    "scores": "services.metrics.facts:CaseScores",
    "traces": "services.metrics.anti_gaming.traces:Traces",
}
"""Folds by name, with the class of their pure part."""

PATIENCE_SECONDS = 30.0


@click.command(name="rebuild")
@click.argument("fold", type=click.Choice(sorted(FOLDS)))
@click.option("--accept", is_flag=True, help="Serve the new version although its digest differs (the rules changed).")
def command(fold: str, accept: bool) -> None:
    """Fold the whole journal anew beside the version in use, compare digests, and flip the alias."""
    settings = Settings.load()
    database = durable(connect(settings.mongodb_uri), settings.database_of("metrics"))
    store, aliases, bus = MongoFoldStore(database), Aliases(database), KafkaBus(settings.kafka_servers)
    facts = _facts(fold)
    now = aliases.following(fold, facts.version)
    spots = [(JOURNAL, n) for n in range(bus.partitions(JOURNAL))]
    rebuilt = rebuild(bus, facts, store, version=now + 1)
    told = meet(store, f"{fold}@{now}", rebuilt.fold, spots, lambda: _go_on(bus, facts, store, now + 1))
    click.echo(f"{told.blue}  {told.blue_digest}")
    click.echo(f"{told.green}  {told.green_digest}  ({rebuilt.records} records)")
    if not told.equal and not accept:
        click.echo("not flipped: " + ("the digests differ" if told.same_place else "they never met"), err=True)
        sys.exit(1)
    aliases.flip(fold, now + 1, facts.version)
    drop_older(store, fold, now)
    click.echo(f"{fold} is now {told.green}")


def meet(store: MongoFoldStore, blue: str, green: str, spots: list[Spot], go_on: Callable[[], None]) -> Comparison:
    """Let the new version follow until both stand at the same place, for a bounded time."""
    until = time.monotonic() + PATIENCE_SECONDS
    told = compare(store, blue, green, spots)
    while not told.same_place and time.monotonic() < until:
        go_on()
        told = compare(store, blue, green, spots)
    return told


def _go_on(bus: KafkaBus, facts: CaseFacts, store: MongoFoldStore, version: int) -> None:
    rebuild(bus, facts, store, version=version, fresh=False)


def _facts(fold: str) -> CaseFacts:
    module, _, name = FOLDS[fold].partition(":")
    facts: CaseFacts = getattr(importlib.import_module(module), name)()
    return facts
