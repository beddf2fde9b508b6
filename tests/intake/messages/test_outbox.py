"""From events to messages that went: once each, whatever dies in between, and nothing for those who want none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from services.intake.messages.outbox import CLAIM, Outbox, Said, postponed, stamp
from services.intake.messages.quiet import NEVER, Quiet, quiet_hours
from services.intake.messages.reactions import hear, hear_together
from services.intake.messages.senders import FileSender, NotSent, Outgoing, Sender
from services.intake.messages.sending import MOST_ATTEMPTS, Dispatcher, pause_after
from services.intake.messages.wishes import Wish, of_account
from services.intake.service import Intake
from shared.contracts.ratings import RatingReminded
from shared.identity import Identity
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.subscriber import incoming
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.intake.appointments.test_api import at, wish
from tests.intake.cases.test_api import WHOLE
from tests.intake.people import ADMIN, APPLICANT, CITIZEN, CLERK, LICENCE, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
NIGHT = quiet_hours("21:00-08:00")
NEIGHBOUR = {**APPLICANT, "name": "李四维", "id_number": "520402199001010014"}


class Killed(BaseException):
    """The worker was killed here."""


class Heard:
    """A sender that keeps what it got; `faults` are raised first, one at each attempt."""

    name = "heard"

    def __init__(self, *faults: BaseException | None, after: bool = False) -> None:
        self.got: list[Outgoing] = []
        self._faults, self._after = iter(faults), after

    def send(self, message: Outgoing) -> None:
        fault = next(self._faults, None)
        if self._after or fault is None:
            self.got.append(message)
        if fault is not None:
            raise fault


def hear_all(intake: Intake, case_no: str) -> None:
    """Let the reaction hear every commit of a case, as the log brings them."""
    for commit in intake.journal.store.stream(f"case/{case_no}"):
        hear(intake, incoming(commit.envelope()))


def dispatcher(intake: Intake, clock: VirtualClock, sender: Sender, quiet: Quiet = NEVER) -> Dispatcher:
    return Dispatcher(intake.outbox, intake.vault, sender, clock, quiet)


def messages(intake: Intake) -> list[dict[str, Any]]:
    return sorted(intake.database["outbox"].find(), key=lambda each: each["at"])


@pytest.fixture
def received(as_: As, intake: Intake) -> str:
    """A case that was received at a window and heard of."""
    case_no = as_(CLERK).post("/cases", WHOLE).json["case_no"]
    hear_all(intake, case_no)
    return case_no


def test_every_step_is_told_once_however_often_it_is_heard(as_: As, intake: Intake, received: str) -> None:
    as_(CLERK).post(f"/cases/{received}/acceptance")
    hear_all(intake, received)
    hear_all(intake, received)
    assert [each["text"] for each in messages(intake)] == ["received", "accepted"]


def test_whoever_has_not_rated_is_asked_by_text_once_and_the_call_is_somebody_s(intake: Intake, received: str) -> None:
    """B-5 `rating_invite`: a text after 24 hours; the telephone reminder is for the handlers' list."""
    meta = meta_at("2026-09-18T10:00:00+08:00")
    facts = [RatingReminded(by="sms", due=meta.now), RatingReminded(by="phone", due=meta.now)]
    reminded = seal(
        stream=f"rating/{received}", version=1, case=received, source="complaints", meta=meta, recorded_at=meta.now,
        prev=GENESIS, facts=facts,
    )  # fmt: skip
    for _ in range(2):
        hear(intake, incoming(reminded.envelope()))
    (_, told) = messages(intake)
    assert (told["text"], told["values"]["case_no"]) == ("not_rated", received)


def test_no_message_holds_a_name_a_telephone_or_an_identity_number(intake: Intake, received: str) -> None:
    (kept,) = messages(intake)
    assert not any(APPLICANT[field] in str(kept) for field in ("name", "phone", "id_number"))


