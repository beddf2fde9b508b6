"""Rules of what moves a clock: the eight special procedures, the one extension, a calendar's publication. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from services.approval.reasons import hollow
from services.approval.reviews.clock import clocks, lapses_after, told_end
from services.approval.reviews.guards import be_open, not_backdated, on_day, ours, recorded_on, wrong
from services.approval.reviews.limits import DEFAULTS
from services.approval.reviews.parts import Suspension
from services.approval.reviews.procedures import Extend, Recalculate, Resume, Suspend, Timed, VoidSuspension
from services.approval.reviews.state import Review, Status, evolve
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import (
    Dates,
    ReviewExtended,
    ReviewRecalculated,
    ReviewResumed,
    ReviewSuspended,
    SuspensionVoided,
)
from shared.contracts.limits import TimeLimit
from shared.timekeeping import due_on

PROCEDURES = ("hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review")
"""听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审: the eight whose time does not count (Licensing Law art. 45)."""

Moving = ReviewSuspended | ReviewResumed | SuspensionVoided | ReviewExtended


def suspend(review: Review, command: Suspend) -> list[Event]:
    """A clock stands for the eight procedures only, and only once the applicant was told in writing for how long."""
    ours(review, command)
    if command.procedure not in PROCEDURES:
        told = f"{command.procedure} stops no clock; only the eight of art. 45 do"
        raise wrong("not_suspendable", "procedure", told, "许可法45")
    if (
        command.needed is None
        or command.needed.value < 1
        or command.needed.unit not in ("working_days", "natural_days")
    ):
        raise wrong("notice_required", "needed", "tell the applicant in writing how much time it needs", "许可法45")
    not_backdated(command, command.calendar)
    day = on_day(command)
    if day < review.facts.accepted_on:
        raise wrong("before_acceptance", "occurred_at", "no clock runs before acceptance", "许可法42")
    resumes_by = due_on(command.needed, day, command.calendar).due
    fact = ReviewSuspended(
        procedure=command.procedure,
        notice_no=command.notice_no,
        told_on=day,
        needed=command.needed,
        started_on=day,
        resumes_by=resumes_by,
        dates=_stated(review),
    )
    _longer_than_before(review, fact, command)
    return [_with_dates(review, fact, command)]


def _longer_than_before(review: Review, fact: ReviewSuspended, command: Suspend) -> None:
    """A second notice of the same procedure is for more time, or it is none."""
    for each in _open(review, fact.procedure):
        if told_end(each, command.calendar) >= fact.resumes_by:
            raise Rejected("already_suspended", f"the clock stands for {fact.procedure} already", "许可法45")


def _open(review: Review, procedure: str) -> list[Suspension]:
    return [each for each in review.suspensions if each.open and each.begun.procedure == procedure]


def resume(review: Review, command: Resume) -> list[Event]:
    """A special procedure ends with its result document, and the clock runs again that day (B-3.3)."""
    ours(review, command)
    ending = _to_be_ended(review, command.procedure)
    day = on_day(command)
    if not command.result_document.strip():
        raise wrong("result_required", "result_document", "name the document that brings the result", "D-7 G1")
    if day < min(each.begun.started_on for each in ending):
        raise wrong("ends_before_it_began", "occurred_at", "it ended before it began", "许可法45")
    if all(recorded_on(command) > lapses_after(each, command.calendar) for each in ending):
        told = "no result came within the time told, so this suspension counts for nothing"
        raise Rejected("suspension_lapsed", told, "D-7 G1")
    fact = ReviewResumed(
        procedure=command.procedure,
        result_document=command.result_document,
        result=command.result,
        ended_on=day,
        dates=_stated(review),
    )
    return [_with_dates(review, fact, command)]


def void(review: Review, command: VoidSuspension) -> list[Event]:
    """A special procedure without a result is void; the clocks are recounted as if they had never stood (D-7 G1)."""
    ours(review, command)
    _to_be_ended(review, command.procedure)
    fact = SuspensionVoided(procedure=command.procedure, reason=command.reason, dates=_stated(review))
    return [_with_dates(review, fact, command)]


def _to_be_ended(review: Review, procedure: str) -> list[Suspension]:
    found = _open(review, procedure)
    if not found:
        raise Rejected("not_suspended", f"no clock stands for {procedure}", "许可法45")
    return found


def extend(review: Review, command: Extend) -> list[Event]:
    """The limit by law is extended once, in time, by the right office holder, its reasons told (art. 42)."""
    office = _office(review, command)
    if hollow(command.reasons):
        raise wrong("reasons_hollow", "reasons", "tell the applicant why", "许可法42")
    added = _added(review)
    if review.extension is not None:
        raise Rejected("already_extended", "a limit is extended once", "许可法42")
    not_backdated(command, command.calendar)
    today = recorded_on(command)
    before = clocks(review, command.calendar, today).dates
    if before.statutory_due is None or max(on_day(command), today) > before.statutory_due:
        told = f"the limit ran out on {before.statutory_due}; an extension comes before that"
        raise Rejected("extension_late", told, "许可法42; B-3.3")
    fact = ReviewExtended(
        added=added,
        office=office,
        reasons=command.reasons,
        document_no=command.document_no,
        told_on=on_day(command),
        before=before,
        dates=before,
    )
    return [_with_dates(review, fact, command)]


def _office(review: Review, command: Extend) -> Literal["agency_head", "government_head"]:
    """The head of the agency extends; for joint handling, the head of government does (art. 42①, ②)."""
    if review.facts.plan.joint:
        if command.meta.actor.role != "government_head":
            raise Rejected("wrong_office", "the head of government extends joint handling", "许可法42②", status=403)
        be_open(review)  # the edge has looked at the jurisdiction: a head of government is of no department
        return "government_head"
    if command.meta.actor.role != "approver":
        raise Rejected("wrong_office", "the head of the agency extends a limit", "许可法42①", status=403)
    ours(review, command)
    return "agency_head"


def _added(review: Review) -> TimeLimit:
    limit = review.facts.statutory
    if limit is None:
        raise Rejected("no_statutory_limit", "no law sets this item a limit that could be extended", "许可法42")
    added = review.plan.extension or DEFAULTS["joint_extension" if review.plan.joint else "extension"].limit
    if added.unit != limit.unit:
        told = f"the law that sets {limit.value} {limit.unit} allows no extension that is known here"
        raise Rejected("no_extension", told, "许可法42①")
    return added


def recalculate(review: Review, command: Recalculate) -> list[Event]:
    """A published calendar moves the dates of what is still open; both results are kept (B-3.2)."""
    if review.status is not Status.OPEN:
        return []
    before = _stated(review)
    after = clocks(review, command.calendar, recorded_on(command)).dates
    if (before.promised_due, before.statutory_due) == (after.promised_due, after.statutory_due):
        return []
    return [ReviewRecalculated(cause=command.cause, before=before, dates=after)]


def _stated(review: Review) -> Dates:
    assert review.stated is not None, "an opened review has stated its dates"
    return review.stated


def _with_dates(review: Review, fact: Moving, command: Timed) -> Event:
    """Put into a fact both last days as they are once it has happened."""
    after = clocks(evolve(review, fact), command.calendar, recorded_on(command))
    return replace(fact, dates=after.dates)


RULES: Mapping[type[Command], Callable[[Review, Any], list[Event]]] = {
    Suspend: suspend,
    Resume: resume,
    VoidSuspension: void,
    Extend: extend,
    Recalculate: recalculate,
}
"""By command."""
