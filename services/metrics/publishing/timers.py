"""The tick: freezes periods whose fifth working day has passed, and corrects what late facts changed.

A tick may be missed, repeated, or run by two workers at once: what it does carries ids made of period, kind, unit and
figures, so it is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from services.metrics.facts import by_department
from services.metrics.policies.in_force import known as known_policies
from services.metrics.publishing import acts, views
from services.metrics.publishing.computing import KINDS
from services.metrics.publishing.days import days_of
from services.metrics.scoring import Period, parse_period
from services.metrics.scoring.period import period_of
from services.metrics.service import Metrics
from shared.contracts import Meta, Rejected
from shared.contracts.assessments import UnitKind
from shared.contracts.commands import Actor
from shared.journal.ids import derived_command_id
from shared.observability import log
from shared.worker import Timer

EVERY_SECONDS = 60.0
TIMER = Actor("assessments", "system")


def timer(metrics: Metrics) -> Timer:
    """Give the worker's timer."""
    return Timer("assessments", EVERY_SECONDS, lambda: tick(metrics))


def tick(metrics: Metrics) -> None:
    """Freeze what is due, then correct what is published; a period that cannot be counted keeps no other waiting.

    While new facts still read the journal nothing is frozen or corrected: it is done a little later.
    """
    if not metrics.grown():
        return
    for period in due_to_freeze(metrics):
        for kind in KINDS:
            _tried(metrics, period, f"freeze/{kind}", partial(_frozen, metrics, period, kind))
    for row in views.rounds(metrics.assessments.collection):
        if row["published"] and row["kind"] in KINDS:
            period = parse_period(row["period"])
            _tried(metrics, period, "correct", partial(_corrected, metrics, period, row["kind"]))


def _frozen(metrics: Metrics, period: Period, kind: UnitKind, meta: acts.MetaFor) -> None:
    acts.freeze(metrics, kind, period, meta)


def _corrected(metrics: Metrics, period: Period, kind: UnitKind, meta: acts.MetaFor) -> None:
    acts.correct(metrics, period, kind, meta, spare=metrics.today().isoformat())


def _tried(metrics: Metrics, period: Period, what: str, act: Callable[[acts.MetaFor], None]) -> None:
    try:
        act(meta_of(metrics))
    except (Rejected, KeyError, ValueError) as fault:
        log().error("assessment_waits", period=period.name, what=what, reason=str(fault)[:300])


def due_to_freeze(metrics: Metrics) -> Iterator[Period]:
    """Give the periods with cases whose fifth working day has passed and that are not frozen yet, oldest first."""
    begun = min((each.effective_from for each in known_policies(metrics)), default="9999")
    known = {period_of(date.fromisoformat(day)) for days in by_department(metrics.sums()).values() for day in days}
    frozen = {row["period"] for row in views.rounds(metrics.assessments.collection)}
    today, calendar = metrics.today(), metrics.replica.calendar()
    for period in sorted(known, key=lambda each: each.first):
        fresh = period.name not in frozen and period.first.isoformat() >= begun and period.last < today
        if fresh and days_of(period, calendar).frozen_on < today:
            yield period


def meta_of(metrics: Metrics) -> acts.MetaFor:
    """Give circumstances of the system acting by itself, now."""
    now = metrics.clock.now()

    def named(name: str) -> Meta:
        return Meta(command_id=derived_command_id("assessments", name), actor=TIMER, now=now, occurred_at=now)

    return named
