"""What every command carries besides its own fields: who, when, under which id, caused by what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account or policy id, the role it acts in, and the unit it acts for (a department code)."""

    id: str
    role: str
    unit: str = ""


SYSTEM = Actor("system", "system")
"""The worker acting on its own: timers and reactions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The circumstances of a command.

    Attributes:
        command_id: a UUID; the same id is done once, however often it is said.
        now: the server's time, tz-aware; becomes `recorded_at`.
        occurred_at: when it happened as the clerk says, tz-aware, never after `now`.
        correlation: one id for everything that follows from one request.
        causation: the id of the event that caused this command, or empty for a person's own act.
        fingerprint: SHA-256 of the request; another body under the same command id is refused.
        simulated: the time comes from a virtual calendar; the commit says so.
    """

    command_id: str
    actor: Actor
    now: datetime
    occurred_at: datetime
    correlation: str = ""
    causation: str = ""
    fingerprint: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of all commands: what is asked, with the circumstances it is asked in."""

    meta: Meta

    @property
    def name(self) -> str:
        """The command's plain name, for messages."""
        return type(self).__name__
