"""A case as its document in the read model: codes, days and times as sortable text, the applicant sealed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from services.intake.cases.overdue import look_after
from services.intake.cases.state import REFERENCES, Case

Document = dict[str, Any]


def project(case_no: str, case: Case) -> Document:
    """Give the document of a case: codes, days and times as sortable text, applicant sealed."""
    return {
        "case_no": case_no,
        "status": case.status.value,
        "item": case.item,
        "item_version": case.item_version,
        "item_name": case.item_name,
        "kind": case.kind,
        "department": case.department,
        "hall": case.hall,
        "window": case.window,
        "division": case.division,
        "channel": case.channel,
        "account": case.account,
        "applicant": _sealed(case),
        "materials": list(case.materials),
        "received_at": _text(case.received_at),
        "notice": _notice(case),
        "receipt_no": case.receipt_no,
        "accepted_on": _text(case.accepted_on),
        "promised_due": _text(case.promised_due),
        "statutory_due": _text(case.statutory_due),
        "provisional": case.provisional,
        "outcome": case.outcome,
        "document_no": case.document_no,
        "decided_at": _text(case.decided_at),
        "completed_on": _text(case.completed_on),
        "delivered_on": _text(case.delivered_on),
        "ending": case.ending,
        "withdrawn_on": _text(case.withdrawn_on),
        "withdrawal_confirmed": case.confirmed,
        "confirmed_by": case.confirmed_by,
        "near_due": case.near_due,
        "look_after": _text(look_after(case)),
        **_beside(case),
    }


def _beside(case: Case) -> Document:
    """Give what stands beside a case's main way."""
    return {
        "simulated": case.simulated,
        "follows": case.follows,
        "assessed_due": _text(case.assessed_due),
        "evidence": case.evidence,
        "registered_at": _text(case.registered_at),
        "late_days": case.late_days,
        "besides": case.besides,
        "guardian": asdict(case.guardian) if case.guardian else None,
        "alone": case.alone,
        "references": {name: getattr(case.references, name) for name in REFERENCES},
        "manner": case.manner,
        "corrected": case.corrected,
        "blocked": case.blocked,
        "due_passed": _text(case.due_passed),
        "tolerated": list(case.tolerated),
        "tolerated_due": _text(case.tolerated_due),
        "promise_no": case.promise_no,
        "still_tolerated": list(case.still_tolerated),
        "promise_broken": case.promise_broken,
        "false_materials": list(case.false_materials),
        "barred_until": _text(case.barred_until),
        "paper_no": case.paper_no,
        "collected_under": case.collected_under,
    }


def _sealed(case: Case) -> Document:
    who = case.applicant
    return {
        "person": who.person,
        "kind": who.kind,
        "name": who.name,
        "id_number": who.id_number,
        "phone": who.phone,
    }


def _notice(case: Case) -> Document | None:
    if not case.notice_no:
        return None
    defects = [{"material": d.material, "problem": d.problem} for d in case.defects]
    return {
        "notice_no": case.notice_no,
        "due": _text(case.notice_due),
        "in_time": case.notice_in_time,
        "noticed_on": _text(case.noticed_on),
        "supply_by": _text(case.supply_by),
        "unsupplied": _text(case.unsupplied),
        "defects": defects,
        "outstanding": list(case.outstanding),
    }


def _text(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
