"""How an application is taken in: when it came, whether it is the same one again, by which channel. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from services.intake.cases import acceptance, place
from services.intake.cases.circumstances import Shown
from services.intake.cases.commands import Receive, SwitchChannel
from services.intake.cases.minors import looked_after
from services.intake.cases.state import Case
from shared.contracts import Event, Meta, Rejected
from shared.contracts.intake import CaseReceived, Channel, Evidence
from shared.contracts.receiving import CaseBackfilled, ChannelSwitched, RegisteredLate
from shared.timekeeping import local_day

EVIDENCE: dict[str, Evidence] = {
    "online": "online",
    "mobile": "online",
    "terminal": "online",
    "phone": "call",
    "post": "post",
}
"""What a channel itself is evidence of; at all others the clerk says when the application came."""

AGAIN_WORKING_DAYS = 10
"""An application of the same person for the same item so soon after a withdrawal is the same one again (G3)."""

REGISTER_WORKING_DAYS = 1
"""Whatever comes is registered within this many working days; later is late (G4)."""


def received(command: Receive) -> Sequence[Event]:
    """Take an application in, as of the earliest moment that anything on record shows (G4; B-3.3)."""
    first = earliest(command.meta, command.channel, command.account, command.shown)
    place.taken_here(command, local_day(first.at))
    acceptance.in_guide(command.item, command.materials)
    looked_after(command.care, command.references.mandate)
    _not_barred(command)
    _not_twice(command)
    days = _working_days(command, first)
    fact = CaseReceived(
        item=command.item.code,
        item_version=command.item_version,
        item_name=command.item.name.zh,
        kind=command.item.kind,
        department=command.item.department,
        hall=command.hall.id,
        window=command.window,
        division=command.hall.division,
        channel=command.channel,
        applicant=command.applicant,
        materials=tuple(dict.fromkeys(command.materials)),
        promised=command.item.promised,
        statutory=command.item.statutory,
        received_at=first.at,
        account=command.account,
        evidence=first.kind,
        evidence_at=first.at,
        registered_at=command.meta.now,
        late_days=max(0, days - REGISTER_WORKING_DAYS),
        besides=command.before.twin,
        simulated=command.meta.simulated,
        guardian=command.care.guardian,
        alone=command.care.alone if command.care.age is not None else "",
        **_again(command, first),
        **asdict(command.references),
    )
    return [fact, *_late(command, fact, days), *_from_paper(command)]


def earliest(meta: Meta, channel: Channel, account: str, shown: Sequence[Shown]) -> Shown:
    """Give the earliest of what shows when the application came: it is the time of receipt.

    A ticket's call, a hand-over at a village point, a scan are on record with the server's time; whoever enters the
    case may say that it came earlier still, and never that it came later than these. Online the server's clock counts.
    """
    by_itself = Shown(EVIDENCE.get(channel, "clerk"), meta.now if account else meta.occurred_at)
    return min((*shown, by_itself), key=lambda each: each.at)


def _working_days(command: Receive, first: Shown) -> int:
    """Count the working days from receipt to registration; without a calendar both lie on one day."""
    came, registered = local_day(first.at), local_day(command.meta.now)
    if came == registered or command.calendar is None:
        return 0
    return command.calendar.working_days_between(came, registered)


def _late(command: Receive, fact: CaseReceived, days: int) -> Sequence[Event]:
    if not fact.late_days or fact.evidence_at is None:
        return []
    return [
        RegisteredLate(
            evidence=fact.evidence,
            evidence_at=fact.evidence_at,
            registered_at=command.meta.now,
            working_days=days,
            department=fact.department,
            hall=fact.hall,
            division=fact.division,
        )
    ]


def _from_paper(command: Receive) -> Sequence[Event]:
    """What was on paper first says why, and under which number; applicants enter nothing afterwards."""
    if command.paper is None:
        return []
    if command.account:
        told = {"backfill": "at a window only"}
        raise Rejected("not_from_paper", "a window enters what was on paper", "S2.7b", status=422, errors=told)
    return [CaseBackfilled(reason=command.paper.reason, paper_no=command.paper.number)]


def _again(command: Receive, first: Shown) -> dict[str, Any]:
    """Link an application to the one withdrawn before it: handing in anew resets no clock of the assessment (B01).

    A withdrawal that the applicant did not confirm counts as late already; then this one counts no second time.
    """
    earlier, calendar = command.before.withdrawn, command.calendar
    if earlier is None or calendar is None:
        return {}
    if calendar.working_days_between(earlier.withdrawn_on, local_day(first.at)) > AGAIN_WORKING_DAYS:
        return {}
    return {"follows": earlier.case_no, "assessed_due": earlier.due if earlier.confirmed else None}


def _not_barred(command: Receive) -> None:
    """After false papers for what touches people's safety nothing is taken for a year (许可法78)."""
    until = command.before.barred_until
    if until is not None and local_day(command.meta.now) <= until:
        raise Rejected("barred", f"after false papers no application is taken until {until}", "许可法78")


def _not_twice(command: Receive) -> None:
    """The same papers of the same person a moment ago: a slow line, unless a second case is meant (G5)."""
    before = command.before
    if before.twin and not command.meant_twice:
        raise twice(before.twin)


def twice(case_no: str) -> Rejected:
    """Give the refusal of what was handed in a moment ago, with the number it has."""
    message = "the same application was taken in a moment ago"
    return Rejected("double_submission", message, "G5", errors={"case_no": case_no})


def switched(case: Case, command: SwitchChannel) -> ChannelSwitched:
    """The applicant chooses how to go on; number, receipt and clocks stay (优化营商环境条例37)."""
    if command.channel == case.channel:
        told = {"channel": "the same"}
        raise Rejected("same_channel", f"the case goes by {case.channel} already", "YS37", status=422, errors=told)
    if command.account and command.channel not in (*place.ONLINE, "window", "post"):
        told = {"channel": "not by oneself"}
        raise Rejected("wrong_channel", "this channel is opened at a hall", "S1.4a", status=422, errors=told)
    return ChannelSwitched(
        before=case.channel,
        after=command.channel,
        switched_at=command.meta.occurred_at,
        account=command.account if command.claimed else "",
    )
