"""What the register lacks, or soon will: each with the place where it is put right. Nothing here forbids anything.

Only what lies within the reader's jurisdiction is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext

from services.intake.administration.listing import named
from services.intake.items.elements import lacking
from services.intake.registry.categories import categories
from services.intake.registry.jurisdiction import within
from services.intake.service import Intake
from services.intake.venues.principals import missing_parts
from services.intake.venues.views import LEAST_AREA
from shared.contracts import Event, Rejected
from shared.contracts.duties import DelegationRegistered, ExemptionApproved, PrincipalsRegistered
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.contracts.statements import category_of_kind, key_of_statement
from shared.contracts.venues import ChannelsPublished, RosterPublished, market_rule_of, missing_channels
from shared.identity.identity import Identity
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import WARN_DAYS, opening_duties, unrostered
from shared.timekeeping.working_days import day_after

SOON_DAYS = 30
"""So many days ahead, exemptions and delegations that end are told of."""

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is lacking: what, and the form that mends it."""

    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Things of one kind that are lacking; `basis`: why that matters."""

    title: str
    basis: str
    found: list[Gap] = field(default_factory=list)


def gaps(intake: Intake, identity: Identity, today: date) -> list[Gaps]:
    """Give everything that is lacking today, kind by kind; kinds of which nothing is lacking are left out."""
    looked = _Look(intake, identity, today)
    kinds = (
        (gettext("办事指南不完整"), "C-4; S1.5a", looked.items()),
        (gettext("没有窗口办理的事项"), "S2.3a", looked.homeless()),
        (gettext("没有事项的类别"), "S2.3b", looked.categories()),
        (gettext("面积不达标"), "S2.2c; S2.2d", looked.areas()),
        (gettext("没有责任人"), "S3.1b", looked.principals()),
        (gettext("救济渠道不全"), "S2.9b", looked.channels()),
        (gettext("日历还是推算的"), "B-3.2", looked.calendars()),
        (gettext("30 天内到期的免进厅"), "S1.1; G9", looked.exemptions()),
        (gettext("30 天内到期的委托"), "S2.1a", looked.delegations()),
        (gettext("七天内的赶场周末没有排班"), "S2.6a", looked.rosters()),
    )
    found = (Gaps(title, basis, list(some)[:MOST_SHOWN]) for title, basis, some in kinds)
    return [each for each in found if each.found]


class _Look:
    def __init__(self, intake: Intake, identity: Identity, today: date) -> None:
        self.intake, self.identity, self.today = intake, identity, today
        self.calendar = intake.calendar()
        self.known: dict[type[Event], Mapping[str, Any]] = {}

    def mine(self, kind: type[Any]) -> dict[str, Any]:
        """Give the subjects of a kind within the jurisdiction."""
        return {key: each for key, each in self.all(kind).items() if within(self.identity, each, self.find)}

    def all(self, kind: type[Any]) -> Mapping[str, Any]:
        """Give all subjects of a kind, read once."""
        if kind not in self.known:
            self.known[kind] = self.intake.replica.all(kind)
        return self.known[kind]

    def find(self, kind: type[Event], key: str) -> Event | None:
        """Give one subject."""
        return self.all(kind).get(key)

    def items(self) -> Iterator[Gap]:
        """Items whose guide lacks something that must be published."""
        for item in self.mine(ItemPublished).values():
            count = sum(1 for _ in lacking(item))
            if count:
                yield _gap(item, gettext("缺 %(n)d 项", n=count))

    def homeless(self) -> Iterator[Gap]:
        """Items that no window of a hall takes."""
        halls = [venue for venue in self.all(VenueRegistered).values() if venue.kind == "hall"]
        taken = {code for hall in halls for window in hall.windows for code in window.items}
        for code, item in self.mine(ItemPublished).items():
            if code not in taken:
                yield _gap(item, gettext("没有窗口"))

    def categories(self) -> Iterator[Gap]:
        """Categories without an item."""
        held = {item.category for item in self.all(ItemPublished).values()}
        for each in categories():
            if each.name.zh not in held:
                yield Gap(each.name.zh, url_for("administration_pages.new", category="item"))

    def areas(self) -> Iterator[Gap]:
        """Places smaller than they should be."""
        for venue in self.mine(VenueRegistered).values():
            if venue.area_dm < LEAST_AREA[venue.kind]:
                yield _gap(venue, gettext("%(area)s 平方米", area=venue.area_dm / 10))

    def principals(self) -> Iterator[Gap]:
        """Townships and villages with a place of which nobody holds a part today."""
        stated = self.all(PrincipalsRegistered)
        for venue in self.mine(VenueRegistered).values():
            missing = missing_parts(stated.get(venue.division), self.today)
            if missing:
                href = (
                    _form("principals", venue.division)
                    if venue.division in stated
                    else url_for("administration_pages.new", category="principals")
                )
                names = {"first": gettext("第一责任人"), "deputy": gettext("分管责任人")}
                yield Gap(f"{named(venue.id, venue)}：{'、'.join(names[part] for part in missing)}", href)

    def channels(self) -> Iterator[Gap]:
        """Places that do not publish all four ways to be heard."""
        stated = self.all(ChannelsPublished)
        for key, venue in self.mine(VenueRegistered).items():
            count = len(missing_channels(stated.get(key)))
            if count:
                new = url_for("administration_pages.new", category="channels")
                href = _form("channels", key) if key in stated else new
                yield Gap(f"{named(key, venue)}：{gettext('缺 %(n)d 种', n=count)}", href)

    def calendars(self) -> Iterator[Gap]:
        """This year and the next, where the State Council's notice is not on the register yet."""
        for year in (self.today.year, self.today.year + 1):
            held = self.calendar.years.get(year)
            if held is None or held.status == "provisional":
                yield Gap(str(year), url_for("administration_pages.new", category="calendar"))

    def exemptions(self) -> Iterator[Gap]:
        """Exemptions that end soon; from their end on what they exempted counts again."""
        yield from self._ending(ExemptionApproved, "effective_to")

    def delegations(self) -> Iterator[Gap]:
        """Delegations whose last day is near."""
        yield from self._ending(DelegationRegistered, "valid_until")

    def _ending(self, kind: type[Any], ends: str) -> Iterator[Gap]:
        last = day_after(self.today, SOON_DAYS)
        for each in self.mine(kind).values():
            if self.today <= getattr(each, ends) <= last:
                yield _gap(each, gettext("%(day)s 到期", day=getattr(each, ends).isoformat()))

    def rosters(self) -> Iterator[Gap]:
        """Market weekends within seven days on which a place must be open and nobody is on its roster."""
        rosters = self.all(RosterPublished).values()
        for key, venue in self.mine(VenueRegistered).items():
            rostered = {shift.day for each in rosters if each.venue == key for shift in each.shifts}
            try:
                days = unrostered(self._duties(venue), rostered, self.today)
            except Rejected as unknown:
                yield Gap(f"{named(key, venue)}：{unknown.code}", _form("venue", key))
                continue
            for day in days:
                new = url_for("administration_pages.new", category="roster")
                yield Gap(f"{named(key, venue)}：{day.isoformat()}", new)

    def _duties(self, venue: VenueRegistered) -> Any:
        rule = market_rule_of(venue)
        if rule is None:
            return []
        last = day_after(self.today, WARN_DAYS)
        return opening_duties(read_rule(rule), self.calendar.within(venue.division), self.today, last)


def _gap(statement: Event, told: str) -> Gap:
    key = key_of_statement(statement)
    return Gap(f"{named(key, statement)}：{told}", _form(category_of_kind(type(statement)), key))


def _form(category: str, key: str) -> str:
    return url_for("administration_pages.edit", category=category, key=key)
