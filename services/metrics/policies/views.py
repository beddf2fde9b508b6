"""The published policies as a document."""

from __future__ import annotations

from typing import Any

from services.metrics.policies.state import Policies
from shared.contracts import encode

Document = dict[str, Any]


def project(_key: str, told: Policies) -> Document:
    """Give the policies, oldest first, and those that were taken back."""
    return {
        "published": [encode(each) for each in told.published],
        "withdrawn": [{**encode(known), "withdrawal": encode(gone)} for known, gone in told.withdrawn],
    }
