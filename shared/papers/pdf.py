"""A paper as PDF: A4, Chinese font embedded as the part that is used, the same bytes for the same paper.

Pure Python with a font of our own: a bare machine prints as well as any. The bytes depend on the paper, what is printed
around it, and the versions of fpdf2 and the font, on nothing else: no clock, no chance, no file of the machine.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos

from shared.contracts.documents import Block, Paper
from shared.papers.lines import broken

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"
INK, SOFT, LINE = (31, 40, 48), (95, 105, 115), (140, 148, 155)
MARGIN, BODY, QR_MM = 20.0, 11.5, 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What is printed around a paper.

    Attributes:
        number: the paper's number with its check character.
        code: its check code.
        address: where the QR code leads.
        made_at: when it was made out; the PDF's date.
        seal: what stands in place of the stamp.
        notice: a line over everything, such as that this is a demonstration; empty where there is none.
        labels: the words of our own: number, check code, how to check, page.
    """

    number: str
    code: str
    address: str
    made_at: datetime
    seal: str
    notice: str = ""
    superseded: str = ""
    labels: tuple[str, str, str] = ("编号", "核验码", "扫码或登录核验页核对真伪")


class _Sheet(FPDF):
    """A page with the number and the notice on every page."""

    def __init__(self, around: Printing) -> None:
        super().__init__(format="A4")
        self.around = around
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=24)
        self.add_font("noto", fname=FONT)
        self.set_creation_date(around.made_at)
        self.set_creator("Yizhan")
        self.set_producer("Yizhan")
        self.set_lang("zh-CN")

    def header(self) -> None:
        if self.around.notice:
            self.set_font("noto", size=9)
            self.set_text_color(*SOFT)
            self.cell(0, 6, self.around.notice, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        self.set_y(-18)
        self.set_font("noto", size=8.5)
        self.set_text_color(*SOFT)
        number, code, _ = self.around.labels
        self.cell(0, 5, f"{number} {self.around.number}    {code} {self.around.code}", align="L")
        self.set_x(MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")


def pdf_of(paper: Paper, around: Printing) -> bytes:
    """Print a paper whose personal data are filled in already."""
    sheet = _Sheet(around)
    sheet.set_title(f"{paper.title} {around.number}")
    sheet.add_page()
    _head(sheet, paper, around)
    for block in paper.blocks:
        _block(sheet, block)
    _foot(sheet, paper, around)
    return bytes(sheet.output())


def _head(sheet: _Sheet, paper: Paper, around: Printing) -> None:
    """Title, QR code in the corner, number, addressee."""
    top = sheet.get_y()
    qr = io.BytesIO()
    segno.make(around.address, error="m").save(qr, kind="png", scale=6, border=0)
    sheet.image(qr, x=sheet.w - MARGIN - QR_MM, y=top, w=QR_MM, alt_text=around.labels[2])
    _ink(sheet, 20)
    sheet.multi_cell(sheet.epw - QR_MM - 6, 11, paper.title, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _ink(sheet, 10, SOFT)
    sheet.cell(0, 6, f"{around.labels[0]} {around.number}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.cell(0, 6, f"{around.labels[1]} {around.code}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.cell(0, 6, around.labels[2], new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if around.superseded:
        _ink(sheet, 11)
        sheet.cell(0, 8, around.superseded, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.set_y(max(sheet.get_y(), top + QR_MM) + 4)
    sheet.set_draw_color(*LINE)
    sheet.line(MARGIN, sheet.get_y(), sheet.w - MARGIN, sheet.get_y())
    sheet.ln(5)
    if paper.to:
        _ink(sheet, BODY + 0.5)
        _lines(sheet, 8, paper.to)


def _block(sheet: _Sheet, block: Block) -> None:
    if block.heading:
        sheet.ln(2)
        _ink(sheet, BODY + 0.5)
        _lines(sheet, 8, block.heading)
    _ink(sheet, BODY)
    for at, line in enumerate(block.lines, 1):
        text = f"{at}．{line}" if block.numbered else line
        _lines(sheet, 7.2, text)
        sheet.ln(0.6)
    if block.rows:
        _table(sheet, block)


def _table(sheet: _Sheet, block: Block) -> None:
    """Facts as two columns without a frame; a table with a head, framed."""
    sheet.ln(1)
    _ink(sheet, BODY - 0.8)
    sheet.set_draw_color(*LINE)
    shares = (0.1, 0.34, 0.56) if len(block.rows[0]) == 3 else (0.27, 0.73)
    widths = [share * sheet.epw for share in shares]
    layout = TableBordersLayout.ALL if block.head else TableBordersLayout.HORIZONTAL_LINES
    with sheet.table(
        col_widths=tuple(widths),
        width=sheet.epw,
        text_align="LEFT",
        borders_layout=layout,
        first_row_as_headings=False,
        line_height=6.4,
        padding=1,
    ) as table:
        for cells in block.rows:
            row = table.row()
            for cell, width in zip(cells, widths, strict=True):
                row.cell(broken(cell or "—", width - 5, sheet.get_string_width))
    sheet.ln(2)


def _lines(sheet: _Sheet, height: float, text: str) -> None:
    """Write a paragraph, its lines broken where Chinese lines break."""
    kept = broken(text, sheet.epw - 3, sheet.get_string_width)
    sheet.multi_cell(0, height, kept, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _foot(sheet: _Sheet, paper: Paper, around: Printing) -> None:
    """Who signs, the place of the stamp, the day, and lines to be signed by hand."""
    for line in paper.signatures:
        sheet.ln(3)
        _ink(sheet, BODY)
        sheet.cell(0, 9, f"{line}：________________________", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(8)
    if sheet.get_y() > sheet.h - 62:
        sheet.add_page()
    _ink(sheet, BODY)
    sheet.cell(0, 8, paper.signed, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.cell(0, 8, paper.day, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _ink(sheet, 9, SOFT)
    sheet.set_draw_color(*LINE)
    sheet.set_dash_pattern(dash=1.2, gap=1.2)
    width = sheet.get_string_width(around.seal) + 8
    sheet.set_x(sheet.w - MARGIN - width)
    sheet.cell(width, 9, around.seal, border=1, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.set_dash_pattern()


def _ink(sheet: _Sheet, size: float, color: tuple[int, int, int] = INK) -> None:
    sheet.set_font("noto", size=size)
    sheet.set_text_color(*color)
