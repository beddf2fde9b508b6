"""What can be said of a window's line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.contracts import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Hear(Command):
    """The window's device was heard from, now."""

    venue: str
    window: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lose(Command):
    """The device has been silent for too long; `since`: when it was last heard from."""

    venue: str
    window: str
    division: str
    since: datetime
