"""Packets over HTTP: signed, numbered ahead, duplicate-safe, both times kept, entry by entry, nothing lost."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from services.intake.service import Intake
from shared.identity import Identity
from shared.numbers import parse_case_number
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_minors import CHILD, MOTHER
from tests.intake.offline.points import CAPTURED, MATERIALS, POINT, Device, outcomes, person, registered, shown
from tests.intake.people import ADMIN, AGENT, CITIZEN, CLERK, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]
TODAY = datetime.fromisoformat("2026-09-22T10:00:00+08:00")


@pytest.fixture
def device(as_: As, clock: VirtualClock) -> Device:
    """A device registered on Thursday; the tests' day is the Tuesday after."""
    made = registered(as_)
    clock.move_to(TODAY)
    return made


def cases(intake: Intake) -> int:
    return intake.database["commits"].count_documents({"stream": {"$regex": "^case/"}})


def test_an_entry_becomes_a_case_with_both_times_and_a_number_of_the_servers(
    device: Device, as_: As, intake: Intake
) -> None:
    answer = as_(AGENT).post("/offline/packets", device.packet(device.entry(note="腿脚不便，家属代交")))
    assert answer.status_code == 201, answer.json
    (result,) = answer.json["results"]
    assert (result["outcome"], result["late"]) == ("received", False)
    assert parse_case_number(result["case_no"]).division == "520402109"
    case = as_(RS_CLERK).get(f"/cases/{result['case_no']}").json
    assert (case["channel"], case["applicant"]["name"]) == ("proxy", "张三丰")
    (commit,) = intake.journal.store.stream(f"case/{result['case_no']}")
    told = commit.envelope()
    assert told.events[0].occurred_at == CAPTURED
    assert told.recorded_at.startswith("2026-09-22T10:00:00")
    (packet,) = intake.journal.store.stream(f"packet/{answer.json['packet']}")
    stored = bytes(packet.body)
    for secret in ("张三丰", "520402200503150012", "13885300000", "腿脚不便"):
        assert secret.encode() not in stored
    fact = packet.envelope().events[0].data
    assert (fact["point"], fact["division"], fact["signed_by"]) == (POINT, "520402109201", device.id)
    assert (fact["captured_from"], fact["entries"], fact["duplicates"]) == (CAPTURED, 1, 0)


def test_the_point_answers_for_what_it_took_down_until_the_papers_and_the_result_have_arrived(
    device: Device, as_: As, intake: Intake
) -> None:
    packet = device.packet(device.entry())
    case_no = as_(AGENT).post("/offline/packets", packet).json["results"][0]["case_no"]
    as_(RS_CLERK).post("/offline/packets", packet)
    (proxy,) = as_(AGENT).get("/proxy-mandates").json["items"]
    assert (proxy["case_no"], proxy["status"], proxy["handover_due"]) == (case_no, "entrusted", "2026-09-23")
    assert proxy["entrusted_at"] == CAPTURED
    as_(RS_CLERK).post(f"/proxy-mandates/{proxy['proxy_no']}/handover", {"register": False})
    (handed,) = as_(AGENT).get(f"/proxy-mandates?case={case_no}").json["items"]
    assert as_(AGENT).get(f"/proxy-mandates?case={case_no[:-1]}0000").json["items"] == []
    assert (handed["case_no"], handed["status"]) == (case_no, "handed_over")
    assert cases(intake) == 1


def test_the_same_packet_again_is_once_and_gives_its_first_results(device: Device, as_: As, intake: Intake) -> None:
    packet = device.packet(device.entry(0), device.entry(1, name="李四"))
    first = as_(AGENT).post("/offline/packets", packet)
    again = as_(RS_CLERK).post("/offline/packets", packet)
    assert again.json["results"] == first.json["results"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Idempotent-Done-By"] == first.headers["X-Correlation-Id"]
    assert cases(intake) == 2


def test_an_entry_that_came_before_is_a_duplicate_wherever_it_comes_again(
    device: Device, as_: As, intake: Intake
) -> None:
    entry = device.entry(0)
    first = as_(AGENT).post("/offline/packets", device.packet(entry)).json
    by_stick = as_(RS_CLERK).post("/offline/packets", device.packet(device.entry(0), device.entry(1))).json
    assert by_stick["via"] == "file"
    assert outcomes(by_stick) == [("duplicate", ""), ("received", "")]
    assert by_stick["results"][0]["case_no"] == first["results"][0]["case_no"]
    assert by_stick["duplicates"] == 1
    assert cases(intake) == 2


def test_the_same_slip_with_another_content_is_held_and_not_lost(device: Device, as_: As, intake: Intake) -> None:
    as_(AGENT).post("/offline/packets", device.packet(device.entry(0)))
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(0, name="李四"))).json
    assert outcomes(told) == [("held", "slip_reused")]
    assert cases(intake) == 1