def test_the_telephone_is_opened_at_sending(intake: Intake, clock: VirtualClock, received: str) -> None:
    sender = Heard()
    assert dispatcher(intake, clock, sender).tick() == 1
    (sent,) = sender.got
    assert sent.telephone == APPLICANT["phone"]
    assert sent.text.startswith("【一站】您申请的“农村宅基地批准”已收件，办件编号 ")
    assert messages(intake)[0]["state"] == "sent"
    assert dispatcher(intake, clock, sender).tick() == 0


def test_an_applicant_without_a_telephone_and_account_is_told_nothing(as_: As, intake: Intake) -> None:
    silent = {**WHOLE, "applicant": {**APPLICANT, "phone": ""}}
    hear_all(intake, as_(CLERK).post("/cases", silent).json["case_no"])
    assert messages(intake) == []


def test_a_notice_lists_every_defect_by_the_guides_names(as_: As, intake: Intake, clock: VirtualClock) -> None:
    clerk = as_(CLERK)
    case_no = clerk.post("/cases", {**LICENCE, "materials": []}).json["case_no"]
    defects = [{"material": code, "problem": "未提交"} for code in WHOLE["materials"]]
    assert clerk.post(f"/cases/{case_no}/supplement-notice", {"defects": defects}).status_code == 200
    hear_all(intake, case_no)
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    told = next(each.text for each in sender.got if "需要补正" in each.text)
    assert all(f"{number}. " in told for number in range(1, len(defects) + 1))


@pytest.mark.parametrize("after", [False, True], ids=["before it went", "after it went"])
def test_a_worker_that_is_killed_loses_nothing(intake: Intake, clock: VirtualClock, received: str, after: bool) -> None:
    """Killed before sending, it goes later; killed after, it goes once more with the same id, never a third time."""
    sender = Heard(Killed(), after=after)
    with pytest.raises(Killed):
        dispatcher(intake, clock, sender).tick()
    assert dispatcher(intake, clock, sender).tick() == 0, "nobody else takes it up while it may still be under way"
    clock.move_to(clock.now() + CLAIM)
    assert dispatcher(intake, clock, sender).tick() == 1
    assert len(sender.got) == 1 + after
    assert len({each.id for each in sender.got}) == 1
    clock.move_to(clock.now() + timedelta(hours=2))
    assert dispatcher(intake, clock, sender).tick() == 0


def test_a_worker_killed_after_writing_leaves_one_file(
    intake: Intake, clock: VirtualClock, received: str, tmp_path: Path
) -> None:
    class Dying(FileSender):
        def send(self, message: Outgoing) -> None:
            super().send(message)
            raise Killed

    with pytest.raises(Killed):
        dispatcher(intake, clock, Dying(tmp_path)).tick()
    clock.move_to(clock.now() + CLAIM)
    dispatcher(intake, clock, FileSender(tmp_path)).tick()
    assert len(list(tmp_path.iterdir())) == 1
    assert messages(intake)[0]["state"] == "sent"


def test_a_message_that_kills_every_worker_is_given_up(intake: Intake, clock: VirtualClock, received: str) -> None:
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            dispatcher(intake, clock, Heard(Killed())).tick()
        clock.move_to(clock.now() + CLAIM)
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    assert (messages(intake)[0]["state"], sender.got) == ("failed", [])


def test_a_worker_that_was_too_slow_does_not_overwrite_what_another_noted(
    intake: Intake, clock: VirtualClock, received: str
) -> None:
    (slow,) = intake.outbox.claim(clock.now())
    clock.move_to(clock.now() + CLAIM)
    (quick,) = intake.outbox.claim(clock.now())
    assert intake.outbox.settle([Said(quick, "sent")]) == 1
    assert intake.outbox.settle([postponed(slow, clock.now(), "late")]) == 0
    assert messages(intake)[0]["state"] == "sent"


def more(intake: Intake, case_no: str, *ids: str) -> None:
    """Put more messages of a case in."""
    message = intake.outbox.of_case(case_no)[0]
    intake.outbox.add([{**message, "_id": each} for each in ids])


