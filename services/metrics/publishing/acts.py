"""From a request or a tick to commands: who may, what comes out now, and the streams it goes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from services.metrics.publishing import annual, views
from services.metrics.publishing.commands import (
    AnswerAppeal,
    Appeal,
    Computed,
    Correct,
    ExportYear,
    Freeze,
    Publish,
    PublishRanking,
    Recompute,
)
from services.metrics.publishing.computing import computed, freshly
from services.metrics.publishing.days import days_of
from services.metrics.publishing.decide import decide
from services.metrics.publishing.decider import ASSESSMENTS, RANKINGS, YEARS
from services.metrics.publishing.state import Assessment
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts import Command, Meta, Rejected
from shared.contracts.assessments import Cause, Place, UnitKind
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id

MetaFor = Callable[[str], Meta]
"""Gives the circumstances of one command among many: its id derives from the name."""


def each_from(meta: Meta) -> MetaFor:
    """Let one request become a command a unit: each with an id of its own, the same when the request is repeated."""

    def named(name: str) -> Meta:
        made = derived_command_id(f"each/{name}", meta.command_id)
        return Meta(
            command_id=made,
            actor=meta.actor,
            now=meta.now,
            occurred_at=meta.occurred_at,
            correlation=meta.correlation or meta.command_id,
            simulated=meta.simulated,
        )

    return named


def freeze(metrics: Metrics, kind: UnitKind, period: Period, meta: MetaFor) -> int:
    """Freeze every unit that is not frozen yet; tell how many were.

    Raises:
        Rejected: `too_early`, `nothing_assessed`.
    """
    days = days_of(period, metrics.replica.calendar())
    results = freshly(metrics, kind, period)
    if not results:
        raise Rejected("nothing_assessed", "nobody is assessed in this period", "D-2", status=404)
    frozen = 0
    for unit, told in results.items():
        command = Freeze(
            meta=meta(f"freeze/{period.name}/{kind}/{unit}"),
            period=period.name,
            kind=kind,
            unit=unit,
            computed=told,
            frozen_on=days.frozen_on,
            appeal_until=days.publish_from,
            publish_from=days.publish_from,
            calendar=tuple(dict.fromkeys((*days.freeze.versions, *days.publication.versions))),
            provisional=days.provisional,
        )
        frozen += bool(do(metrics, period, kind, unit, command).events)
    return frozen


def appeal(
    metrics: Metrics, period: Period, kind: UnitKind, unit: str, meta: Meta, *, figure: str, reasons: str, own: bool
) -> Outcome[Assessment]:
    """Contest a figure of one's own result."""
    return do(metrics, period, kind, unit, Appeal(meta=meta, figure=figure, reasons=reasons, own=own))


def answer(
    metrics: Metrics,
    period: Period,
    kind: UnitKind,
    unit: str,
    meta: Meta,
    *,
    number: int,
    followed: bool,
    reasons: str,
) -> Outcome[Assessment]:
    """Answer an appeal."""
    return do(metrics, period, kind, unit, AnswerAppeal(meta=meta, appeal=number, followed=followed, reasons=reasons))


def recompute(
    metrics: Metrics, period: Period, kind: UnitKind, unit: str, meta: Meta, cause: Cause
) -> Outcome[Assessment]:
    """Take the result as it comes out now."""
    told = _of(freshly(metrics, kind, period), unit)
    return do(metrics, period, kind, unit, Recompute(meta=meta, computed=told, cause=cause))


def publish(metrics: Metrics, period: Period, kind: UnitKind, meta: MetaFor) -> dict[str, Any]:
    """Publish all results of a kind together, and their ranking: either every unit can be, or none is.

    Raises:
        Rejected: by the first unit that cannot be published.
    """
    rows = views.round_of(metrics.assessments.collection, period.name, kind)
    commands = {row["unit"]: Publish(meta=meta(f"publish/{row['unit']}")) for row in rows}
    loaded = {unit: metrics.journal.load(ASSESSMENTS, views.key_of(period.name, kind, unit)) for unit in commands}
    for unit, command in commands.items():
        decide(loaded[unit].state, command)
    for unit, command in commands.items():
        do(metrics, period, kind, unit, command)
    return _ranked(metrics, period, kind, [(unit, now.state) for unit, now in loaded.items()], meta("ranking"))


