"""Printing a document again: the words it was made out in, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from services.intake.documents.decider import DOCUMENTS
from services.intake.documents.issuing import FIELD
from services.intake.documents.wording import zh_day
from services.intake.looks.noting import note_shown
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.documents import DocumentIssued, DocumentSuperseded, Paper
from shared.numbers import with_check
from shared.papers.pdf import Printing, pdf_of
from shared.papers.words import filled, masked_people, paper_from, paper_sha256
from shared.privacy import PrivacyError


@dataclass(frozen=True, slots=True)
class Printed:
    """A document ready to be read: its paper with people's data in place, in full or masked."""

    number: str
    issued: DocumentIssued
    superseded: DocumentSuperseded | None
    paper: Paper
    around: Printing

    def pdf(self) -> bytes:
        """Give it as PDF; the same words, the same bytes."""
        return pdf_of(self.paper, self.around)


def printed(intake: Intake, number: str, *, whole: bool) -> Printed:
    """Read a document again as it was made out.

    Args:
        intake: the service.
        number: its number, without the check character.
        whole: whether personal data are shown in full.

    Raises:
        Rejected: `unknown_document` (404), `person_erased` (410), `damaged_document` (503) where the words are not
            those whose checksum the journal has.
    """
    loaded = intake.journal.load(DOCUMENTS, number)
    issued = loaded.state.issued
    if issued is None:
        raise Rejected("unknown_document", "no document of this number was made out", "S2.5c", status=404)
    paper = _words(intake, number, issued)
    if whole:
        told = {"person": issued.person, "name": "sealed"}
        note_shown(intake, told, purpose="paper", case_no=issued.case_no, division=issued.division)
    shown = filled(paper, None if whole else masked_people(paper))
    over = loaded.state.superseded
    return Printed(number, issued, over, shown, around_of(intake, number, issued, over))


def _words(intake: Intake, number: str, issued: DocumentIssued) -> Paper:
    try:
        paper = paper_from(intake.vault.open(issued.person, issued.words, number, FIELD))
    except PrivacyError:
        told = "the person's data were erased; the document can still be checked, not printed"
        raise Rejected("person_erased", told, "个人信息保护法47", status=410) from None
    if paper_sha256(paper) != issued.sha256:
        raise Rejected("damaged_document", "the words no longer fit the checksum", "S1.5c", status=503)
    return paper


def around_of(intake: Intake, number: str, issued: DocumentIssued, over: DocumentSuperseded | None) -> Printing:
    """Give what is printed around a paper: how to check it, where the stamp goes, and what a demonstration must say."""
    demo = intake.settings.demo
    seal = f"（此处加盖{issued.unit}专用印章）"
    return Printing(
        number=with_check(number),
        code=spoken(issued.check_code),
        address=check_address(intake, number, issued.check_code),
        made_at=issued.issued_at,
        seal=f"模拟印章，未加盖 simulated{seal}" if demo else seal,
        notice="演示环境：数据为模拟生成，不具法律效力" if demo else "",
        superseded=f"本文书已于{zh_day(over.superseded_on)}失效：{over.reason}" if over else "",
    )


def check_address(intake: Intake, number: str, code: str) -> str:
    """Give the public address at which a document is checked, as its QR code holds it."""
    return f"{intake.settings.url('intake')}/check/{with_check(number)}?{urlencode({'code': code})}"


def spoken(code: str) -> str:
    """Give a check code as it is printed: in two halves."""
    return f"{code[:4]}-{code[4:]}"


def row_shown(intake: Intake, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a document's line with its addresses, for those who may see the case."""
    number = row["number"]
    base = intake.settings.url("intake")
    return {
        **row,
        "printed_number": with_check(number),
        "url": f"{base}/documents/{number}",
        "pdf_url": f"{base}/documents/{number}.pdf",
        "check_url": check_address(intake, number, intake.codes.of(with_check(number))),
    }
