"""How halls, service points and their windows, divisions, channels, rosters and leave are described."""

from __future__ import annotations

from services.intake.administration.describing import Label, Pair
from services.intake.administration.subjects.making import described
from services.intake.registry.parts import a_code
from services.intake.rosters.schemas import LeaveBody, RosterBody
from services.intake.venues.schemas import DivisionBody, RemedyChannelsBody, VenueBody
from shared.contracts.registry import DepartmentRegistered, ItemPublished, StaffRegistered, VenueRegistered
from shared.contracts.venues import ChannelsPublished, DivisionRegistered, LeaveRegistered, RosterPublished

KINDS: dict[str, Pair] = {"hall": ("大厅", "hall"), "point": ("村点", "village point")}
NAMING: dict[str, Pair] = {
    "anshun-2016": ("安顺 2016（区县乡镇全称）", "Anshun 2016 (full names)"),
    "guofa-2022-5": ("国发〔2022〕5 号", "Guofa [2022] No. 5"),
}
TENURES: dict[str, Pair] = {
    "": ("未说明", "not said"),
    "owned": ("自有", "owned"),
    "shared": ("共用", "shared"),
    "rented": ("租用", "rented"),
    "lent": ("借用", "lent"),
}
EQUIPMENT: dict[str, Pair] = {
    "pc": ("电脑", "computer"),
    "printer": ("打印机", "printer"),
    "fax": ("传真机", "fax"),
    "scanner": ("扫描仪", "scanner"),
    "copier": ("复印机", "copier"),
    "terminal": ("自助终端", "terminal"),
    "camera": ("高拍仪", "document camera"),
    "other": ("其他", "other"),
}
DIVISIONS: dict[str, Pair] = {
    "district": ("区", "district"),
    "county": ("县", "county"),
    "autonomous_county": ("自治县", "autonomous county"),
    "management_committee": ("管委会", "management committee"),
    "subdistrict": ("街道", "subdistrict"),
    "town": ("镇", "town"),
    "township": ("乡", "township"),
    "village": ("村", "village"),
    "residents": ("居委会", "residents' committee"),
    "community": ("社区", "community"),
}
CHANNELS: dict[str, Pair] = {
    "complaint": ("投诉", "complaint"),
    "report": ("举报", "report"),
    "supervision": ("监督", "supervision"),
    "reconsideration": ("行政复议", "reconsideration"),
}
HALVES: dict[str, Pair] = {"am": ("上午", "morning"), "pm": ("下午", "afternoon")}
PLACE = Label("大厅或村点", "hall or point", refers=VenueRegistered)
CLOCK: Pair = ("如 09:00", "as 09:00")


class ChannelsForm(RemedyChannelsBody):
    """The channels of a place, whole, with the place."""

    venue = a_code(required=True)


class RosterForm(RosterBody):
    """A week's roster of a place, whole, with the place."""

    venue = a_code(required=True)


VENUE = described(
    VenueRegistered,
    ("大厅与村点", "halls and points"),
    (
        "政务服务中心、便民服务点和它们的窗口、设备、开放时间、场期。",
        "Halls and points with windows, hours and market days.",
    ),
    "places",
    ("name", "kind", "division", "area_dm", "hall"),
    {
        "kind": Label("类型", "kind", options=KINDS, basis="S2.2c; S2.2d"),
        "name": Label(
            "名称", "name", ("须与按命名规则得出的全称一致", "the one the naming rule gives"), "S2.2c; S2.2d"
        ),
        "area_dm": Label(
            "面积（平方米）",
            "area (m²)",
            ("大厅不低于 800，村点不低于 400", "800 for halls, 400 for points"),
            "S2.2c",
            unit="area",
        ),
        "phone": Label("电话", "telephone", ("办公电话，不填个人号码", "an office's, never a person's")),
        "open_hours": Label("开门时间（文字）", "opening hours in words"),
        "hall": Label(
            "所属大厅", "guiding hall", ("村点填它的大厅；大厅留空", "for points only"), refers=VenueRegistered
        ),
        "market_rule": Label(
            "场期规则",
            "market rule",
            (
                "如：每周 日；农历尾 4 9；地支 午；间隔 2026-01-03 5；自 2026-01-01",
                "as: weekly 7, lunar 4 9, branch 午",
            ),
            "B-3.4",
        ),
        "market_rules": Label(
            "先后场期规则", "market rules in turn", ("一行一条，各有起止日", "one a line, each with its days"), "B-3.4"
        ),
        "market_hours": Label("赶场周末开门时间", "hours of market weekends", basis="S2.6a"),
        "market_hours.opens": Label("开", "opens", CLOCK),
        "market_hours.closes": Label("关", "closes", CLOCK),
        "open_on_public_holiday": Label("法定节假日赶场也开门", "open on holidays too", basis="B-3.4"),
        "naming_rule": Label("命名规则", "naming rule", options=NAMING),
        "opening": Label("每周开放", "weekly hours"),
        "opening.weekday": Label("星期（1 至 7）", "weekday (1 to 7)"),
        "opening.spans": Label("时段", "spans"),
        "opening.spans.opens": Label("开", "opens", CLOCK),
        "opening.spans.closes": Label("关", "closes", CLOCK),
        "opened_on": Label("启用日", "opened on"),
        "tenure": Label("房屋权属", "tenure", options=TENURES, basis="S2.2a"),
        "reuse_existing": Label("利用现有房屋", "rooms that were there", basis="S2.2a"),
        "equipment": Label("设备", "equipment", basis="S2.8b"),
        "equipment.kind": Label("种类", "kind", options=EQUIPMENT),
        "equipment.count": Label("台数", "count"),
        "self_service_area": Label("自助服务区", "self-service area"),
        "guide_desk": Label("咨询引导台", "guide desk"),
        "hotline_aliases": Label(
            "转接 12345 的号码", "numbers that lead to 12345", ("一行一个", "one a line"), "S2.8d"
        ),
        "proxy_enabled": Label("开展代办", "proxy service", basis="S2.4a"),
        "windows": Label("窗口", "windows"),
        "windows.id": Label("窗口编码", "id"),
        "windows.department": Label("部门", "department", refers=DepartmentRegistered),
        "windows.items": Label("办理事项", "items", refers=ItemPublished),
        "windows.comprehensive": Label(
            "综合窗口", "comprehensive", ("也受理其他部门的事项", "serves other departments too"), "S2.3a"
        ),
        "windows.internet": Label("有独立网络", "connection of its own", basis="S2.8a"),
        "windows.authorised": Label("授权", "authorities", basis="S1.1; S2.3c"),
        "windows.authorised.item": Label("事项", "item", refers=ItemPublished),
        "windows.authorised.effective_from": Label("授权自", "from"),
        "windows.authorised.effective_to": Label("授权至（不含）", "until (excluded)"),
        "windows.authorised.complete": Label("全程在厅", "wholly in the hall"),
        "windows.authorised.document": Label("授权文件", "document"),
    },
    VenueBody,
)

