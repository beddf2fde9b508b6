"""What happened to a case, as a timeline for people: its review's commits and its cards'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.approval.cards import wording as card_wording
from services.approval.reviews import wording
from shared.contracts import Event, approval, hearings, superiors
from shared.contracts.registry import Text
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.errors import WrongHash
from shared.journal.handle import facts_of
from shared.web.locale import day, due_day, text
from shared.web.spacing import gettext

Told = tuple[str, str, str]
"""Title, tone, words."""


@dataclass(frozen=True, slots=True)
class Known:
    """Names by code: the steps and the points of the case's plan, and departments."""

    points: Mapping[str, Text]
    steps: Mapping[str, Text]
    departments: Mapping[str, Text]

    def step(self, code: str) -> str:
        """Name a step."""
        return text(self.steps.get(code, code))

    def department(self, code: str) -> str:
        """Name a department."""
        return text(self.departments.get(code, code))


def timeline(commits: Sequence[Commit], known: Known) -> list[dict[str, Any]]:
    """Tell what happened, newest first, for `ui.timeline`, with the chain of its stream checked."""
    sound = _sound(commits)
    told = [
        _entry(commit, fact, known, index < sound)
        for index, commit in enumerate(commits)
        for fact in facts_of(commit.envelope())
    ]
    return told[::-1]


def _sound(commits: Sequence[Commit]) -> int:
    """Tell how many commits, from the first, form a chain."""
    for most in range(len(commits), 0, -1):
        try:
            verify_stream(commits[:most])
        except WrongHash:
            continue
        return most
    return 0


def _entry(commit: Commit, fact: Event, known: Known, sound: bool) -> dict[str, Any]:
    envelope = commit.envelope()
    title, tone, words = card_wording.told(fact) if fact.type.startswith("card.") else told(fact, known)
    return {
        "title": title,
        "tone": tone,
        "text": words,
        "occurred_at": envelope.events[0].occurred_at,
        "recorded_at": envelope.recorded_at,
        "actor": gettext("系统") if envelope.actor["role"] == "system" else envelope.actor["id"],
        "simulated": envelope.clock == "simulated",
        "version": commit.version,
        "hash": commit.hash,
        "sound": sound,
    }


def told(fact: Event, known: Known) -> Told:
    """Tell one event of a review."""
    for tell in (_work, _joint, _clock, _hearing, _above, _end):
        found = tell(fact, known)
        if found is not None:
            return found
    return fact.type, "", ""


def _work(fact: Event, known: Known) -> Told | None:
    match fact:
        case approval.ReviewOpened():
            return gettext("受理后转入审查"), "", ""
        case approval.StepCompleted():
            named = gettext("、").join(text(known.points.get(code, code)) for code in fact.points)
            said = gettext("核对要点：符合") if fact.passed else gettext("核对要点：不符合")
            return said, "" if fact.passed else "warn", named
        case approval.StepAssigned():
            who = gettext("A 岗 %(a)s，B 岗 %(b)s", a=fact.officer, b=fact.deputy or "—")
            return gettext("分办：%(step)s", step=known.step(fact.step)), "", who
        case approval.StepHandedOver():
            who = gettext("%(a)s 移交 %(b)s：%(why)s", a=fact.giver, b=fact.taker, why=fact.reason)
            return gettext("移交：%(step)s", step=known.step(fact.step)), "", who
        case approval.ReviewReturned():
            return gettext("退回：%(step)s", step=known.step(fact.step)), "warn", fact.reason
    return None


def _joint(fact: Event, known: Known) -> Told | None:
    match fact:
        case approval.ConsultationAsked():
            return gettext("征求意见：%(who)s", who=known.department(fact.department)), "", fact.question
        case approval.ConsultationAnswered():
            said = str(wording.OPINIONS[fact.opinion])
            title = gettext("%(who)s会签：%(said)s", who=known.department(fact.department), said=said)
            return title, "" if fact.opinion == "agree" else "warn", fact.text
        case hearings.InterestedTold():
            return gettext("告知利害关系人 %(n)d 人", n=fact.parties), "", fact.matter
        case hearings.StatementRecorded():
            who = str(wording.PARTIES[fact.party])
            return gettext("听取%(who)s陈述申辩", who=who), "", fact.answer
    return None