def _ranked(
    metrics: Metrics, period: Period, kind: UnitKind, units: Sequence[tuple[str, Assessment]], meta: Meta
) -> dict[str, Any]:
    frozen = [state.frozen for _, state in units if state.frozen]
    command = PublishRanking(
        meta=meta,
        period=period.name,
        kind=kind,
        policy=frozen[0].policy if frozen else "",
        policy_hash=frozen[0].policy_hash if frozen else "",
        places=tuple(_place(unit, state) for unit, state in units),
    )
    key = views.key_of(period.name, kind)
    outcome = metrics.journal.execute(RANKINGS, key, command)
    metrics.rankings.refresh(key, outcome)
    return views.project_ranking(key, outcome.state)


def _place(unit: str, state: Assessment) -> Place:
    told = state.result or {}
    return Place(
        unit=unit,
        total=str(told.get("total") or ""),
        grade=str(told.get("grade") or ""),
        rank=told.get("rank"),
        reason=str(told.get("reason") or ""),
        hash=state.hash,
    )


def correct(metrics: Metrics, period: Period, kind: UnitKind, meta: MetaFor, *, spare: str = "") -> list[str]:
    """Correct every published result that comes out differently now; tell the units.

    `spare`: a day; what was corrected on it already waits for the next one, so that a day makes one correction.
    """
    changed, results = [], computed(metrics, kind, period)
    for row in views.round_of(metrics.assessments.collection, period.name, kind):
        told = results.get(row["unit"])
        if row["status"] != "published" or told is None or told.result == row["result"] or _done_on(row, spare):
            continue
        command = Correct(meta=meta(f"correct/{row['_id']}/{len(row['corrections'])}/{told.digest}"), computed=told)
        if do(metrics, period, kind, row["unit"], command).events:
            changed.append(row["unit"])
    return changed


def _done_on(row: dict[str, Any], day: str) -> bool:
    return bool(day and row["corrections"] and row["corrections"][-1]["corrected_on"] == day)


def export_year(
    metrics: Metrics, year: int, kind: UnitKind, weights: dict[str, str], meta: Meta
) -> tuple[ExportYear, Outcome[None]]:
    """Export the year's scores: the newest published total of every period, and their weighted mean (S3.3a)."""
    found = metrics.assessments.collection.find(
        {"period": {"$regex": f"^{year}Q"}, "kind": kind, "status": "published"}, {"versions": 0}
    ).sort([("unit", 1), ("period", 1)])
    totals: dict[str, list[annual.Total]] = {}
    policies: dict[str, None] = {}
    for row in found:
        told = row["result"]
        total = str(told.get("total") or "") if told.get("rank") else ""
        totals.setdefault(row["unit"], []).append((row["period"], total, row["hash"]))
        policies[f"{row['policy']}#{row['policy_hash']}"] = None
    exact = {period: Fraction(weight) for period, weight in weights.items()}
    rows = tuple(annual.row(unit, each, exact) for unit, each in totals.items())
    command = ExportYear(meta=meta, year=year, kind=kind, weights=weights, policies=tuple(policies), rows=rows)
    return command, metrics.journal.execute(YEARS, f"{year}.{kind}", command)


def do(metrics: Metrics, period: Period, kind: UnitKind, unit: str, command: Command) -> Outcome[Assessment]:
    """Do a command to a unit's assessment, once, and bring the list up to it."""
    key = views.key_of(period.name, kind, unit)
    outcome = metrics.journal.execute(ASSESSMENTS, key, command)
    metrics.assessments.refresh(key, outcome)
    return outcome


def _of(results: dict[str, Computed], unit: str) -> Computed:
    if unit not in results:
        raise Rejected("unknown_unit", f"{unit} is not assessed in this period", "D-2", status=404)
    return results[unit]
