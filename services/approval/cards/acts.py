"""What people do about cards, the same for pages and API: who sees the card, and the command it becomes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from services.approval.cards import views
from services.approval.cards.commands import AppealCard, CorrectCard, ReportFinding, UpholdCard
from services.approval.cards.state import Cards
from services.approval.cards.watch import rules_of
from services.approval.reviews import views as review_views
from services.approval.service import Approval
from shared.contracts import Command, Rejected
from shared.contracts.cards import Ground
from shared.identity.access import require_identity
from shared.journal.handle import Outcome
from shared.web.kit import current
from shared.web.meta import request_meta


def appeal(case: str, card: int, reasons: str, expected: int | None = None) -> Outcome[Cards]:
    """Appeal a card one can see.

    Raises:
        Rejected: by the rules, or `no_card`.
    """
    approval, seen = current(Approval), _seen(case)
    calendar = approval.calendar(seen["division"])
    return _done(case, AppealCard(meta=request_meta(), card=card, reasons=reasons, calendar=calendar), expected)


def uphold(case: str, card: int, reasons: str, expected: int | None = None) -> Outcome[Cards]:
    """Let an appealed card stand.

    Raises:
        Rejected: by the rules, or `no_card`.
    """
    _seen(case)
    return _done(case, UpholdCard(meta=request_meta(), card=card, reasons=reasons), expected)


def correct(case: str, card: int, ground: Ground, reasons: str, expected: int | None = None) -> Outcome[Cards]:
    """Say that a card counts no more.

    Raises:
        Rejected: by the rules, or `no_card`.
    """
    _seen(case)
    return _done(case, CorrectCard(meta=request_meta(), card=card, ground=ground, reasons=reasons), expected)


def report(
    case: str,
    cause: Literal["no_reasons", "outside_hall"],
    reasons: str,
    found_at: datetime | None = None,
    expected: int | None = None,
) -> Outcome[Cards]:
    """Report a finding about a case whose review one can see.

    Raises:
        Rejected: by the rules, or `no_review`.
    """
    approval = current(Approval)
    row = review_views.find(approval.reviews.collection, require_identity(), case)
    meta = request_meta(found_at)
    command = ReportFinding(
        meta=meta,
        cause=cause,
        found_at=meta.occurred_at,
        department=row["department"],
        division=row["division"],
        item=row["item"],
        rules=rules_of({"_id": case, "heard_at": meta.occurred_at.isoformat()}).version,
        reasons=reasons,
    )
    return _done(case, command, expected)


def seen_case(case: str) -> dict[str, Any]:
    """Give a case's cards; a case whose review one can see and that has none is told as such.

    Raises:
        Rejected: `no_review`, where it is none of theirs.
    """
    approval, identity = current(Approval), require_identity()
    try:
        return _seen(case)
    except Rejected:
        row = review_views.find(approval.reviews.collection, identity, case)
        named = {name: row[name] for name in ("case", "department", "division", "item")}
        return {**named, "version": 0, "cards": [], "counting": [], "appealed": False}


def _seen(case: str) -> dict[str, Any]:
    return views.find(current(Approval).cards.collection, require_identity(), case)


def _done(case: str, command: Command, expected: int | None) -> Outcome[Cards]:
    return current(Approval).do_card(case, command, expected)
