"""What a place lacks: name, area, equipment, responsible persons, channels, connection, rosters. Shown, never blocking.

Each finding has a numerator and a denominator, as the scores have them (H01, H02, V01, V02).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.intake.connectivity import views as connectivity
from services.intake.service import Intake
from services.intake.venues import views
from services.intake.venues.principals import missing_parts
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import CHANNEL_KINDS, missing_channels
from shared.gazetteer import Gazetteer, official_name

REQUIRED_EQUIPMENT = ("pc", "printer", "fax", "scanner", "copier")
"""The five kinds every place is to have (S2.8b)."""

BASIS = {
    "name": "S2.2c; S2.2d; A-3",
    "area": "S2.2c; S2.2d",
    "equipment": "S2.8b",
    "self_service": "S2.8b",
    "guide_desk": "S2.6b",
    "responsible": "S3.1b",
    "channels": "S2.9b",
    "connectivity": "S1.2a; S2.8a",
    "rosters": "S2.6a",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: so much of so much, and what is missing by its code (or, for a name, the right one)."""

    subject: str
    numerator: int
    denominator: int
    missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is missing."""
        return self.numerator >= self.denominator

    @property
    def basis(self) -> str:
        """What it rests on."""
        return BASIS[self.subject]


@dataclass(frozen=True, slots=True)
class Compliance:
    """A place with everything looked at."""

    venue: VenueRegistered
    findings: tuple[Finding, ...]

    @property
    def lacking(self) -> tuple[Finding, ...]:
        """What does not comply."""
        return tuple(finding for finding in self.findings if not finding.ok)


def compliance(intake: Intake, venue: VenueRegistered, now: datetime, known: Gazetteer | None = None) -> Compliance:
    """Look at a place as it stands at a moment."""
    return Compliance(venue, tuple(_findings(intake, venue, now, known or views.gazetteer(intake.replica))))


def all_places(intake: Intake, now: datetime) -> list[Compliance]:
    """Look at every place."""
    known = views.gazetteer(intake.replica)
    return [compliance(intake, venue, now, known) for venue in intake.replica.venues()]


def _findings(intake: Intake, venue: VenueRegistered, now: datetime, known: Gazetteer) -> Iterator[Finding]:
    day = now.date()
    expected = _official(known, venue, now)
    yield Finding("name", int(venue.name.zh == expected), 1, () if venue.name.zh == expected else (expected,))
    yield Finding("area", venue.area_dm, views.LEAST_AREA[venue.kind])
    kinds = {each.kind for each in venue.equipment if each.count}
    lacking = tuple(kind for kind in REQUIRED_EQUIPMENT if kind not in kinds)
    yield Finding("equipment", len(REQUIRED_EQUIPMENT) - len(lacking), len(REQUIRED_EQUIPMENT), lacking)
    yield Finding("self_service", int(venue.self_service_area), 1)
    if venue.kind == "hall":
        yield Finding("guide_desk", int(venue.guide_desk), 1)
    parts = missing_parts(views.principals(intake.replica, venue), day)
    yield Finding("responsible", 2 - len(parts), 2, parts)
    silent = missing_channels(views.channels(intake.replica, venue))
    yield Finding("channels", len(CHANNEL_KINDS) - len(silent), len(CHANNEL_KINDS), silent)
    lines = connectivity.connection(intake, venue)
    down = tuple(line.window for line in lines.lines if line.status != "connected")
    yield Finding("connectivity", lines.online, len(lines.lines), down)
    bare = views.unrostered(intake, venue, day)
    yield Finding("rosters", 0 if bare else 1, 1, tuple(each.isoformat() for each in bare))


def _official(known: Gazetteer, venue: VenueRegistered, now: datetime) -> str:
    """Give the official name of the day; a division that is gone leaves none to compare with."""
    try:
        return official_name(known, venue.kind, venue.division, venue.naming_rule, now.date())
    except Rejected:
        return ""
