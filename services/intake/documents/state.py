"""A document as it stands: made out, and perhaps superseded. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts import Event
from shared.contracts.documents import DocumentIssued, DocumentSuperseded


@dataclass(frozen=True, slots=True)
class Document:
    """What the document is; None before it was made out."""

    issued: DocumentIssued | None = None
    superseded: DocumentSuperseded | None = None


def evolve(document: Document, fact: Event) -> Document:
    """Give the document after an event."""
    match fact:
        case DocumentIssued():
            return replace(document, issued=fact)
        case DocumentSuperseded():
            return replace(document, superseded=fact)
    return document
