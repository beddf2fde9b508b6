"""An application is taken in once, however many requests come in one instant (G5).

The rules have looked at what was there before; what comes in between two looks is settled by claims that lie in the
receipt's own write (`claims`), so the usual receipt costs no further round trip.
"""

from __future__ import annotations

from datetime import timedelta

from services.intake.cases import previous, views
from services.intake.cases.commands import Receive
from services.intake.cases.decider import CASES
from services.intake.cases.receiving import twice
from services.intake.cases.state import Case
from services.intake.service import Intake
from shared.contracts.streams import key_of
from shared.journal.errors import Claimed
from shared.journal.handle import Outcome
from shared.timekeeping import Clock
from shared.worker import Timer

ATTEMPTS = 5
"""How often a claim that holds no longer is let go and asked for anew; then the application counts as sent twice."""

EVERY_SECONDS = 60.0
KEPT_FOR = 3 * previous.TWICE_WITHIN


def once(intake: Intake, command: Receive) -> Outcome[Case]:
    """Take an application in under a number made just now, unless the same one was taken in a moment ago.

    Raises:
        Rejected: `double_submission`; and as `Intake.do`.
    """
    # A second one beside one that is known claims nothing: the first holds it.
    claims, holder = () if command.meant_twice and command.before.twin else intake.claims.of(command), ""
    for _ in range(ATTEMPTS):
        try:
            return intake.do(command.case_no, command, fresh=True, claims=claims)
        except Claimed as told:
            holder = key_of(told.holder.stream)
            held = intake.journal.load(CASES, holder)
            if not previous.same_again(views.shown(holder, held), frozenset(command.materials), command.meta):
                intake.journal.store.release(told.holder)
            elif command.meant_twice:
                claims = ()
            elif command.account and command.account != held.state.account:
                claims = intake.claims.own(command)
            else:
                raise twice(holder) from None
    raise twice(holder)


def timer(intake: Intake) -> Timer:
    """Give the worker's timer, which lets go what was claimed long ago; whoever meets such a claim does so as well."""
    return Timer("claims", EVERY_SECONDS, lambda: forget(intake, intake.clock))


def forget(intake: Intake, clock: Clock, kept_for: timedelta = KEPT_FOR) -> None:
    """Let go of claims that hold nobody up any more."""
    intake.journal.store.release_before(clock.now() - kept_for)