DIVISION = described(
    DivisionRegistered,
    ("村与区划", "divisions"),
    (
        "村、社区、管委会，以及名称变了的乡镇；乡镇以上已随系统提供。",
        "Villages, management committees, and townships that changed.",
    ),
    "places",
    ("names", "kind", "parent", "verified"),
    {
        "code": Label(
            "区划代码", "code", ("县 6 位、乡镇 9 位、村 12 位；管委会如 5204A1", "6, 9 or 12 digits"), "C-5"
        ),
        "kind": Label("类型", "kind", options=DIVISIONS),
        "parent": Label("上级区划", "parent"),
        "names": Label("名称（按时间）", "names in turn"),
        "names.name": Label("名称", "name"),
        "aliases": Label("俗称", "aliases", ("一行一个", "one a line")),
        "source": Label("来源", "source"),
    },
    DivisionBody,
)

CHANNEL = described(
    ChannelsPublished,
    ("救济渠道", "remedy channels"),
    ("投诉、举报、监督、复议四种渠道，每处都要公布。", "The four ways to be heard that every place publishes."),
    "places",
    (),
    {
        "venue": PLACE,
        "channels": Label("渠道", "channels", basis="S2.9b"),
        "channels.kind": Label("种类", "kind", options=CHANNELS),
        "channels.authority": Label("受理机关", "authority"),
        "channels.contact": Label("联系方式", "contact", ("办公电话或地址", "an office's telephone or address")),
        "channels.asks": Label("要求", "what it asks"),
        "channels.hours": Label("时间", "hours"),
    },
    ChannelsForm,
)

ROSTER = described(
    RosterPublished,
    ("排班", "rosters"),
    ("每周每处的岗位由谁值（A 岗）、谁替（B 岗）。", "Who holds each post of a place in a week, and who steps in."),
    "places",
    (),
    {
        "venue": PLACE,
        "week": Label("周一日期", "Monday"),
        "shifts": Label("班次", "shifts", basis="S2.1d"),
        "shifts.day": Label("日期", "day"),
        "shifts.half": Label("半天", "half", options=HALVES),
        "shifts.post": Label(
            "岗位", "post", ("窗口编码；咨询台填 guide，村点填 desk", "a window's id, guide, or desk")
        ),
        "shifts.a": Label("A 岗账号", "A", refers=StaffRegistered),
        "shifts.b": Label("B 岗账号", "B", refers=StaffRegistered),
    },
    RosterForm,
)

LEAVE = described(
    LeaveRegistered,
    ("请假", "leave"),
    ("谁哪几天不在岗；不登记事由。", "Days somebody is off duty; never a reason."),
    "people",
    (),
    {
        "staff": Label("账号", "account", refers=StaffRegistered),
        "absences": Label("时段", "absences"),
        "absences.first": Label("第一天", "first day"),
        "absences.last": Label("最后一天（含）", "last day, included"),
        "absences.half": Label("半天", "half", options={"": ("全天", "whole day"), **HALVES}),
    },
    LeaveBody,
)

PLACES = (VENUE, DIVISION, CHANNEL, ROSTER)
