"""When a document is made out, and when it holds no longer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.documents.commands import Issue, Supersede
from services.intake.documents.state import Document
from shared.contracts import Event, Rejected
from shared.contracts.documents import DocumentIssued, DocumentSuperseded

BASIS = "S2.5c; S1.5c"


def decide(document: Document, command: Issue | Supersede) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `document_blank`, `unknown_document`.
    """
    if isinstance(command, Issue):
        return _issued(document, command.document)
    return _superseded(document, command)


def _issued(document: Document, told: DocumentIssued) -> list[Event]:
    """A number is used once; the same document for the same fact said again is said already (C-2)."""
    if document.issued is not None:
        if document.issued.cause == told.cause:
            return []
        raise Rejected("number_taken", "a document of this number was made out", BASIS)
    if not (told.words and told.sha256 and told.check_code and told.cause):
        raise Rejected("document_blank", "a document has words, a checksum, a check code and a fact behind it", BASIS)
    return [told]


def _superseded(document: Document, command: Supersede) -> list[Event]:
    """What holds no longer says so where it is checked; once is enough."""
    if document.issued is None:
        raise Rejected("unknown_document", "no document of this number was made out", BASIS, status=404)
    if document.superseded is not None:
        return []
    return [DocumentSuperseded(by=command.by, reason=command.reason.strip(), superseded_on=command.day)]
