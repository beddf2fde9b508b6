"""The statements this process goes by; cards count by them."""

from __future__ import annotations

from services.approval.cards.rules.reading import packaged
from services.approval.cards.rules.statements import CardRules
from shared.statements import Held

_HELD: Held[CardRules] = Held(packaged())
hold, holding, statements = _HELD.hold, _HELD.holding, _HELD.statements
held_on = _HELD.on
"""Gives the statement that a case goes by which began on a day, or the one a card names."""
