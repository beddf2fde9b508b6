"""Pages of messages: one's own, what one wishes about them, and what operators have to see to."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake.messages.outbox import stamp
from services.intake.messages.render import render
from services.intake.messages.wishes import Wish, of_account
from services.intake.messages.wording import EVENTS, WHY
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.kit import current
from shared.web.locale import LANGUAGES, language
from shared.web.paging import request_paging

pages = Blueprint("message_pages", __name__, template_folder="templates")


@pages.get("/messages")
@requires("case.read_own")
def mine() -> ResponseReturnValue:
    """Show one's own messages, the newest first, and whether more of them are wanted."""
    intake, paging, account = current(Intake), request_paging(), require_identity().id
    rows = intake.outbox.of_account(account, paging.after, paging.fetch)
    page = paging.page(rows, lambda row: (row["at"], row["_id"]))
    shown = [{**row, "told": render(row["text"], row["values"], language())} for row in page["items"]]
    return render_template(
        "messages/mine.html",
        rows=shown,
        next=page["next"],
        wish=intake.outbox.wishes.of("", account),
        simulated=not intake.settings.message_url,
        soon=stamp(intake.clock.now() + timedelta(minutes=10)),
        titles=EVENTS,
        why=WHY,
    )


@pages.post("/messages/wishes")
@requires("case.read_own")
def wish() -> ResponseReturnValue:
    """Keep what one wishes: no messages to the telephone, or in which language."""
    lang = request.form.get("lang", "zh")
    said = Wish(opted_out=request.form.get("wanted") != "yes", lang=lang if lang in LANGUAGES else "zh")
    current(Intake).outbox.wishes.say(of_account(require_identity().id), said)
    flash(gettext("已记下您的选择"), "good")
    return redirect(url_for("message_pages.mine"), 303)


@pages.get("/messages/failed")
@requires("system.operate")
def failed() -> ResponseReturnValue:
    """Show what was given up, with the reason and never the telephone."""
    outbox = current(Intake).outbox
    return render_template("messages/failed.html", rows=outbox.failed(), counts=outbox.counts(), titles=EVENTS)


@pages.post("/messages/failed")
@requires("system.operate")
def again() -> ResponseReturnValue:
    """Queue a message that was given up once more.

    Raises:
        Rejected: `unknown_message`.
    """
    intake = current(Intake)
    if not intake.outbox.again(request.form.get("message", "")[:200], intake.clock.now()):
        raise Rejected("unknown_message", "no message of this id was given up", status=404)
    flash(gettext("已重新排队发送"), "good")
    return redirect(url_for("message_pages.failed"), 303)
