"""docs/access.md is the table of the code."""

from shared.identity.table import DOCUMENT, document


def test_the_page_shows_the_table():
    assert DOCUMENT.read_text() == document(), "python -m shared.identity.table"
