"""Files as tables of text: CSV and XLSX in and out, within limits, without ever working out a formula.

A text that a spreadsheet could take for a formula leaves with an apostrophe before it, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
import openpyxl.xml
import xlsxwriter
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.intake.administration.values import of_cell

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 5_000
MOST_COLUMNS = 400
MOST_CELL = 120_000
MOST_CELLS = 2_000_000
"""Limits of a file: bytes, bytes unpacked, parts of the archive, rows, columns, characters in a cell, cells."""


RISKY = ("=", "+", "-", "@", "\t", "\r")
FORMULA = "\x00formula"
"""Stands in the place of a formula; no text of a cell can be this."""

assert openpyxl.xml.DEFUSEDXML, "entities in a sheet must not be expanded"


class BadFile(Exception):
    """A file that cannot be read at all; `told` says why to people."""

    def __init__(self, code: str, told: LazyString) -> None:
        super().__init__(code)
        self.code = code
        self.told = told


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a file: rows of texts with their numbers, the heading first."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(content: bytes) -> list[Sheet]:
    """Read a file by what it is, not by what it is called.

    Raises:
        BadFile: too large, damaged, in no known encoding.
    """
    if len(content) > MOST_BYTES:
        raise BadFile("file_too_large", _l("文件超过 2 MB"))
    if content.startswith(b"PK"):
        return _read_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile("old_excel", _l("这是旧版 .xls 文件，请另存为 .xlsx 或 CSV"))
    return [_read_csv(content)]


def _read_csv(content: bytes) -> Sheet:
    text = _decoded(content)
    if "\x00" in text:
        raise BadFile("bad_file", _l("这不是 CSV 或 XLSX 文件"))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        raise BadFile("bad_csv", _l("CSV 格式有误：引号不成对或单元格过长")) from None
    return _bounded("", enumerate(rows, 1))


def _delimiter(text: str) -> str:
    """Tell what divides the cells of the heading: a comma, or what some spreadsheets write instead."""
    heading = text.partition("\n")[0]
    return max((",", "\t", ";"), key=heading.count)


def _decoded(content: bytes) -> str:
    """Read UTF-8 with or without a mark, or what Chinese spreadsheets write (GB18030)."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("bad_encoding", _l("文字编码既不是 UTF-8 也不是 GB18030"))


def _read_xlsx(content: bytes) -> list[Sheet]:
    _safe_archive(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return [_bounded(sheet.title, _cells(sheet)) for sheet in book.worksheets if sheet.title not in NOTES]
    except BadFile:
        raise
    except Exception as error:  # the reader raises whatever a damaged or hostile file provokes
        raise BadFile("bad_xlsx", _l("无法读取这个 XLSX 文件：文件已损坏或格式不对")) from error


NOTES = ("说明", "About")
"""Sheets that tell what the columns mean; they hold no data."""


def _safe_archive(content: bytes) -> None:
    """Refuse an archive that would unpack to more than is reasonable; the sizes it states are the most it can give."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise BadFile("bad_xlsx", _l("无法读取这个 XLSX 文件：文件已损坏或格式不对")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile("zip_bomb", _l("文件解压后过大，拒绝读取"))
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise BadFile("bad_xlsx", _l("无法读取这个 XLSX 文件：文件已损坏或格式不对"))


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    seen = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        seen += len(row)
        if number > 2 * MOST_ROWS or seen > MOST_CELLS:
            raise _too_many_rows()
        yield number, tuple(FORMULA if cell.data_type == "f" else of_cell(cell.value) for cell in row)


def _too_many_rows() -> BadFile:
    return BadFile("too_many_rows", _l("行数超过 %(n)d，请分成几个文件", n=MOST_ROWS))


def _bounded(name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, row in rows:
        texts = tuple(unguarded(cell.replace("\r\n", "\n").strip(" \n")) for cell in row)
        while texts and not texts[-1]:
            texts = texts[:-1]
        if len(texts) > MOST_COLUMNS:
            raise BadFile("too_many_columns", _l("列数超过 %(n)d", n=MOST_COLUMNS))
        if any(len(text) > MOST_CELL for text in texts):
            raise BadFile("cell_too_long", _l("第 %(n)d 行有单元格文字过长", n=number))
        if texts:
            found.append((number, texts))
        if len(found) > MOST_ROWS + 1:
            raise _too_many_rows()
    return Sheet(name, tuple(found))


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith((*RISKY, "'")) else text


def unguarded(text: str) -> str:
    """Take the guard off again."""
    return text[1:] if text[:1] == "'" and text[1:].startswith((*RISKY, "'")) else text


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as CSV, UTF-8 with its mark, so that spreadsheets open it as what it is."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet to be written: heading and rows, and the kind of each column (`date`, `count`, or text)."""

    name: str
    heading: Sequence[str]
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str]


def write_xlsx(sheets: Sequence[Written], notes: Sequence[Sequence[str]]) -> bytes:
    """Write sheets as XLSX; texts stay texts, dates and numbers are such."""
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(
        stored, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    bold = book.add_format({"bold": True, "bg_color": "#E6EEF2", "text_wrap": True, "valign": "top"})
    day, plain = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 1)
        page.write_row(0, 0, sheet.heading, bold)
        page.set_column(0, max(len(sheet.heading) - 1, 0), 18)
        for number, row in enumerate(sheet.rows, 1):
            for place, (cell, kind) in enumerate(zip(row, sheet.kinds, strict=True)):
                _write(page, number, place, cell, kind, {"date": day, "text": plain})
    about = book.add_worksheet(NOTES[0])
    about.set_column(0, 4, 28)
    for number, row in enumerate(notes):
        about.write_row(number, 0, [guarded(cell) for cell in row], bold if number == 0 else plain)
    book.close()
    return stored.getvalue()


def _write(page: Any, row: int, place: int, cell: str, kind: str, formats: dict[str, Any]) -> None:
    if cell == "":
        return
    if kind == "date" and cell >= "1900-03-01":  # Excel knows no older days, and one that never was
        page.write_datetime(row, place, date.fromisoformat(cell), formats["date"])
    elif kind == "count":
        page.write_number(row, place, float(cell))
    elif page.write_string(row, place, guarded(cell), formats["text"]) != 0:
        raise BadFile("cell_too_long", _l("有单元格超过 Excel 能容纳的字数，请导出 CSV"))
