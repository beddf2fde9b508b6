"""Files that mean harm are refused with a stable code, and pictures are drawn anew."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from services.intake.materials import inspecting
from services.intake.materials.inspecting import inspected
from services.intake.materials.sealing import decrypted, encrypted, new_key
from shared.config import Settings
from shared.contracts import Rejected
from tests.intake.materials.samples import docx, huge_png, jpeg, pdf, png

SETTINGS = Settings(service="intake", mongodb_uri="", kafka_servers="", material_most_megapixels=1, material_most_mb=1)


def refused(data: bytes, settings: Settings = SETTINGS) -> tuple[str, int]:
    with pytest.raises(Rejected) as refusal:
        inspected(settings, data)
    return refusal.value.code, refusal.value.status


def test_a_picture_is_drawn_anew_without_what_its_camera_wrote() -> None:
    data = jpeg(exif=True)
    assert b"SECRET PLACE" in data
    found = inspected(SETTINGS, data)
    assert (found.media_type, found.pages, found.size) == ("image/jpeg", 1, len(data))
    assert b"SECRET PLACE" not in found.preview
    assert Image.open(io.BytesIO(found.preview)).format == "JPEG"
    assert inspected(SETTINGS, png()).preview.startswith(b"\xff\xd8\xff")


def test_of_a_pdf_the_first_page_is_drawn_and_pages_are_counted() -> None:
    found = inspected(SETTINGS, pdf(3))
    assert (found.media_type, found.pages) == ("application/pdf", 3)
    assert max(Image.open(io.BytesIO(found.preview)).size) == 1200


def test_a_document_has_no_picture() -> None:
    assert inspected(SETTINGS, docx()).preview == b""


@pytest.mark.parametrize(
    ("data", "code", "status"),
    [
        (b"", "file_empty", 422),
        (b"\xff\xd8\xff" + bytes(1024 * 1024), "file_too_large", 413),
        (b"<html><script>alert(1)</script></html>", "file_type_refused", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type_refused", 422),
        (b"MZ" + bytes(100), "file_type_refused", 422),
        (jpeg()[:300], "file_damaged", 422),
        (b"%PDF-1.7 nothing else", "file_damaged", 422),
        (docx()[:150], "file_type_refused", 422),
        (huge_png(), "file_bomb", 422),
        (png(1100, 1000), "file_bomb", 422),
        (pdf(script=True), "file_active", 422),
        (docx(110 * 1024 * 1024), "file_bomb", 422),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_means_harm_is_refused(data: bytes, code: str, status: int) -> None:
    assert refused(data) == (code, status)


def test_a_name_tells_nothing_the_bytes_do() -> None:
    found = inspected(SETTINGS, png())
    assert found.media_type == "image/png", "whatever it was called"


def test_too_many_pages_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "MOST_PAGES", 2)
    assert refused(pdf(3))[0] == "file_bomb"


def test_a_look_that_takes_too_long_or_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "SECONDS", 0.001)
    assert refused(jpeg())[0] == "file_bomb"


def test_limits_are_settings() -> None:
    assert refused(jpeg(), replace(SETTINGS, material_most_mb=0))[0] == "file_too_large"


def test_encrypted_bytes_open_at_their_own_place_only() -> None:
    key, data = new_key(), jpeg()
    sealed = encrypted(key, "place-1", data)
    assert data[:50] not in sealed
    assert decrypted(key, "place-1", sealed) == data
    for wrong in ((key, "place-2", sealed), (new_key(), "place-1", sealed), (key, "place-1", sealed[:-1] + b"x")):
        with pytest.raises(Rejected, match="damaged_file"):
            decrypted(*wrong)