def _clock(fact: Event, _known: Known) -> Told | None:  # noqa: PLR0911 - a line for each event
    match fact:
        case approval.ReviewSuspended():
            until = gettext("书面告知预计 %(day)s 恢复，通知书 %(no)s", day=due_day(fact.resumes_by), no=fact.notice_no)
            return gettext("停表：%(what)s", what=_procedure(fact.procedure)), "warn", until
        case approval.ReviewResumed():
            return gettext("恢复计时：%(what)s", what=_procedure(fact.procedure)), "good", fact.result_document
        case approval.SuspensionVoided():
            return gettext("停表作废，期限重算：%(what)s", what=_procedure(fact.procedure)), "bad", fact.reason
        case approval.ReviewExtended():
            added = {"value": fact.added.value, "unit": fact.added.unit}
            title = gettext("%(who)s批准延期 %(n)s", who=str(wording.OFFICES[fact.office]), n=wording.limit(added))
            return title, "warn", fact.reasons
        case approval.ReviewRecalculated():
            told, now = day(fact.before.promised_due), day(fact.dates.promised_due)
            last = gettext("承诺期限由 %(told)s 改为 %(now)s", told=told, now=now)
            return gettext("日历发布，期限重算"), "", last
        case approval.LatenessExplained():
            return gettext("公开逾期理由"), "warn", fact.reasons
    return None


def _procedure(code: str) -> str:
    return str(wording.PROCEDURES.get(code, code))


def _hearing(fact: Event, _known: Known) -> Told | None:
    match fact:
        case hearings.HearingOffered():
            until = gettext("%(day)s 前可以申请", day=due_day(fact.request_by))
            return gettext("告知%(who)s听证权利", who=str(wording.PARTIES[fact.party])), "", until
        case hearings.HearingRequested():
            return gettext("%(who)s申请听证", who=str(wording.PARTIES[fact.party])), "", ""
        case hearings.HearingWaived():
            return gettext("%(who)s放弃听证", who=str(wording.PARTIES[fact.party])), "", fact.document_no
        case hearings.HearingScheduled():
            return gettext("定于 %(day)s 听证", day=due_day(fact.held_on)), "", fact.place
        case hearings.HearingHeld():
            return gettext("举行听证"), "", fact.summary
    return None


def _above(fact: Event, known: Known) -> Told | None:
    match fact:
        case superiors.RouteChosen():
            return gettext("申请人选择：%(route)s", route=str(wording.ROUTES[fact.route])), "", ""
        case superiors.ReviewForwarded():
            return gettext("全卷上报%(who)s", who=known.department(fact.superior)), "", fact.opinion
        case superiors.SuperiorAnswered():
            name, tone = wording.OUTCOMES[fact.outcome]
            title = gettext("%(who)s回复：%(outcome)s", who=known.department(fact.superior), outcome=str(name))
            return title, tone if tone != "neutral" else "", fact.reasons
    return None


def _end(fact: Event, _known: Known) -> Told | None:
    match fact:
        case approval.ReviewDecided():
            name, tone = wording.OUTCOMES[fact.outcome]
            return gettext("作出决定：%(outcome)s", outcome=str(name)), tone, fact.document_no
        case approval.ReviewServed():
            how = str(wording.MANNERS.get(fact.manner, fact.manner))
            return gettext("决定送达：%(how)s", how=how), "good", fact.receipt_no
        case approval.CertificateEnded():
            return gettext("证件%(how)s", how=str(wording.ENDINGS[fact.manner])), "bad", fact.reasons
        case approval.ReviewEnded():
            return gettext("申请撤回，审查终止"), "", fact.reason
    return None
