"""Pages of the portal: applying online, one's own cases, handing in supplements, withdrawing."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording
from services.intake.accounts.proving import proof_of
from services.intake.cases import papers, views
from services.intake.cases.api import acts, found_case, readable
from services.intake.cases.schemas import SupplementBody, WithdrawalBody
from services.intake.cases.standing import Standing
from services.intake.items.views import guide
from services.intake.materials.receiving import make_room
from services.intake.portal import bringing
from services.intake.portal.applying import Applying
from services.intake.portal.bringing import Offered
from services.intake.portal.drafts import Owner
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished
from shared.identity.access import require_identity, requires
from shared.timekeeping import local_day
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint("applicant_pages", __name__, template_folder="templates")


@pages.url_value_preprocessor
def room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a body be as large as a file where one may come with it, and nowhere else."""
    step = (values or {}).get("step")
    if endpoint == "applicant_pages.hand_in_supplement" or (endpoint == "applicant_pages.save" and step == "papers"):
        make_room(endpoint, values)


def applying() -> Applying:
    """Give the flow of the present account."""
    account = require_identity().id
    return Applying(owner(), Standing(account=account), "online", _address, "portal")


def owner() -> Owner:
    """Give the owner of the present account's drafts."""
    return Owner(f"account/{require_identity().id}")


def _address(draft: str, step: str) -> str:
    return url_for("applicant_pages.step", draft=draft, step=step)


@pages.get("/items/<code>/apply")
@requires("case.apply")
def apply(code: str) -> ResponseReturnValue:
    """Show what an item needs, before one begins."""
    told = guide(current(Intake).replica, code, request_now().date())
    halls = {place.hall.id: text(place.hall.name) for place in told.places}
    return render_template("portal/begin.html", item=told.item, halls=halls, words=wording)


@pages.post("/items/<code>/apply")
@requires("case.apply")
def begin(code: str) -> ResponseReturnValue:
    """Begin an application."""
    return applying().begin(code)


@pages.get("/apply/<draft>/<step>")
@requires("case.apply")
def step(draft: str, step: str) -> ResponseReturnValue:
    """Show a step of an application, or the receipt of one that was handed in."""
    return applying().show(draft, step)


@pages.post("/apply/<draft>/<step>")
@requires("case.apply")
def save(draft: str, step: str) -> ResponseReturnValue:
    """Keep a step; the last one hands the application in, once."""
    flow = applying()
    return flow.hand_in(draft) if step == "check" else flow.save(draft, step)


@pages.post("/apply/<draft>/drop")
@requires("case.apply")
def drop(draft: str) -> ResponseReturnValue:
    """Throw a draft away."""
    current(Intake).drafts.drop(owner(), draft)
    flash(gettext("已删除这份草稿"), "good")
    return redirect(url_for("applicant_pages.mine"), 303)


@pages.get("/mine")
@requires("case.read_own")
def mine() -> ResponseReturnValue:
    """Show one's own cases, the newest first, and what was begun and not handed in."""
    intake, paging = current(Intake), request_paging()
    page = paging.page(views.search(intake.cases, readable(), paging.after, paging.fetch), views.sort_key)
    return render_template(
        "portal/mine.html",
        rows=page["items"],
        next=page["next"],
        drafts=intake.drafts.unfinished(owner(), request_now()),
        proved=proof_of(intake.proofs, require_identity().id) is not None,
        items={item.code: item.name for item in intake.replica.items()},
        address=_address,
        words=wording,
    )


@pages.get("/mine/<case_no>/supplement")
@requires("case.apply")
def supplement(case_no: str) -> ResponseReturnValue:
    """Show what a notice asks for, to say what comes now."""
    return _supplement(_own(case_no), None)


@pages.post("/mine/<case_no>/supplement")
@requires("case.apply")
def hand_in_supplement(case_no: str) -> ResponseReturnValue:
    """Hand in supplements, once however often the form is sent."""
    found = _own(case_no)
    try:
        fields, files = {"materials": request.form.getlist("materials")}, bringing.chosen_in_form()
        files["uploads"] += bringing.taken(found["item"])
        if bringing.stays():
            return redirect(url_for("applicant_pages.supplement", case_no=found["case_no"]), 303)
        said = SupplementBody().load({**fields, **files})
        (acts().make_good if found["status"] == "accepted" else acts().supplement)(found["case_no"], said)
    except (ValidationError, Rejected) as refusal:
        return _supplement(found, refused(refusal))
    flash(gettext("已收到您补交的材料"), "good")
    return redirect(url_for("progress_pages.of_case", case_no=found["case_no"]), 303)


def _supplement(found: dict[str, Any], refusal: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    item = papers.item_of(intake, found)
    page = render_template(
        "portal/supplement.html",
        case=found,
        item=item,
        notice=papers.named_notice(intake, found) if found["notice"] else None,
        wanted=(wanted := _wanted(found)),
        files=_files(found, item, wanted),
        chosen={"uploads": applying().waiting(item.code), "reuse": []},
        hall=intake.replica.venue(found["hall"]),
        refusal=wording.told(refusal),
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _files(found: dict[str, Any], item: ItemPublished, wanted: list[str]) -> Offered:
    """Give what may be handed in for them: uploads that wait for the item, and what is on file."""
    who, person = Standing(account=require_identity().id), found["applicant"]["person"]
    return bringing.offered(current(Intake), who, item, person, found["case_no"], wanted)


def _wanted(found: dict[str, Any]) -> list[str]:
    """Give the materials that are still to come: those of the notice, or those promised for later."""
    if found["status"] == "accepted":
        return list(found["still_tolerated"])
    return list(found["notice"]["outstanding"]) if found["notice"] else []


@pages.get("/mine/<case_no>/withdraw")
@requires("case.withdraw")
def withdraw(case_no: str) -> ResponseReturnValue:
    """Ask whether one is sure, and tell what withdrawing means."""
    return _withdraw(_own(case_no), None)


@pages.post("/mine/<case_no>/withdraw")
@requires("case.withdraw")
def confirm_withdrawal(case_no: str) -> ResponseReturnValue:
    """Withdraw after the applicant has said yes."""
    found = _own(case_no)
    if request.form.get("sure") != "yes":
        told = gettext("请勾选确认")
        return _withdraw(found, Refusal(told, "", "", {"sure": [told]}, 422))
    try:
        said = WithdrawalBody().load({"reason": request.form.get("reason", ""), "confirmed": True})
        acts().withdraw(found["case_no"], said)
    except (ValidationError, Rejected) as refusal:
        return _withdraw(found, refused(refusal))
    flash(gettext("已撤回申请"), "good")
    return redirect(url_for("progress_pages.of_case", case_no=found["case_no"]), 303)


def _withdraw(found: dict[str, Any], refusal: Refusal | None) -> ResponseReturnValue:
    page = render_template(
        "portal/withdraw.html",
        case=found,
        item=papers.item_of(current(Intake), found),
        left=_days_left(found),
        form=request.form,
        refusal=wording.told(refusal),
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _days_left(found: dict[str, Any]) -> int | None:
    """Give the working days until the promised day, where one runs: whoever withdraws then waits anew."""
    if found["status"] != "accepted" or not found["promised_due"]:
        return None
    today, due = local_day(request_now()), date.fromisoformat(found["promised_due"])
    return current(Intake).calendar(found["division"]).working_days_between(today, due) if today < due else 0


def _own(case_no: str) -> dict[str, Any]:
    """Give a case of the present account."""
    found = found_case(case_no)
    if found["account"] != require_identity().id:
        raise Rejected("unknown_case", "no case of this number is known to you", status=404)
    return found
