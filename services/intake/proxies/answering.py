"""A point that takes an application down for the hall answers for it, though nobody entrusted it in steps (S2.1g)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.intake.proxies.acts import ProxyActs
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.identity import Identity
from shared.journal.ids import derived_command_id
from shared.observability import log

AGENT = "village_agent"


def answer_for(intake: Intake, meta: Meta, identity: Identity, case_no: str, said: Mapping[str, Any]) -> None:
    """Open the proxy of a case that an agent registered by themselves: papers go to the hall, the result comes back.

    An agent who names a proxy, and everybody else, needs none. Said again it is the same one. The case stands whatever
    the rules of proxies say; what they refuse is told in the log.
    """
    if identity.role != AGENT or said.get("proxy"):
        return
    under = replace(meta, command_id=derived_command_id("proxy-direct", meta.command_id), fingerprint="")
    try:
        ProxyActs(intake, under, identity).entrust({**said, "case_no": case_no, "fee": "0"})
    except Rejected as refusal:
        log().warning("case_not_entrusted", case=case_no, code=refusal.code)
