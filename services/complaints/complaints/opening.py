"""What people wrote, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.identity import Identity
from shared.privacy import PrivacyError, Vault, mask

FIELDS = ("text", "contact", "reply")
GONE = ""
"""What is shown of a person who was erased."""


def opened(vault: Vault, row: Mapping[str, Any]) -> dict[str, str]:
    """Give a complaint's texts in clear; empty ones where the person was erased."""
    try:
        return vault.open_all(row["person"], row["number"], {field: row[field] for field in FIELDS})
    except PrivacyError:
        return dict.fromkeys(FIELDS, GONE)


def readable(vault: Vault, row: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """Give a complaint for somebody: in clear for handlers, masked for all others who may see it."""
    texts = opened(vault, row)
    if not identity.can("complaint.handle"):
        texts = {field: mask(field, text) for field, text in texts.items()}
    return {**row, **texts}


def for_complainant(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a complaint for whoever filed it: their words and the answer, and of their contact enough to know it."""
    texts = opened(vault, row)
    return {**row, **texts, "contact": mask("contact", texts["contact"])}
