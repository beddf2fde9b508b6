"""A request for the special channel, and its answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shared.contracts import Event
from shared.contracts.convenience import SpecialAnswered, SpecialAnswerMissed, SpecialRequested

Status = Literal["none", "open", "granted", "refused"]


@dataclass(frozen=True, slots=True)
class Special:
    """What holds now; `missed`: the hours passed before an answer came."""

    status: Status = "none"
    requested: SpecialRequested | None = None
    answered: SpecialAnswered | None = None
    missed: bool = False


def evolve(special: Special, fact: Event) -> Special:
    """Give the request after a fact."""
    match fact:
        case SpecialRequested():
            return replace(special, status="open", requested=fact)
        case SpecialAnswered():
            return replace(special, status="granted" if fact.granted else "refused", answered=fact)
        case SpecialAnswerMissed():
            return replace(special, missed=True)
    return special
