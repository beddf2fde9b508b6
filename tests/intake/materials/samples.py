"""Files to hand in: whole ones, and ones that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from fpdf import FPDF
from PIL import Image

from services.intake.materials.commands import Standing

ASKED = {"form": "申请表", "papers": "身份证户口簿"}


def standing(**changed: str) -> Standing:
    """A case of a hall, seen from its own desk."""
    known = {"desk": "H-1", "account": "", "status": "received", "hall": "H-1", "owner": "", "person": "p-1"}
    return Standing(asked=ASKED, **{**known, **changed})


def jpeg(color: str = "red", exif: bool = False) -> bytes:
    picture, data = Image.new("RGB", (300, 200), color), io.BytesIO()
    about = Image.Exif()
    about[0x010E] = "SECRET PLACE"
    picture.save(data, "JPEG", exif=about if exif else Image.Exif())
    return data.getvalue()


def png(width: int = 30, height: int = 20) -> bytes:
    data = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 0, 255, 128)).save(data, "PNG")
    return data.getvalue()


def huge_png() -> bytes:
    """A few hundred bytes that say they are ten thousand million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(pages: int = 1, script: bool = False) -> bytes:
    document = FPDF()
    for _ in range(pages):
        document.add_page()
        document.set_font("Helvetica", size=20)
        document.cell(text="paper")
    data = bytes(document.output())
    acting = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (1) >>"
    return data.replace(b"/Type /Catalog", acting) if script else data


def docx(size: int = 100) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w") as part:
            for _ in range(size // (1024 * 1024) + 1):
                part.write(bytes(min(size, 1024 * 1024)))
    return data.getvalue()
