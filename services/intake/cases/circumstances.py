"""What is known as an application comes: what the register says of the item there, what came before, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.duties import AdmissionStated, DelegationRegistered, ProxyCatalogPublished, StationingStated
from shared.contracts.intake import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the register says of an item at a hall; None where it says nothing.

    Attributes:
        admission: whether the item has entered the hall.
        stationing: from when to when its department serves there.
        delegations: those that entrust somebody with the item.
        catalog: what the township's village points do for others.
    """

    admission: AdmissionStated | None = None
    stationing: StationingStated | None = None
    delegations: tuple[DelegationRegistered, ...] = ()
    catalog: ProxyCatalogPublished | None = None


NO_DUTIES = Duties()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The case of the same person and item that was withdrawn last; `due`: its promised day, if it was accepted."""

    case_no: str
    withdrawn_on: date
    confirmed: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Something on record that shows when an application came: what it is, and its moment."""

    kind: Evidence
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is known of the same person and item: `withdrawn`, the case withdrawn last (G3), and besides

    Attributes:
        twin: an open case with the same papers, taken in a moment ago by a desk, or from the same account.
        barred_until: the last day on which no application is taken, after false papers; None: there is no bar.
        known: whether there is any case of theirs; no rule asks, but whoever is known has a key already.
    """

    withdrawn: Earlier | None = None
    twin: str = ""
    barred_until: date | None = None
    known: bool = False


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper a case is entered from afterwards: why it was on paper, and the number it bears."""

    reason: str
    number: str
