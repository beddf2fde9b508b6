"""Items, halls and events that the specs of a case speak of: an instant item, a licence, and a slow one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.intake.cases.commands import (
    Accept,
    Complete,
    Correct,
    Deliver,
    Lapse,
    MakeGood,
    NotNeeded,
    Receive,
    RecordDecision,
    Redirect,
    Refuse,
    RequestSupplement,
    Supplement,
    SwitchChannel,
    Withdraw,
)
from shared.contracts import Actor, Event
from shared.contracts.intake import (
    Applicant,
    CaseAccepted,
    CaseCompleted,
    CaseReceived,
    CaseSupplemented,
    CaseWithdrawn,
    DecisionRecorded,
    Defect,
    SupplementRequested,
)
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ItemPublished, Material, ReviewPoint, Text, VenueRegistered, Window
from shared.testing.spec import meta_at
from shared.timekeeping import official

CLERK = Actor("clerk-1", "window_clerk", "dep-zr")
CALENDAR = official()
APPLICANT = Applicant(person="p-1", kind="1", name="sealed-name", id_number="sealed-id", phone="sealed-phone")
RECEIVED = "2026-09-17T09:00:00+08:00"

LICENCE = ItemPublished(
    code="zhaijidi",
    name=Text("农村宅基地批准", "Approval of a rural house site"),
    category="宅基地审批",
    department="dep-zr",
    item_type="01",
    kind="promised",
    promised=TimeLimit(15, "working_days"),
    statutory=TimeLimit(20, "working_days"),
    verified=False,
    materials=(
        Material("form", Text("宅基地和建房申请表")),
        Material("identity", Text("身份证、户口簿")),
        Material("minutes", Text("村集体讨论与公示证明"), tolerable=True),
        Material("photo", Text("现场照片"), required=False),
    ),
    review_points=(ReviewPoint("one_house", Text("一户一宅")), ReviewPoint("area", Text("面积符合标准"))),
    basis=("土地管理法62",),
    effective_from=date(2026, 1, 1),
    deemed_acceptance=True,
)
INSTANT = replace(
    LICENCE,
    code="shiye",
    name=Text("失业登记", "Unemployment registration"),
    department="dep-rs",
    kind="instant",
    promised=TimeLimit(0, "same_day"),
    statutory=None,
    review_points=(),
    deemed_acceptance=False,
)
ITEMS = {item.code: item for item in (LICENCE, INSTANT)}
HALL = VenueRegistered(
    id="H-520422103",
    kind="hall",
    name=Text("普定县马场镇政务服务中心"),
    division="520422103",
    area_dm=8125,
    windows=(
        Window("W1", Text("综合窗口"), "dep-zr", ("zhaijidi", "shiye")),
        Window("W2", Text("自然资源窗口"), "dep-zr", ("zhaijidi",)),
    ),
)
POINT = replace(HALL, id="P-520422103-202", kind="point", windows=())

received = CaseReceived(
    item="zhaijidi",
    item_version=1,
    item_name="农村宅基地批准",
    kind="promised",
    department="dep-zr",
    hall=HALL.id,
    window="W1",
    division="520422103",
    channel="window",
    applicant=APPLICANT,
    materials=("form", "identity", "minutes"),
    promised=TimeLimit(15, "working_days"),
    statutory=TimeLimit(20, "working_days"),
    received_at=datetime.fromisoformat(RECEIVED),
    evidence_at=datetime.fromisoformat(RECEIVED),
    registered_at=datetime.fromisoformat(RECEIVED),
)
incomplete = replace(received, materials=("form", "minutes"))
without_minutes = replace(received, materials=("form", "identity"))
instant = replace(
    received,
    item="shiye",
    item_name="失业登记",
    kind="instant",
    department="dep-rs",
    promised=TimeLimit(0, "same_day"),
    statutory=None,
)
noticed = SupplementRequested(
    notice_no="520422103BZ2026000010", defects=(Defect("identity", "缺户口簿"),), due=date(2026, 9, 23)
)
supplemented = CaseSupplemented(materials=("identity",), supplied_on=date(2026, 9, 29))
accepted = CaseAccepted(
    accepted_on=date(2026, 9, 17),
    receipt_no="520422103SL2026000010",
    manner="clerk",
    promised_due=date(2026, 10, 14),
    statutory_due=date(2026, 10, 21),
    provisional=False,
    calendar=CALENDAR.due(date(2026, 9, 17), 20).versions,
    item="zhaijidi",
    item_version=1,
    department="dep-zr",
    division="520422103",
    promised=TimeLimit(15, "working_days"),
    statutory=TimeLimit(20, "working_days"),
    review_points=("one_house", "area"),
    accepted_by="clerk-1",
    materials=("form", "identity", "minutes"),
)
decided = DecisionRecorded(
    outcome="approved",
    document_no="普自然资许〔2026〕1号",
    decided_at=datetime.fromisoformat("2026-10-12T10:00:00+08:00"),
)
completed = CaseCompleted(result="已登记", completed_on=date(2026, 9, 17), due=date(2026, 9, 17))
withdrawn = CaseWithdrawn(reason="不再建房", confirmed=True, withdrawn_on=date(2026, 9, 17))


def before(day: int, *facts: Event) -> tuple[Event, ...]:
    """Give a history whose receipt was on another day of September 2026."""
    first, *rest = facts
    assert isinstance(first, CaseReceived)
    return (replace(first, received_at=first.received_at.replace(day=day)), *rest)


def receive(moment: str = RECEIVED, **changes: Any) -> Receive:
    fields: dict[str, Any] = {
        "case_no": "52042210320260917000014",
        "item": LICENCE,
        "item_version": 1,
        "hall": HALL,
        "window": "W1",
        "channel": "window",
        "applicant": APPLICANT,
        "materials": ("form", "identity", "minutes"),
    }
    return Receive(meta=meta_at(moment, CLERK), **(fields | changes))


def accept(moment: str = RECEIVED, **changes: Any) -> Accept:
    fields: dict[str, Any] = {"receipt_no": accepted.receipt_no, "item": LICENCE, "calendar": CALENDAR}
    return Accept(meta=meta_at(moment, CLERK), **(fields | changes))


def request_supplement(*materials: str, moment: str = RECEIVED, **changes: Any) -> RequestSupplement:
    defects = tuple(Defect(code, "缺户口簿") for code in materials)
    fields: dict[str, Any] = {
        "notice_no": noticed.notice_no,
        "defects": defects,
        "item": LICENCE,
        "calendar": CALENDAR,
    }
    return RequestSupplement(meta=meta_at(moment, CLERK), **(fields | changes))


def supplement(*materials: str, moment: str = "2026-09-29T10:00:00+08:00", **changes: Any) -> Supplement:
    return Supplement(meta=meta_at(moment, CLERK), materials=materials, item=LICENCE, **changes)


def refuse(**changes: Any) -> Refuse:
    fields: dict[str, Any] = {
        "document_no": "520422103BL2026000010",
        "reasons": "申请人已有一处宅基地,面积 180 平方米",
        "basis": "土地管理法62①",
        "review_authority": "普定县人民政府",
    }
    return Refuse(meta=meta_at(RECEIVED, CLERK), **(fields | changes))


def redirect(moment: str = RECEIVED, **changes: Any) -> Redirect:
    fields: dict[str, Any] = {
        "department": "普定县林业局",
        "address": "定南街道文明路 3 号",
        "telephone": "0851-38220000",
        "calendar": CALENDAR,
        "precheck": 1,
    }
    return Redirect(meta=meta_at(moment, CLERK), **(fields | changes))


def withdraw(moment: str = RECEIVED, **changes: Any) -> Withdraw:
    return Withdraw(meta=meta_at(moment, CLERK), **({"reason": "不再建房", "confirmed": True} | changes))


def complete(moment: str = RECEIVED, **changes: Any) -> Complete:
    return Complete(meta=meta_at(moment, CLERK), **({"result": "已登记", "item": INSTANT} | changes))


def record_decision(moment: str = "2026-10-12T10:00:01+08:00") -> RecordDecision:
    return RecordDecision(
        meta=meta_at(moment, Actor("intake.record-decision", "system")),
        outcome="approved",
        document_no=decided.document_no,
        decided_at=decided.decided_at,
    )


def deliver(moment: str = "2026-10-13T09:00:00+08:00", **changes: Any) -> Deliver:
    return Deliver(meta=meta_at(moment, CLERK), **({"manner": "window"} | changes))


def not_needed(moment: str = RECEIVED, **changes: Any) -> NotNeeded:
    fields: dict[str, Any] = {
        "document_no": "520422103WX2026000010",
        "reasons": "院内搭设临时棚架，不属于建房",
        "basis": "土地管理法62",
        "calendar": CALENDAR,
        "precheck": 1,
    }
    return NotNeeded(meta=meta_at(moment, CLERK), **(fields | changes))


def correct(*materials: str, **changes: Any) -> Correct:
    fields: dict[str, Any] = {"what": "申请日期笔误", "item": LICENCE}
    return Correct(meta=meta_at(RECEIVED, CLERK), materials=materials, **(fields | changes))


def make_good(*materials: str, moment: str = "2026-09-25T10:00:00+08:00") -> MakeGood:
    return MakeGood(meta=meta_at(moment, CLERK), materials=materials)


def lapse(moment: str, item: ItemPublished = LICENCE) -> Lapse:
    meta = meta_at(moment, Actor("system", "system"))
    return Lapse(meta=meta, document_no="520422103BL2026000011", item=item, review_authority="普定县人民政府")


def switch(channel: Any, moment: str = "2026-09-18T09:00:00+08:00", **changes: Any) -> SwitchChannel:
    return SwitchChannel(meta=meta_at(moment, CLERK), channel=channel, **changes)
