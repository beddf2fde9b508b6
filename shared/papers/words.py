"""What a paper says, as bytes to be sealed and hashed, and its lines with or without the names of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import msgspec

from shared.contracts.documents import Paper
from shared.privacy import mask

OPEN, CLOSE = "⟨", "⟩"


def paper_bytes(paper: Paper) -> bytes:
    """Give the canonical bytes of a paper: the same paper, the same bytes."""
    return msgspec.json.encode(paper, order="deterministic")


def paper_sha256(paper: Paper) -> str:
    """Give the checksum that the journal keeps of a paper."""
    return sha256(paper_bytes(paper)).hexdigest()


def paper_from(data: str) -> Paper:
    """Read what `paper_bytes` wrote."""
    return msgspec.json.decode(data, type=Paper)


def plain(text: str) -> str:
    """Take out of a text that people wrote what would stand for personal data."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def slot(field: str) -> str:
    """Give what stands in a paper's lines where a person's field is printed."""
    return f"{OPEN}{field}{CLOSE}"


def masked_people(paper: Paper) -> dict[str, str]:
    """Give the personal data of a paper as they are shown to those who need not know them."""
    return {person.field: mask(person.field.rpartition(".")[2], person.text) for person in paper.people}


def filled(paper: Paper, people: Mapping[str, str] | None = None) -> Paper:
    """Give the paper as it is read, the people's data in their places: in full unless others are given."""
    shown = people if people is not None else {person.field: person.text for person in paper.people}

    def put(text: str) -> str:
        for field, value in shown.items():
            text = text.replace(slot(field), value)
        return text

    blocks = tuple(
        replace(
            block,
            lines=tuple(put(line) for line in block.lines),
            rows=tuple(tuple(put(cell) for cell in row) for row in block.rows),
        )
        for block in paper.blocks
    )
    return replace(paper, to=put(paper.to), blocks=blocks, people=())
