"""What is found wrong with a guide: the field, a stable code, a sentence, and the basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts import Rejected

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands in the way of publication. `field` is the path in the statement, `materials.2.sample`."""

    field: str
    code: str
    message: str
    basis: str = "C-4"


def missing(field: str, told: object, what: str, basis: str = "C-4; S1.5a") -> Iterable[Finding]:
    """Find a required element that is not told."""
    if not told:
        yield Finding(field, MISSING, f"{what} is missing", basis)


def refuse(findings: Iterable[Finding]) -> None:
    """Refuse a guide with findings: by the code of the first thing that is wrong, else as `guide_incomplete`.

    Raises:
        Rejected: with every finding by its field.
    """
    found = tuple(findings)
    if not found:
        return
    errors: dict[str, str] = {}
    for finding in found:
        errors[finding.field] = "; ".join(filter(None, (errors.get(finding.field), finding.message)))
    first = next((finding for finding in found if finding.code != MISSING), None)
    if first is not None:
        raise Rejected(first.code, first.message, first.basis, status=422, errors=errors)
    told = f"the guide lacks: {', '.join(errors)}"
    raise Rejected("guide_incomplete", told, "C-4; S1.5a; S2.9a", status=422, errors=errors)
