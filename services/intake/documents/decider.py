"""The matter of a document, put together: category, rules, fold."""

from services.intake.documents.decide import decide
from services.intake.documents.state import Document, evolve
from shared.journal.handle import Decider

DOCUMENTS: Decider[Document] = Decider("document", Document, decide, evolve)
"""Streams `document/<number>`."""
