"""The numbers behind the cards (D-6): statements with a first day each, as data.

The first comes with the product (`cards-1.2.0.json`); an installation adds later ones in a file of its own.
"""

from services.approval.cards.rules.held import held_on, hold, holding, statements
from services.approval.cards.rules.statements import CardRules, Number

__all__ = ["CardRules", "Number", "held_on", "hold", "holding", "statements"]
