"""The cards of one case, as their events tell them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shared.contracts import Event, Rejected
from shared.contracts.cards import CardAppealed, CardCorrected, CardIssued, CardUpheld

Standing = Literal["standing", "appealed", "upheld", "corrected"]


@dataclass(frozen=True, slots=True)
class Card:
    """One card, and what became of it."""

    issued: CardIssued
    appeal: CardAppealed | None = None
    upheld: CardUpheld | None = None
    correction: CardCorrected | None = None

    @property
    def key(self) -> str:
        """Kind and cause, `yellow/promised_overdue`: of those a case has one that stands."""
        return f"{self.issued.kind}/{self.issued.cause}"

    @property
    def standing(self) -> Standing:
        """Where it stands; an appeal that was answered says how."""
        if self.correction:
            return "corrected"
        if self.upheld:
            return "upheld"
        return "appealed" if self.appeal else "standing"


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of a case, in the order of their numbers."""

    cards: tuple[Card, ...] = ()

    @property
    def department(self) -> str:
        """The department whose case they are about, or empty."""
        return (self.cards[0].issued.lead or self.cards[0].issued.department) if self.cards else ""

    @property
    def issued_to(self) -> tuple[str, ...]:
        """Everybody a card was issued to: the department, and a superior unit that overran its own limit."""
        return tuple(sorted({card.issued.department for card in self.cards}))

    @property
    def counting(self) -> dict[str, Card]:
        """The cards that count, by kind and cause."""
        return {card.key: card for card in self.cards if card.correction is None}

    def times(self, key: str) -> int:
        """Tell how often a card of this kind and cause was issued."""
        return sum(card.key == key for card in self.cards)

    def card(self, number: int) -> Card:
        """Give a card by its number.

        Raises:
            Rejected: `no_card`.
        """
        if not 1 <= number <= len(self.cards):
            raise Rejected("no_card", f"this case has no card {number}", status=404)
        return self.cards[number - 1]


def evolve(cards: Cards, event: Event) -> Cards:
    """Give the cards after an event."""
    match event:
        case CardIssued():
            return Cards((*cards.cards, Card(event)))
        case CardAppealed(card=number):
            return _changed(cards, number, replace(cards.card(number), appeal=event))
        case CardUpheld(card=number):
            return _changed(cards, number, replace(cards.card(number), upheld=event))
        case CardCorrected(card=number):
            return _changed(cards, number, replace(cards.card(number), correction=event))
    return cards


def _changed(cards: Cards, number: int, card: Card) -> Cards:
    return Cards((*cards.cards[: number - 1], card, *cards.cards[number:]))
