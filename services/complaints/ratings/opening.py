"""What people wrote about a rating, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.complaints.service import Complaints
from shared.identity import Identity
from shared.privacy import PrivacyError, Vault, mask
from shared.web.looks import note_look

FIELDS = ("comment", "finding", "measures", "answer")


def masked(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a rating as lists and answers to acts show it."""
    return _told(row, {field: mask(field, text) for field, text in _texts(vault, row).items()})


def shown(service: Complaints, row: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """Give one rating: in clear for those who see to bad ratings, which is a look; masked for all others.

    Raises:
        StoreDown, PyMongoError: the look cannot be noted; nothing is shown.
    """
    if not identity.can("rating.rectify"):
        return masked(service.vault, row)
    texts, case = _texts(service.vault, row), row["case_no"]
    person, division = service.vault.person("rating", case), row["division"]
    note_look(service.looks, identity, person, texts, purpose="rating", case_no=case, division=division)
    return _told(row, texts)


def _texts(vault: Vault, row: Mapping[str, Any]) -> dict[str, str]:
    person, out = vault.person("rating", row["case_no"]), row.get("exclusion")
    sealed = {field: row.get(field) or "" for field in FIELDS}
    try:
        return vault.open_all(person, row["case_no"], {**sealed, "reasons": out["reasons"] if out else ""})
    except PrivacyError:
        return dict.fromkeys((*FIELDS, "reasons"), "")


def _told(row: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    out = row.get("exclusion")
    return {
        **row,
        **texts,
        "exclusion_reason": out["reason"] if out else "",
        "exclusion_by": out["by"] if out else "",
        "draw": out["draw"] if out else None,
        "overturned": bool(row.get("recheck")) and not row["recheck"]["upheld"],
    }
