"""Leads that the system itself found: a fee asked for what is free is looked into like a complaint (S2.4b)."""

from __future__ import annotations

from services.complaints.complaints.acts import new_number
from services.complaints.complaints.commands import FileComplaint
from services.complaints.service import Complaints
from shared.contracts.people import ProxyFeeAttempted
from shared.contracts.streams import key_of
from shared.journal.subscriber import Incoming
from shared.replica import Replica

WORDS = "系统拦截代办收费：服务点 {point} 的代办员 {agent} 试图收取 {amount} 元。代办免费，请核实。"


def open_lead(service: Complaints, incoming: Incoming, index: int, fact: ProxyFeeAttempted) -> None:
    """File a complaint that nobody filed; hearing of it again does nothing."""
    meta = incoming.reaction_meta("fee-lead", service.clock, index)
    first = service.journal.store.by_command(meta.command_id)
    if first is not None:
        service.complaints.repair(service.journal, key_of(first.stream))
        return
    division = fact.division or _division(service.replica, fact.point)
    number = new_number(service, "complaint", division, meta)
    person = service.vault.person("complaint", number)
    words = WORDS.format(point=fact.point, agent=fact.agent, amount=fact.amount)
    command = FileComplaint(
        meta=meta,
        case_no="",
        department="",
        division=division,
        item=fact.item,
        conduct="fees",
        person=person,
        text=service.vault.seal(person, number, "text", words),
        contact="",
        calendar=service.calendar(division),
        hall=fact.point,
        staff=fact.agent,
        lead=f"{incoming.stream}@{incoming.version}",
    )
    service.handle(number, command)


def _division(replica: Replica, point: str) -> str:
    return replica.venue(point).division
