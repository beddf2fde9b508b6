"""What can be asked of a rating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteRating(Command):
    """Invite the applicant to rate, because a result was delivered."""

    department: str
    item: str
    division: str
    delivered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRating(Command):
    """Rate: a grade of GB/T 39046 A.8 (1 best); `comment` is sealed under the key of `person`."""

    grade: int
    channel: Literal["window", "online", "phone", "terminal"]
    comment: str = ""
    person: str = ""
