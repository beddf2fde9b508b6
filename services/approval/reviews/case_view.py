"""Everything the page of a case shows, gathered from its review, its cards and the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.approval.cards import wording as card_wording
from services.approval.cards.state import Cards
from services.approval.reviews import clock, published, referrals, remedies, wording
from services.approval.reviews.page_forms import offered
from services.approval.reviews.state import Review
from services.approval.reviews.telling import Known, timeline
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished, StaffRegistered
from shared.contracts.streams import stream_name
from shared.identity import Identity
from shared.timekeeping import Calendar, local_day

OFFICERS = ("reviewer", "approver")


def case_view(approval: Approval, identity: Identity, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Give the variables of a case's page.

    Args:
        approval: the service.
        identity: the reader.
        row: the review as the worklist has it; the reader may see it.
        now: the moment of the request.
    """
    case, today = row["case"], now.date()
    state, calendar = approval.load(case).state, approval.calendar(row["division"])
    cards = approval.load_cards(case).state
    item = wording.item(approval.replica, row["item"], row["item_version"])
    late = clock.late(state, calendar, now)
    return {
        "review": row,
        "state": state,
        "item": item,
        "today": today,
        "late": late,
        **_clocks(state, cards, calendar, today),
        **_texts(approval, row, item),
        **_papers(state, calendar, today),
        "cards": cards,
        "review_cards": {card.issued.kind for card in cards.counting.values()},
        "offers": offered(state, identity, today, late=late),
        "officers": officers_of(approval, row["department"]),
        "mine": identity.id,
        "entries": _entries(approval, state, case, item),
        "above": referrals.clock(state, calendar, today),
        "words": wording,
        "cards_words": card_wording,
    }


def _clocks(state: Review, cards: Cards, calendar: Calendar, today: date) -> dict[str, Any]:
    counted = clock.clocks(state, calendar, today)
    told = clock.explained(state, calendar, today)
    left = {name: clock.left(each.deadline.due, today, calendar) for name, each in counted.by_name().items()}
    return {
        "counted": counted,
        "weeks": clock.strip(counted, calendar, _marked(state, today)),
        "left": left,
        "stands": lambda day: any(pause.covers(day) for pause in counted.pauses),
        "carded": {local_day(card.issued.triggered_at): card.issued.kind for card in cards.counting.values()},
        "suspensions": told["suspensions"],
        "extension": told["extension"],
        "step_due": {each["step"]: each for each in told["steps"]},
        "weekdays": wording.WEEKDAYS,
    }


def _marked(state: Review, today: date) -> dict[str, date]:
    """Mark today on a running clock, and the day of the decision on one that was stopped by it."""
    return {"decided": local_day(state.decision.decided_at)} if state.decision else {"today": today}


def _texts(approval: Approval, row: dict[str, Any], item: ItemPublished | None) -> dict[str, Any]:
    departments = wording.department_names(approval.replica)
    others = {code: name for code, name in departments.items() if code != row["department"]}
    return {
        "points": {point.code: point.name for point in item.review_points} if item else {},
        "places": wording.place_names(approval.replica),
        "departments": departments,
        "department": departments.get(row["department"], row["department"]),
        "others": wording.options(others),
        "authority": approval.review_authority(row["department"]),
    }


def _papers(state: Review, calendar: Calendar, today: date) -> dict[str, Any]:
    try:
        told: dict[str, Any] | None = remedies.told(state, calendar)
    except Rejected:
        told = None
    return {
        "papers": wording.papers(state),
        "remedies": told,
        "certificate": published.certificate(state, today),
    }


def officers_of(approval: Approval, department: str) -> list[tuple[str, str]]:
    """Give the accounts of a department's officers as the options of a `ui.select`."""
    staff = approval.replica.all(StaffRegistered).values()
    return [(each.id, each.id) for each in staff if each.unit == department and each.role in OFFICERS]


def _entries(approval: Approval, state: Review, case: str, item: ItemPublished | None) -> list[dict[str, Any]]:
    """Tell the review's and its cards' commits as one timeline, the newest first."""
    known = Known(
        points={point.code: point.name for point in item.review_points} if item else {},
        steps={step.code: step.name for step in state.planned},
        departments=wording.department_names(approval.replica),
    )
    told = [
        entry
        for category in ("review", "card")
        for entry in timeline(approval.journal.store.stream(stream_name(category, case)), known)
    ]
    return sorted(told, key=lambda entry: str(entry["recorded_at"]), reverse=True)
