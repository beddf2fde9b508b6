"""`yizhan parked`: what stands still because a commit could not be folded or handled, and its release after a fix."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import click

from shared.commands import probes
from shared.config import SERVICES, BadSettings, Settings
from shared.contracts.streams import JOURNAL
from shared.journal.casefold import CaseFold
from shared.journal.errors import Fenced, StoreDown
from shared.journal.subscriber import SubscriptionSink
from shared.journal.topics import TOPICS
from shared.worker import Worker


class Follows(Protocol):
    """A follower that sets aside what it cannot take in."""

    def poisoned(self) -> dict[str, str]: ...

    def release(self, name: str) -> bool: ...


@dataclass(frozen=True)
class FoldFollower:
    """A fold: cases stand still."""

    fold: CaseFold
    partitions: int

    def poisoned(self) -> dict[str, str]:
        """Give the parked cases, with the reason."""
        store: Any = self.fold.store
        told: dict[str, str] = store.poisoned(self.fold.fold)
        return told

    def release(self, name: str) -> bool:
        """Fold a case's parked commits again."""
        return self.fold.release(name, self.partitions)


@dataclass(frozen=True)
class Listener:
    """A subscription: streams stand still."""

    sink: SubscriptionSink

    def poisoned(self) -> dict[str, str]:
        """Give the parked streams, with the reason."""
        return self.sink.poisoned()

    def release(self, name: str) -> bool:
        """Handle a stream's parked commits again."""
        self.sink.release(name)
        return name not in self.sink.poisoned()


@click.command(name="parked")
@click.option("--release", "released", metavar="CASE|STREAM", help="Try what is parked under this name again.")
def command(released: str | None) -> None:
    """List what stands still, with the reason; or release it after a fix. Exit code 1 where something stands still."""
    settings = Settings.load()
    if not probes.database_answers(settings):  # asked once; to put four services together without it takes a minute
        raise StoreDown("no answer")
    try:
        found = list(followers(settings))
    except BadSettings as why:
        raise click.ClickException(str(why)) from None
    if released is not None:
        _release(found, released)
    standing = 0
    for name, follower in found:
        for key, reason in follower.poisoned().items():
            standing += 1
            click.echo(f"{name:<24} {key}  {reason}")
    click.echo(f"{standing} parked")
    sys.exit(1 if standing else 0)


def followers(settings: Settings) -> Iterator[tuple[str, Follows]]:
    """Give every follower of every service, by name."""
    for service in SERVICES:
        worker: Worker = importlib.import_module(f"services.{service}.worker").create_worker(
            settings.for_service(service)
        )
        for subscription in worker.subscriptions:
            yield subscription.name, Listener(SubscriptionSink(worker.database, subscription))
        for name, (_, sink) in worker.sinks.items():
            if isinstance(sink, CaseFold):
                # As declared: the broker need not be there to tell what stands still.
                yield f"{service}.{name}", FoldFollower(sink, TOPICS[JOURNAL].partitions)


def _release(found: list[tuple[str, Follows]], name: str) -> None:
    mine = [(follower_name, follower) for follower_name, follower in found if name in follower.poisoned()]
    if not mine:
        raise click.ClickException(f"nothing is parked under {name}")
    for follower_name, follower in mine:
        try:
            click.echo(f"{follower_name}: {'runs again' if follower.release(name) else 'still stands'}")
        except Fenced:
            raise click.ClickException(f"{follower_name} was at {name} in this moment; say it again") from None
