"""The four channels that must be published (S2.9b), put together from the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.complaints.limits import rule
from shared.contracts.registry import DepartmentRegistered, Text
from shared.contracts.venues import ChannelKind, ChannelsPublished, DivisionRegistered
from shared.gazetteer import gazetteer_of, shown_name
from shared.replica import Replica

NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Entry:
    """One door: whose, the telephone or authority behind it (empty where the register does not tell yet), its terms."""

    name: Text
    contact: str
    asks: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Channel:
    """One of the four kinds, with every door and what is asked of whoever comes."""

    kind: str
    name: Text
    asks: Text
    entries: tuple[Entry, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The doors whose contact is not published, by their Chinese names; a complete channel has none."""
        return tuple(entry.name.zh for entry in self.entries if not entry.contact) or (
            () if self.entries else ("全部",)
        )


HOTLINE = Entry(
    Text(
        "政务服务便民热线（外地拨 0851-12345 转 3）", "Government service hotline (from elsewhere 0851-12345, then 3)"
    ),
    "12345",
)


def channels(replica: Replica, today: date) -> list[Channel]:
    """Give the four channels as halls and points publish them, and the hotline that all share.

    A place that does not publish a kind is named with an empty contact, so that the gap is seen (S2.9b).
    """
    places = _places(replica, today)
    authorities = _authorities(replica.departments())
    return [
        Channel("complaint", Text("投诉", "Complaint"), _complaint(today), (HOTLINE, *_of_kind("complaint", places))),
        Channel("report", Text("举报", "Report"), REPORT, (HOTLINE, *_of_kind("report", places))),
        Channel("supervision", Text("监督", "Supervision"), SUPERVISION, (HOTLINE, *_of_kind("supervision", places))),
        Channel(
            "reconsideration",
            RECONSIDERATION_NAME,
            RECONSIDERATION,
            (*authorities, *_of_kind("reconsideration", places)),
        ),
    ]


def _places(replica: Replica, today: date) -> list[tuple[Text, ChannelsPublished | None]]:
    """Give every hall and point, by its name with the county before it, with what it publishes."""
    published = replica.all(ChannelsPublished)
    gazetteer = gazetteer_of(replica.all(DivisionRegistered).values())
    return [
        (Text(shown_name(gazetteer, venue, today), venue.name.en), published.get(venue.id))
        for venue in replica.venues()
    ]


def _of_kind(kind: ChannelKind, places: Sequence[tuple[Text, ChannelsPublished | None]]) -> Iterator[Entry]:
    for name, published in places:
        told = [each for each in published.channels if each.kind == kind] if published else []
        yield from (Entry(name, each.contact, each.asks) for each in told) if told else [Entry(name, "")]


def _authorities(departments: Sequence[DepartmentRegistered]) -> tuple[Entry, ...]:
    return tuple(Entry(each.name, each.review_authority) for each in departments)


def _complaint(today: date) -> Text:
    days = rule("complaint_close", today).limit.value
    return Text(
        "对服务态度、办理拖延、额外索要材料、违规收费、窗口无人等，可以在网上提出，也可以打电话或到大厅。"
        f"{days} 个工作日内办结并答复。",
        "About manner, delay, papers nobody may ask for, fees or an empty window: here, by telephone or at the hall. "
        f"Answered and closed within {days} working days.",
    )


REPORT = Text(
    "举报违纪违法线索，可以匿名。举报人的身份对被举报单位保密。",
    "Breaches of discipline or law may be reported, without a name too. The reported unit never learns who reported.",
)
SUPERVISION = Text(
    "对办理结果、考核结果有意见，或者多次反映仍未解决的，可以要求督办。",
    "Whoever disagrees with an outcome or a score, or was not helped before, may ask for supervision.",
)
RECONSIDERATION_NAME = Text("行政复议", "Administrative reconsideration")
RECONSIDERATION = Text(
    "不服部门的决定，可以自知道之日起 60 日内申请行政复议；逾期不作决定的，应当先申请复议。下列为各部门的复议机关。",
    "Whoever disagrees with a decision may ask for reconsideration within 60 days of knowing of it; where none was "
    "made in time, reconsideration comes first. These are the authorities.",
)
