"""What happened to a complaint, as its page tells it; nothing that people wrote is repeated here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from services.complaints.complaints.wording import CONDUCTS, KINDS, OUTCOMES, OVERDUE
from shared.contracts import Event
from shared.contracts import complaints as told
from shared.journal.commit import Commit
from shared.journal.handle import facts_of
from shared.web.locale import day

Entry = tuple[str, str, str]
"""Title, tone, text."""


def timeline(commits: Sequence[Commit]) -> list[dict[str, Any]]:
    """Tell what happened, newest first, for `ui.timeline`."""
    entries = [_entry(commit, fact) for commit in commits for fact in facts_of(commit.envelope())]
    return entries[::-1]


def _entry(commit: Commit, fact: Event) -> dict[str, Any]:
    envelope = commit.envelope()
    title, tone, words = _told(fact)
    role = envelope.actor["role"]
    actor = gettext("投诉人") if role in {"public", "citizen"} else gettext("系统") if role == "system" else ""
    return {
        "title": title,
        "tone": tone,
        "text": words,
        "occurred_at": envelope.events[0].occurred_at,
        "recorded_at": envelope.recorded_at,
        "actor": actor or envelope.actor["id"],
        "simulated": envelope.clock == "simulated",
    }


def _told(fact: Event) -> Entry:  # noqa: PLR0911 - a line for each event
    match fact:
        case told.ComplaintFiled():
            return gettext("提出：%(kind)s", kind=str(KINDS[fact.kind])), "", str(CONDUCTS[fact.conduct])
        case told.ComplaintAccepted():
            return gettext("决定受理"), "" if fact.in_time else "warn", ""
        case told.ComplaintNotAccepted():
            return gettext("决定不予受理"), "warn", fact.basis
        case told.ComplaintAssigned():
            return gettext("分派办理"), "", fact.handler
        case told.ComplaintReplied():
            return gettext("答复投诉人"), "", ""
        case told.ComplaintClosed():
            return gettext("办结：%(outcome)s", outcome=str(OUTCOMES[fact.outcome][0])), "good", ""
        case told.ComplaintReopened():
            return gettext("重新办理"), "warn", gettext("新的办结期限：%(day)s", day=day(fact.due))
        case told.ComplaintOverdue():
            return str(OVERDUE[fact.what]), "bad", gettext("期限：%(day)s", day=day(fact.due))
    return _told_more(fact)


def _told_more(fact: Event) -> Entry:  # noqa: PLR0911 - a line for each event
    match fact:
        case told.ComplaintRecalculated():
            return gettext("日历公布，重算期限"), "", gettext("新的办结期限：%(day)s", day=day(fact.due))
        case told.ComplaintInvestigated():
            return gettext("调查核实"), "", ""
        case told.ComplaintExtensionAsked():
            return gettext("申请延期"), "", ""
        case told.ComplaintExtended():
            return gettext("负责人批准延期"), "", gettext("新的办结期限：%(day)s", day=day(fact.due))
        case told.ComplaintExtensionRefused():
            return gettext("负责人未批准延期"), "", ""
        case told.ComplaintTransferred():
            return gettext("改派（中心裁定）") if fact.final else gettext("改派"), "", fact.department
        case told.HotlineReturned():
            late = "" if fact.in_time else gettext("超过 24 小时")
            return gettext("承办单位第 %(n)d 次退回", n=fact.times), "" if fact.in_time else "bad", late
        case told.HotlineEscalated():
            return gettext("两次退回，自动升级由中心裁定"), "warn", ""
    return fact.type, "", ""
