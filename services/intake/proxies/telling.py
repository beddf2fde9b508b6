"""What is told about a proxy: its document, masked or not, both last days with every day, its papers and timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from services.intake.cases import applicants
from services.intake.looks.noting import note
from services.intake.proxies import wording
from services.intake.proxies.acts import limits_of
from services.intake.service import Intake
from shared.contracts.streams import stream_name
from shared.identity import ROLES, Identity
from shared.journal.chain import verify_stream
from shared.journal.errors import BadCommit
from shared.timekeeping import due_on, local_day
from shared.web.locale import day, text

Document = dict[str, Any]


def document(intake: Intake, identity: Identity, found: Mapping[str, Any], *, masked: bool = False) -> Document:
    """Give a proxy as this account may see it: its own point and hall read names, all others see them masked."""
    told: Document = {**found, "fee": "0.00"}
    if not found.get("applicant"):
        return {**told, "applicant": None}
    number = found["proxy_no"]
    show = applicants.opened if near(identity) and not masked else applicants.masked
    if show is applicants.opened:
        note(intake, identity, found["applicant"], purpose="proxy", case_no=number, division=found["division"])
    told["applicant"] = show(intake.vault, number, found["applicant"])
    return {**told, "query_code": intake.codes.of(number)} if near(identity) else told


def near(identity: Identity) -> bool:
    """Tell whether the account does proxies itself; whose, the list has narrowed already."""
    return identity.can("proxy.act") or identity.can("proxy.receive")


def counts(intake: Intake, found: Mapping[str, Any]) -> Document:
    """Explain both last days, each None before it runs."""
    limits, calendar = limits_of(intake), intake.calendar((found.get("division") or "")[:9])
    began = datetime.fromisoformat(found["entrusted_at"]) if found.get("handover_due") else None
    ready = found.get("ready_on")
    return {
        "handover": due_on(limits.handover, local_day(began), calendar).explained() if began else None,
        "report": due_on(limits.report, date.fromisoformat(ready), calendar).explained() if ready else None,
        "limits": limits.version,
        "kind": "internal",
    }


def entries(intake: Intake, number: str) -> list[Document]:
    """Give the proxy's stream for `ui.timeline`, its chain checked; sealed texts stay out."""
    commits = intake.journal.store.stream(stream_name("proxy", number))
    sound = True
    try:
        verify_stream(commits)
    except BadCommit:
        sound = False
    return [
        _entry(commit.envelope(), fact, commit.hash, sound) for commit in commits for fact in commit.envelope().events
    ]


def _entry(envelope: Any, fact: Any, digest: str, sound: bool) -> Document:
    title, tone = wording.EVENTS.get(fact.type, (fact.type, ""))
    return {
        "title": title,
        "tone": tone,
        "occurred_at": fact.occurred_at,
        "recorded_at": envelope.recorded_at,
        "simulated": envelope.clock == "simulated",
        "actor": _actor(envelope.actor),
        "facts": [pair for pair in _facts(fact.type, fact.data) if pair[1]],
        "version": envelope.version,
        "hash": digest,
        "sound": sound,
    }


def _actor(actor: Mapping[str, str]) -> str:
    if actor["role"] == "system":
        return str(_("系统"))
    role = ROLES.get(actor["role"])
    return f"{actor['id']} · {text(role)}" if role else actor["id"]


def _facts(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case "proxy.entrusted":
            yield _("移交期限"), day(data["handover_due"])
            yield _("收费"), _("免费")
        case "proxy.handed_over":
            yield _("移交期限"), day(data["due"])
            yield _("按时"), _("是") if data["in_time"] else _("否")
        case "proxy.case_received":
            yield _("办件编号"), data["case_no"]
        case "proxy.result_ready":
            yield _("结果"), wording.OUTCOMES[data["outcome"]]
            yield _("反馈期限"), day(data["report_due"])
        case "proxy.reported_back":
            yield _("反馈方式"), wording.MANNERS[data["manner"]]
            yield _("按时"), _("是") if data["in_time"] else _("否")
        case "proxy.fee_attempted":
            yield _("索要金额"), _("%(amount)s 元", amount=data["amount"])
        case "proxy.handover_missed" | "proxy.report_missed":
            yield _("期限"), day(data["due"])