def test_a_crash_between_entries_and_packet_is_mended_by_sending_again(
    device: Device, as_: As, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = device.packet(device.entry(0), device.entry(1))
    with monkeypatch.context() as broken:
        broken.setattr("services.intake.offline.importing.RecordPacket", _breaks)
        assert as_(AGENT).post("/offline/packets", packet).status_code == 500
    assert cases(intake) == 2
    told = as_(AGENT).post("/offline/packets", packet).json
    assert outcomes(told) == [("duplicate", ""), ("duplicate", "")]
    assert cases(intake) == 2


def _breaks(**_: Any) -> None:
    raise RuntimeError("the process dies here")


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2026-09-22T10:06:00+08:00", "captured_in_future"),
        ("2026-09-17T09:59:00+08:00", "captured_before_device"),
        ("yesterday", "captured_unreadable"),
        ("2026-09-22T09:00:00", "captured_unreadable"),
    ],
)
def test_a_time_out_of_bounds_is_held(device: Device, as_: As, at: str, code: str) -> None:
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(at=at))).json
    assert outcomes(told) == [("held", code)]


def test_a_clock_a_little_ahead_counts_as_now(device: Device, as_: As) -> None:
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(at="2026-09-22T10:04:00+08:00"))).json
    assert told["results"][0]["captured_at"].startswith("2026-09-22T10:00:00")


def test_what_comes_more_than_a_working_day_later_is_received_and_flagged(device: Device, as_: As) -> None:
    entries = (device.entry(0, at="2026-09-18T09:00:00+08:00"), device.entry(1, at="2026-09-21T09:00:00+08:00"))
    told = as_(AGENT).post("/offline/packets", device.packet(*entries)).json
    assert [each["late"] for each in told["results"]] == [True, False]
    assert told["late"] == 1


def test_what_is_too_old_waits_for_a_person(device: Device, as_: As, clock: VirtualClock) -> None:
    entry = device.entry()
    clock.advance(timedelta(days=41))
    assert outcomes(as_(AGENT).post("/offline/packets", device.packet(entry)).json) == [
        ("held", "captured_too_long_ago")
    ]


def test_one_bad_entry_among_good_ones_is_reported_alone(device: Device, as_: As, intake: Intake) -> None:
    entries = (
        device.entry(0),
        device.entry(1, id_number="520402199001010011"),
        device.entry(2, item="LOCAL-99"),
        device.entry(3, materials=["passport"]),
        device.entry(4, name=""),
        device.entry("520402109LS2026999999"),
        {**device.entry(5), "sealed": "b1.AAAA"},
        {**device.entry(6), "slip_no": device.slips[7]["slip_no"]},
        device.entry(8),
    )
    told = as_(AGENT).post("/offline/packets", device.packet(*entries)).json
    assert outcomes(told) == [
        ("received", ""),
        ("held", "bad_identity_number"),
        ("held", "unknown_item"),
        ("held", "unknown_material"),
        ("held", "invalid"),
        ("held", "slip_not_granted"),
        ("held", "entry_unreadable"),
        ("held", "entry_unreadable"),
        ("received", ""),
    ]
    assert all(each["title"] for each in told["results"] if each["code"])
    assert (told["held"], cases(intake)) == (7, 2)


def test_a_number_put_right_on_the_device_comes_in_under_the_same_slip(device: Device, as_: As) -> None:
    as_(AGENT).post("/offline/packets", device.packet(device.entry(0, id_number="520402199001010011")))
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(0))).json
    assert outcomes(told) == [("received", "")]


def test_a_packet_changed_by_one_bit_is_refused_whole(device: Device, as_: As, intake: Intake) -> None:
    packet = device.packet(device.entry())
    payload = bytearray(base64.urlsafe_b64decode(packet["payload"] + "=="))
    payload[20] ^= 1
    packet["payload"] = base64.urlsafe_b64encode(payload).decode().rstrip("=")
    answer = as_(AGENT).post("/offline/packets", packet)
    assert (answer.status_code, answer.json["code"]) == (422, "bad_signature")
    assert cases(intake) == 0


