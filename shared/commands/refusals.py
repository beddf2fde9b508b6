"""Refusals of the rules, told on the command line: one line with the code, the field to blame and the basis."""

from __future__ import annotations

import click

from shared.contracts import Rejected


def used_wrongly(refusal: Rejected) -> click.UsageError:
    """Give the error that ends a command with 2 and tells a refusal."""
    fields = ", ".join(field for field in refusal.errors if not refusal.message.startswith(f"{field}:"))
    about = "; ".join(part for part in (fields, refusal.basis) if part)
    told = f"{refusal.code}: {refusal.message}" + (f" ({about})" if about else "")
    return click.UsageError(told.encode(errors="replace").decode())
