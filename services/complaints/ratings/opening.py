"""What people wrote about a rating, opened or masked on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.identity import Identity
from shared.privacy import PrivacyError, Vault, mask

FIELDS = ("comment", "finding", "measures", "answer")


def readable(vault: Vault, row: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """Give a rating for somebody: in clear for those who see to bad ratings, masked for all others who may see it."""
    person, out = vault.person("rating", row["case_no"]), row.get("exclusion")
    sealed = {field: row.get(field) or "" for field in FIELDS}
    why = {"reasons": out["reasons"] if out else ""}
    try:
        texts = vault.open_all(person, row["case_no"], {**sealed, **why})
    except PrivacyError:
        texts = dict.fromkeys((*FIELDS, "reasons"), "")
    if not identity.can("rating.rectify"):
        texts = {field: mask(field, text) for field, text in texts.items()}
    return {
        **row,
        **texts,
        "exclusion_reason": out["reason"] if out else "",
        "exclusion_by": out["by"] if out else "",
        "draw": out["draw"] if out else None,
        "overturned": bool(row.get("recheck")) and not row["recheck"]["upheld"],
    }
