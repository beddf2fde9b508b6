"""The annual score of the townships' target assessment (S3.3a): a weighted mean of published totals. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from services.metrics.publishing.commands import ExportYear
from services.metrics.publishing.results import hash_of
from services.metrics.scoring.score import round_half_up
from shared.contracts import Command, Event, Rejected
from shared.contracts.assessments import AnnualExported, AnnualRow

Total = tuple[str, str, str]
"""A period, the unit's newest published total in it (empty where it was not ranked), and the result's hash."""


def row(unit: str, totals: Sequence[Total], weights: Mapping[str, Fraction]) -> AnnualRow:
    """Give a unit's year. Periods without a ranked total are left out, and the other weights fill the whole.

    `weights`: by period, not negative; a period that is not named weighs 1.
    """
    weighed = [(weights.get(period, Fraction(1)), Fraction(total)) for period, total, _ in totals if total]
    whole = sum((weight for weight, _ in weighed), Fraction(0))
    mean = sum((weight * total for weight, total in weighed), Fraction(0)) / whole if whole else None
    return AnnualRow(unit, tuple(totals), "" if mean is None else str(round_half_up(mean)))


def decide(_: None, command: Command) -> list[Event]:
    """An export is an event: what was handed on can be checked against it for ever (S3.3a)."""
    if not isinstance(command, ExportYear):
        raise Rejected("unknown_command", f"a year takes no {command.name}")
    if not command.rows:
        raise Rejected("nothing_published", "no result of this year has been published", "S3.3a", status=404)
    rows = [[each.unit, [list(total) for total in each.totals], each.mean] for each in command.rows]
    return [
        AnnualExported(
            year=command.year,
            kind=command.kind,
            weights=command.weights,
            policies=command.policies,
            rows=command.rows,
            hash=hash_of([command.year, command.kind, command.weights, list(command.policies), rows]),
        )
    ]
