"""Statements of limits: what a rule is, what one statement holds, and which of several held on a day. Pure.

Law binds; what a house rule of ours sets is told as such, and what awaits checking is told as unverified, never as law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts.limits import TimeLimit

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
class Statement:
    """All limits as one version states them, for matters that begin on `effective_from` or later.

    Attributes:
        version: `1.0.0`; events name it as `limits@1.0.0`.
        effective_from: its first day; the one before holds until the day before.
        rules: by key. Working days leave out holidays; natural days that end on one are moved on (B-3.3).
    """

    version: str
    effective_from: date
    rules: Mapping[str, Rule]

    @property
    def name(self) -> str:
        """Give the name under which events know it."""
        return f"limits@{self.version}"


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that a statement states otherwise than the one before."""

    key: str
    before: Rule
    after: Rule


def changes(before: Statement, after: Statement) -> list[Change]:
    """Tell which rules a statement states otherwise than the one before it."""
    both = ((key, before.rules[key], rule) for key, rule in after.rules.items())
    return [Change(key, old, new) for key, old, new in both if old != new]
