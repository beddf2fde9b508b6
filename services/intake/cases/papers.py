"""What is told about a case: its document for staff and owner, receipt, one-time notice, progress, timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from services.intake.accounts.proving import person_of
from services.intake.cases import applicants, guarding
from services.intake.cases.standing import hall_of
from services.intake.looks.noting import note
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished
from shared.identity import Identity
from shared.journal.chain import verify_stream
from shared.journal.errors import BadCommit

Document = dict[str, Any]

NOTICE_BASIS = "行政许可法第三十二条；安顺市人民政府办公室 2016 年意见二（五）"
"""What the one-time notice rests on, as printed."""


def case_document(
    intake: Intake,
    identity: Identity,
    found: Mapping[str, Any],
    told: Mapping[str, str] | None = None,
    *,
    acted: bool = False,
) -> Document:
    """Give a case as this account may see it: its own desk and its owner read names, all others see them masked.

    Opening what was sealed is a look, and noted as one; one's own is none. `told`: the applicant as the caller has just
    said it, which spares opening. `acted`: this answers an act, for which nobody need see names; they stay masked.
    """
    case_no = found["case_no"]
    found = {**found, "moved": _moved(intake, found)}
    own_or_desk = near(intake, identity, found)
    if not own_or_desk or (acted and not told):
        masked = applicants.masked(intake.vault, case_no, found["applicant"])
        code = {"query_code": intake.codes.of(case_no)} if own_or_desk else {}
        return {**found, "applicant": masked, "guardian": guarding.unnamed(found.get("guardian")), **code}
    if told is None and not identity.can("case.read_own"):
        note(intake, identity, found["applicant"], purpose="case", case_no=case_no, division=found["division"])
    who = told or applicants.opened(intake.vault, case_no, found["applicant"])
    guardian = guarding.opened(intake, case_no, found.get("guardian"))
    if guardian and not identity.can("case.read_own"):
        note(intake, identity, found["guardian"], purpose="case", case_no=case_no, division=found["division"])
    return {**found, "applicant": who, "guardian": guardian, "query_code": intake.codes.of(case_no)}


def near(intake: Intake, identity: Identity, found: Mapping[str, Any]) -> bool:
    """Tell whether the case lies on this account's own desk, or is its own, or its person's as it has proved."""
    if identity.can("case.read_own"):
        proved = person_of(intake.proofs, identity.id)
        return bool(found["account"] == identity.id or (proved and proved == found["applicant"]["person"]))
    at_desk = identity.can("case.receive") or identity.can("case.accept")
    return at_desk and hall_of(identity.hall, intake.replica) == found["hall"]


def receipt(intake: Intake, identity: Identity, found: Mapping[str, Any]) -> Document:
    """Give the acceptance receipt.

    Raises:
        Rejected: `no_receipt`: the case was not accepted (yet), or is an instant one.
    """
    if not found["receipt_no"]:
        raise Rejected("no_receipt", "this case has no acceptance receipt", "S2.5d", status=404)
    named = {m.code: m.name.zh for m in item_of(intake, found).materials}
    dates = ("accepted_on", "promised_due", "statutory_due", "provisional")
    return {
        **_paper(intake, identity, found),
        "receipt_no": found["receipt_no"],
        "materials": [named.get(code, code) for code in found["materials"]],
        **{field: found[field] for field in dates},
    }


def notice(intake: Intake, identity: Identity, found: Mapping[str, Any]) -> Document:
    """Give the one-time notice.

    Raises:
        Rejected: `no_notice`: none was given.
    """
    if not found["notice"]:
        raise Rejected("no_notice", "no notice was given in this case", "S2.5e", status=404)
    told = named_notice(intake, found)
    return {
        **_paper(intake, identity, found),
        "notice_no": told["notice_no"],
        "defects": told["defects"],
        "supply_by": told.get("supply_by"),
        "lapse_basis": told["lapse_basis"],
        "basis": NOTICE_BASIS,
    }


def named_notice(intake: Intake, found: Mapping[str, Any]) -> Document:
    """Give a case's notice with the names of its materials, and by which article lateness counts as a withdrawal."""
    item = item_of(intake, found)
    names = {m.code: m.name.zh for m in item.materials}
    told = found["notice"]
    defects = [{**defect, "name": names.get(defect["material"], "")} for defect in told["defects"]]
    basis = item.supplement_lapse_basis if item.supplement_lapse == "withdrawn" else ""
    return {**told, "defects": defects, "lapse_basis": basis}


def _paper(intake: Intake, identity: Identity, found: Mapping[str, Any]) -> Document:
    """Give what stands on every paper of a case; the applicant's name in full where the paper is handed over."""
    case_no = found["case_no"]
    show = applicants.opened if near(intake, identity, found) else applicants.masked
    if show is applicants.opened and not identity.can("case.read_own"):
        note(intake, identity, found["applicant"], purpose="paper", case_no=case_no, division=found["division"])
    return {
        "case_no": case_no,
        "query_code": intake.codes.of(case_no),
        "item_name": found["item_name"],
        "department": intake.replica.department(found["department"]).name.zh,
        "hall": intake.replica.venue(found["hall"]).name.zh,
        "applicant": show(intake.vault, case_no, found["applicant"]),
        "received_at": found["received_at"],
        "progress_url": progress_url(intake, case_no),
    }


def progress_url(intake: Intake, case_no: str) -> str:
    """Give the address of the progress page; the code is typed in by hand, so that no address holds it."""
    return f"{intake.settings.url('intake')}/progress?{urlencode({'case': case_no})}"


def item_of(intake: Intake, found: Mapping[str, Any]) -> ItemPublished:
    """Give a case's item at the version the case began with."""
    return intake.replica.item(found["item"], found["item_version"])[0]


def _moved(intake: Intake, found: Mapping[str, Any]) -> Document | None:
    """Give the last days as they were told last, where they moved after acceptance."""
    return intake.moved.of(found["case_no"]) if found["accepted_on"] else None


def timeline(intake: Intake, case_no: str) -> Document:
    """Give a case's own stream with its chain checked; sealed texts stay out."""
    commits = intake.journal.store.stream(f"case/{case_no}")
    fault = ""
    try:
        verify_stream(commits)
    except BadCommit as culprit:
        fault = str(culprit)
    steps = [step for commit in commits for step in _steps(commit.envelope(), commit.hash)]
    return {"case_no": case_no, "sound": not fault, "fault": fault, "steps": steps}


def _steps(envelope: Any, digest: str) -> list[Document]:
    common = {
        "version": envelope.version,
        "recorded_at": envelope.recorded_at,
        "simulated": envelope.clock == "simulated",
        "actor": envelope.actor,
        "hash": digest,
    }
    return [
        {**common, "type": fact.type, "occurred_at": fact.occurred_at, "data": _readable(fact.data)}
        for fact in envelope.events
    ]


def _readable(data: Mapping[str, Any]) -> Document:
    return {name: value for name, value in data.items() if name != "applicant"}
