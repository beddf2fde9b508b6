"""A proxy of the Langtang point: commands and events that specs and API tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.intake.proxies.commands import (
    End,
    Entrust,
    GiveUp,
    HandOver,
    JoinCase,
    NoteMissed,
    ReportBack,
    ResultReady,
)
from shared.contracts import Actor, Meta
from shared.contracts.duties import ProxyCatalogPublished, ProxyEntry
from shared.contracts.intake import Applicant
from shared.contracts.people import (
    ProxyCaseReceived,
    ProxyEntrusted,
    ProxyHandedOver,
    ProxyReportedBack,
    ProxyResultReady,
)
from shared.testing.spec import meta_at
from shared.timekeeping import official
from tests.intake.cases.samples import HALL, INSTANT, POINT

CALENDAR = official()
AGENT = Actor("agent-1", "village_agent")
WHO = Applicant(person="p-1", kind="1", name="sealed-name", id_number="sealed-id")
PLACE = replace(POINT, hall=HALL.id, division="520422103202")
LISTED = ProxyCatalogPublished(
    division="520422103",
    entries=(ProxyEntry(INSTANT.code),),
    document_no="马府发〔2026〕3号",
    effective_from=date(2026, 1, 1),
)
WHERE = "普定县马场镇政务服务中心 · 综合窗口 · 0851-2"
ENTRUSTED_AT = "2026-09-30T16:00:00+08:00"
CASE = "52042210320261008000011"


def at(moment: str) -> Meta:
    return meta_at(moment, AGENT)


def entrust(moment: str = ENTRUSTED_AT, **changes: Any) -> Entrust:
    fields: dict[str, Any] = {
        "place": PLACE.id,
        "item": INSTANT,
        "item_version": 1,
        "point": PLACE,
        "catalog": LISTED,
        "where": WHERE,
        "applicant": WHO,
        "materials": ("form",),
        "calendar": CALENDAR,
    }
    return Entrust(meta=at(moment), **(fields | changes))


entrusted = ProxyEntrusted(
    item=INSTANT.code,
    item_name="失业登记",
    item_version=1,
    point=PLACE.id,
    hall=HALL.id,
    division="520422103202",
    person="p-1",
    applicant=WHO,
    materials=("form",),
    entrusted_at=datetime.fromisoformat(ENTRUSTED_AT),
    handover_due=date(2026, 10, 8),
    calendar=CALENDAR.due(date(2026, 9, 30), 1).versions,
    limits="limits@1.0.0",
    agent="agent-1",
    catalog_no="马府发〔2026〕3号",
)
handed = ProxyHandedOver(
    handed_on=date(2026, 10, 8),
    handed_at=datetime.fromisoformat("2026-10-08T10:00:00+08:00"),
    due=date(2026, 10, 8),
    in_time=True,
    hall=HALL.id,
    point=PLACE.id,
)
joined = ProxyCaseReceived(case_no=CASE, point=PLACE.id)
ready = ProxyResultReady(
    ready_on=date(2026, 10, 20),
    report_due=date(2026, 10, 21),
    case_no=CASE,
    outcome="approved",
    calendar=CALENDAR.due(date(2026, 10, 20), 1).versions,
    point=PLACE.id,
)
reported = ProxyReportedBack(
    reported_on=date(2026, 10, 21), due=date(2026, 10, 21), in_time=True, point=PLACE.id, manner="face_to_face"
)


def hand_over(moment: str = "2026-10-08T10:00:00+08:00", **changes: Any) -> HandOver:
    return HandOver(meta=at(moment), **({"place": PLACE.id, "calendar": CALENDAR} | changes))


def join(moment: str = "2026-10-08T10:01:00+08:00", **changes: Any) -> JoinCase:
    return JoinCase(meta=at(moment), **({"case_no": CASE} | changes))


def result(moment: str = "2026-10-20T11:00:00+08:00", **changes: Any) -> ResultReady:
    fields: dict[str, Any] = {"outcome": "approved", "ready_on": date(2026, 10, 20), "calendar": CALENDAR}
    return ResultReady(meta=at(moment), **(fields | changes))


def give_up(moment: str = "2026-09-30T17:00:00+08:00", **changes: Any) -> GiveUp:
    return GiveUp(meta=at(moment), **({"place": PLACE.id, "calendar": CALENDAR} | changes))


def report(moment: str = "2026-10-21T09:00:00+08:00", **changes: Any) -> ReportBack:
    fields: dict[str, Any] = {"place": PLACE.id, "manner": "face_to_face", "ends": False, "calendar": CALENDAR}
    return ReportBack(meta=at(moment), **(fields | changes))


def end(moment: str = "2026-10-21T10:00:00+08:00", **changes: Any) -> End:
    return End(meta=at(moment), **({"place": PLACE.id} | changes))


def missed(duty: Any, moment: str) -> NoteMissed:
    return NoteMissed(meta=at(moment), duty=duty)
