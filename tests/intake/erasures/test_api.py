"""Erasure over HTTP: held while something is open or to be kept, certified, checked, finished after a crash; and F10:
over real streams and Kafka records nothing personal stands anywhere, before or after, and every hash and score stays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from services.intake.erasures import related
from services.intake.portal.drafts import Owner
from services.intake.service import Intake
from services.metrics.facts.case_facts import CaseScores
from shared.contracts.streams import JOURNAL
from shared.identity import Identity
from shared.journal.casefold import CaseFold, digest_of
from shared.journal.chain import verify_stream
from shared.journal.fold_stores import MemoryFoldStore
from shared.journal.follower import Follower
from shared.journal.kafka_bus import KafkaBus
from shared.journal.memory_bus import MemoryBus
from shared.journal.relay import Relay, outgoing
from shared.journal.topics import TOPICS
from shared.privacy import Erased
from shared.testing.stack import eventually
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import received
from tests.intake.consultations.test_api import ASKED
from tests.intake.offline.points import ITEM, MATERIALS, registered
from tests.intake.people import AGENT, APPLICANT, AUDITOR, CITIZEN, CLERK, INSTANT, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
OFFICER = Identity("privacy", "privacy_officer", "", "", ("5204",), demo=True)
YEARS_LATER = "2037-01-05T09:00:00+08:00"
SECRETS = (APPLICANT["name"], APPLICANT["id_number"], APPLICANT["phone"])


def finished(as_: As) -> str:
    """A case that was received, done and delivered."""
    case_no = received(as_, INSTANT, RS_CLERK)
    clerk = as_(RS_CLERK)
    clerk.get(f"/cases/{case_no}")
    assert clerk.post(f"/cases/{case_no}/completion", {"result": "已登记"}).status_code == 200
    assert clerk.post(f"/cases/{case_no}/delivery").status_code == 200
    return case_no


def later(clock: VirtualClock) -> None:
    clock.move_to(datetime.fromisoformat(YEARS_LATER))


def test_an_open_case_and_a_record_still_to_be_kept_hold_the_data(as_: As, clock: VirtualClock) -> None:
    case_no = received(as_, INSTANT, RS_CLERK)
    officer = as_(OFFICER)
    held = officer.post("/erasures", {"case_no": case_no})
    assert (held.status_code, held.json["code"], list(held.json["errors"])) == (409, "legal_hold", ["open_case"])
    clerk = as_(RS_CLERK)
    clerk.post(f"/cases/{case_no}/completion", {"result": "已登记"})
    clerk.post(f"/cases/{case_no}/delivery")
    held = officer.post("/erasures", {"case_no": case_no})
    assert held.json["errors"] == {"retention": ["until 2036-09-17"]}
    later(clock)
    assert officer.post("/erasures", {"case_no": case_no}).status_code == 201


def test_a_proxy_and_a_mandate_hold_the_data(as_: As, intake: Intake, clock: VirtualClock) -> None:
    body = {"item": "LOCAL-01", "applicant": APPLICANT, "materials": []}
    as_(AGENT).post("/proxy-mandates", body)
    later(clock)
    who = {"id_number": APPLICANT["id_number"]}
    assert list(as_(OFFICER).post("/erasures", who).json["errors"]) == ["open_proxy"]
    (row,) = intake.erasures.collection.find()
    assert row["refused"] == 1, "that it was asked for stays on record"


def test_the_certificate_is_numbered_printed_and_checked_by_anybody(as_: As, app: Flask, clock: VirtualClock) -> None:
    case_no = finished(as_)
    later(clock)
    answer = as_(OFFICER).post("/erasures", {"case_no": case_no}, key="e-1")
    told = answer.json
    assert (told["certificate_no"][:11], told["erased_on"], told["cases"]) == ("520400000XC", "2037-01-05", 1)
    again = as_(OFFICER).post("/erasures", {"case_no": case_no}, key="e-1")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (told, "true")
    asked = {"certificate_no": told["certificate_no"], "check_code": told["check_code"]}
    checked = as_(None).post("/erasures/check", asked).json
    assert (checked["genuine"], checked["certificate"]["hash"]) == (True, told["hash"])
    assert not as_(None).post("/erasures/check", {**asked, "check_code": "22223333"}).json["genuine"]
    page = Visitor(app, OFFICER).open(f"/erasures/{told['certificate_no']}")
    assert told["hash"][:16] in page
    assert not [secret for secret in SECRETS if secret in page]
    anyone = Visitor(app, None)
    anyone.open("/erasures/check")
    assert "证明属实" in anyone.submit("/erasures/check", **asked).get_data(as_text=True)
    assert told["certificate_no"] in Visitor(app, AUDITOR).open("/erasures")
    for who in (CLERK, CITIZEN):
        assert as_(who).post("/erasures", {"case_no": case_no}).status_code == 403
    assert as_(AUDITOR).post("/erasures", {"case_no": case_no}).status_code == 403


def test_the_form_says_in_words_what_holds_the_data(as_: As, app: Flask) -> None:
    case_no = received(as_)
    officer = Visitor(app, OFFICER)
    officer.open("/erasures")
    page = officer.submit("/erasures", case_no=case_no, reason="on_request", kind="1")
    assert page.status_code == 409
    assert "有办件未办结" in page.get_data(as_text=True)


def test_a_process_that_dies_after_the_event_leaves_a_key_that_the_worker_deletes(
    as_: As, intake: Intake, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_no = finished(as_)
    found = intake.cases.collection.find_one({"_id": case_no})
    assert found is not None
    who = found["applicant"]
    later(clock)

    def dead(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as once:
        once.setattr("services.intake.erasures.views.Erasures.refresh", dead)
        assert as_(OFFICER).post("/erasures", {"case_no": case_no}).status_code == 500
    assert intake.vault.open(who["person"], who["name"], case_no, "name") == "张三丰"
    commits = intake.journal.store.stream(f"person/{who['person']}")
    intake.erasures.repair_behind(intake.journal, commits)
    with pytest.raises(Erased):
        intake.vault.open(who["person"], who["name"], case_no, "name")
    fresh = intake.vault.seal(who["person"], "x", "name", "张三丰")
    intake.erasures.repair_behind(intake.journal, commits)
    assert intake.vault.open(who["person"], fresh, "x", "name") == "张三丰", "a key made since stays"


def test_f10_nothing_personal_stands_anywhere_and_after_erasure_every_hash_and_score_is_as_it_was(
    as_: As, intake: Intake, clock: VirtualClock, kafka_servers: str, capfd: pytest.CaptureFixture[str]
) -> None:
    case_no = finished(as_)
    body = {"item": "LOCAL-01", "applicant": APPLICANT, "materials": ["id-card", "form", "statement"]}
    number = as_(AGENT).post("/proxy-mandates", body).json["proxy_no"]
    as_(AGENT).post(f"/proxy-mandates/{number}/withdrawal")
    as_(AGENT).post(f"/proxy-mandates/{number}/report", {"manner": "face_to_face"})
    errors = [as_(RS_CLERK).post("/cases", {**INSTANT, "item": "LOCAL-99"}), as_(None).get(f"/cases/{case_no}")]
    bus = KafkaBus(kafka_servers)
    bus.ensure(TOPICS)
    before = relayed(intake, bus)
    scores, root = scored(intake, before), root_of(before)
    chains = {commit.stream for commit in intake.journal.store.scan()}
    later(clock)
    assert as_(OFFICER).post("/erasures", {"case_no": case_no}).status_code == 201
    after = relayed(intake, bus)
    kept = [record for record in after if record in set(before)]
    assert (kept, root_of(kept)) == (before, root), "not a byte of a record has changed"
    for stream in chains:
        verify_stream(intake.journal.store.stream(stream))
    assert scored(intake, kept) == scores == scored(intake, after), "and no score"
    shown = as_(RS_CLERK).get(f"/cases/{case_no}").json["applicant"]
    assert (shown["name"], shown["id_number"], shown["phone"]) == ("已删除",) * 3
    proxy = as_(AGENT).get(f"/proxy-mandates/{number}").json
    assert proxy["applicant"]["name"] == "已删除"
    written = [record.decode() for record in after]
    for name in intake.database.list_collection_names():
        written += [str(found) for found in intake.database[name].find()]
    written += [answer.get_data(as_text=True) for answer in errors]
    written += list(capfd.readouterr())
    assert len(written) > 20
    assert not [text for text in written for secret in SECRETS if secret in text]


def relayed(intake: Intake, bus: KafkaBus) -> list[bytes]:
    """Relay what is pending, and read this journal's records back from the log, in the order of streams."""
    relay = Relay(intake.journal.store, bus, "test")
    eventually(lambda: relay.step() == 0 and intake.journal.store.count_pending() == 0)
    relay.close()
    mine = {commit.body for commit in intake.journal.store.scan()}
    return sorted(value for value in logged(bus) if value in mine)


