"""Sending what waits in the outbox, again and again until it went or is given up; run by the worker's timer.

The telephone is opened here and nowhere before, and goes to the sender alone. Whatever a worker does may be cut off
after any step: a claimed message is taken up again after its claim, with the same id, at most `MOST_ATTEMPTS` times.
Where messages come thick, a few are claimed and noted together; by the id the receiver of one that went twice may tell.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.intake.messages.measures import MESSAGES, MESSAGES_FAILED, MESSAGES_WAITING
from services.intake.messages.outbox import CLAIM, Outbox, Said, postponed, stamp
from services.intake.messages.quiet import Quiet, quiet_hours
from services.intake.messages.render import render
from services.intake.messages.senders import NotSent, Outgoing, Sender, sender_of
from services.intake.messages.texts import SIGNATURE
from services.intake.messages.wishes import Wish
from services.intake.service import Intake
from shared.observability import log
from shared.privacy import PrivacyError, Vault
from shared.timekeeping import Clock
from shared.worker import Timer

EVERY_SECONDS = 1.0
COUNT_SECONDS = 15.0
AT_ONCE = 200
"""Messages sent in one tick at most, so that the worker can stop in between."""
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

Document = dict[str, Any]


class Dispatcher:
    """Empties the outbox.

    Args:
        outbox: what waits.
        vault: opens telephones.
        sender: sends.
        clock: tells the time.
        quiet: when nothing is sent. Simulated messages know no night, because nobody is woken by them.
    """

    def __init__(self, outbox: Outbox, vault: Vault, sender: Sender, clock: Clock, quiet: Quiet) -> None:
        self._outbox, self._vault, self._sender, self._clock, self._quiet = outbox, vault, sender, clock, quiet
        self._counted = float("-inf")

    def tick(self) -> int:
        """Send what is due; give how many messages were taken up."""
        done = 0
        while done < AT_ONCE and (claimed := self._outbox.claim(self._clock.now())):
            self._all(claimed)
            done += len(claimed)
        self._count()
        return done

    def _count(self) -> None:
        """Tell now and then how many wait: at night they are many, and each is looked at to be counted."""
        if time.monotonic() >= self._counted + COUNT_SECONDS:
            counts = self._outbox.counts()
            MESSAGES_WAITING.set(counts["waiting"])
            MESSAGES_FAILED.set(counts["failed"])
            self._counted = time.monotonic()

    def _all(self, claimed: Sequence[Document]) -> None:
        """See to what was claimed together, and note at once what became of it."""
        began, wishes = self._clock.now(), self._outbox.wishes.of_all(claimed)
        said = [self._one(each, wishes[each["_id"]], began) for each in claimed]
        noted = [each for each in said if each is not None]
        self._outbox.settle(noted)
        for each in noted:
            MESSAGES.labels("postponed" if each.state == "queued" else each.state).inc()

    def _one(self, claimed: Document, wish: Wish, began: datetime) -> Said | None:
        """See to one message; None leaves it claimed, so that it is tried again after that."""
        now = self._clock.now()
        if claimed["attempts"] > MOST_ATTEMPTS:
            return _given_up(claimed, claimed["fault"] or "its worker died while sending, every time")
        if now - began >= CLAIM / 2:
            return postponed(claimed, now, attempt=False)  # so slow is the sender: another must not send it as well
        if (until := self._quiet.until(now)) and not claimed["simulated"]:
            return postponed(claimed, until, attempt=False)
        try:
            return self._sent_or_not(claimed, wish, now)
        except Exception:
            log().exception("message_not_sent", message=claimed["_id"])
            return None

    def _sent_or_not(self, claimed: Document, wish: Wish, now: datetime) -> Said:
        if wish.opted_out:
            return Said(claimed, "withheld", {"why": "opted_out"})
        try:
            telephone = self._vault.open(claimed["person"], claimed["phone"], claimed["place"], "phone")
        except PrivacyError:
            return Said(claimed, "withheld", {"why": "erased"})
        text = SIGNATURE[wish.lang == "en"] + render(claimed["text"], claimed["values"], wish.lang)
        try:
            self._sender.send(Outgoing(claimed["_id"], telephone, text, wish.lang))
        except NotSent as fault:
            return _not_sent(claimed, fault, now)
        return Said(claimed, "sent", {"sent_at": stamp(now), "sender": self._sender.name})


def _not_sent(claimed: Document, fault: NotSent, now: datetime) -> Said:
    if not fault.passing or claimed["attempts"] >= MOST_ATTEMPTS:
        return _given_up(claimed, fault.reason)
    return postponed(claimed, now + pause_after(claimed["attempts"]), fault.reason)


def _given_up(claimed: Document, reason: str) -> Said:
    log().error("message_given_up", message=claimed["_id"], case=claimed["case_no"], reason=reason)
    return Said(claimed, "failed", {"fault": reason})


def pause_after(attempts: int) -> timedelta:
    """Give how long to wait after so many attempts: half a minute, doubled each time, an hour at most."""
    return min(FIRST_PAUSE * int(2 ** (attempts - 1)), LONGEST_PAUSE)


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""
    settings = intake.settings
    dispatcher = Dispatcher(
        intake.outbox, intake.vault, sender_of(settings), intake.clock, quiet_hours(settings.message_quiet)
    )

    def run() -> None:
        dispatcher.tick()

    return Timer("messages", EVERY_SECONDS, run)
