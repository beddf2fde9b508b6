"""Small Word documents, written by hand: a heading, paragraphs and two-column tables, the same bytes for the same text.

Stored without compression and with a fixed time, so that the checksum of a form depends on nothing but its words.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

Row = tuple[str, str]
Block = str | Sequence[Row]
"""A paragraph, or a table of labels and what stands beside them."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACK = "application/vnd.openxmlformats-package.relationships+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_PACK}"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr>"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def document(title: str, blocks: Iterable[Block]) -> bytes:
    """Give the bytes of a document: the title centred, then the blocks in order, on A4."""
    inner = _paragraph(title, size=36, centred=True, bold=True)
    inner += "".join(_paragraph(block) if isinstance(block, str) else _table(block) for block in blocks)
    body = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{inner}{_PAGE}</w:body></w:document>'
    return _packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": body})


def _paragraph(text: str, *, size: int = 24, centred: bool = False, bold: bool = False) -> str:
    place = '<w:jc w:val="center"/>' if centred else ""
    fonts = '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/>'
    look = f'{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:after="120"/>{place}</w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(rows: Sequence[Row]) -> str:
    told = "".join(f"<w:tr>{_cell(label, 2800)}{_cell(value, 6270)}</w:tr>" for label, value in rows)
    grid = '<w:tblGrid><w:gridCol w:w="2800"/><w:gridCol w:w="6270"/></w:tblGrid>'
    look = f'<w:tblPr><w:tblW w:w="9070" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{look}{grid}{told}</w:tbl>{_paragraph('')}"


def _cell(text: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text)}</w:tc>'


def _packed(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0  # the same bytes on every machine
            packed.writestr(info, text.encode())
    return made.getvalue()
