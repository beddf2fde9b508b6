"""A paper as PDF: the same bytes each time, its font within, every character of a rare name, and Chinese line ends."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.documents import Block, Paper, Person
from shared.papers import Printing, filled, masked_people, paper_bytes, paper_from, paper_sha256, pdf_of
from shared.papers.lines import broken
from shared.papers.pdf import FONT
from shared.papers.words import plain

PAPER = Paper(
    title="受理单",
    to="⟨name⟩：",
    blocks=(
        Block(lines=("您申请的“农村宅基地批准”，自2026年9月17日起受理。",)),
        Block(heading="材料", lines=("申请表", "身份证"), numbered=True),
        Block(rows=(("序号", "材料", "内容"), ("1", "身份证", "缺户口簿复印件")), head=True),
        Block(rows=(("办件编号", "52040210920260917000012"),)),
    ),
    signed="普定县马场镇政务服务中心",
    day="2026年9月17日",
    people=(Person("name", "欧阳𬍛"),),
    salt="00" * 16,
)
AROUND = Printing(
    number="520402109SL2026000017-M",
    code="ABCD-EFGH",
    address="https://yizhan.example/check/520402109SL2026000017-M?code=ABCDEFGH",
    made_at=datetime(2026, 9, 17, 2, tzinfo=UTC),
    seal="（此处加盖专用印章）",
)


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_same_paper_is_printed_as_the_same_bytes() -> None:
    assert pdf_of(filled(PAPER), AROUND) == pdf_of(filled(PAPER), AROUND)


def test_every_word_stands_in_the_pdf_with_a_rare_name_whole() -> None:
    text = text_of(pdf_of(filled(PAPER), AROUND))
    for words in ("受理单", "欧阳𬍛：", "缺户口簿复印件", "52040210920260917000012", AROUND.number, AROUND.seal):
        assert words in text, words


def test_only_the_part_of_the_font_that_is_used_is_embedded() -> None:
    pdf = pdf_of(filled(PAPER), AROUND)
    assert b"/FontFile2" in pdf
    assert len(pdf) < 100_000 < FONT.stat().st_size


def test_a_long_paper_goes_on_with_its_number_on_every_page() -> None:
    long = replace(PAPER, blocks=(Block(lines=("补正内容" * 60,) * 30),))
    pages = pypdfium2.PdfDocument(pdf_of(filled(long), AROUND))
    assert len(pages) > 1
    assert all(AROUND.number in page.get_textpage().get_text_range() for page in pages)


def test_the_font_is_the_one_its_note_names_and_knows_rare_names() -> None:
    note = (FONT.parent / "README.md").read_text(encoding="utf-8")
    for name in (FONT.name, "OFL.txt"):
        assert hashlib.sha256((FONT.parent / name).read_bytes()).hexdigest() in note
    known = TTFont(FONT, lazy=True).getBestCmap()
    assert len(known) > 30_000
    assert all(ord(character) in known for character in "䶮㛃𬍛𬣙𫖮堃瑄喆犇祎")
    assert Path(FONT.parent / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright")


def test_a_papers_bytes_read_back_and_have_one_checksum() -> None:
    assert paper_from(paper_bytes(PAPER).decode()) == PAPER
    assert paper_sha256(PAPER) != paper_sha256(replace(PAPER, salt="01" * 16)), "nobody finds a name by trying"


def test_people_are_masked_for_those_who_need_not_know_them() -> None:
    assert filled(PAPER, masked_people(PAPER)).to == "欧**："
    assert "欧阳" not in str(filled(PAPER, masked_people(PAPER)))


def test_what_people_write_puts_no_personal_data_anywhere() -> None:
    assert plain("⟨name⟩缺件") == "name缺件"


@pytest.mark.parametrize("first", "，。；：、！？）》】”")
def test_no_line_begins_with_a_closing_mark(first: str) -> None:
    assert all(not line.startswith(first) for line in broken(f"补正内容{first}" * 9, 5, len).split("\n"))


@given(st.text(alphabet="补正内容，。“”（）abc123 ", max_size=80), st.integers(4, 20))
def test_breaking_lines_loses_nothing_and_keeps_within_the_width(text: str, width: int) -> None:
    lines = broken(text, width, len).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in lines)
