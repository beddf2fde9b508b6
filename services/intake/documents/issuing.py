"""Making documents out: right after the command whose fact they rest on, or by the worker where that was cut off.

A document's command id derives from the fact, so that the request, its repetition and the worker do it once.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from services.intake.documents import views
from services.intake.documents.commands import Issue, Supersede
from services.intake.documents.decider import DOCUMENTS
from services.intake.documents.source import Source, source_of
from services.intake.documents.wording import zh_day
from services.intake.documents.writing import PLANS, Written
from services.intake.numbering import LETTERS
from services.intake.service import Intake
from shared.contracts import Event, Meta
from shared.contracts.commands import Actor
from shared.contracts.documents import DocumentIssued, Paper
from shared.journal.commit import Commit, Envelope
from shared.journal.handle import Outcome, facts_of
from shared.journal.ids import derived_command_id
from shared.numbers import with_check
from shared.observability import log
from shared.papers.words import paper_bytes, paper_sha256
from shared.timekeeping import local_day

POLICY = "issue-documents"
FIELD = "document"
"""The field that the words of a document are sealed as."""

STANDING = frozenset({"notice", "delivery"})
"""Kinds of which a later one takes no earlier one's place: a second notice speaks of what came after the first."""


def follow(intake: Intake, case_no: str, outcome: Outcome[Any]) -> None:
    """Make out what follows from a command to a case. A fault here undoes nothing: the worker does it again."""
    if outcome.commit is None:
        return
    try:
        hear(intake, case_no, outcome.commit.version, outcome.commit.envelope(), outcome.events)
    except Exception:
        log().exception("documents_left_to_worker", stream=outcome.commit.stream, version=outcome.commit.version)


def follow_commit(intake: Intake, case_no: str, commit: Commit) -> None:
    """The same for a commit that was read."""
    envelope = commit.envelope()
    hear(intake, case_no, commit.version, envelope, facts_of(envelope))


def hear(intake: Intake, case_no: str, version: int, envelope: Envelope, facts: Sequence[Event]) -> None:
    """Make out the documents of one commit of a case; saying it again does nothing."""
    for at, fact in enumerate(facts):
        for kind, field, write in PLANS.get(fact.type, ()):
            number = getattr(fact, field, "") if field else ""
            if field == "promise_no" and not number:
                continue  # nothing was tolerated
            meta = meta_of(intake, envelope, at, kind)
            if intake.journal.store.by_command(meta.command_id) is None:
                source = source_of(intake, case_no, version, local_day(meta.occurred_at))
                _make_out(intake, meta, kind, number, source, write(source, fact))


def meta_of(intake: Intake, envelope: Envelope, at: int, kind: str) -> Meta:
    """Give the circumstances: caused by the fact, dated by it, recorded after it."""
    fact = envelope.events[at]
    caused = datetime.fromisoformat(envelope.recorded_at)
    simulated = envelope.clock == "simulated"
    tick = timedelta(milliseconds=1)
    return Meta(
        command_id=derived_command_id(f"{POLICY}/{kind}", fact.id),
        actor=Actor(POLICY, "system"),
        now=caused + tick if simulated else max(intake.clock.now(), caused + tick),
        occurred_at=datetime.fromisoformat(fact.occurred_at),
        correlation=envelope.correlation,
        causation=fact.id,
        simulated=simulated,
    )


def _make_out(intake: Intake, meta: Meta, kind: str, number: str, source: Source, written: Written) -> None:
    day = local_day(meta.occurred_at)
    number = number or intake.numbering.document(source.case.division, LETTERS[kind], day)
    before = views.of_kind(intake.documents, source.case_no, kind)
    told = document(intake, meta, kind, number, source, written, day)
    outcome = intake.journal.execute(DOCUMENTS, number, Issue(meta=meta, document=told), case=source.case_no)
    intake.documents.refresh(number, outcome)
    if kind not in STANDING and before is not None and before["number"] != number and not before["superseded_on"]:
        supersede(intake, meta, before["number"], source.case_no, by=number, reason="已出具新的同类文书", day=day)


def document(
    intake: Intake, meta: Meta, kind: Any, number: str, source: Source, written: Written, day: date
) -> DocumentIssued:
    """Give the event of a document: its words sealed, their checksum, its check code."""
    paper = replace(written.paper, day=written.paper.day or zh_day(day), salt=secrets.token_hex(16))
    case = source.case
    return DocumentIssued(
        kind=kind,
        case_no=source.case_no,
        item=case.item,
        item_name=case.item_name,
        department=case.department,
        division=case.division,
        hall=case.hall,
        unit=written.unit,
        issued_on=day,
        last_day=written.last_day,
        person=case.applicant.person,
        words=seal(intake, case.applicant.person, number, paper),
        sha256=paper_sha256(paper),
        check_code=intake.codes.of(with_check(number)),
        cause=meta.causation,
        issued_at=meta.now,
    )


def seal(intake: Intake, person: str, number: str, paper: Paper) -> str:
    """Seal a paper's words with the key of the person it is about."""
    return intake.vault.seal(person, number, FIELD, paper_bytes(paper).decode())


def supersede(intake: Intake, meta: Meta, number: str, case_no: str, *, by: str, reason: str, day: date) -> None:
    """Say that a document holds no longer; saying it again does nothing."""
    command_id = derived_command_id(f"{POLICY}/supersede/{number}", meta.command_id)
    command = Supersede(meta=replace(meta, command_id=command_id), by=by, reason=reason, day=day)
    outcome = intake.journal.execute(DOCUMENTS, number, command, case=case_no)
    intake.documents.refresh(number, outcome)
