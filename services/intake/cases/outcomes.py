"""Outcomes of article 32 that end or mend an application at once: not needed, wrong door, on the spot, refused. Pure.

The other two, the one notice and acceptance, are in `notices` and `acceptance`.
"""

from __future__ import annotations

import re
from datetime import date

from services.intake.cases.acceptance import in_guide
from services.intake.cases.commands import Correct, NotNeeded, Redirect, Refuse
from services.intake.cases.state import Case
from shared.contracts import Rejected
from shared.contracts.intake import CaseRedirected, CaseRefused
from shared.contracts.receiving import CaseNotNeeded, CorrectedOnSpot
from shared.timekeeping import Calendar, local_day
from shared.timekeeping.working_days import corresponding_day

VAGUE = frozenset(
    {"不符合条件", "不符合规定", "不符合要求", "条件不符", "材料不符", "不予受理", "notqualified", "notallowed"}
)
"""Reasons that say nothing, as compared after taking out spaces and punctuation (S2.5f)."""

FROM_AFAR = frozenset({"online", "call", "post", "proxy"})
"""Evidence of receipt that came without the applicant standing at the window."""

BAR_MONTHS = 12
"""Whoever handed in false papers for an item that touches people's safety waits a year (许可法78)."""


def refused(case: Case, command: Refuse) -> CaseRefused:
    """A refusal says why, on which articles, and where to complain (S2.5f; 许可法32, 38).

    False papers are a ground of their own: the refusal warns, and bars where safety is concerned (许可法78).
    """
    _grounds(command.reasons, command.basis, "S2.5f; 许可法38")
    false = tuple(dict.fromkeys(command.false_materials))
    strange = sorted(set(false) - set(case.materials))
    if strange:
        told = dict.fromkeys(strange, "not handed in")
        raise Rejected("not_in_hand", "what was never handed in cannot be false", "许可法78", status=422, errors=told)
    bars = bool(false and command.item and command.item.safety)
    return CaseRefused(
        document_no=command.document_no,
        reasons=command.reasons.strip(),
        basis=command.basis.strip(),
        review_authority=command.review_authority,
        false_materials=false,
        warning=bool(false),
        barred_until=corresponding_day(local_day(command.counts_at), BAR_MONTHS) if bars else None,
    )


def not_needed(case: Case, command: NotNeeded) -> CaseNotNeeded:
    """What needs no permission is not taken; why, and by which article, is said at once (许可法32①)."""
    _grounds(command.reasons, command.basis, "许可法32①")
    due, told_on = _at_once(case, command)
    return CaseNotNeeded(
        document_no=command.document_no,
        reasons=command.reasons.strip(),
        basis=command.basis.strip(),
        due=due,
        told_on=told_on,
        in_time=told_on <= due,
    )


def last_day_at_once(case: Case, calendar: Calendar, precheck: int) -> date:
    """Give the day on which "at once" ends: that of receipt, where somebody stood there with the application.

    What came without anybody standing there is looked at within the time of the first check (B-5 `online_precheck`).
    """
    days = precheck if case.evidence in FROM_AFAR else 0
    return calendar.add_working_days(case.received_on, days) if days else case.received_on


def _at_once(case: Case, command: NotNeeded | Redirect) -> tuple[date, date]:
    """Until when it was to be told, and when it is; late words still help, and the server's day counts (S2.5g)."""
    return last_day_at_once(case, command.calendar, command.precheck), local_day(command.counts_at)


def _grounds(reasons: str, basis: str, law: str) -> None:
    if _says_nothing(reasons):
        told = {"reasons": "name the facts"}
        raise Rejected("reasons_too_vague", "a refusal states the facts it rests on", law, status=422, errors=told)
    if not basis.strip():
        told = {"basis": "name the articles"}
        raise Rejected("basis_missing", "a refusal names the articles it rests on", law, status=422, errors=told)


def _says_nothing(reasons: str) -> bool:
    bare = re.sub(r"[\W_]+", "", reasons).lower()
    return not bare or bare in VAGUE


def redirected(case: Case, command: Redirect) -> CaseRedirected:
    """Whoever came to the wrong door is told the right one at once: which, where, telephone (S2.5g; 许可法32②)."""
    told = {"department": command.department, "address": command.address, "telephone": command.telephone}
    missing = {name: "required" for name, value in told.items() if not value.strip()}
    if missing:
        message = "name the competent department, its address and its telephone"
        raise Rejected("redirect_incomplete", message, "S2.5g; 许可法32", status=422, errors=missing)
    due, told_on = _at_once(case, command)
    where = {name: value.strip() for name, value in told.items()}
    number = command.document_no
    return CaseRedirected(document_no=number, due=due, told_on=told_on, in_time=told_on <= due, **where)


def corrected(command: Correct) -> CorrectedOnSpot:
    """A slip that can be put right at once is put right at once, and no notice is written about it (许可法32③)."""
    if not command.materials:
        told = {"materials": "empty"}
        raise Rejected("nothing_corrected", "name the papers put right", "许可法32③", status=422, errors=told)
    in_guide(command.item, command.materials)
    return CorrectedOnSpot(materials=tuple(dict.fromkeys(command.materials)), what=command.what.strip())
