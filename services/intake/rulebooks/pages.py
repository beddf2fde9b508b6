"""Pages open to everyone: the rules in force, and what each of them rests on."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.intake.departments.wording import BASIS_KINDS
from services.intake.registry.asked import subject_of
from services.intake.rulebooks import views
from services.intake.rulebooks.api import PUBLIC_RULES
from services.intake.service import Intake
from shared.contracts.duties import BasisRegistered, RulebookPublished
from shared.identity.access import public
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("rulebook_pages", __name__, template_folder="templates")


@pages.get("/rules")
@public(PUBLIC_RULES)
def rules() -> ResponseReturnValue:
    """Show the rulebooks in force today with their rules; every rule opens the articles it rests on."""
    replica, day = current(Intake).replica, request_now().date()
    told = views.rules(replica, day)
    books = [
        {**book, "rules": [rule for rule in told if rule["rulebook"] == book["code"]]}
        for book in views.rulebooks(replica, day)
    ]
    bases = list(replica.all(BasisRegistered).values())
    return render_template("rulebooks/rules.html", books=books, bases=bases, kinds=BASIS_KINDS, day=day)


@pages.get("/bases/<code>")
@public(PUBLIC_RULES)
def basis(code: str) -> ResponseReturnValue:
    """Show a law, policy or standard with its articles, and the rules that rest on it."""
    found, _ = subject_of(BasisRegistered, code)
    told = views.rules(current(Intake).replica, request_now().date())
    resting = {
        article.number: [r for r in told if (code, article.number) in {(b["code"], b["article"]) for b in r["basis"]}]
        for article in found.articles
    }
    return render_template("rulebooks/basis.html", basis=found, resting=resting, kinds=BASIS_KINDS)


@pages.get("/rulebooks/<code>")
@public(PUBLIC_RULES)
def versions(code: str) -> ResponseReturnValue:
    """Show every version of a rulebook: which one a case keeps goes by the day of its acceptance."""
    newest, _ = subject_of(RulebookPublished, code)
    known = current(Intake).replica.versions(RulebookPublished, code)
    return render_template("rulebooks/versions.html", book=newest, versions=known[::-1])