def test_packets_of_unknown_unregistered_and_revoked_devices_are_refused(as_: As, device: Device) -> None:
    agent, clerk = as_(AGENT), as_(RS_CLERK)
    stranger = Device(agent.get("/offline/kit").json["box_key"], seed=9)
    stranger.slips = device.slips
    packet = stranger.packet(stranger.entry())
    assert agent.post("/offline/packets", packet).json["code"] == "unknown_device"
    shown(agent, stranger)
    assert agent.post("/offline/packets", packet).json["code"] == "device_not_registered"
    assert clerk.post(f"/offline/devices/{device.id}/revocation", {"reason": "stolen"}).status_code == 200
    assert agent.post("/offline/packets", device.packet(device.entry())).json["code"] == "device_revoked"


def test_a_packet_of_another_point_is_refused(as_: As, device: Device) -> None:
    elsewhere = Identity("agent-x", "village_agent", "", "P-520422103-200", ("520422103200",), demo=True)
    packet = device.packet(device.entry())
    for who in (elsewhere, CLERK):
        answer = as_(who).post("/offline/packets", packet)
        assert (answer.status_code, answer.json["code"]) == (403, "wrong_point")
    lying = device.packet(device.entry(), point="P-520402109-999")
    assert as_(AGENT).post("/offline/packets", lying).json["code"] == "wrong_point"


@pytest.mark.parametrize(
    "payload", [b"[]", b"{", b'{"point": "P", "made_at": "x", "entries": []}', b'{"entries": [1]}']
)
def test_signed_nonsense_is_no_packet(device: Device, as_: As, payload: bytes) -> None:
    answer = as_(AGENT).post("/offline/packets", device.sign(payload))
    assert (answer.status_code, answer.json["code"]) == (422, "bad_packet")


def test_more_entries_than_a_packet_holds_are_refused(device: Device, as_: As) -> None:
    many = {"point": POINT, "made_at": CAPTURED, "entries": [{**device.entry(), "sealed": "b1.A"}] * 101}
    assert as_(AGENT).post("/offline/packets", device.sign(orjson.dumps(many))).json["code"] == "bad_packet"


def held_packet(device: Device, as_: As) -> tuple[str, str]:
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(0, id_number="520402199001010011"))).json
    return told["packet"], device.slips[0]["slip_no"]


def settling(packet: str, slip_no: str) -> str:
    return f"/offline/packets/{packet}/entries/{slip_no}/settlement"


