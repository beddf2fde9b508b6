"""The numbers behind the cards, as one versioned statement; every card names the version it was issued under. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRules:
    """How cards count. Working days all.

    Attributes:
        version: names this statement; 1.1.0 added the card of a superior unit.
        warn_before: so long before the promised last day comes the warning (B-5 `warn_before`; internal).
        short_promise: a promise of at most so many days is warned of on its last day itself (D-6; internal).
        notice: within so many days of receipt the applicant is answered (Licensing Law art. 32; by law).
        service: within so many days of the decision it is in the applicant's hands (Licensing Law art. 44; by law).
        after_yellow: a missed day that is still not made good so long after it turns red, where no statutory last
            day of the review says when (D-6; internal).
        steps: so many overrun steps are a yellow card (D-6; internal).
        appeal: so long after a card was written the department may appeal (D-2; internal).
    """

    version: str = "cards@1.1.0"
    warn_before: int = 1
    short_promise: int = 2
    notice: int = 5
    service: int = 10
    after_yellow: int = 5
    steps: int = 2
    appeal: int = 5


RULES = CardRules()
"""The default of D-6."""
