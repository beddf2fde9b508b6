"""Every rule of a policy's publication. Pure; raises `Rejected`.

Policies hold one after the other: each from its first day until the next one's. So there is no day without one and none
with two; what could be wrong is an order that is not that of the days.
"""

from __future__ import annotations

from datetime import date

from services.metrics.policies.commands import PublishPolicy, WithdrawPolicy
from services.metrics.policies.state import Policies
from shared.contracts import Command, Event, Rejected
from shared.contracts.policies import PolicyPublished, PolicyWithdrawn
from shared.timekeeping import local_day

NAME = "scoring-policy"
"""The one policy there is; its versions follow each other."""

BASIS = "D-2①"
FIRST_MONTHS = (1, 4, 7, 10)


def decide(policies: Policies, command: Command) -> list[Event]:
    """Tell which facts follow.

    Raises:
        Rejected: `unknown_policy`, the codes of `checks`, `policy_version_taken`, `policy_not_on_quarter`,
            `policy_overlaps`, `policy_retroactive`, `policy_not_newest`.
    """
    match command:
        case PublishPolicy():
            return [_published(policies, command)]
        case WithdrawPolicy():
            return [_withdrawn(policies, command)]
    raise Rejected("unknown_command", f"policies take no {command.name}")


def _published(policies: Policies, command: PublishPolicy) -> PolicyPublished:
    told = command.policy
    if told.name != NAME:
        raise _refused("unknown_policy", f"what is scored by is called {NAME}, not {told.name}", "policy")
    if told.fault:
        raise Rejected(told.fault, "; ".join(told.faults.values()), BASIS, status=422, errors=dict(told.faults))
    if told.version in policies.versions or told.version in command.shipped:
        raise _refused("policy_version_taken", f"version {told.version} was given already", "version")
    _dates(policies, command)
    return PolicyPublished(
        version=told.version,
        effective_from=told.effective_from,
        document=told.document,
        hash=told.hash,
        key=told.key,
        holder=told.holder,
        public_key=told.public_key,
        published_by=command.meta.actor.id,
        published_at=command.meta.now,
        late=local_day(command.meta.now) >= told.effective_from,
    )


def _dates(policies: Policies, command: PublishPolicy) -> None:
    """A policy holds for whole quarters, after the one before, and never over what was frozen by another (D-2①③)."""
    first = command.policy.effective_from
    if first.day != 1 or first.month not in FIRST_MONTHS:
        raise _refused("policy_not_on_quarter", f"{first} is not the first day of a quarter", "effective_from")
    newest = max([*command.shipped.values(), *(each.effective_from for each in policies.published)], default=date.min)
    if first <= newest:
        told = f"a policy holds from {newest} on; the next one begins after it"
        raise _refused("policy_overlaps", told, "effective_from")
    _not_over(command.frozen_until, first)


def _not_over(frozen_until: date | None, first: date) -> None:
    if frozen_until is not None and first <= frozen_until:
        told = f"results until {frozen_until} were frozen by the policy before; they stay as they are"
        raise _refused("policy_retroactive", told, "effective_from")


def _withdrawn(policies: Policies, command: WithdrawPolicy) -> PolicyWithdrawn:
    """Only the newest, so that no gap opens, and only before anything was frozen by it (D-2③)."""
    if not policies.published or policies.published[-1].version != command.version:
        raise _refused("policy_not_newest", f"{command.version} is not the newest published policy", "version")
    _not_over(command.frozen_until, policies.published[-1].effective_from)
    return PolicyWithdrawn(
        version=command.version,
        reason=command.reason,
        withdrawn_by=command.meta.actor.id,
        withdrawn_at=command.meta.now,
    )


def _refused(code: str, told: str, field: str) -> Rejected:
    return Rejected(code, told, BASIS, status=422, errors={field: told})
