"""Every policy that was published, as the events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts import Event
from shared.contracts.policies import PolicyPublished, PolicyWithdrawn


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies that hold, oldest first, and those that were taken back."""

    published: tuple[PolicyPublished, ...] = ()
    withdrawn: tuple[tuple[PolicyPublished, PolicyWithdrawn], ...] = ()

    @property
    def versions(self) -> frozenset[str]:
        """Every version that was ever given."""
        return frozenset(each.version for each in (*self.published, *(known for known, _ in self.withdrawn)))


def evolve(told: Policies, event: Event) -> Policies:
    """Give the policies after an event."""
    match event:
        case PolicyPublished():
            return replace(told, published=(*told.published, event))
        case PolicyWithdrawn(version=version):
            gone = next(each for each in told.published if each.version == version)
            kept = tuple(each for each in told.published if each is not gone)
            return Policies(kept, (*told.withdrawn, (gone, event)))
    return told
