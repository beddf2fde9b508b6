"""A commit of another service as a subscription is told it: read, typed, as new as its types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from shared.contracts import Event, Meta
from shared.contracts.commands import Actor
from shared.contracts.streams import key_of
from shared.journal.commit import Envelope
from shared.journal.errors import BadCommit
from shared.journal.handle import facts_of
from shared.journal.ids import derived_command_id


class Clock(Protocol):
    """Tells the time, tz-aware."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """One commit of another service, read; `events` are typed and as new as their types."""

    stream: str
    key: str
    version: int
    case: str
    envelope: Envelope
    events: tuple[Event, ...]

    def reaction_meta(self, policy: str, clock: Clock, index: int = 0) -> Meta:
        """Give the circumstances of the command that answers the index-th event: derived id, cause, time.

        A reaction to a simulated commit happens one second after its cause, on the same virtual calendar; and no
        reaction is recorded before its cause, whatever two servers' clocks say.
        """
        fact = self.envelope.events[index]
        caused = datetime.fromisoformat(self.envelope.recorded_at)
        simulated = self.envelope.clock == "simulated"
        now = caused + timedelta(seconds=1) if simulated else max(clock.now(), caused + timedelta(milliseconds=1))
        return Meta(
            command_id=derived_command_id(policy, fact.id),
            actor=Actor(policy, "system"),
            now=now,
            occurred_at=now,
            correlation=self.envelope.correlation,
            causation=fact.id,
            simulated=simulated,
        )


def incoming(envelope: Envelope) -> Incoming:
    """Read a commit's envelope into typed events.

    Raises:
        BadCommit: an event nobody declared, or fields that do not fit.
    """
    try:
        events = facts_of(envelope)
    except (ValueError, KeyError) as error:
        raise BadCommit(f"{envelope.stream}@{envelope.version}: {error}") from None
    return Incoming(envelope.stream, key_of(envelope.stream), envelope.version, envelope.case, envelope, events)
