"""What events beside a case's main way change in it; `state.evolve` asks here for what it does not know. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.contracts import Event
from shared.contracts.receiving import (
    AcceptanceDuePassed,
    CaseBackfilled,
    ChannelSwitched,
    CorrectedOnSpot,
    ExtraDemandBlocked,
    SecondNoticeBlocked,
    SupplementDueNear,
    SupplementLapsed,
    ToleranceLapsed,
    ToleranceMet,
)

if TYPE_CHECKING:
    from services.intake.cases.state import Case


def beside(case: Case, fact: Event) -> Case:  # noqa: PLR0911 - a line for each event
    """Give the case after an event that leaves its status as it is; an unknown one changes nothing."""
    match fact:
        case CorrectedOnSpot(materials=put_right):
            return replace(case, materials=tuple(dict.fromkeys(case.materials + put_right)), corrected=True)
        case SecondNoticeBlocked() | ExtraDemandBlocked():
            return replace(case, blocked=case.blocked + 1)
        case AcceptanceDuePassed(due=day):
            return replace(case, due_passed=day)
        case ToleranceMet(materials=came):
            in_hand = tuple(dict.fromkeys(case.materials + came))
            return replace(case, materials=in_hand, made_good=tuple(dict.fromkeys(case.made_good + came)))
        case ToleranceLapsed():
            return replace(case, promise_broken=True)
        case SupplementDueNear(supply_by=day):
            return replace(case, reminded_of=day)
        case SupplementLapsed(supply_by=day):
            return replace(case, unsupplied=day)
        case ChannelSwitched(after=channel, account=account):
            return replace(case, channel=channel, account=account or case.account)
        case CaseBackfilled(paper_no=number):
            return replace(case, paper_no=number)
    return case
