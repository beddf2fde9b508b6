"""Signed notes: the known answer of the specification, what is refused, and that other tools' keys are read."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.journal.notes import BadNote, Head, head, opened, signed, verifier, verifier_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MINE = verifier_of(KEY, "yizhan/journal")
HEAD = Head("yizhan/journal", 1382, bytes(range(32)))
NOTE = signed(HEAD, KEY, "yizhan/journal")

KNOWN_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
KNOWN_TEXT = "This is an example message.\n"
KNOWN_VALUE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
"""The example of the specification of signed notes."""


def test_keys_and_ids_are_those_of_the_specification() -> None:
    key = verifier(KNOWN_KEY)
    raw = base64.b64decode(KNOWN_VALUE)
    assert (key.name, key.text, key.id) == ("example.com/foo", KNOWN_KEY, raw[:4])
    Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], KNOWN_TEXT.encode())
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], KNOWN_TEXT.encode() + b"!")


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    assert NOTE.startswith("yizhan/journal\n1382\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— yizhan/journal ")
    assert opened(NOTE, verifier(MINE.text)) == HEAD


def test_signatures_of_others_beside_ours_are_passed_by() -> None:
    assert opened(f"{NOTE}— example.com/witness {KNOWN_VALUE}\n", MINE) == HEAD


def test_lines_behind_the_root_are_extensions_and_pass() -> None:
    assert head(HEAD.text + "something else\n") == HEAD


@pytest.mark.parametrize("at", range(len(NOTE)))
def test_a_changed_character_anywhere_is_noticed(at: int) -> None:
    changed = NOTE[:at] + chr(ord(NOTE[at]) ^ 1) + NOTE[at + 1 :]
    with pytest.raises(BadNote):
        opened(changed, MINE)


@pytest.mark.parametrize("note", ["", "\n\n", HEAD.text, NOTE.partition("—")[0], NOTE.rstrip("\n"), NOTE + "x\n"])
def test_what_is_no_signed_note_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        opened(note, MINE)


@pytest.mark.parametrize("text", ["", "a+b", KNOWN_KEY[:-1], KNOWN_KEY.replace("530d", "530e"), "+530d903a+AekyeRrm"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        verifier(text)


@pytest.mark.parametrize("text", ["a\n01\n" + "A" * 43 + "=\n", "a\n1\nAA==\n", "a\n-1\n" + "A" * 43 + "=\n", "a\n1\n"])
def test_sizes_and_roots_are_written_in_one_way_only(text: str) -> None:
    with pytest.raises(BadNote):
        head(text)
