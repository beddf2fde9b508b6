"""Events of scoring policies: `policy/<name>`. Owner: metrics; topic: `journal`.

A policy is signed outside this system; here it is published, and from then on it holds for the quarters it names.
"""

from __future__ import annotations

from datetime import date, datetime

from shared.contracts.events import Event, event


@event("policy.published")
class PolicyPublished(Event):
    """A signed policy holds from the first day of a quarter until the next one's, for whole periods only (D-2).

    Attributes:
        document: the signed document as it came, whole; `hash` is SHA-256 over its canonical signed part.
        key, holder, public_key: what it was signed with, as the configuration trusted it on the day of publication; so
            keys may be replaced later and the policy still verifies.
        late: it was published after its first day, while nothing of those periods was frozen yet.
    """

    version: str
    effective_from: date
    document: str
    hash: str
    key: str
    holder: str
    public_key: str
    published_by: str
    published_at: datetime
    late: bool = False


@event("policy.withdrawn")
class PolicyWithdrawn(Event):
    """The newest policy was taken back before anything was frozen by it; its version is not given again."""

    version: str
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime
