"""The one written notice of everything missing, what may follow it, and what may not. Pure (S2.5e; 许可法32④, 72)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.intake.cases import supplying
from services.intake.cases.acceptance import deemed, in_guide, lacking, last_notice_day
from services.intake.cases.commands import RequestSupplement, Supplement
from services.intake.cases.state import Case
from shared.contracts import Rejected
from shared.contracts.intake import CaseSupplemented, SupplementRequested
from shared.contracts.receiving import ExtraDemandBlocked, SecondNoticeBlocked
from shared.timekeeping import local_day

_NUMBERS = re.compile(r"[0-9]{6,}[0-9Xx]?")


def requested(case: Case, command: RequestSupplement) -> SupplementRequested:
    """One notice, naming everything; a second one may only speak of materials that came after the first.

    Later than five working days it is still given, since it helps the applicant, and recorded as late; but not where
    silence has accepted the case by then.
    """
    told = {defect.material for defect in command.defects}
    if not told:
        raise Rejected("empty_notice", "a notice names what is missing or wrong", "S2.5e; 许可法32", status=422)
    _nothing_extra(case, command, told)
    if case.notice_no:
        _only_new_papers(case, told)
    else:
        _everything_at_once(case, command, told)
    due, supply = last_notice_day(case, command.calendar), supplying.allowed(command)
    return SupplementRequested(
        notice_no=command.notice_no,
        defects=command.defects,
        due=due,
        in_time=bool(case.notice_no) or local_day(command.counts_at) <= due,
        supply_by=supply.due if supply else None,
        noticed_on=supply.start if supply else None,
        provisional=supply.provisional if supply else False,
    )


def after_acceptance(case: Case, command: RequestSupplement) -> Rejected:
    """Give the refusal of a notice that comes when the case is accepted: too late, or a second one."""
    if case.manner == "deemed":
        message = "no notice came within five working days, so the case counts as accepted since its receipt"
        return Rejected("deemed_accepted", message, "S2.5e; 许可法32")
    if case.notice_no:
        return _second(case, sorted({defect.material for defect in command.defects}))
    return Rejected("wrong_state", f"a case that is {case.status} takes no {command.name}")


def _nothing_extra(case: Case, command: RequestSupplement, told: Iterable[str]) -> None:
    """Whoever asks for papers that the guide does not list is stopped, and it counts (S1.3b; 许可法31; YS44)."""
    known = {material.code for material in command.item.materials}
    strange = sorted(set(told) - known)
    if strange:
        blocked = ExtraDemandBlocked(what=tuple(map(_without_numbers, strange)), **_where(case))
        errors = {"materials": f"not in the guide: {', '.join(strange)}"}
        message = "a material is not in the item's guide, so it is not asked for"
        raise Rejected("unknown_material", message, "S1.3b; 许可法31", status=422, errors=errors, records=(blocked,))


def _without_numbers(text: str) -> str:
    """What is demanded is told in anybody's own words; long numbers in them might be somebody's."""
    return _NUMBERS.sub("…", text)


def _only_new_papers(case: Case, told: set[str]) -> None:
    late = sorted(told - set(case.supplied))
    if late:
        raise _second(case, late)


def _second(case: Case, late: list[str]) -> Rejected:
    """There is no second notice of what lay there at the first; that somebody tried counts (B03)."""
    message = "these defects were there at the first notice; there is no second one"
    blocked = SecondNoticeBlocked(materials=tuple(late), **_where(case))
    return Rejected(
        "second_notice", message, "S2.5e; 许可法32", errors=dict.fromkeys(late, "known before"), records=(blocked,)
    )


def _where(case: Case) -> dict[str, str]:
    return {"department": case.department, "hall": case.hall, "division": case.division}


def _everything_at_once(case: Case, command: RequestSupplement, told: set[str]) -> None:
    unsaid = sorted(set(lacking(case, command.item)) - told)
    if unsaid:
        message = "a notice names everything that is missing, at once"
        raise Rejected(
            "notice_not_whole", message, "S2.5e; 许可法32", status=422, errors=dict.fromkeys(unsaid, "missing")
        )
    if deemed(case, command.item, local_day(command.counts_at), command.calendar):
        message = "no notice came within five working days, so the case counts as accepted since its receipt"
        raise Rejected("deemed_accepted", message, "S2.5e; 许可法32")


def supplemented(command: Supplement) -> CaseSupplemented:
    """Book what the applicant hands in after the notice; only what the guide lists is taken."""
    if not command.materials:
        raise Rejected("nothing_supplied", "name the materials handed in", status=422, errors={"materials": "empty"})
    in_guide(command.item, command.materials)
    return CaseSupplemented(
        materials=tuple(dict.fromkeys(command.materials)),
        supplied_on=local_day(command.meta.occurred_at),
        mandate=command.mandate,
    )
