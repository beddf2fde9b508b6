"""What people wrote, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.identity import Identity
from shared.privacy import PrivacyError, Vault, mask

FIELDS = ("text", "contact", "reply", "finding", "statement", "sealed_case", "reopen_reason", "ask_reason")
TOLD = ("return_reason", "decline_reasons")
"""Sealed under the field's own name as well, like all of them."""

PRIVATE = ("finding", "statement", "ask_reason", "return_reason")
"""What the complainant does not read: the inquiry and what units say to one another."""

GONE = ""
"""What is shown of a person who was erased."""

ALL = (*FIELDS, *TOLD)


def opened(vault: Vault, row: Mapping[str, Any]) -> dict[str, str]:
    """Give a complaint's texts in clear; empty ones where the person was erased."""
    try:
        return vault.open_all(row["person"], row["number"], {field: row.get(field, "") for field in ALL})
    except PrivacyError:
        return dict.fromkeys(ALL, GONE)


def readable(vault: Vault, row: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """Give a complaint for somebody: in clear for handlers, masked for all others who may see it."""
    texts = opened(vault, row)
    if not identity.can("complaint.handle"):
        texts = {field: mask(field, text) for field, text in texts.items()}
    return {**row, **texts}


def for_complainant(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a complaint for whoever filed it: their words and the answer, and of their contact enough to know it."""
    texts = {field: text for field, text in opened(vault, row).items() if field not in PRIVATE}
    return {**row, **dict.fromkeys(PRIVATE, ""), **texts, "contact": mask("contact", texts["contact"]), "handler": ""}


def for_unit(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a hotline ticket for the unit it was sent to: never who called, and no words where it is complained of."""
    texts = dict.fromkeys(ALL, "")
    if not row.get("concerned"):
        texts["text"] = opened(vault, row)["text"]
    return {**row, **texts, "person": ""}
