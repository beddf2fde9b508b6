"""Is a paper genuine? Answered to anybody who has its number and its check code, without personal data (S1.5c)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from services.intake.documents.decider import DOCUMENTS
from services.intake.service import Intake
from shared.contracts.documents import DocumentIssued, DocumentSuperseded
from shared.numbers import BadNumber, parse_document_number, with_check


@dataclass(frozen=True, slots=True)
class Checked:
    """What is told of a genuine paper.

    `case_no`: of the case it is about, which the paper bears as well; empty where it is about none.
    `stream`, `version`, `hash`, `event`: where the journal has it, so that an auditor can prove it.
    """

    number: str
    kind: str
    unit: str
    issued_on: date
    case_no: str
    superseded: DocumentSuperseded | None
    stream: str
    version: int
    hash: str
    event: str
    words_sha256: str
    recorded_at: datetime
    simulated: bool


def checked(intake: Intake, said: str, code: str) -> Checked | None:
    """Give what is told of a paper; None where number and code do not fit one that was made out.

    A wrong number, an altered one, and a wrong code are answered alike: nobody learns which numbers exist.
    """
    try:
        number = parse_document_number(said[:40])
    except BadNumber:
        return None
    state = intake.journal.load(DOCUMENTS, number).state
    if state.issued is None or not _fits(state.issued, code):
        return None
    return _told(intake, number, state.issued, state.superseded)


def _fits(issued: DocumentIssued, code: str) -> bool:
    said = code[:40].upper().replace(" ", "").replace("-", "")
    return hmac.compare_digest(issued.check_code.encode(), said.encode())


def _told(intake: Intake, number: str, issued: DocumentIssued, over: DocumentSuperseded | None) -> Checked:
    first = intake.journal.store.stream(f"document/{number}")[0]
    envelope = first.envelope()
    return Checked(
        number=with_check(number),
        kind=issued.kind,
        unit=issued.unit,
        issued_on=issued.issued_on,
        case_no=issued.case_no,
        superseded=over,
        stream=first.stream,
        version=first.version,
        hash=first.hash,
        event=envelope.events[0].id,
        words_sha256=issued.sha256,
        recorded_at=first.recorded_at,
        simulated=envelope.clock == "simulated",
    )