def test_of_two_workers_that_found_the_same_messages_each_takes_what_the_other_did_not(
    intake: Intake, clock: VirtualClock, received: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more(intake, received, "second")
    slow = Outbox(intake.database)
    take = slow._messages.update_many

    def after_another(*wanted: Any) -> Any:
        assert len(intake.outbox.claim(clock.now(), 1)) == 1
        return take(*wanted)

    monkeypatch.setattr(slow._messages, "update_many", after_another)
    assert len(slow.claim(clock.now())) == 1, "it had found both"
    assert len({each["claim"] for each in messages(intake)}) == 2


def test_where_the_sender_is_so_slow_that_the_claim_may_end_the_rest_is_put_back(
    intake: Intake, clock: VirtualClock, received: str
) -> None:
    more(intake, received, "second", "third")

    class Slow(Heard):
        def send(self, message: Outgoing) -> None:
            super().send(message)
            clock.advance(CLAIM / 3)

    sender = Slow()
    assert dispatcher(intake, clock, sender).tick() == 4, "the third is taken up once more"
    assert sorted(each.id for each in sender.got) == sorted(each["_id"] for each in messages(intake))
    assert [each["attempts"] for each in messages(intake)] == [1, 1, 1], "what was put back is no attempt"


def test_a_message_that_cannot_be_written_keeps_no_other_from_being_sent(
    intake: Intake, clock: VirtualClock, received: str
) -> None:
    more(intake, received, "0 broken", "second")
    intake.database["outbox"].update_one({"_id": "0 broken"}, {"$set": {"text": "no such text"}})
    sender = Heard()
    work = dispatcher(intake, clock, sender)
    work.tick()
    assert len(sender.got) == 2
    assert {each["_id"]: each["state"] for each in messages(intake)}["0 broken"] == "sending"
    for _ in range(MOST_ATTEMPTS):
        clock.advance(CLAIM)
        work.tick()
    assert {each["_id"]: each["state"] for each in messages(intake)}["0 broken"] == "failed"
    assert len(sender.got) == 2


def test_a_sender_that_is_down_is_tried_again_with_growing_pauses_and_then_given_up(
    as_: As, app: Flask, intake: Intake, clock: VirtualClock, received: str
) -> None:
    sender = Heard(*[NotSent("http: the gateway answered 503", passing=True)] * MOST_ATTEMPTS)
    work = dispatcher(intake, clock, sender)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert work.tick() == 1
        assert work.tick() == 0
        clock.move_to(clock.now() + pause_after(attempt))
    (kept,) = messages(intake)
    assert (kept["state"], kept["fault"]) == ("failed", "http: the gateway answered 503")
    operator = as_(ADMIN)
    (listed,) = operator.get("/messages/failed").json
    assert (listed["case_no"], listed["attempts"]) == (received, MOST_ATTEMPTS)
    assert "没有发成的消息" in Visitor(app, ADMIN).open("/messages/failed")
    assert operator.post(f"/messages/failed/{kept['_id']}/retry").status_code == 204
    assert work.tick() == 1
    assert len(sender.got) == 1
    assert operator.post(f"/messages/failed/{kept['_id']}/retry").status_code == 404


def test_an_answer_that_will_never_change_is_given_up_at_once(
    intake: Intake, clock: VirtualClock, received: str
) -> None:
    dispatcher(intake, clock, Heard(NotSent("http: the gateway answered 400", passing=False))).tick()
    assert messages(intake)[0]["state"] == "failed"


def test_nobody_is_woken_at_night(as_: As, intake: Intake, clock: VirtualClock, received: str) -> None:
    clock.move_to(clock.now().replace(hour=22))
    sender = Heard()
    work = dispatcher(intake, clock, sender, NIGHT)
    work.tick()
    assert sender.got == []
    clock.move_to((clock.now() + timedelta(days=1)).replace(hour=8))
    work.tick()
    assert len(sender.got) == 1
    assert messages(intake)[0]["attempts"] == 1, "waiting for the morning is no attempt"


def test_what_is_heard_at_night_waits_for_the_morning_untouched(as_: As, intake: Intake, clock: VirtualClock) -> None:
    """To take up and put back each message of a night would only cost."""
    clock.move_to(clock.now().replace(hour=22))
    night = replace(intake, settings=replace(intake.settings, message_quiet="21:00-08:00"))
    case_no = as_(CLERK).post("/cases", WHOLE).json["case_no"]
    hear_all(night, case_no)
    assert dispatcher(intake, clock, Heard(), NIGHT).tick() == 0
    (kept,) = messages(intake)
    assert (kept["state"], kept["due_at"]) == ("queued", stamp(clock.now() + timedelta(hours=10)))


def test_many_commits_heard_together_queue_what_each_tells(as_: As, intake: Intake) -> None:
    clerk = as_(CLERK)
    numbers = [clerk.post("/cases", {**WHOLE, "applicant": each}).json["case_no"] for each in (APPLICANT, NEIGHBOUR)]
    clerk.post(f"/cases/{numbers[0]}/acceptance")
    commits = [commit for number in numbers for commit in intake.journal.store.stream(f"case/{number}")]
    heard = [incoming(commit.envelope()) for commit in commits]
    hear_together(intake, heard)
    hear_together(intake, heard)
    told = sorted((each["case_no"], each["text"]) for each in messages(intake))
    assert told == sorted([(numbers[0], "received"), (numbers[0], "accepted"), (numbers[1], "received")])


def test_an_old_log_read_anew_wakes_nobody(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = as_(CLERK).post("/cases", WHOLE).json["case_no"]
    clock.move_to(clock.now() + timedelta(days=1) * 30)
    hear_all(intake, case_no)
    (kept,) = messages(intake)
    assert (kept["state"], kept["why"]) == ("withheld", "stale")


def test_an_erased_person_is_sent_nothing(intake: Intake, clock: VirtualClock, received: str) -> None:
    intake.vault.erase(messages(intake)[0]["person"])
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    assert (messages(intake)[0]["why"], sender.got) == ("erased", [])


def test_whoever_opted_out_is_sent_nothing_and_still_reads_it(
    as_: As, app: Flask, intake: Intake, clock: VirtualClock
) -> None:
    hear_all(intake, as_(CITIZEN).post("/cases", {**WHOLE, "window": "", "channel": "online"}).json["case_no"])
    visitor = Visitor(app, CITIZEN)
    visitor.open("/messages")
    assert visitor.submit("/messages/wishes", lang="en").status_code == 303
    assert intake.outbox.wishes.of("", CITIZEN.id) == Wish(opted_out=True, lang="en")
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    assert sender.got == []
    page = visitor.open("/messages")
    assert "已收件" in page
    assert "没有发到电话：您选择了不接收短信" in page
    assert "没有连接短信网关" in page
    assert as_(CITIZEN).get("/messages").json["items"][0]["why"] == "opted_out"


def test_a_wish_for_english_is_followed(as_: As, intake: Intake, clock: VirtualClock) -> None:
    hear_all(intake, as_(CITIZEN).post("/cases", {**WHOLE, "window": "", "channel": "online"}).json["case_no"])
    intake.outbox.wishes.say(of_account(CITIZEN.id), Wish(lang="en"))
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    assert sender.got[0].text.startswith("[Yizhan] Your application")


def test_messages_are_their_receivers_alone(as_: As, intake: Intake, received: str) -> None:
    assert as_(CITIZEN).get("/messages").json["items"] == []
    assert as_(CLERK).get("/messages").status_code == 403
    assert as_(CITIZEN).get("/messages/failed").status_code == 403
    assert Outbox(intake.database).of_account("", None, 10) == []


def test_appointments_are_told_to_whom_they_are_for(as_: As, intake: Intake, clock: VirtualClock) -> None:
    booked = as_(None).post("/appointments", wish(at("09:00"), 1)).json
    for stream in [each for each in streams(intake) if each.startswith("appointment/")]:
        for commit in intake.journal.store.stream(stream):
            hear(intake, incoming(commit.envelope()))
    sender = Heard()
    dispatcher(intake, clock, sender).tick()
    (told,) = sender.got
    assert told.telephone == APPLICANT["phone"]
    assert "2026年9月18日（周五）09:00-09:30" in told.text
    assert booked["number"] in told.text


def streams(intake: Intake) -> set[str]:
    return set(intake.database["commits"].distinct("stream"))
