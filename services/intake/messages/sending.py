"""Sending what waits in the outbox, again and again until it went or is given up; run by the worker's timer.

The telephone is opened here and nowhere before, and goes to the sender alone. Whatever a worker does may be cut off
after any step: a claimed message is taken up again after its claim, with the same id, at most `MOST_ATTEMPTS` times.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.intake.messages.measures import MESSAGES, MESSAGES_FAILED, MESSAGES_WAITING
from services.intake.messages.outbox import Outbox, stamp
from services.intake.messages.quiet import Quiet, quiet_hours
from services.intake.messages.render import render
from services.intake.messages.senders import NotSent, Outgoing, Sender, sender_of
from services.intake.messages.texts import SIGNATURE
from services.intake.service import Intake
from shared.observability import log
from shared.privacy import PrivacyError, Vault
from shared.timekeeping import Clock
from shared.worker import Timer

EVERY_SECONDS = 1.0
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

    def tick(self) -> int:
        """Send what is due; give how many messages were taken up."""
        done = 0
        for claimed in self._outbox.claims(self._clock.now, AT_ONCE):
            self._one(claimed)
            done += 1
        counts = self._outbox.counts()
        MESSAGES_WAITING.set(counts["waiting"])
        MESSAGES_FAILED.set(counts["failed"])
        return done

    def _one(self, claimed: Document) -> None:
        now = self._clock.now()
        if claimed["attempts"] > MOST_ATTEMPTS:
            self._given_up(claimed, claimed["fault"] or "its worker died while sending, every time")
        elif (until := self._quiet.until(now)) and not claimed["simulated"]:
            self._outbox.postpone(claimed, until, attempt=False)
        else:
            self._sent_or_not(claimed, now)

    def _sent_or_not(self, claimed: Document, now: datetime) -> None:
        wish = self._outbox.wishes.of(claimed["person"], claimed["account"])
        if wish.opted_out:
            self._withheld(claimed, "opted_out")
            return
        try:
            telephone = self._vault.open(claimed["person"], claimed["phone"], claimed["place"], "phone")
        except PrivacyError:
            self._withheld(claimed, "erased")
            return
        text = SIGNATURE[wish.lang == "en"] + render(claimed["text"], claimed["values"], wish.lang)
        try:
            self._sender.send(Outgoing(claimed["_id"], telephone, text, wish.lang))
        except NotSent as fault:
            self._not_sent(claimed, fault, now)
            return
        self._outbox.settle(claimed, "sent", sent_at=stamp(now), sender=self._sender.name)
        MESSAGES.labels("sent").inc()

    def _withheld(self, claimed: Document, why: str) -> None:
        self._outbox.settle(claimed, "withheld", why=why)
        MESSAGES.labels("withheld").inc()

    def _not_sent(self, claimed: Document, fault: NotSent, now: datetime) -> None:
        if not fault.passing or claimed["attempts"] >= MOST_ATTEMPTS:
            self._given_up(claimed, fault.reason)
            return
        self._outbox.postpone(claimed, now + pause_after(claimed["attempts"]), fault.reason)
        MESSAGES.labels("postponed").inc()

    def _given_up(self, claimed: Document, reason: str) -> None:
        self._outbox.settle(claimed, "failed", fault=reason)
        MESSAGES.labels("failed").inc()
        log().error("message_given_up", message=claimed["_id"], case=claimed["case_no"], reason=reason)


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
