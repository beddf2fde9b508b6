"""What people wrote, opened or masked on the way out.

Lists and what an act answers are masked. Opening one matter in clear is a look, noted before anything is given away.
Looks are noted under the key the texts are sealed with: a report's is its own, and leads to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext

from services.complaints.service import Complaints
from shared.identity import Identity
from shared.privacy import Erased, PrivacyError, Vault, mask
from shared.web.looks import note_look

FIELDS = ("text", "contact", "reply", "finding", "statement", "sealed_case", "reopen_reason", "ask_reason")
TOLD = ("return_reason", "decline_reasons")
"""Sealed under the field's own name as well, like all of them."""

PRIVATE = ("finding", "statement", "ask_reason", "return_reason")
"""What the complainant does not read: the inquiry and what units say to one another."""

ALL = (*FIELDS, *TOLD)


def _texts(vault: Vault, row: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """Give the texts, and whether they could be read; a token that was damaged reads as nothing."""
    try:
        return vault.open_all(row["person"], row["number"], {field: row.get(field, "") for field in ALL}), True
    except Erased:
        return {field: str(gettext("已删除")) if row.get(field, "") else "" for field in ALL}, False
    except PrivacyError:
        return dict.fromkeys(ALL, ""), False


def masked(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a complaint as lists and answers to acts show it."""
    texts, clear = _texts(vault, row)
    return {**row, **({field: mask(field, text) for field, text in texts.items()} if clear else texts)}


def shown(
    service: Complaints, row: Mapping[str, Any], identity: Identity, fields: Sequence[str] = ALL
) -> dict[str, Any]:
    """Give one complaint for somebody: in clear for handlers, which is a look; masked for all others who may see it.

    Args:
        service: the complaints service.
        row: the complaint as the list keeps it.
        identity: who looks.
        fields: what is shown of it; the others stay empty.

    Raises:
        StoreDown, PyMongoError: the look cannot be noted; nothing is shown.
    """
    if not identity.can("complaint.handle"):
        return masked(service.vault, row)
    texts = _noted(service, row, identity, fields)
    return {**row, **dict.fromkeys(ALL, ""), **texts}


def _noted(service: Complaints, row: Mapping[str, Any], identity: Identity, fields: Sequence[str]) -> dict[str, str]:
    """Open some texts, and note the look before they are given away; what was erased or damaged shows nobody."""
    texts, clear = _texts(service.vault, row)
    texts = {field: texts[field] for field in fields}
    if clear:
        person, number, division = row["person"], row["number"], row["division"]
        note_look(service.looks, identity, person, texts, purpose="complaint", case_no=number, division=division)
    return texts


def for_complainant(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a complaint for whoever filed it: their words and the answer, and of their contact enough to know it."""
    clear, readable = _texts(vault, row)
    texts = {field: text for field, text in clear.items() if field not in PRIVATE}
    contact = mask("contact", texts["contact"]) if readable else texts["contact"]
    return {**row, **dict.fromkeys(PRIVATE, ""), **texts, "contact": contact, "handler": ""}


def for_unit(service: Complaints, row: Mapping[str, Any], reader: Identity | None = None) -> dict[str, Any]:
    """Give a hotline ticket for the unit it was sent to: never who called, and no words where it is complained of.

    Args:
        service: the complaints service.
        row: the ticket as the list keeps it.
        reader: who opens it, which is a look; its words are masked where there is none.
    """
    texts = dict.fromkeys(ALL, "")
    if not row.get("concerned"):
        said = _noted(service, row, reader, ("text",)) if reader else masked(service.vault, row)
        texts["text"] = said["text"]
    return {**row, **texts, "person": ""}
