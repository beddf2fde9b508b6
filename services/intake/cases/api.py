"""JSON endpoints of cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for

from services.intake.accounts.proving import person_of
from services.intake.cases import papers, timers, views
from services.intake.cases.acts import Acts
from services.intake.cases.answers import (
    CaseRowSchema,
    CaseSchema,
    OneTimeNoticeSchema,
    ReceiptSchema,
    SettledCasesSchema,
    TimelineSchema,
)
from services.intake.cases.applicants import checked_number
from services.intake.cases.schemas import (
    AcceptanceBody,
    CaseQuery,
    ChannelBody,
    CompletionBody,
    CorrectionBody,
    DeliveryBody,
    DueBody,
    NoticeBody,
    NotNeededBody,
    PromisedBody,
    ReceiveBody,
    RedirectBody,
    RefusalBody,
    SupplementBody,
    WithdrawalBody,
)
from services.intake.cases.standing import hall_of, standing_of
from services.intake.cases.state import Case
from services.intake.proxies.answering import answer_for
from services.intake.service import Intake
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import page_schema

api = Blueprint("cases", __name__, url_prefix="/api/v1", description="办件")


@api.route("/cases", methods=["POST"])
@requires("case.receive", "case.apply")
@api.arguments(ReceiveBody)
@api.response(201, CaseSchema)
def receive(body: dict[str, Any]) -> Any:
    """Receive an application, at a window or online; the case number is the server's (S2.5, S2.7b)."""
    said = checked(body)
    case_no, outcome = acts().receive(said)
    answer_for(current(Intake), request_meta(said.get("occurred_at")), require_identity(), case_no, said)
    document = papers.case_document(
        current(Intake), require_identity(), views.shown(case_no, outcome), said["applicant"], acted=True
    )
    answered, status, headers = answer(outcome, document, 201)
    return answered, status, {**headers, "Location": url_for("cases.case", case_no=case_no)}


@api.route("/cases", methods=["GET"])
@requires("case.read", "case.read_own")
@api.arguments(CaseQuery, location="query")
@api.response(200, page_schema(CaseRowSchema))
def cases(query: dict[str, Any]) -> Any:
    """List the cases of one's jurisdiction, the newest first."""
    paging = query.pop("paging")
    rows = views.search(current(Intake).cases, readable(), paging.after, paging.fetch, **query)
    return paging.page(rows, views.sort_key)


@api.route("/cases/<case_no>", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, CaseSchema)
def case(case_no: str) -> Any:
    """Give one case; its version is the ETag."""
    found = found_case(case_no)
    return papers.case_document(current(Intake), require_identity(), found), 200, {"ETag": etag(found["version"])}


@api.route("/cases/<case_no>/acceptance", methods=["POST"])
@requires("case.accept")
@api.arguments(AcceptanceBody)
@api.response(200, CaseSchema)
def accept(body: dict[str, Any], case_no: str) -> Any:
    """Accept with a receipt, both deadlines counted by the calendar (S2.5d; Licensing Law art. 32)."""
    return _answered(case_no, acts().accept(case_no, body))


@api.route("/cases/<case_no>/supplement-notice", methods=["POST"])
@requires("case.supplement")
@api.arguments(NoticeBody)
@api.response(200, CaseSchema)
def request_supplement(body: dict[str, Any], case_no: str) -> Any:
    """Tell the applicant once of everything to put right (S2.5e; Licensing Law art. 32)."""
    return _answered(case_no, acts().request_supplement(case_no, body))


@api.route("/cases/<case_no>/supplements", methods=["POST"])
@requires("case.supplement", "case.apply")
@api.arguments(SupplementBody)
@api.response(200, CaseSchema)
def supplement(body: dict[str, Any], case_no: str) -> Any:
    """Book what was handed in after the notice."""
    return _answered(case_no, acts().supplement(case_no, body))


@api.route("/cases/<case_no>/refusal", methods=["POST"])
@requires("case.refuse")
@api.arguments(RefusalBody)
@api.response(200, CaseSchema)
def refuse(body: dict[str, Any], case_no: str) -> Any:
    """Refuse acceptance with facts, articles and remedy (S2.5f)."""
    return _answered(case_no, acts().refuse(case_no, body))


@api.route("/cases/<case_no>/redirect", methods=["POST"])
@requires("case.redirect")
@api.arguments(RedirectBody)
@api.response(200, CaseSchema)
def redirect(body: dict[str, Any], case_no: str) -> Any:
    """Tell the applicant the competent department, its address and telephone (S2.5g)."""
    return _answered(case_no, acts().redirect(case_no, body))


@api.route("/cases/<case_no>/not-needed", methods=["POST"])
@requires("case.refuse")
@api.arguments(NotNeededBody)
@api.response(200, CaseSchema)
def not_needed(body: dict[str, Any], case_no: str) -> Any:
    """Tell the applicant that what is asked needs no permission (Licensing Law art. 32(1))."""
    return _answered(case_no, acts().not_needed(case_no, body))


