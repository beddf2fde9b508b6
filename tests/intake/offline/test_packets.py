"""The packet format under hypothesis: what is packed is what is opened; nothing else opens, and nothing crashes it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.offline.packets import Entry, envelope, opened, verified
from shared.contracts import Rejected
from shared.privacy import Unreadable
from shared.privacy.sealed_box import SealedBox, from_text, sealed, to_text
from tests.intake.offline.points import Device

BOX = SealedBox(bytes(32))
DEVICE = Device(BOX.public_key)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "slip_no": TEXTS,
            "captured_at": TEXTS,
            "item": TEXTS,
            "materials": st.lists(TEXTS, max_size=5),
            "sealed": TEXTS,
        }
    ),
    min_size=1,
    max_size=5,
)


@given(entries=ENTRIES)
def test_what_a_device_signs_is_what_is_opened(entries: list[dict[str, Any]]) -> None:
    packet = verified(envelope(DEVICE.packet(*entries)), DEVICE.public_key)
    assert packet.entries == tuple(Entry(**{**each, "materials": tuple(each["materials"])}) for each in entries)


@given(entries=ENTRIES, at=st.integers(0), bit=st.integers(0, 7))
def test_one_bit_changed_is_another_packet_and_not_signed(entries: list[dict[str, Any]], at: int, bit: int) -> None:
    told = DEVICE.packet(*entries)
    payload = bytearray(from_text(told["payload"]) or b"")
    payload[at % len(payload)] ^= 1 << bit
    changed = envelope({**told, "payload": to_text(bytes(payload))})
    assert changed.packet != envelope(told).packet
    with pytest.raises(Rejected, match="bad_signature"):
        verified(changed, DEVICE.public_key)


@given(
    payload=st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.integers() | TEXTS,
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(st.sampled_from(["point", "made_at", "entries", "slip_no", "sealed"]), inner)
            ),
            max_leaves=12,
        ).map(lambda told: orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS) if not _huge(told) else b"0"),
    )
)
def test_signed_nonsense_is_refused_and_never_crashes(payload: bytes) -> None:
    assert outcome(payload) in ("bad_packet", "opened")


def outcome(payload: bytes) -> str:
    try:
        opened(payload)
    except Rejected as refusal:
        return refusal.code
    return "opened"


def _huge(told: Any) -> bool:
    """JSON here holds whole numbers of 64 bits at most."""
    if isinstance(told, int):
        return abs(told) >= 2**63
    if isinstance(told, list):
        return any(map(_huge, told))
    return isinstance(told, dict) and any(map(_huge, told.values()))


@given(
    told=st.dictionaries(st.sampled_from(["format", "device", "payload", "signature"]), st.one_of(TEXTS, st.integers()))
)
def test_an_envelope_that_is_none_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Rejected, match="bad_packet"):
        envelope(told)


@given(text=st.binary(max_size=200), about=TEXTS)
def test_a_box_opens_for_us_alone_and_for_what_it_was_sealed_to(text: bytes, about: str) -> None:
    box = sealed(BOX.public_key, text, about)
    assert BOX.open(box, about) == text
    for other, told in ((BOX, about + "x"), (SealedBox(b"1" * 32), about)):
        with pytest.raises(Unreadable):
            other.open(box, told)


@given(
    box=st.one_of(
        TEXTS, TEXTS.map(lambda text: "b1." + text), st.binary(max_size=120).map(lambda raw: "b1." + to_text(raw))
    )
)
def test_what_is_no_box_is_unreadable(box: str) -> None:
    with pytest.raises(Unreadable):
        BOX.open(box, "x")
