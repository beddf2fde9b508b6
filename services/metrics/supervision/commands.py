"""What can be asked of an order or a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command
from shared.contracts.assessments import UnitKind
from shared.contracts.supervision import Ground, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Command):
    """Published results, or a silence, demand a step; see `SupervisionProposed` for the fields."""

    step: Step
    kind: UnitKind
    unit: str
    period: str
    ground: Ground
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveStatement(Command):
    """The unit says its part. `own`: the actor may speak for it."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Command):
    """Sign a proposal. `holds`: its evidence is what the published results still say."""

    source: str
    requirement: str
    due: date
    holds: bool
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Command):
    """Issue what no result proposed: an order (S3.3b), guidance (S2.1e) or a task (S3.1a)."""

    kind: UnitKind
    unit: str
    ground: Literal["overdue_order", "inspection", "other"]
    evidence: tuple[str, ...]
    source: str
    requirement: str
    due: date
    provisional: bool = False
    step: Literal["order", "guidance", "task"] = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Command):
    """The unit reports what it did."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Command):
    """The interview took place."""

    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Command):
    """The last day has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """End it, with reasons."""

    outcome: Literal["done", "not_done", "dropped"]
    reasons: str
