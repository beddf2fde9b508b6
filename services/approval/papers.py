"""Written documents of a review: which command writes which, under which letters, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.approval.reviews.commands import Decide, Signing, TellInterested
from services.approval.reviews.procedures import (
    EndCertificate,
    Extend,
    HoldHearing,
    OfferHearing,
    ScheduleHearing,
    Suspend,
)
from services.approval.reviews.state import Review
from shared.contracts import Command, Rejected
from shared.contracts.duties import DelegationRegistered
from shared.contracts.registry import DepartmentRegistered
from shared.numbers import document_number
from shared.replica import Replica
from shared.sequences import Sequences

DECISIONS = {"approved": "JD", "refused": "BY", "terminated": "ZZ"}
"""The letters in the numbers of decisions: 准予决定书, 不予批准决定书, 终止办理通知书."""

PAPERS: dict[type[Command], tuple[str, str]] = {
    Suspend: ("notice_no", "TB"),
    Extend: ("document_no", "YQ"),
    TellInterested: ("document_no", "LG"),
    OfferHearing: ("document_no", "TG"),
    ScheduleHearing: ("notice_no", "TT"),
    HoldHearing: ("record_no", "TX"),
    EndCertificate: ("document_no", "CX"),
}
"""The field of a command that carries its document's number, and the letters in it: 特别程序告知书, 延期告知书,
利害关系人告知书, 听证告知书, 听证通知书, 听证笔录, 证件处理决定书."""

SUPERIOR = "XF"
"""上级机关批复."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Numbers documents, and knows from the register whose name they bear."""

    replica: Replica
    sequences: Sequences

    def number(self, division: str, kind: str, day: date) -> str:
        """Take the next number of a kind of document in a division's year."""
        return document_number(division, kind, day.year, self.sequences.next(f"document/{division}/{kind}/{day.year}"))

    def signing(self, review: Review, day: date) -> Signing:
        """Tell in whose name a review is decided: the superior unit's, a delegating authority's, or its own.

        Where several delegations name the item, the one that holds on the day counts, else the one that held last.
        """
        plan, facts = review.plan, review.facts
        court = self._court(review)
        if plan.superior:
            return Signing(self._name(plan.superior), court=court)
        given = self._delegations(facts.item, facts.department)
        if given:
            newest = max(given, key=lambda each: (each.holds(day), each.valid_until))
            return Signing(newest.authority, delegated=True, valid_until=newest.valid_until, court=court)
        if plan.delegated_by:
            return Signing(plan.delegated_by, delegated=True, valid_until=plan.delegated_until, court=court)
        return Signing(self._name(facts.department), court=court)

    def review_authority(self, review: Review) -> str:
        """Tell where to ask for reconsideration: of the superior's, the delegating authority's, or one's own acts.

        Empty where the register does not say.
        """
        if review.plan.superior:
            return self.authority_over(review.plan.superior)
        for given in self._delegations(review.facts.item, review.facts.department):
            if given.authority_department:
                return self.authority_over(given.authority_department)
        return self.authority_over(review.facts.department)

    def authority_over(self, department: str) -> str:
        """Tell which organ reviews a department's acts (L14c); empty where the register does not say."""
        found = self._department(department)
        return found.review_authority if found else ""

    def _delegations(self, item: str, department: str) -> list[DelegationRegistered]:
        every = self.replica.all(DelegationRegistered).values()
        return [each for each in every if item in each.items and each.entrusted == department]

    def _court(self, review: Review) -> str:
        """Tell where to sue: as the guide of the item version says, else as the reviewing government lets one infer."""
        if not review.plan.superior:
            try:
                item, _ = self.replica.item(review.facts.item, review.facts.item_version)
            except Rejected:
                item = None
            if item is not None and item.remedies.court.zh:
                return item.remedies.court.zh
        return court_of(self.review_authority(review))

    def _name(self, department: str) -> str:
        found = self._department(department)
        return (found.acts_for or found.name.zh) if found else department

    def _department(self, code: str) -> DepartmentRegistered | None:
        try:
            return self.replica.department(code)
        except Rejected:
            return None


def court_of(authority: str) -> str:
    """Tell where to sue: the people's court of the county whose government reviews; empty where that is not plain."""
    government = "人民政府"
    return authority.removesuffix(government) + "人民法院" if authority.endswith(government) else ""


def paper_of(command: Command) -> tuple[str, str] | None:
    """Give the field and letters of the document that a command writes, or None where it writes none."""
    if isinstance(command, Decide):
        return "document_no", DECISIONS[command.outcome]
    return PAPERS.get(type(command))
