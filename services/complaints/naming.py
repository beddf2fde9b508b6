"""Refusals told by the names that bodies and forms have for what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shared.contracts import Rejected


@contextmanager
def as_field(field: str) -> Iterator[None]:
    """Tell a refusal under the field it came by: the register knows a hall as a venue, a handler as one of its staff.

    Raises:
        Rejected: as it was, with its error under `field`.
    """
    try:
        yield
    except Rejected as refusal:
        told = next(iter(refusal.errors.values()), refusal.message)
        raise Rejected(
            refusal.code, refusal.message, refusal.basis, status=refusal.status, errors={field: told}
        ) from None
