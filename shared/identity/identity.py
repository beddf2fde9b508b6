"""The person or program behind a request, as its token says."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Actor
from shared.identity.roles import allows


@dataclass(frozen=True, slots=True)
class Identity:
    """An authenticated account in the one role it acts in.

    Attributes:
        id: the account's id; never a name, an identity number or a telephone.
        role: a key of `shared.identity.roles.ROLES`.
        unit: the code of the department it acts for, or empty.
        hall: the venue it works at, or empty.
        divisions: prefixes of the division codes it may see; none means no division at all.
        demo: a demonstration account; only such accounts may set the time of a request (profile demo).
    """

    id: str
    role: str
    unit: str = ""
    hall: str = ""
    divisions: tuple[str, ...] = ()
    demo: bool = False

    def can(self, permission: str) -> bool:
        """Tell whether the role holds a permission."""
        return allows(self.role, permission)

    def actor(self) -> Actor:
        """Give the identity as the actor of a command."""
        return Actor(self.id, self.role, self.unit)


def division_allowed(identity: Identity, code: str) -> bool:
    """Tell whether a division code lies within the identity's jurisdiction.

    Codes and prefixes are compared without their trailing groups of zeros, so `520402000000` and `520402` are the
    same county. An empty code lies in nobody's jurisdiction.
    """
    wanted = _significant(code)
    return bool(wanted) and wanted.startswith(division_prefixes(identity))


def division_prefixes(identity: Identity) -> tuple[str, ...]:
    """Give the beginnings of the division codes that lie within the identity's jurisdiction, for queries."""
    return tuple(_significant(own) for own in identity.divisions if own)


def _significant(code: str) -> str:
    """Cut a GB/T 2260 code and its extension (2+2+2+3+3 digits) down to the groups that say something."""
    for end in (9, 6, 4, 2):
        if len(code) > end and set(code[end:]) == {"0"}:
            code = code[:end]
    return code
