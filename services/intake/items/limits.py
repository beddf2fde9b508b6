"""Limits of an item: the promise against the law, special procedures, and promises that become longer. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from services.intake.items.findings import Finding
from shared.contracts.registry import ItemPublished
from shared.contracts.validity import replaced
from shared.timekeeping import not_longer
from shared.timekeeping.quarters import next_quarter

SPECIAL = {
    "hearing": "听证",
    "tender": "招标",
    "auction": "拍卖",
    "inspection": "检验",
    "testing": "检测",
    "quarantine": "检疫",
    "appraisal": "鉴定",
    "expert_review": "专家评审",
}
"""The eight procedures during which the clock may stand (许可法45; L10). A site visit, a public notice, a consultation
within the house or an instruction asked for inside are none of them."""


def wrong_limits(item: ItemPublished) -> Iterator[Finding]:
    """Find limits that do not go together: instant and its day, promise and law in the same unit, the steps' sum."""
    if item.kind == "instant" and item.promised.unit != "same_day":
        yield Finding("promised", "instant_is_same_day", "an instant item is done on the day of receipt", "S2.7a")
    elif item.statutory:
        yield from _against_the_law(item)
    yield from _steps(item)


def _against_the_law(item: ItemPublished) -> Iterator[Finding]:
    promised, statutory = item.promised, item.statutory
    assert statutory is not None, "asked only where there is one"
    match not_longer(promised, statutory):
        case None:
            told = f"promised in {promised.unit}, allowed by law in {statutory.unit}: they cannot be compared"
            yield Finding("promised.unit", "units_differ", told, "S2.7c; C-4")
        case False:
            told = f"{promised.value} promised, {statutory.value} {statutory.unit} allowed by law"
            yield Finding("promised", "promised_over_statutory", told, "S2.7c; C-4")


def _steps(item: ItemPublished) -> Iterator[Finding]:
    """The steps' limits together keep within the promise, where they count in its unit."""
    limits = [step.limit for step in item.plan.steps if step.limit is not None]
    total = sum(limit.value for limit in limits if limit.unit == item.promised.unit)
    if total > item.promised.value:
        told = f"the steps take {total}, the promise is {item.promised.value} {item.promised.unit}"
        yield Finding("plan.steps", "steps_over_promise", told, "S1.3a; C-4")


def wrong_supplement(item: ItemPublished) -> Iterator[Finding]:
    """Find a limit for supplements that is none, and a withdrawal that no article orders (B-3.3)."""
    limit, ends = item.supplement_response_limit, item.supplement_lapse == "withdrawn"
    if limit and (limit.unit not in ("working_days", "natural_days") or limit.value < 1):
        told = "whole days, one at least: an applicant needs time to bring what is missing"
        yield Finding("supplement_response_limit", "supplement_limit_in_days", told, "B-3.3")
    if ends and limit is None:
        told = "without a last day nothing can be late"
        yield Finding("supplement_response_limit", "supplement_limit_missing", told, "B-3.3")
    if ends and not item.supplement_lapse_basis.strip():
        told = "a case counts as withdrawn only where an article says so; the Licensing Law does not"
        yield Finding("supplement_lapse_basis", "supplement_basis_missing", told, "B-3.3; 许可法32")


def wrong_special(item: ItemPublished) -> Iterator[Finding]:
    """Find procedures that would stop the clock and are not among the eight."""
    for at, procedure in enumerate(item.special_procedures):
        if not procedure.counted and procedure.kind not in SPECIAL:
            told = f"{procedure.kind} is none of the eight for which the clock may stand"
            yield Finding(f"special_procedures.{at}.kind", "special_outside_eight", told, "许可法45; L10")


def longer_promise(told: Sequence[ItemPublished], item: ItemPublished, today: date) -> Iterator[Finding]:
    """Find a promise that became longer without a notice, or takes effect before the next quarter (G10).

    Compared is every version it takes the place of, today's and those that were only announced: a longer promise that
    was made known for the next quarter cannot be said again for today.
    """
    if all(not_longer(item.promised, each.promised) is True for each in replaced(told, item.effective_from)):
        return
    begins = next_quarter(today)
    if not item.longer_notice:
        message = "a promise that becomes longer is made known beforehand"
        yield Finding("longer_notice", "longer_without_notice", message, "G10; D-2.1")
    if item.effective_from < begins:
        message = (
            f"a promise that becomes longer takes effect with the next quarter, on {begins.isoformat()} at the earliest"
        )
        yield Finding("effective_from", "longer_too_soon", message, "G10; D-2.1")
