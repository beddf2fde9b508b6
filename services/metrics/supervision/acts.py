"""From a request or a tick to commands."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import Any

from services.metrics.publishing import views as published
from services.metrics.readers import division_of, speaks_for
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from services.metrics.supervision import views
from services.metrics.supervision.commands import (
    Close,
    GiveStatement,
    Hold,
    Issue,
    Order,
    Propose,
    Report,
)
from services.metrics.supervision.decider import SUPERVISION
from services.metrics.supervision.ladder import UP, Demand, Published, demands
from services.metrics.supervision.state import Supervision
from shared.contracts import Command, Meta, Rejected
from shared.contracts.assessments import UnitKind
from shared.identity import Identity
from shared.identity.identity import division_allowed
from shared.journal.handle import Outcome


def demanded(metrics: Metrics, kind: str, unit: str) -> list[Demand]:
    """Tell what a unit's published results demand as they stand, corrections included."""
    return demands(results_of(metrics, kind, unit))


def results_of(metrics: Metrics, kind: str, unit: str) -> list[Published]:
    """Give a unit's published results of consecutive periods, the newest first."""
    rows = [row for row in published.history_of(metrics.assessments.collection, kind, unit) if row["published"]]
    if not rows:
        return []
    newest = parse_period(rows[0]["period"])
    expected = [newest]
    while len(expected) < len(rows):
        expected.append(expected[-1].previous())
    pairs = takewhile(lambda pair: pair[0]["period"] == pair[1].name, zip(rows, expected, strict=True))
    return [_published(row) for row, _ in pairs]


def _published(row: dict[str, Any]) -> Published:
    told = row["result"]
    reds = int(told.get("counts", {}).get("red", 0))
    return Published(row["period"], str(told.get("grade") or ""), reds, row["hash"])


def propose(metrics: Metrics, kind: UnitKind, unit: str, demand: Demand, meta: Meta) -> Outcome[Supervision]:
    """Propose a step; the id is made of period, unit and step, so it is proposed once."""
    command = Propose(
        meta=meta,
        step=demand.step,
        kind=kind,
        unit=unit,
        period=demand.period,
        ground=demand.ground,
        evidence=demand.evidence,
    )
    return do(metrics, proposal_id(kind, unit, demand), command)


def proposal_id(kind: str, unit: str, demand: Demand) -> str:
    """Give the id of a proposal."""
    return f"{demand.period}.{kind}.{unit}.{demand.step}"


def state(metrics: Metrics, identity: Identity, key: str, text: str, meta: Meta) -> Outcome[Supervision]:
    """Give the unit's statement."""
    return do(metrics, key, GiveStatement(meta=meta, text=text, own=_own(metrics, identity, key)))


def escalate(metrics: Metrics, row: dict[str, Any], meta: Meta) -> None:
    """Propose the next step for what was not answered by its last day, once (S3.3b)."""
    if step := UP.get(row["step"]):
        command = Propose(
            meta=meta,
            step=step,
            kind=row["kind"],
            unit=row["unit"],
            period="",
            ground="overdue_order",
            evidence=(row["id"],),
        )
        do(metrics, overdue_id(row["id"]), command)


def overdue_id(key: str) -> str:
    """Give the id of the proposal that follows what was not answered."""
    return f"{key}.overdue"


def issue(
    metrics: Metrics, identity: Identity, key: str, meta: Meta, *, source: str, requirement: str, due: date
) -> Outcome[Supervision]:
    """Sign a proposal, if what it rests on still demands it."""
    row = views.find(metrics.supervision.collection, key)
    _in_reach(metrics, identity, row["kind"], row["unit"])
    still = {proposal_id(row["kind"], row["unit"], each) for each in demanded(metrics, row["kind"], row["unit"])}
    earlier = row["period"] not in {each.partition(".")[0] for each in still}
    command = Issue(
        meta=meta,
        source=source,
        requirement=requirement,
        due=due,
        holds=_unanswered(metrics, row) if not row["period"] else key in still or (earlier and _stands(metrics, row)),
        provisional=_provisional(metrics, due),
    )
    return do(metrics, key, command)


def _unanswered(metrics: Metrics, row: dict[str, Any]) -> bool:
    """What followed a silence stands while the silence lasts: a late answer is an answer."""
    cited = views.find(metrics.supervision.collection, row["evidence"][0])
    return bool(cited["overdue"] and cited["status"] == "issued")


def _stands(metrics: Metrics, row: dict[str, Any]) -> bool:
    """An older proposal stands while the results it rests on are still published as it cites them."""
    hashes = {f"{r.period}#{r.hash}" for r in results_of(metrics, row["kind"], row["unit"])}
    return set(row["evidence"]) <= hashes


def order(metrics: Metrics, identity: Identity, key: str, meta: Meta, body: dict[str, Any]) -> Outcome[Supervision]:
    """Issue an order, guidance or a task that no result proposed, to a unit of one's own jurisdiction.

    Raises:
        Rejected: 422 `unknown_unit`, 403 `other_division`; and by rule.
    """
    if _in_reach(metrics, identity, body["kind"], body["unit"]) is None:
        told = "the register knows no such unit of this kind"
        raise Rejected("unknown_unit", told, "S3.3b", status=422, errors={"unit": told})
    said = {**body, "evidence": tuple(body["evidence"]), "provisional": _provisional(metrics, body["due"])}
    return do(metrics, key, Order(meta=meta, **said))


def _in_reach(metrics: Metrics, identity: Identity, kind: str, unit: str) -> str | None:
    """Give a unit's division, None where the register knows no such unit; refuse one of another jurisdiction."""
    division = division_of(metrics, kind, unit)
    if division is not None and not division_allowed(identity, division):
        raise Rejected("other_division", "this unit lies outside your jurisdiction", status=403)
    return division


def _provisional(metrics: Metrics, due: date) -> bool:
    return metrics.replica.calendar().due(due, 0).provisional


def report(metrics: Metrics, identity: Identity, key: str, text: str, meta: Meta) -> Outcome[Supervision]:
    """Report what the unit did."""
    return do(metrics, key, Report(meta=meta, text=text, own=_own(metrics, identity, key)))


def hold(metrics: Metrics, identity: Identity, key: str, minutes: str, meta: Meta) -> Outcome[Supervision]:
    """Note that the interview took place."""
    _of(metrics, identity, key)
    return do(metrics, key, Hold(meta=meta, minutes=minutes))


def close(metrics: Metrics, identity: Identity, key: str, meta: Meta, body: dict[str, Any]) -> Outcome[Supervision]:
    """End an order or drop a proposal."""
    _of(metrics, identity, key)
    return do(metrics, key, Close(meta=meta, outcome=body["outcome"], reasons=body["reasons"]))


def do(metrics: Metrics, key: str, command: Command) -> Outcome[Supervision]:
    """Do a command, once, and bring the list up to it."""
    outcome = metrics.journal.execute(SUPERVISION, key, command)
    metrics.supervision.refresh(key, outcome)
    return outcome


def _of(metrics: Metrics, identity: Identity, key: str) -> None:
    row = views.find(metrics.supervision.collection, key)
    _in_reach(metrics, identity, row["kind"], row["unit"])


def _own(metrics: Metrics, identity: Identity, key: str) -> bool:
    row = views.find(metrics.supervision.collection, key)
    return speaks_for(metrics, identity, row["kind"], row["unit"])
