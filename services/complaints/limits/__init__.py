"""The limits of complaints, ratings and remedies (B-5): statements with a first day each, as data.

The first comes with the product (`limits-1.0.0.json`); an installation adds later ones in a file of its own.
"""

from services.complaints.limits.held import (
    LITIGATION_MONTHS,
    UNTOLD_MONTHS,
    counted,
    held_on,
    hold,
    holding,
    rule,
    statements,
)
from services.complaints.limits.statements import Limits, Rule

__all__ = [
    "LITIGATION_MONTHS",
    "UNTOLD_MONTHS",
    "Limits",
    "Rule",
    "counted",
    "held_on",
    "hold",
    "holding",
    "rule",
    "statements",
]
