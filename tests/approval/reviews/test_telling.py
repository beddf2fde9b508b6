"""The timeline tells every event of a review in words, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from services.approval.cards import wording as card_wording
from services.approval.reviews.telling import Known, told
from shared.contracts import CATALOGUE, decode
from shared.contracts.approval import ReviewRecalculated
from shared.web.locale import day

FIXTURES = Path("tests/contracts/fixtures")
OURS = sorted(name for name in CATALOGUE if name.startswith(("review.", "card.")))
KNOWN = Known({}, {}, {})


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_event_is_told(app: Flask, name: str, language: str) -> None:
    data = json.loads((FIXTURES / f"{name}@1.json").read_text(encoding="utf-8"))
    fact = decode(name, data)
    with app.test_request_context(f"/?lang={language}"):
        title, tone, _ = card_wording.told(fact) if name.startswith("card.") else told(fact, KNOWN)
    assert title != name
    assert tone in ("", "good", "warn", "bad", "neutral")


def test_a_recount_tells_the_promised_day_before_and_after(app: Flask) -> None:
    data = json.loads((FIXTURES / "review.recalculated@1.json").read_text(encoding="utf-8"))
    fact = decode("review.recalculated", data)
    assert isinstance(fact, ReviewRecalculated)
    with app.test_request_context("/?lang=zh"):
        _, _, words = told(fact, KNOWN)
        assert words == f"承诺期限由 {day(fact.before.promised_due)}改为 {day(fact.dates.promised_due)}"