def root_of(records: list[bytes]) -> str:
    """Give one hash over all records: what a checkpoint's root rests on."""
    return sha256(b"".join(sha256(record).digest() for record in records)).hexdigest()


def logged(bus: KafkaBus) -> set[bytes]:
    """Give every record of the journal's topic."""
    reader, spots = bus.reader(), [(JOURNAL, number) for number in range(bus.partitions(JOURNAL))]
    starts, ends = reader.starts(spots), reader.ends(spots)
    reader.assign(starts)
    wanted, found = sum(ends[spot] - starts[spot] for spot in spots), []
    while len(found) < wanted:
        found += reader.poll(1.0)
    reader.close()
    return {record.value for record in found}


def scored(intake: Intake, records: list[bytes]) -> str:
    """Fold these records as the scores do, and give the digest of the sums."""
    bus, folds = MemoryBus(), MemoryFoldStore()
    bus.ensure(TOPICS)
    bus.producer().send([outgoing(commit) for commit in intake.journal.store.scan() if commit.body in records])
    follower = Follower(bus, (JOURNAL,), CaseFold(CaseScores(), folds, version=lambda: 1))
    while follower.step():
        pass
    assert folds.poisoned("scores@1") == {}
    sums = folds.sums("scores@1")
    assert sums, "a digest of nothing proves nothing"
    return digest_of(sums)


