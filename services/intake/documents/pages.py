"""Pages of documents: the paper as it is printed, its PDF, and the public page that says whether it is genuine."""

from __future__ import annotations

import segno
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from services.intake.cases import papers
from services.intake.cases.api import found_case
from services.intake.documents import mandating, views
from services.intake.documents.api import OPEN_TO_ALL, looked_at
from services.intake.documents.issuing import follow_commit
from services.intake.documents.printing import Printed, printed
from services.intake.documents.wording import KINDS
from services.intake.looks.noting import note
from services.intake.mandates.api import found_mandate
from services.intake.mandates.telling import document as mandate_document
from services.intake.mandates.telling import near as mandate_near
from services.intake.numbering import MANDATE
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("document_pages", __name__, template_folder="templates")


@pages.get("/documents/<number>")
@requires("case.read", "case.read_own", "mandate.read", "mandate.read_own")
def document(number: str) -> ResponseReturnValue:
    """Show a document as it is printed."""
    return paper_page(seen(number))


@pages.get("/documents/<number>.pdf")
@requires("case.read", "case.read_own", "mandate.read", "mandate.read_own")
def pdf(number: str) -> ResponseReturnValue:
    """Give a document as PDF, with its fonts in it."""
    what = seen(number)
    answer = Response(what.pdf(), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{what.number}.pdf"'
    return answer


@pages.get("/check")
@public(OPEN_TO_ALL)
def ask() -> ResponseReturnValue:
    """Show the form for number and code."""
    return render_template("documents/check.html", found=None, asked=False, number="", kinds=KINDS, refusal=None)


@pages.post("/check")
@public(OPEN_TO_ALL)
def look() -> ResponseReturnValue:
    """Check a paper whose number and code were typed."""
    return _checked(request.form.get("number", "")[:40], request.form.get("code", "")[:40])


@pages.get("/check/<number>")
@public(OPEN_TO_ALL)
def check(number: str) -> ResponseReturnValue:
    """Say whether a paper is genuine, as its QR code asks."""
    return _checked(number[:40], request.args.get("code", "")[:40])


def _checked(number: str, code: str) -> ResponseReturnValue:
    refusal: Refusal | None = None
    found = None
    try:
        found = looked_at(number, code)
    except Rejected as told:
        refusal = refused(told)
    body = render_template(
        "documents/check.html", found=found, asked=refusal is None, number=number, kinds=KINDS, refusal=refusal
    )
    return body, refusal.status if refusal else 200


def seen(number: str) -> Printed:
    """Give a document to whoever may see its case: names in full at its own desk and to its owner, else masked.

    Whoever reads names in full that are not their own is noted as having looked.

    Raises:
        Rejected: `unknown_document`, `unknown_case`, `person_erased`.
    """
    intake, number = current(Intake), number[:40].upper()
    if number[9:11] == MANDATE:
        return _mandate_seen(intake, number)
    row = views.find(intake.documents, number)
    found, identity = found_case(row["case_no"]), require_identity()
    whole = papers.near(intake, identity, found)
    if whole and not identity.can("case.read_own"):
        about = {"case_no": found["case_no"], "division": found["division"]}
        note(intake, identity, found["applicant"], purpose="paper", fields=("name",), **about)
    return printed(intake, row["number"], whole=whole)


def _mandate_seen(intake: Intake, number: str) -> Printed:
    """Give the letter of a mandate one may see; made out now where the worker has not yet."""
    found, identity = found_mandate(number), require_identity()
    mandate_document(intake, identity, found, request_now().date().isoformat())  # which notes the look
    mandating.follow(intake, number)
    return printed(intake, number, whole=mandate_near(identity, found))


def of_kind(case_no: str, kind: str) -> Printed:
    """Give the newest document of a kind in a case the present account may see; made out now where that was cut off.

    Raises:
        Rejected: `unknown_document`: nothing in the case brings one.
    """
    intake = current(Intake)
    row = views.of_kind(intake.documents, case_no, kind)
    if row is None:
        for commit in intake.journal.store.stream(f"case/{case_no}"):
            follow_commit(intake, case_no, commit)
        row = views.of_kind(intake.documents, case_no, kind)
    return seen(row["number"] if row else "")


def paper_page(what: Printed) -> ResponseReturnValue:
    """Show a document as a page to be printed."""
    qr = str(segno.make(what.around.address, error="m").svg_data_uri(scale=4, border=0, dark="#1f2830"))
    return render_template("documents/document.html", what=what, qr=qr, kinds=KINDS)
