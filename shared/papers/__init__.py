"""Papers people hold: what one says (`shared.contracts.documents.Paper`), and its PDF with the fonts embedded."""

from shared.papers.pdf import Printing, pdf_of
from shared.papers.words import filled, masked_people, paper_bytes, paper_from, paper_sha256

__all__ = ["Printing", "filled", "masked_people", "paper_bytes", "paper_from", "paper_sha256", "pdf_of"]
