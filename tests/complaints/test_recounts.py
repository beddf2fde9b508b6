"""A calendar is published: complaints, ratings and remedies are counted again, once, and both last days are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.complaints.app import create_app
from services.complaints.recounts import hear
from services.complaints.service import Complaints
from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, LocalDaysPublished
from shared.contracts.statements import stream_of
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, incoming
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock, official
from shared.timekeeping.years import content_hash
from tests.complaints.samples import CASE, FILING, HANDLER, Caller, delivered

WINTER = datetime.fromisoformat("2026-12-28T10:00:00+08:00")
NOTICE = "国办发明电〔2026〕0号"


def notice(*more: date) -> CalendarPublished:
    guess = official().years[2027]
    off = guess.off_days | set(more)
    fresh = content_hash(2027, "official", NOTICE, off, ())
    return replace(guess, status="official", doc_no=NOTICE, off_days=off, hash=fresh).publication()


def news(fact: Event, version: int = 1) -> Incoming:
    """Give a statement of the register as it arrives."""
    stream, meta = stream_of(fact), meta_at("2026-12-29T09:00:00+08:00")
    meta = replace(meta, command_id=derived_command_id("test", f"{stream}@{version}"))
    commit = seal(
        stream=stream, version=version, case=stream, source="intake", meta=meta, recorded_at=meta.now, prev=GENESIS,
        facts=[fact],
    )  # fmt: skip
    return incoming(commit.envelope())


@pytest.fixture
def winter(service: Complaints) -> Complaints:
    """The service some days before the turn of a year of which no calendar is known yet."""
    return replace(service, clock=VirtualClock(WINTER))


@pytest.fixture
def handler(winter: Complaints) -> Caller:
    return Caller(create_app(winter).test_client(), winter, HANDLER)


def file(service: Complaints) -> str:
    anyone = Caller(create_app(service).test_client(), service, None)
    return str(anyone.post("/complaints", FILING).json["number"])


def test_an_open_complaint_follows_the_official_calendar_and_keeps_both_days(
    winter: Complaints, handler: Caller
) -> None:
    number = file(winter)
    before = handler.get(f"/complaints/{number}").json
    assert (before["due"], before["provisional"], before["due_before"]) == ("2027-01-05", True, None)
    told = news(notice(date(2027, 1, 4)))
    hear(winter, told)
    hear(winter, told)
    after = handler.get(f"/complaints/{number}").json
    assert (after["due"], after["provisional"], after["due_before"]) == ("2027-01-06", False, "2027-01-05")
    assert after["version"] == 2, "heard twice, done once"


def test_a_day_that_stays_becomes_certain_and_then_nothing_more_follows(winter: Complaints, handler: Caller) -> None:
    number = file(winter)
    hear(winter, news(notice()))
    sure = handler.get(f"/complaints/{number}").json
    assert (sure["due"], sure["provisional"], sure["due_before"], sure["version"]) == ("2027-01-05", False, None, 2)
    hear(winter, news(notice(date(2027, 6, 14)), 2))
    assert handler.get(f"/complaints/{number}").json["version"] == 2


def test_a_countys_days_off_count_for_its_complaints(winter: Complaints, handler: Caller) -> None:
    number = file(winter)
    local = LocalDaysPublished(division="520422", year=2026, days=(date(2026, 12, 30),), doc_no="县府发〔2026〕0号")
    hear(winter, news(replace(local, division="520402")))
    assert handler.get(f"/complaints/{number}").json["due"] == "2027-01-05"
    hear(winter, news(local))
    assert handler.get(f"/complaints/{number}").json["due"] == "2027-01-06"


def test_a_closed_complaint_rests(winter: Complaints, handler: Caller) -> None:
    number = file(winter)
    handler.post(f"/complaints/{number}/assignment", {})
    handler.post(f"/complaints/{number}/reply", {"reply": "已核实并道歉。"})
    closed = handler.post(f"/complaints/{number}/closure", {"outcome": "substantiated", "finding": "已调取监控。"})
    assert closed.status_code == 200
    hear(winter, news(notice(date(2027, 1, 4))))
    assert handler.get(f"/complaints/{number}").json["version"] == closed.json["version"]


def test_a_bad_ratings_last_days_follow_as_well_and_both_are_shown(winter: Complaints, handler: Caller) -> None:
    delivered(winter)
    bad = {"case_no": CASE, "grade": 5, "query_code": winter.codes.of(CASE), "channel": "online"}
    anyone = Caller(create_app(winter).test_client(), winter, None)
    assert anyone.post("/ratings", bad).status_code == 201
    before = handler.get(f"/ratings/{CASE}").json
    assert (before["fix_due"], before["uncertain"], before["fix_due_before"]) == ("2027-01-05", ["fix"], None)
    told = news(notice(date(2027, 1, 4)))
    hear(winter, told)
    hear(winter, told)
    after = handler.get(f"/ratings/{CASE}").json
    assert (after["fix_due"], after["uncertain"], after["fix_due_before"]) == ("2027-01-06", [], "2027-01-05")
    assert (after["contact_due"], after["version"]) == (before["contact_due"], before["version"] + 1)
    assert "日历公布前为 2027年1月5日" in handler.page(f"/desk/ratings/{CASE}")


def test_remedies_follow_as_well_and_a_decided_one_only_while_one_may_sue(winter: Complaints, handler: Caller) -> None:
    body = {"case_no": CASE, "ground": "decision", "received_on": "2026-12-28", "known_on": "2026-11-05"}
    one = f"/reconsiderations/{handler.post('/reconsiderations', body).json['number']}"
    suit = {"case_no": "", "department": "dep-zr", "filed_on": "2026-12-28", "known_on": "2026-07-04"}
    other = handler.post("/litigations", suit).json
    assert (other["sue_by"], other["in_time"], other["provisional"]) == ("2027-01-04", True, True)
    before = handler.get(one).json
    assert (before["apply_by"], before["examine_by"], before["provisional"]) == ("2027-01-04", "2027-01-05", True)
    told = news(notice(date(2027, 1, 4)))
    hear(winter, told)
    hear(winter, told)
    after = handler.get(one).json
    assert (after["apply_by"], after["apply_before"], after["provisional"]) == ("2027-01-05", "2027-01-04", False)
    assert (after["examine_by"], after["examine_before"]) == ("2027-01-06", "2027-01-05")
    assert "日历公布前为 2027年1月5日" in handler.page(f"/remedies{one}")
    followed = handler.get("/litigations").json["items"][0]
    assert (followed["sue_by"], followed["sue_before"]) == ("2027-01-05", "2027-01-04")
    ended = {"outcome": "upheld", "decided_on": "2026-12-28", "served_on": "2026-12-28"}
    handler.post(f"{one}/acceptance", {"on": "2026-12-28"})
    handler.post(f"{one}/decision", ended)
    sue = handler.get(one).json
    assert sue["sue_by"] == "2027-01-12"
    hear(winter, news(notice(date(2027, 1, 4), date(2027, 1, 12)), 2))
    again = handler.get(one).json
    assert (again["sue_by"], again["sue_before"], again["apply_by"]) == ("2027-01-13", "2027-01-12", "2027-01-05")
