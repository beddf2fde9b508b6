"""The page on keeping the register shows the columns as they are."""

from __future__ import annotations

from services.intake.administration.book import PAGE, written
from services.intake.administration.import_pages import MOST_REQUEST
from services.intake.administration.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED
from services.intake.administration.staging import KEPT_FOR


def test_the_columns_of_every_subject_are_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "python -m services.intake.administration.book"


def test_the_limits_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    bytes_, unpacked = MOST_BYTES >> 20, MOST_UNPACKED >> 20
    assert f"At most {bytes_} MB, {unpacked} MB unpacked, {MOST_ROWS:,} rows and {MOST_COLUMNS} columns" in page
    assert MOST_REQUEST > MOST_BYTES
    assert KEPT_FOR.total_seconds() == 3600
