"""Counting the commands that a piece of work sends to the database: what it costs wherever it runs, and whoever else is
at work on the machine."""

from __future__ import annotations

from typing import Any

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent


class Heard(CommandListener):
    """Notes every command as `find cases`; give it to a client as one of its `event_listeners`.

    Attributes:
        said: the commands since the last `forget`, oldest first.
        filters: what each asked for, where it was a `find`.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.filters: list[dict[str, Any]] = []

    def started(self, event: CommandStartedEvent) -> None:
        name = event.command_name
        self.said.append(f"{name} {event.command[name]}" if isinstance(event.command[name], str) else name)
        self.filters.append(dict(event.command.get("filter", {})))

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Take no notice of answers."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Take no notice of failures."""

    def forget(self) -> None:
        """Begin to count anew."""
        self.said.clear()
        self.filters.clear()
