"""Which broker and database the local run starts, and what that means for whoever relies on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from shared.config import Settings
from shared.launcher import apache, parts
from shared.launcher.part import Part

CHOICES = ("auto", "embedded", "apache")

MEANINGS = {
    "embedded": "broker: embedded. For demonstration: it may forget acknowledged records when it is killed; "
    "what it lacks is refilled from the stores.",
    "apache": "broker: Apache Kafka, one node.",
    "given": "broker: the one at KAFKA_BOOTSTRAP_SERVERS.",
}
"""What each kind of broker means for whoever relies on it."""


@dataclass(frozen=True)
class Stores:
    """The stores to start, and the broker's kind."""

    parts: Sequence[Part]
    broker: str

    @property
    def meaning(self) -> str:
        """A line that says which broker it is and what that means."""
        return MEANINGS[self.broker]


def stores(settings: Settings, choice: str) -> Stores:
    """Choose: what addresses were given for is not started; `auto` takes Apache Kafka where it was fetched."""
    database = [] if os.environ.get("MONGODB_URI") else [parts.database(settings)]
    if os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
        return Stores(database, "given")
    if choice == "embedded" or (choice == "auto" and not apache_at_hand()):
        return Stores([*database, parts.broker(settings)], "embedded")
    return Stores([*database, apache.part(settings)], "apache")


def apache_at_hand() -> bool:
    """Tell whether the pinned jars were fetched and Java is there."""
    return shutil.which("java") is not None and apache.jars_present()
