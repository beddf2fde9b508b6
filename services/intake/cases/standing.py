"""Whose desk or account an act is done from, as the rules want to know it."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Rejected
from shared.identity import Identity
from shared.replica import Replica

NOWHERE = "-"
"""No hall, department or case is called so: whoever has no place of work sees nothing, and their desk is no hall's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a command says of whoever asks: the hall of a desk, or an applicant's own account."""

    desk: str = ""
    account: str = ""


def standing_of(identity: Identity, replica: Replica) -> Standing:
    """Give the standing of an account: applicants act for themselves, staff at their hall and nowhere else."""
    if identity.can("case.apply"):
        return Standing(account=identity.id)
    return Standing(desk=hall_of(identity.hall, replica) or NOWHERE)


def hall_of(place: str, replica: Replica) -> str:
    """Tell the hall a place of work belongs to: itself, or the hall of a village point; empty where there is none."""
    if not place.startswith("P-"):
        return place
    try:
        return replica.venue(place).hall
    except Rejected:
        return ""
