"""Pages of cards: the list, a case's cards with every day behind them, and what turns yellow in a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.approval.cards import acts, views, wording
from services.approval.cards.decide import appeal_until
from services.approval.cards.schemas import (
    KINDS,
    SAID_BY_PEOPLE,
    AppealBody,
    CorrectBody,
    FindingForm,
    UpholdBody,
)
from services.approval.reviews import wording as review_wording
from services.approval.reviews.state import Status
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint(
    "card_pages",
    __name__,
    template_folder="templates",
    static_folder=str(Path(__file__).parent / "static"),
    static_url_path="/static/cards",
)

DAY = timedelta(days=1)
WEEKS_AHEAD = 8
"""How far the week's page may be turned on."""


@pages.get("/cards")
@requires("card.read")
def listed() -> ResponseReturnValue:
    """Show cases with cards, the newest card first."""
    approval, identity, paging = current(Approval), require_identity(), request_paging()
    asked = {
        "kind": request.args.get("kind", "") if request.args.get("kind", "") in KINDS else "",
        "department": request.args.get("department", "")[:40],
        "appealed": request.args.get("appealed", "") == "1",
    }
    found = views.search(
        approval.cards.collection,
        identity,
        paging,
        kind=str(asked["kind"]),
        department=str(asked["department"]),
        appealed=bool(asked["appealed"]),
    )
    page = paging.page(found, views.sort_key)
    return render_template(
        "cards/list.html", rows=page["items"], next=page["next"], asked=asked, **_names(approval, identity.can)
    )


@pages.get("/cards/<case>")
@requires("card.read")
def case_cards(case: str) -> ResponseReturnValue:
    """Show the cards of a case, with what may be done about each."""
    return _page(case)


@pages.post("/cards/<case>/<int:card>/appeal")
@requires("card.appeal")
def appeal_card(case: str, card: int) -> ResponseReturnValue:
    """Take the form of an appeal."""
    return _taken(case, f"appeal-{card}", lambda: acts.appeal(case, card, AppealBody().load(form_fields())["reasons"]))


@pages.post("/cards/<case>/<int:card>/answer")
@requires("card.correct")
def uphold_card(case: str, card: int) -> ResponseReturnValue:
    """Take the form that lets a card stand."""
    return _taken(case, f"answer-{card}", lambda: acts.uphold(case, card, UpholdBody().load(form_fields())["reasons"]))


@pages.post("/cards/<case>/<int:card>/correction")
@requires("card.correct")
def correct_card(case: str, card: int) -> ResponseReturnValue:
    """Take the form of a correction."""

    def correct() -> object:
        form = CorrectBody().load(form_fields())
        return acts.correct(case, card, form["ground"], form["reasons"])

    return _taken(case, f"correction-{card}", correct)


@pages.post("/cards/<case>/findings")
@requires("card.report")
def report_finding(case: str) -> ResponseReturnValue:
    """Take the form of a finding."""

    def report() -> object:
        form = FindingForm().load(form_fields())
        return acts.report(case, form["cause"], form["reasons"])

    return _taken(case, "finding", report)


@pages.get("/week")
@requires("card.read")
def week() -> ResponseReturnValue:
    """Show what turns yellow in a week, by the last day on which it can still be done."""
    approval, identity, today = current(Approval), require_identity(), request_now().date()
    turned = request.args.get("week", "0")
    ahead = min(int(turned), WEEKS_AHEAD) if turned.isascii() and turned.isdigit() else 0
    monday = today - DAY * today.weekday() + DAY * 7 * ahead
    days = [monday + DAY * n for n in range(7)]
    department = request.args.get("department", "")[:40]
    found = views.ahead(approval.database["card_watch"], identity, monday, days[-1], department=department)
    calendar = approval.calendar()
    return render_template(
        "cards/week.html",
        days=[(day, calendar.rest_reason(day), [r for r in found if r["last_day"] == day.isoformat()]) for day in days],
        total=len(found),
        today=today,
        ahead=ahead,
        most=WEEKS_AHEAD,
        asked={"department": department},
        weekdays=review_wording.WEEKDAYS,
        officers=views.officers(approval.reviews.collection, [row["_id"] for row in found]),
        **_names(approval, identity.can),
    )


def _taken(case: str, form: str, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except (ValidationError, Rejected) as refusal:
        return _page(case, form, refused(refusal))
    flash(gettext("已记录"), "good")
    return redirect(url_for("card_pages.case_cards", case=case), 303)


def _page(case: str, form: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    approval, identity = current(Approval), require_identity()
    row = acts.seen_case(case)
    today, calendar = request_now().date(), approval.calendar(row["division"])
    cards = [
        {
            **card,
            "until": appeal_until(issued.issued, calendar),
            "why": wording.why(card),
            "ours": identity.unit == issued.issued.department,
        }
        for card, issued in zip(row["cards"], approval.load_cards(case).state.cards, strict=False)
    ]
    review = approval.load(case).state
    body = render_template(
        "cards/case.html",
        row=row,
        reviewed=review.opened is not None,
        ended=review.status in (Status.DECIDED, Status.ENDED),
        cards=cards,
        today=today,
        ours=identity.unit == row["department"],
        refused_form=form,
        refusal=refusal,
        form=request.form,
        grounds=[(ground, wording.GROUNDS[ground]) for ground in SAID_BY_PEOPLE],
        weekdays=review_wording.WEEKDAYS,
        **_names(approval, identity.can),
    )
    return body, refusal.status if refusal else 200


def _names(approval: Approval, can: Callable[[str], bool]) -> dict[str, Any]:
    departments = review_wording.department_names(approval.replica)
    return {
        "items": review_wording.item_names(approval.replica),
        "places": review_wording.place_names(approval.replica),
        "departments": departments,
        "departments_options": review_wording.options(departments),
        "all_departments": not can("card.appeal"),
        "cards_words": wording,
    }