def test_a_held_entry_put_right_at_the_hall_is_received_as_of_when_it_was_taken_down(
    device: Device, as_: As, intake: Intake
) -> None:
    packet, slip_no = held_packet(device, as_)
    who = {"name": "张三丰", "id_number": "520402200503150012"}
    body = {"item": "LOCAL-01", "applicant": who, "materials": ["id-card"]}
    answer = as_(RS_CLERK).post(settling(packet, slip_no), body, key="set-1")
    assert answer.status_code == 200, answer.json
    again = as_(RS_CLERK).post(settling(packet, slip_no), body, key="set-1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert cases(intake) == 1
    found = as_(None).get(f"/offline/slips?slip={slip_no}&code={device.slips[0]['code']}").json
    assert found["standing"] == "received"
    case = as_(RS_CLERK).get(f"/cases/{found['case_no']}").json
    assert case["received_at"] == CAPTURED
    late = as_(RS_CLERK).post(settling(packet, slip_no), {"reason": "not_wanted"})
    assert (late.status_code, late.json["code"]) == (404, "not_held")
    resent = as_(AGENT).post("/offline/packets", device.packet(device.entry(0, name="王五"))).json
    assert outcomes(resent) == [("held", "slip_reused")]


def test_the_same_application_on_two_slips_waits_until_a_person_says_that_both_are_meant(
    device: Device, as_: As, intake: Intake
) -> None:
    entries = (device.entry(0), device.entry(1, id_number=person(0)))
    told = as_(AGENT).post("/offline/packets", device.packet(*entries)).json
    assert outcomes(told) == [("received", ""), ("held", "double_submission")]
    body = {"item": "LOCAL-01", "applicant": {"name": "张三丰", "id_number": person(0)}, "materials": MATERIALS}
    answer = as_(RS_CLERK).post(settling(told["packet"], device.slips[1]["slip_no"]), body)
    assert answer.status_code == 200, answer.json
    assert cases(intake) == 2


def test_a_held_entry_is_dropped_for_a_written_reason_only(device: Device, as_: As, intake: Intake) -> None:
    packet, slip_no = held_packet(device, as_)
    assert as_(RS_CLERK).post(settling(packet, slip_no), {}).status_code == 422
    assert as_(CLERK).post(settling(packet, slip_no), {"reason": "not_wanted"}).status_code == 403
    assert as_(RS_CLERK).post(settling(packet, slip_no), {"reason": "not_wanted"}).status_code == 200
    assert cases(intake) == 0


def test_a_slip_is_looked_up_with_its_code_before_and_after_the_line_comes_back(device: Device, as_: As) -> None:
    slip = device.slips[3]
    path = f"/offline/slips?slip={slip['slip_no']}&code={slip['code']}"
    assert as_(None).get(path).json["standing"] == "not_here_yet"
    case_no = as_(AGENT).post("/offline/packets", device.packet(device.entry(3))).json["results"][0]["case_no"]
    found = as_(None).get(path).json
    assert (found["standing"], found["case_no"]) == ("received", case_no)
    progress = as_(None).get(f"/progress?case={case_no}&code={found['query_code']}")
    assert progress.status_code == 200
    assert as_(None).get(f"/offline/slips?slip={slip['slip_no']}&code=22222222").json["code"] == "unknown_slip"


def test_a_device_is_registered_by_the_centre_that_compared_its_fingerprint(as_: As) -> None:
    agent, clerk = as_(AGENT), as_(RS_CLERK)
    made = Device(agent.get("/offline/kit").json["box_key"], seed=3)
    assert shown(agent, made).json["standing"] == "requested"
    assert shown(agent, made).status_code == 201, "said twice, done once"
    wrong = clerk.post(f"/offline/devices/{made.id}/registration", {"fingerprint": "0000 0000 0000 0000 0000"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "wrong_fingerprint")
    other = as_(CLERK).post(f"/offline/devices/{made.id}/registration", {"fingerprint": made.fingerprint})
    assert other.status_code == 403
    for who in (AGENT, CITIZEN, ADMIN):
        assert as_(who).post(f"/offline/devices/{made.id}/registration", {"fingerprint": "x"}).status_code == 403
    assert agent.get(f"/offline/devices/{made.id}/blocks").json["code"] == "device_not_registered"
    taken = clerk.post(f"/offline/devices/{made.id}/registration", {"fingerprint": made.fingerprint.lower()})
    assert taken.json["standing"] == "registered"
    numbers = agent.get(f"/offline/devices/{made.id}/blocks").json["numbers"]
    assert len(numbers) == 200
    assert numbers[0]["slip_no"].startswith("520402109LS2026")


def test_two_devices_never_get_the_same_number_and_ask_three_times_a_day_at_most(as_: As) -> None:
    one, two = registered(as_, 4), registered(as_, 5)
    more = [as_(AGENT).post(f"/offline/devices/{one.id}/blocks", key=f"b-{n}") for n in (1, 1, 2, 3)]
    assert [each.status_code for each in more] == [201, 201, 201, 429]
    assert more[0].json == more[1].json
    given = [
        n["slip_no"] for d in (one, two) for n in as_(AGENT).get(f"/offline/devices/{d.id}/blocks").json["numbers"]
    ]
    assert len(given) == len(set(given)) == 800


def test_the_kit_holds_what_the_point_may_take_down_and_nothing_of_anybody(as_: As) -> None:
    told = as_(AGENT).get("/offline/kit").json
    assert told["point"] == POINT
    assert "LOCAL-01" in {item["code"] for item in told["items"]}
    assert all(item["materials"] for item in told["items"])
    assert as_(RS_CLERK).get("/offline/kit").status_code == 403


def test_a_minor_taken_down_offline_waits_for_the_guardian_and_is_received_with_it(
    device: Device, as_: As, intake: Intake
) -> None:
    entry = device.entry(0, name=CHILD["name"], id_number=CHILD["id_number"])
    told = as_(AGENT).post("/offline/packets", device.packet(entry)).json
    assert outcomes(told) == [("held", "guardian_missing")]
    where, who = settling(told["packet"], device.slips[0]["slip_no"]), {**CHILD, "phone": "13885300000"}
    body = {"item": "LOCAL-01", "applicant": who, "materials": MATERIALS}
    assert as_(RS_CLERK).post(where, body).json["code"] == "guardian_missing"
    settled = as_(RS_CLERK).post(where, {**body, "guardian": MOTHER})
    assert settled.status_code == 200, settled.json
    assert cases(intake) == 1