# All keys of a person


def test_one_request_names_ratings_accounts_and_what_was_shown_with_its_code(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = finished(as_)
    as_(CITIZEN).post("/auth/identity", {"name": APPLICANT["name"], "id_number": APPLICANT["id_number"]})
    named = {"rating": case_no, "account": CITIZEN.id, "complaint": "520422103TS2026092400001"}
    named["draft"] = f"account/{CITIZEN.id}"
    draft = intake.drafts.begin(Owner(named["draft"]), INSTANT, clock.now())
    sealed = {kind: intake.vault.person(kind, name) for kind, name in named.items()}
    tokens = {kind: intake.vault.seal(person, "n", "text", "写过的话") for kind, person in sealed.items()}
    later(clock)
    matter = {"number": named["complaint"], "code": "22223333"}
    wrong = as_(OFFICER).post("/erasures", {"case_no": case_no, "matters": [matter]})
    assert (wrong.status_code, wrong.json["code"]) == (422, "wrong_code")
    shown = {**matter, "code": intake.codes.of(named["complaint"])}
    assert as_(OFFICER).post("/erasures", {"case_no": case_no, "matters": [shown]}).status_code == 201
    found = intake.cases.collection.find_one({"_id": case_no})
    assert found is not None
    (fact,) = intake.journal.store.stream(f"person/{found['applicant']['person']}")[-1].envelope().events
    assert {each["kind"]: each["person"] for each in fact.data["keys"]} == sealed
    assert fact.data["of_cases"] == [case_no]
    assert intake.vault.key_id(sealed.pop("draft")) == ""
    assert intake.database["drafts"].find_one({"_id": draft}) is None
    for kind, token in tokens.items():
        if kind == "draft":
            continue
        assert intake.vault.open(sealed[kind], token, "n", "text") == "写过的话", "left to whoever sealed it"
    assert intake.proofs.count_documents({}) == 0


def test_a_slip_without_a_number_holds_while_it_waits_and_its_key_goes_with_the_rest(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no, device = finished(as_), registered(as_)
    clock.move_to(datetime.fromisoformat("2026-09-22T10:00:00+08:00"))
    packet = device.packet(device.entry(0, id_number="520402199001010011"))
    name, slip_no = as_(AGENT).post("/offline/packets", packet).json["packet"], device.slips[0]["slip_no"]
    person = intake.vault.person("slip", slip_no)
    assert intake.vault.key_id(person), "a number that cannot be one is no key"
    later(clock)
    asked = {"case_no": case_no, "matters": [{"number": slip_no, "code": intake.codes.of(slip_no)}]}
    held = as_(OFFICER).post("/erasures", asked)
    assert (held.status_code, list(held.json["errors"])) == (409, ["open_slip"])
    dropped = as_(RS_CLERK).post(f"/offline/packets/{name}/entries/{slip_no}/settlement", {"reason": "not_wanted"})
    assert dropped.status_code == 200, dropped.json
    clock.move_to(datetime.fromisoformat("2048-01-07T09:00:00+08:00"))
    assert as_(OFFICER).post("/erasures", asked).status_code == 201
    assert intake.vault.key_id(person) == ""


def test_a_slip_that_was_put_right_goes_with_the_person_whose_case_it_became(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    device = registered(as_)
    clock.move_to(datetime.fromisoformat("2026-09-22T10:00:00+08:00"))
    packet = device.packet(device.entry(0, id_number="520402199001010011"))
    name, slip_no = as_(AGENT).post("/offline/packets", packet).json["packet"], device.slips[0]["slip_no"]
    right = {"name": "张三丰", "id_number": "520402200503150012"}
    body = {"item": ITEM, "applicant": right, "materials": MATERIALS}
    settled = as_(RS_CLERK).post(f"/offline/packets/{name}/entries/{slip_no}/settlement", body)
    assert settled.status_code == 200, settled.json
    (case,) = intake.cases.collection.find({}, {"_id": 1})
    keys = related.keys_of(intake, intake.vault.person("id", right["id_number"]), ())
    assert ("slip", intake.vault.person("slip", slip_no)) in {(each.kind, each.person) for each in keys}
    assert tuple(related.cases(intake, intake.vault.person("id", right["id_number"]))) == (case["_id"],)


def test_a_question_holds_while_it_is_open_and_its_own_key_goes_with_the_rest(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    case_no = finished(as_)
    told = as_(None).post("/consultations", ASKED).json
    matter = {"number": told["number"], "code": told["query_code"]}
    later(clock)
    held = as_(OFFICER).post("/erasures", {"case_no": case_no, "matters": [matter]})
    assert (held.status_code, list(held.json["errors"])) == (409, ["open_question"])
    intake.hall.consultations.collection.update_one({"_id": told["number"]}, {"$set": {"status": "closed"}})
    person = intake.vault.person("consultation", told["number"])
    assert intake.vault.key_id(person)
    assert as_(OFFICER).post("/erasures", {"case_no": case_no, "matters": [matter]}).status_code == 201
    assert intake.vault.key_id(person) == ""
    for commit in intake.journal.store.scan():
        verify_stream(intake.journal.store.stream(commit.stream))
