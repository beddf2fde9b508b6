"""What people wrote, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from shared.identity import Identity
from shared.privacy import Erased, PrivacyError, Vault, mask

FIELDS = ("text", "contact", "reply", "finding", "statement", "sealed_case", "reopen_reason", "ask_reason")
TOLD = ("return_reason", "decline_reasons")
"""Sealed under the field's own name as well, like all of them."""

PRIVATE = ("finding", "statement", "ask_reason", "return_reason")
"""What the complainant does not read: the inquiry and what units say to one another."""

ALL = (*FIELDS, *TOLD)


def opened(vault: Vault, row: Mapping[str, Any]) -> dict[str, str]:
    """Give a complaint's texts in clear; of a person who was erased it is said that they were."""
    return _texts(vault, row)[0]


def _texts(vault: Vault, row: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """Give the texts, and whether they could be read; a token that was damaged reads as nothing."""
    try:
        return vault.open_all(row["person"], row["number"], {field: row.get(field, "") for field in ALL}), True
    except Erased:
        return {field: str(gettext("已删除")) if row.get(field, "") else "" for field in ALL}, False
    except PrivacyError:
        return dict.fromkeys(ALL, ""), False


def readable(vault: Vault, row: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """Give a complaint for somebody: in clear for handlers, masked for all others who may see it."""
    texts, clear = _texts(vault, row)
    if clear and not identity.can("complaint.handle"):
        texts = {field: mask(field, text) for field, text in texts.items()}
    return {**row, **texts}


def for_complainant(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a complaint for whoever filed it: their words and the answer, and of their contact enough to know it."""
    clear, readable = _texts(vault, row)
    texts = {field: text for field, text in clear.items() if field not in PRIVATE}
    contact = mask("contact", texts["contact"]) if readable else texts["contact"]
    return {**row, **dict.fromkeys(PRIVATE, ""), **texts, "contact": contact, "handler": ""}


def for_unit(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a hotline ticket for the unit it was sent to: never who called, and no words where it is complained of."""
    texts = dict.fromkeys(ALL, "")
    if not row.get("concerned"):
        texts["text"] = opened(vault, row)["text"]
    return {**row, **texts, "person": ""}
