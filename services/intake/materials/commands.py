"""What may be asked about a case's materials. What the rules need of the case arrives with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts import Command
from shared.contracts.materials import MaterialReused, MaterialUploaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who asks, and how the case stands.

    Attributes:
        desk: the hall whose window asks; empty for applicants.
        account: the applicant's account that asks; empty at a desk.
        status: how the case stands; `hall`, `owner`, `person`: whose it is.
        asked: the material codes of its guide, with their names.
    """

    desk: str
    account: str
    status: str
    hall: str
    owner: str
    person: str
    asked: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialCommand(Command):
    """Base of the commands, each about a material of one case."""

    case_no: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach(MaterialCommand):
    """Make an uploaded file part of a case. `there`: files the case has; `most`: how many it may have."""

    file: MaterialUploaded
    there: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(MaterialCommand):
    """Take a file out that was handed in by mistake."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse(MaterialCommand):
    """Let a file of an earlier case serve this one, as the material `material` of its guide, on a day."""

    material: str
    item: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(MaterialCommand):
    """Note beside the case that a file of an earlier one serves it; the file itself takes `Reuse` in the same step."""

    told: MaterialReused


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeOriginal(MaterialCommand):
    """Note that an original was shown and compared; `kept`: the window holds it."""

    material: str
    kept: bool
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOriginal(MaterialCommand):
    """Note that the original the window held was given back."""

    material: str
