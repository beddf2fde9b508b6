"""Policies are signed: what is unsigned, signed by a stranger or changed afterwards stops with a reason."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.metrics.scoring import published
from services.metrics.scoring.policy import KINDS
from services.metrics.scoring.signing import draft, sign, trusted_keys, verify
from shared.contracts import Rejected

FILE = Path(published.__file__).parent / "policy-1.0.0.json"
MINE = Ed25519PrivateKey.generate()
KEYS = {"office": base64.b64encode(MINE.public_key().public_bytes_raw()).decode()}


def document() -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(FILE.read_bytes())["signed"]
    return told


def changed(raw: bytes, **signature: str) -> bytes:
    told = orjson.loads(raw)
    return orjson.dumps(told | {"signature": told["signature"] | signature})


def code_of(raw: bytes, keys: dict[str, str] = KEYS) -> str:
    with pytest.raises(Rejected) as refusal:
        verify(raw, keys)
    return refusal.value.code


def test_the_policy_that_is_shipped_is_signed_with_a_trusted_key() -> None:
    policy = verify(FILE.read_bytes(), trusted_keys())
    assert (policy.version, policy.key, set(policy.sheets)) == ("1.0.0", "yizhan-policies-2026", set(KINDS))


def test_what_the_office_signs_holds_and_spacing_does_not_matter() -> None:
    raw = sign(document(), "office", MINE.private_bytes_raw())
    spaced = orjson.dumps(orjson.loads(raw))
    assert verify(raw, KEYS) == verify(spaced, KEYS)


def test_an_unsigned_policy_stops() -> None:
    assert code_of(orjson.dumps({"signed": document()})) == "unsigned_policy"
    assert code_of(orjson.dumps(document())) == "unsigned_policy"


def test_a_policy_of_a_key_nobody_trusts_stops() -> None:
    raw = sign(document(), "stranger", MINE.private_bytes_raw())
    assert code_of(raw) == "unknown_policy_key"
    assert code_of(changed(sign(document(), "office", MINE.private_bytes_raw()), algorithm="none")) == (
        "unknown_policy_key"
    )


def test_one_changed_weight_breaks_the_signature() -> None:
    told = orjson.loads(sign(document(), "office", MINE.private_bytes_raw()))
    told["signed"]["sheets"]["department"]["indicators"][0]["weight"] = "11"
    assert code_of(orjson.dumps(told)) == "wrong_policy_signature"


@pytest.mark.parametrize("value", ["AAAA", "not base64!", "x" * 88])
def test_a_signature_that_is_none_stops(value: str) -> None:
    raw = changed(sign(document(), "office", MINE.private_bytes_raw()), value=value)
    assert code_of(raw) == "wrong_policy_signature"


@pytest.mark.parametrize("raw", [b"", b"[]", b"7", b"{"])
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    assert code_of(raw) == "unreadable_policy"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sheets", "department", "indicators", 0, "weight"), 10.5),
        (("sheets", "department", "indicators", 0, "weight"), 10),
        (("sheets", "department", "indicators", 0, "target"), "0.80"),
        (("sheets", "department", "indicators", 0, "ratios"), []),
        (("sheets", "department", "penalties", 0, "each"), "0"),
        (("sheets", "village"), {}),
        (("cap",), None),
        (("cap",), "1e999999999"),
        (("sheets", "department", "vetoes", 0, "grade"), "worst"),
        (("sheets", "department", "grades", 0, "conditions"), [{"indicator": "D99", "least": "1"}]),
        (("sheets", "department", "indicators", 1, "id"), "D01"),
    ],
)
def test_a_policy_that_cannot_be_evaluated_is_refused_even_as_a_draft(path: tuple[Any, ...], value: Any) -> None:
    told = document()
    at: Any = told
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(Rejected) as refusal:
        draft(orjson.dumps(told))
    assert refusal.value.code == "unreadable_policy"


@pytest.mark.parametrize("part", ["policy", "cap", "sheets"])
def test_a_part_that_is_missing_is_named(part: str) -> None:
    told = document()
    del told[part]
    with pytest.raises(Rejected) as refusal:
        draft(orjson.dumps(told))
    assert str(refusal.value).endswith(f"not a scoring policy: {part} is missing")