@api.route("/cases/<case_no>/correction", methods=["POST"])
@requires("case.supplement")
@api.arguments(CorrectionBody)
@api.response(200, CaseSchema)
def correct(body: dict[str, Any], case_no: str) -> Any:
    """Book what the applicant put right on the spot (Licensing Law art. 32(3))."""
    return _answered(case_no, acts().correct(case_no, body))


@api.route("/cases/<case_no>/channel", methods=["POST"])
@requires("case.receive", "case.apply")
@api.arguments(ChannelBody)
@api.response(200, CaseSchema)
def switch_channel(body: dict[str, Any], case_no: str) -> Any:
    """Go on by another channel under the same number; an account takes a window's case over with its query code."""
    return _answered(case_no, acts().switch_channel(case_no, body))


@api.route("/cases/<case_no>/tolerated-materials", methods=["POST"])
@requires("case.supplement", "case.apply")
@api.arguments(PromisedBody)
@api.response(200, CaseSchema)
def make_good(body: dict[str, Any], case_no: str) -> Any:
    """Hand in papers that were promised at acceptance (B-4)."""
    return _answered(case_no, acts().make_good(case_no, body))


@api.route("/cases/due", methods=["POST"])
@requires("case.accept", "system.operate")
@api.arguments(DueBody)
@api.response(200, SettledCasesSchema)
def settle(body: dict[str, Any]) -> Any:  # noqa: ARG001 - nothing is asked but the present, which the kit reads
    """Do what the passing of time demands of the cases one sees, as the worker does every half minute.

    A demonstration on a virtual calendar (`X-Yizhan-Now`) has no other clock: here its silence accepts.
    """
    meta = request_meta()
    done = timers.settle_all(current(Intake), meta.now, simulated=meta.simulated, narrowed=readable())
    return {"now": meta.now.isoformat(), "settled": [{"case_no": number, "what": what} for number, what in done]}


@api.route("/cases/<case_no>/withdrawal", methods=["POST"])
@requires("case.withdraw")
@api.arguments(WithdrawalBody)
@api.response(200, CaseSchema)
def withdraw(body: dict[str, Any], case_no: str) -> Any:
    """Withdraw an application that is not decided yet."""
    return _answered(case_no, acts().withdraw(case_no, body))


@api.route("/cases/<case_no>/completion", methods=["POST"])
@requires("case.complete")
@api.arguments(CompletionBody)
@api.response(200, CaseSchema)
def complete(body: dict[str, Any], case_no: str) -> Any:
    """Finish an instant case at the window (S2.7a)."""
    return _answered(case_no, acts().complete(case_no, body))


@api.route("/cases/<case_no>/delivery", methods=["POST"])
@requires("case.deliver")
@api.arguments(DeliveryBody)
@api.response(200, CaseSchema)
def deliver(body: dict[str, Any], case_no: str) -> Any:
    """Hand the result of a decided or completed case over."""
    return _answered(case_no, acts().deliver(case_no, body))


@api.route("/cases/<case_no>/receipt", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, ReceiptSchema)
def receipt(case_no: str) -> Any:
    """Give the acceptance receipt (S2.5c)."""
    return papers.receipt(current(Intake), require_identity(), found_case(case_no))


@api.route("/cases/<case_no>/notice", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, OneTimeNoticeSchema)
def notice(case_no: str) -> Any:
    """Give the one-time notice (S2.5b)."""
    return papers.notice(current(Intake), require_identity(), found_case(case_no))


@api.route("/cases/<case_no>/timeline", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, TimelineSchema)
def timeline(case_no: str) -> Any:
    """Give the case's own stream, its chain checked (S1.5c)."""
    return papers.timeline(current(Intake), found_case(case_no)["case_no"])


def acts(occurred_at: datetime | None = None) -> Acts:
    """Give the acts of the present request; `occurred_at`: as a page's form says it, where the body does not."""
    intake = current(Intake)
    return Acts(intake, request_meta(occurred_at), standing_of(require_identity(), intake.replica), if_match())


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """Check an application's numbers; a village agent always acts for somebody else."""
    who = said["applicant"]
    who["id_number"] = checked_number(who["kind"], who["id_number"], local_day(request_now()))
    channel = "proxy" if require_identity().role == "village_agent" else said["channel"]
    return {**said, "channel": channel}


def readable() -> dict[str, Any]:
    """Give the filter of the cases the present account may see."""
    intake, identity = current(Intake), require_identity()
    person = person_of(intake.proofs, identity.id) if identity.can("case.read_own") else ""
    return views.visible(identity, lambda place: hall_of(place, intake.replica), person)


def found_case(case_no: str) -> dict[str, Any]:
    """Give a case's document, or 404 where there is none for this account."""
    return views.find(current(Intake).cases, case_no.upper(), readable())


def _answered(case_no: str, outcome: Outcome[Case]) -> Any:
    found = views.shown(case_no, outcome)
    return answer(outcome, papers.case_document(current(Intake), require_identity(), found, acted=True))
