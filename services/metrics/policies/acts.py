"""From a signed document to its publication: the signature is verified first, by the keys that are trusted now."""

from __future__ import annotations

from datetime import date

import orjson

from services.metrics.policies.checks import by_place, faults_of
from services.metrics.policies.commands import PublishPolicy, Signed, WithdrawPolicy
from services.metrics.policies.decide import NAME
from services.metrics.policies.decider import POLICIES
from services.metrics.policies.state import Policies
from services.metrics.publishing.views import rounds
from services.metrics.scoring import parse_period, policies
from services.metrics.scoring.signing import office_keys, refused, shipped_keys, verify
from services.metrics.service import Metrics
from shared.contracts import Command, Meta
from shared.journal.handle import Outcome

MOST_BYTES = 256 * 1024


def publish(metrics: Metrics, raw: bytes, meta: Meta) -> Outcome[Policies]:
    """Publish a signed policy.

    Raises:
        Rejected: `unreadable_policy`, `unsigned_policy`, `unknown_policy_key`, `wrong_policy_signature`,
            `unreadable_policy_keys`; what `checks` and `decide` refuse.
    """
    command = PublishPolicy(
        meta=meta,
        policy=signed_of(metrics, raw),
        shipped={each.version: date.fromisoformat(each.effective_from) for each in policies()},
        frozen_until=frozen_until(metrics),
    )
    return _do(metrics, command)


def withdraw(metrics: Metrics, version: str, reason: str, meta: Meta) -> Outcome[Policies]:
    """Take the newest policy back; raises what `decide` refuses."""
    return _do(metrics, WithdrawPolicy(meta=meta, version=version, reason=reason, frozen_until=frozen_until(metrics)))


def signed_of(metrics: Metrics, raw: bytes) -> Signed:
    """Verify a signed document and check what it says; raises what `verify` refuses."""
    if len(raw) > MOST_BYTES:
        raise refused("unreadable_policy", "a policy has at most 256 KiB")
    trusted = {**office_keys(metrics.settings.policy_keys), **shipped_keys()}
    policy = verify(raw, {name: key.public for name, key in trusted.items()})
    faults = faults_of(policy)
    return Signed(
        name=policy.name,
        version=policy.version,
        effective_from=_day(policy.effective_from),
        document=orjson.dumps(orjson.loads(raw), option=orjson.OPT_SORT_KEYS).decode(),
        hash=policy.hash,
        key=policy.key,
        holder=trusted[policy.key].holder,
        public_key=trusted[policy.key].public,
        fault=faults[0].code if faults else "",
        faults=by_place(faults),
    )


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        raise refused("unreadable_policy", "effective_from is a day, like 2027-01-01") from None


def frozen_until(metrics: Metrics) -> date | None:
    """Give the last day of the newest period of which anything was frozen or published."""
    return max((parse_period(row["period"]).last for row in rounds(metrics.assessments.collection)), default=None)


def _do(metrics: Metrics, command: Command) -> Outcome[Policies]:
    outcome = metrics.journal.execute(POLICIES, NAME, command)
    metrics.policies.refresh(NAME, outcome)
    return outcome
