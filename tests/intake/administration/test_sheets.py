"""Files within limits: bombs and formulas are refused, guards come off again, encodings are told apart."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from services.intake.administration import sheets
from services.intake.administration.sheets import (
    FORMULA,
    BadFile,
    Written,
    guarded,
    read,
    unguarded,
    write_csv,
    write_xlsx,
)
from services.intake.administration.values import of_cell

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'quoted", "''twice", "plain", ""]


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stored.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(BadFile) as told:
        read(content)
    return told.value.code


@pytest.mark.parametrize("text", NASTY)
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_no_cell_of_an_export_can_be_taken_for_a_formula() -> None:
    content = write_csv([[text] for text in NASTY if text]).decode("utf-8-sig")
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for line in content.splitlines())
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([Written("表", ["甲"], [[each] for each in NASTY], ["text"])], []))
    )
    assert not any(cell.data_type == "f" for row in book.worksheets[0] for cell in row)


def test_a_formula_is_seen_and_never_worked_out() -> None:
    (sheet,) = read(workbook([["甲"], ["=1+1"]]))
    assert sheet.rows[1] == (2, (FORMULA,))


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = packed({f"xl/worksheets/sheet{n}.xml": b"0" * (sheets.MOST_UNPACKED // 4) for n in range(5)})
    assert len(bomb) < sheets.MOST_BYTES
    assert refused(bomb) == "zip_bomb"
    assert refused(packed({f"{n}": b"" for n in range(sheets.MOST_PARTS + 1)})) == "zip_bomb"


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    assert refused(packed({"word/document.xml": b"<a/>"})) == "bad_xlsx"


def test_entities_are_not_expanded() -> None:
    content = workbook([["甲"], ["乙"]])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]>'
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = bomb + sheet.partition(b"?>")[2] if sheet.startswith(b"<?xml") else bomb + sheet
    assert refused(packed(parts)) == "bad_xlsx"


def test_too_many_rows_and_columns_are_refused() -> None:
    assert refused(b"a\n" * (sheets.MOST_ROWS + 2)) == "too_many_rows"
    assert refused(",".join(["a"] * (sheets.MOST_COLUMNS + 1)).encode()) == "too_many_columns"


def test_a_row_far_below_is_not_read_in_silence() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.cell(1, 1).value = "甲"
    page.cell(1_000_000, 1).value = "乙"
    stored = io.BytesIO()
    book.save(stored)
    assert refused(stored.getvalue()) == "too_many_rows"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_encodings_and_what_divides_cells_are_told_apart(encoding: str, between: str) -> None:
    (sheet,) = read(f"编码{between}名称\n1{between}一站\n".encode(encoding))
    assert [cells for _, cells in sheet.rows] == [("编码", "名称"), ("1", "一站")]


def test_rows_bear_the_numbers_a_spreadsheet_gives_them() -> None:
    (sheet,) = read('甲,乙\n1,"a\nb"\n\n2,c\n'.encode())
    assert [number for number, _ in sheet.rows] == [1, 2, 4]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "是"),
        (520402109, "520402109"),
        (520402109.0, "520402109"),
        (12.35, "12.35"),
        (datetime(2026, 9, 17), "2026-09-17"),
        (date(2026, 9, 17), "2026-09-17"),
        ("文字", "文字"),
    ],
)
def test_a_cell_reads_as_a_person_would_type_it(value: object, text: str) -> None:
    assert of_cell(value) == text
