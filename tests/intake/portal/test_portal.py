"""The portal as somebody on an old phone and a bad line meets it: nothing is lost, nothing is done twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from services.intake.portal.drafts import KEPT_FOR, MOST, Owner
from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import PART
from tests.intake.cases.test_clock import URGENT
from tests.intake.cases.test_minors import CHILD, MOTHER
from tests.intake.people import APPLICANT, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
WHO = {f"applicant.{name}": value for name, value in APPLICANT.items()}
ME = Owner(f"account/{CITIZEN.id}")


def begun(app: Flask, item: str = "LOCAL-13", identity: Identity = CITIZEN) -> tuple[Visitor, str]:
    """Begin an application; give the visitor and the address of its draft, without the step."""
    visitor = Visitor(app, identity)
    visitor.open(f"/items/{item}/apply")
    answer = visitor.submit(f"/items/{item}/apply")
    assert answer.status_code == 303
    return visitor, answer.headers["Location"].rpartition("/")[0]


def fill(visitor: Visitor, draft: str, materials: tuple[str, ...] = ("form", "statement")) -> None:
    """Go through the steps as far as the check."""
    where = visitor.client.get(f"{draft}/check").headers["Location"]
    if where.endswith("/hall"):
        visitor.open(where)
        assert visitor.submit(where, hall="H-520422103").status_code == 303
    visitor.open(f"{draft}/who")
    assert visitor.submit(f"{draft}/who", **WHO).status_code == 303
    visitor.open(f"{draft}/papers")
    assert visitor.submit(f"{draft}/papers", materials=list(materials)).status_code == 303


def handed_in(app: Flask, materials: tuple[str, ...] = ("form", "statement")) -> tuple[Visitor, str]:
    visitor, draft = begun(app)
    fill(visitor, draft, materials)
    visitor.open(f"{draft}/check")
    assert visitor.submit(f"{draft}/check").headers["Location"] == f"{draft}/done"
    return visitor, str(re.search(r"\d{23}", visitor.open(f"{draft}/done"))[0])  # type: ignore[index]


def cases(intake: Intake) -> int:
    return intake.cases.collection.count_documents({})


def test_before_one_begins_one_reads_what_is_needed(app: Flask) -> None:
    page = Visitor(app, CITIZEN).open("/items/LOCAL-13/apply")
    assert "我要准备什么" in page
    assert page.count("<li><b>") == 4


def test_handed_in_at_night_on_a_holiday_is_received_that_day(app: Flask, clock: VirtualClock, as_: As) -> None:
    clock.move_to(datetime.fromisoformat("2026-10-02T03:00:00+08:00"))
    visitor, case_no = handed_in(app)
    page = visitor.page
    assert "收件回执" in page
    assert "2026年10月2日" in page
    assert "2026年10月13日" in page, "five working days after a holiday: 8, 9, 10, 12, 13 October"
    case = as_(CITIZEN).get(f"/cases/{case_no}").json
    assert (case["received_at"], case["channel"]) == ("2026-10-02T03:00:00+08:00", "online")
    assert case["query_code"] in page


def test_a_draft_outlives_a_broken_line_and_is_sealed(app: Flask, intake: Intake) -> None:
    visitor, draft = begun(app)
    fill(visitor, draft)
    later = Visitor(app, CITIZEN)
    page = later.open("/mine")
    assert "没填完的申请" in page
    assert f'href="{draft}/check"' in page
    assert APPLICANT["name"] in later.open(f"{draft}/check")
    kept = str(list(intake.database["drafts"].find()))
    assert not any(APPLICANT[field] in kept for field in ("name", "id_number", "phone"))


def test_handing_in_twice_is_handing_in_once(app: Flask, intake: Intake) -> None:
    visitor, draft = begun(app)
    fill(visitor, draft)
    visitor.open(f"{draft}/check")
    first, second = visitor.submit(f"{draft}/check"), visitor.submit(f"{draft}/check")
    assert first.headers["Location"] == second.headers["Location"]
    assert cases(intake) == 1
    kept = intake.database["drafts"].find_one({})
    assert kept is not None
    assert (kept["sealed"], bool(kept["case_no"])) == ({}, True)


def test_an_answer_that_was_lost_is_found_again(app: Flask, intake: Intake) -> None:
    """The process died between the commit and the draft: the draft counts as handed in, and cannot be changed."""
    visitor, draft = begun(app)
    fill(visitor, draft)
    visitor.open(f"{draft}/check")
    before = intake.database["drafts"].find_one({})
    visitor.submit(f"{draft}/check")
    intake.database["drafts"].replace_one({}, before)  # type: ignore[arg-type]
    assert visitor.submit(f"{draft}/check").headers["Location"] == f"{draft}/done"
    intake.database["drafts"].replace_one({}, before)  # type: ignore[arg-type]
    visitor.submit(f"{draft}/check", **WHO)
    assert visitor.client.get(f"{draft}/who").headers["Location"] == f"{draft}/done"
    assert cases(intake) == 1


def test_a_step_cannot_be_jumped_over(app: Flask, intake: Intake) -> None:
    visitor, draft = begun(app)
    first = visitor.client.get(f"{draft}/papers").headers["Location"]
    assert first.rpartition("/")[2] in ("hall", "who")
    visitor.open(first)
    visitor.page = visitor.page.replace(first, f"{draft}/check")
    assert visitor.submit(f"{draft}/check").status_code == 303
    assert cases(intake) == 0
    assert visitor.client.get(f"{draft}/nowhere").status_code == 303


def test_what_is_wrong_is_said_at_its_field_and_kept(app: Flask) -> None:
    visitor, draft = begun(app)
    where = visitor.client.get(f"{draft}/check").headers["Location"]
    if where.endswith("/hall"):
        visitor.open(where)
        assert visitor.submit(where, hall="H-nowhere").status_code == 422
        visitor.open(where)
        visitor.submit(where, hall="H-520422103")
    visitor.open(f"{draft}/who")
    answer = visitor.submit(f"{draft}/who", **{**WHO, "applicant.id_number": "520402200503150013"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "身份号码有误" in page
    assert APPLICANT["name"] in page


def test_a_draft_is_its_owners_alone_and_can_be_thrown_away(app: Flask, intake: Intake) -> None:
    visitor, draft = begun(app)
    Visitor(app, OTHER_CITIZEN).open(f"{draft}/who", 404)
    visitor.open(visitor.client.get(f"{draft}/check").headers["Location"])
    assert visitor.submit(f"{draft}/drop").status_code == 303
    visitor.open(f"{draft}/who", 404)


def test_old_and_many_drafts_go(intake: Intake, clock: VirtualClock) -> None:
    ids = []
    for _ in range(MOST + 3):
        ids.append(intake.drafts.begin(ME, "LOCAL-13", clock.now()))
        clock.move_to(clock.now() + timedelta(minutes=1))
    assert [each["_id"] for each in intake.drafts.unfinished(ME, clock.now())] == ids[:2:-1]
    assert intake.drafts.throw_away(clock.now() + KEPT_FOR) == MOST


def test_supplements_are_handed_in_from_home(app: Flask, as_: As) -> None:
    case_no = as_(CITIZEN).post("/cases", {**PART, "window": "", "channel": "online"}).json["case_no"]
    defects = {"defects": [{"material": "papers", "problem": "未提交"}]}
    assert as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects).status_code == 200
    visitor = Visitor(app, CITIZEN)
    assert f"/mine/{case_no}/supplement" in visitor.open("/mine")
    assert "未提交" in visitor.open(f"/mine/{case_no}/supplement")
    assert visitor.submit(f"/mine/{case_no}/supplement").status_code == 422
    assert visitor.submit(f"/mine/{case_no}/supplement", materials=["papers"]).status_code == 303
    assert as_(CITIZEN).get(f"/cases/{case_no}").json["status"] == "supplemented"
    assert "现在没有要补的材料" in visitor.open(f"/mine/{case_no}/supplement")
    Visitor(app, OTHER_CITIZEN).open(f"/mine/{case_no}/supplement", 404)


def test_withdrawing_asks_first(app: Flask, as_: As) -> None:
    visitor, case_no = handed_in(app)
    path = f"/mine/{case_no}/withdraw"
    assert "没有人可以要求您撤回" in visitor.open(path)
    assert visitor.submit(path, reason="不办了").status_code == 422
    assert as_(CITIZEN).get(f"/cases/{case_no}").json["status"] == "received"
    assert visitor.submit(path, reason="不办了", sure="yes").status_code == 303
    assert "已撤回" in visitor.open(f"/cases/{case_no}/progress")
    Visitor(app, OTHER_CITIZEN).open(path, 404)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_the_portal_speak_both_languages(app: Flask, lang: str) -> None:
    visitor, case_no = handed_in(app)
    wanted = {"zh": "走过的每一步", "en": "Every step so far"}[lang]
    assert wanted in visitor.open(f"/cases/{case_no}/progress?lang={lang}")


HEAVIEST = 100_000
"""Bytes of a page with its styles and scripts, before any compression: about four seconds on a line of 200 kbit/s."""


def test_a_page_and_all_it_loads_is_light(app: Flask, as_: As) -> None:
    """What an old phone fetches for a page it has never seen: markup, styles, scripts, pictures, uncompressed."""
    visitor, case_no = handed_in(app)
    for path in ("/", "/progress", "/mine", "/items/LOCAL-13", "/items/LOCAL-13/apply", f"/cases/{case_no}/progress"):
        page = visitor.open(path)
        loaded = set(re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg)[^"]*)"', page))
        assert not any("htmx" in each for each in loaded), path
        weight = len(page.encode()) + sum(len(visitor.client.get(each).get_data()) for each in loaded)
        assert weight <= HEAVIEST, f"{path} weighs {weight} bytes"


def test_papers_promised_for_later_are_handed_in_from_home(app: Flask, as_: As) -> None:
    case_no = as_(CITIZEN).post("/cases", {**URGENT, "window": "", "channel": "online"}).json["case_no"]
    assert as_(RS_CLERK).post(f"/cases/{case_no}/acceptance", {"promise": {}}).status_code == 200
    visitor = Visitor(app, CITIZEN)
    assert "补交容缺的材料" in visitor.open(f"/cases/{case_no}/progress")
    assert "承诺后补的材料" in visitor.open(f"/mine/{case_no}/supplement")
    assert visitor.submit(f"/mine/{case_no}/supplement", materials=["hardship"]).status_code == 303
    assert "补交容缺的材料" not in visitor.open(f"/cases/{case_no}/progress")


def test_a_minor_is_asked_for_the_guardian_at_the_step_and_the_draft_keeps_it_sealed(
    app: Flask, intake: Intake, as_: As
) -> None:
    visitor, draft = begun(app)
    where = visitor.client.get(f"{draft}/check").headers["Location"]
    if where.endswith("/hall"):
        visitor.open(where)
        visitor.submit(where, hall="H-520422103")
    child = {f"applicant.{name}": value for name, value in CHILD.items()}
    visitor.open(f"{draft}/who")
    refused = visitor.submit(f"{draft}/who", **child)
    assert (refused.status_code, "须由监护人代为办理或同意" in refused.text) == (422, True)
    guardian = {f"guardian.{name}": value for name, value in MOTHER.items()}
    assert visitor.submit(f"{draft}/who", **child, **guardian).status_code == 303
    kept = str(list(intake.database["drafts"].find()))
    assert not any(MOTHER[field] in kept for field in ("name", "id_number"))
    assert f'value="{MOTHER["name"]}"' in visitor.open(f"{draft}/who")
    visitor.open(f"{draft}/papers")
    visitor.submit(f"{draft}/papers", materials=["form"])
    visitor.open(f"{draft}/check")
    assert visitor.submit(f"{draft}/check").headers["Location"] == f"{draft}/done"
    case_no = str(re.search(r"\d{23}", visitor.open(f"{draft}/done"))[0])  # type: ignore[index]
    told = as_(CITIZEN).get(f"/cases/{case_no}").json["guardian"]
    assert (told["name"], told["relation"]) == (MOTHER["name"], "parent")
