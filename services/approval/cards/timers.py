"""The tick: brings the cards of every case that is due into line with what its history demands.

A tick may be missed, repeated, or run by two workers at once. Which cards are demanded depends on the history alone;
writing one carries a command id made of case, kind, cause and how often it was written before, so it is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from services.approval.cards.commands import CorrectCard, IssueCard
from services.approval.cards.history import Demanded
from services.approval.cards.state import Card, Cards
from services.approval.cards.triggers import Trigger
from services.approval.cards.watch import Watch
from shared.contracts import Meta, Rejected
from shared.contracts.cards import LeftOut
from shared.contracts.commands import Actor
from shared.journal.ids import derived_command_id
from shared.observability import log
from shared.worker import Timer

Document = dict[str, Any]

EVERY_SECONDS = 1.0
MOST = 200
LATER = timedelta(hours=1)
TIMER = Actor("cards", "system")
MetaOf = Callable[[datetime | None, str], Meta]
"""Gives a command's circumstances: when it fell due (None: now), and the name its id derives from."""

FOUND_BY_PEOPLE = frozenset({"no_reasons", "outside_hall"})
LATE_FACT = "触发时刻之前已有记录的事实事后才传到，按当时的事实本不应发牌。"


def timer(watch: Watch) -> Timer:
    """Give the worker's timer."""
    return Timer("cards", EVERY_SECONDS, lambda: tick(watch))


def tick(watch: Watch) -> None:
    """Look at every case whose time has come, the longest due first, and go on until none is left."""
    seen: set[tuple[str, int]] = set()
    while True:
        found = watch.due(watch.approval.clock.now(), MOST)
        fresh = [document for document in found if (document["_id"], document["rev"]) not in seen]
        if not fresh:
            return
        seen |= {(document["_id"], document["rev"]) for document in fresh}
        for document in fresh:
            _looked_at(watch, document)


def _looked_at(watch: Watch, document: Document) -> None:
    """One case that cannot be counted keeps no other waiting: it says so, and is tried again in an hour."""
    try:
        settle(watch, document)
    except (Rejected, KeyError, ValueError) as fault:
        log().error("cards_wait", case=document["_id"], reason=str(fault)[:300])
        watch.put_off(document, watch.approval.clock.now() + LATER)


def settle(watch: Watch, document: Document) -> None:
    """Write the cards a case lacks, correct those its history does not bear out, and note the next look."""
    case, found, now = document["_id"], watch.demanded(document), _written_at(watch, document)
    cards = watch.approval.load_cards(case).state

    def meta(occurred_at: datetime | None, name: str) -> Meta:
        return _meta(name, now, occurred_at, simulated=document["simulated"])

    for command in (*lacking(case, found, cards, meta), *wrong(case, found, cards, meta)):
        watch.approval.do_card(case, command)
    watch.settled(document, found)


def lacking(case: str, found: Demanded, cards: Cards, meta: MetaOf) -> list[IssueCard]:
    """Give the cards to be written: demanded and never written, or taken back because of a fact that came late."""
    done = {card.key for card in cards.cards if not _came_late(card)}
    return [
        _issue(trigger, found, meta(trigger.at, f"issue/{case}/{trigger.key}/{cards.times(trigger.key)}"))
        for trigger in found.fired
        if trigger.key not in done
    ]


def wrong(case: str, found: Demanded, cards: Cards, meta: MetaOf) -> list[CorrectCard]:
    """Give the corrections of cards that the history, as it is known now, never demanded."""
    demanded = {trigger.key for trigger in found.fired}
    return [
        CorrectCard(
            meta=meta(None, f"correct/{case}/{card.issued.card}"),
            card=card.issued.card,
            ground="late_fact",
            reasons=LATE_FACT,
        )
        for card in cards.counting.values()
        if card.issued.cause not in FOUND_BY_PEOPLE and card.key not in demanded
    ]


def _came_late(card: Card) -> bool:
    return card.correction is not None and card.correction.ground == "late_fact"


def _issue(trigger: Trigger, found: Demanded, meta: Meta) -> IssueCard:
    deadline, situation = trigger.deadline, found.situation
    return IssueCard(
        meta=meta,
        kind=trigger.kind,
        cause=trigger.cause,
        department=trigger.department or situation.department,
        lead=situation.department if trigger.department else "",
        division=situation.division,
        item=situation.item,
        triggered_at=trigger.at,
        due=deadline.due,
        rules=found.rules.name,
        start=deadline.start,
        counted=deadline.counted,
        skipped=tuple(LeftOut(each.day, each.reason) for each in deadline.skipped),
        calendar=deadline.versions,
        provisional=deadline.provisional,
    )


def _meta(name: str, now: datetime, occurred_at: datetime | None, *, simulated: bool) -> Meta:
    return Meta(
        command_id=derived_command_id("cards", name),
        actor=TIMER,
        now=now,
        occurred_at=occurred_at or now,
        simulated=simulated,
    )


def _written_at(watch: Watch, document: Document) -> datetime:
    """On a virtual calendar a card is written a second after the commit that showed it was due."""
    now = watch.now(document)
    return now + timedelta(seconds=1) if document["simulated"] else now
