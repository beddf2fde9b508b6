"""Statements of limits: what a rule is, and what one statement holds. Pure.

Law binds; what a house rule of ours sets is told as such, and what awaits checking is told as unverified, never as law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from shared.contracts.limits import TimeLimit
from shared.statements import Statement

SERIES = "limits"
Force = Literal["statutory", "internal", "unverified"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit: what it is for in Chinese and English, of what force it is, and what it rests on."""

    limit: TimeLimit
    force: Force
    basis: str
    zh: str
    en: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limits(Statement[Rule]):
    """All limits of one version, for matters that begin on `effective_from` or later.

    Working days leave out holidays; natural days that end on one are moved on (B-3.3).
    """

    series: ClassVar[str] = SERIES
