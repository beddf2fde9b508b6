"""Papers that may follow later against a written promise, the clocks running (容缺受理; B-4). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.intake.cases.commands import Accept, Lapse, MakeGood
from services.intake.cases.state import Case, Status
from shared.contracts import Event, Rejected
from shared.contracts.intake import CaseRefused, CaseWithdrawn
from shared.contracts.receiving import ToleranceLapsed, ToleranceMet
from shared.timekeeping import local_day

BASIS = "B-4"
LAPSED = "容缺材料逾期未补齐，按书面承诺视为撤回"
NOT_SUPPLIED = "容缺材料逾期未补齐：{materials}"
LAPSE_BASIS = "行政许可法第三十二条；书面承诺"


@dataclass(frozen=True, slots=True)
class Tolerated:
    """Papers that follow, and their last day."""

    materials: tuple[str, ...]
    due: date


def tolerated(case: Case, command: Accept, promised_due: date, today: date) -> Tolerated | None:
    """Tell which papers follow until when; None where nothing is missing.

    They follow only where the applicant promised so in writing, at the latest by the promised day, and did not break
    such a promise before where the item minds that.
    """
    missing = tuple(
        m.code for m in command.item.materials if m.required and m.tolerable and m.code not in case.materials
    )
    if not missing:
        return None
    if command.promise is None:
        message = "papers may follow later only against a written promise"
        raise Rejected("promise_missing", message, BASIS, errors=dict.fromkeys(missing, "promise"))
    if command.broken and command.item.tolerance_excludes:
        raise Rejected("promise_excluded", "whoever broke such a promise is not given another", BASIS)
    due = command.promise.due or promised_due
    if not today <= due <= promised_due:
        told = {"promise.due": f"{today} to {promised_due}"}
        raise Rejected(
            "promise_too_long", "what follows, follows within the promised time", BASIS, errors=told, status=422
        )
    return Tolerated(missing, due)


def made_good(case: Case, command: MakeGood) -> ToleranceMet:
    """Take promised papers in; after their last day it is too late (B-4)."""
    came = tuple(dict.fromkeys(command.materials))
    strange = sorted(set(came) - set(case.still_tolerated))
    if not came or strange:
        told = dict.fromkeys(strange, "not promised") or {"materials": "empty"}
        raise Rejected(
            "not_tolerated", "these papers were not promised, or came already", BASIS, status=422, errors=told
        )
    today = local_day(command.counts_at)
    if case.tolerated_due is None or today > case.tolerated_due:
        raise Rejected("tolerance_lapsed", f"they were promised for {case.tolerated_due}", BASIS)
    return ToleranceMet(materials=came, met_on=today, mandate=command.mandate)


def nothing_owed(case: Case) -> None:
    """An approved result is handed over for whole papers; a refusal, or a result after the promise lapsed, at any time.

    Raises:
        Rejected: `papers_owed`, with the papers.
    """
    if case.still_tolerated:
        told = dict.fromkeys(case.still_tolerated, f"promised for {case.tolerated_due}")
        raise Rejected("papers_owed", "papers that were promised have not come yet", BASIS, errors=told)


def lapsed(case: Case, command: Lapse) -> Sequence[Event]:
    """A broken promise ends the case in the way the item says: withdrawn, as promised, or refused in writing.

    A case that was decided before that day stays decided: that the promise was broken is all that is recorded.
    """
    missing = case.still_tolerated
    if not missing or case.tolerated_due is None or local_day(command.meta.now) <= case.tolerated_due:
        return []
    broken = ToleranceLapsed(materials=missing, due=case.tolerated_due)
    return [broken] if case.status is Status.DECIDED else [broken, _consequence(missing, command)]


def _consequence(missing: tuple[str, ...], command: Lapse) -> Event:
    """The written promise says what breaking it means, so the withdrawal is confirmed by its signature."""
    if command.item.tolerance_lapse == "withdrawn":
        day = local_day(command.meta.occurred_at)
        return CaseWithdrawn(reason=LAPSED, confirmed=True, confirmed_by="signature", withdrawn_on=day)
    names = {material.code: material.name.zh for material in command.item.materials}
    return CaseRefused(
        document_no=command.document_no,
        reasons=NOT_SUPPLIED.format(materials="、".join(names[code] for code in missing)),
        basis=LAPSE_BASIS,
        review_authority=command.review_authority,
    )
