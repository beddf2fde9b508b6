"""The terminal forgets: whatever a person entered is gone with the session, in the browser and on the server."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from services.intake.service import Intake
from services.intake.terminal import timers
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.people import APPLICANT, CITIZEN, CLERK, LICENCE, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
DEVICE = Identity("device-mc-01", "window_device", "", LICENCE["hall"], ("520422103",), demo=True)
WHO = {f"applicant.{name}": value for name, value in APPLICANT.items()}


@pytest.fixture
def terminal(app: Flask) -> Visitor:
    """A terminal that shows its start page."""
    visitor = Visitor(app, DEVICE)
    visitor.open("/terminal")
    return visitor


def apply(terminal: Visitor) -> str:
    """Fill in an application as far as the check; give its address without the step."""
    terminal.open("/terminal/items?q=宅基地")
    answer = terminal.submit("/terminal/items/LOCAL-13/apply")
    draft = answer.headers["Location"].rpartition("/")[0]
    assert answer.headers["Location"].endswith("/who"), "the hall is the terminal's"
    terminal.open(f"{draft}/who")
    assert terminal.submit(f"{draft}/who", **WHO).status_code == 303
    terminal.open(f"{draft}/papers")
    terminal.submit(f"{draft}/papers", materials=["form"])
    return draft


def over(terminal: Visitor, path: str) -> bool:
    """Tell whether a page leads back to the start."""
    answer = terminal.client.get(path)
    return answer.status_code == 303 and answer.headers["Location"] == "/terminal?over=1"


def test_an_application_at_a_terminal_is_received_there_with_a_receipt(terminal: Visitor, as_: As) -> None:
    draft = apply(terminal)
    terminal.open(f"{draft}/check")
    assert terminal.submit(f"{draft}/check").headers["Location"] == f"{draft}/done"
    page = terminal.open(f"{draft}/done")
    assert "收件回执" in page
    assert APPLICANT["name"] not in page
    case_no = str(re.search(r"\d{23}", page)[0])  # type: ignore[index]
    case = as_(CLERK).get(f"/cases/{case_no}").json
    assert (case["channel"], case["hall"]) == ("terminal", LICENCE["hall"])
    assert case["query_code"] in page


def test_a_terminal_says_plainly_that_it_takes_no_files(terminal: Visitor) -> None:
    draft = apply(terminal)
    page = terminal.open(f"{draft}/papers")
    assert "这台终端不能上传文件" in page
    assert 'type="file"' not in page


def test_a_number_is_taken_for_several_items(terminal: Visitor) -> None:
    terminal.open("/terminal/number")
    assert terminal.submit("/terminal/number").status_code == 422
    answer = terminal.submit("/terminal/number", items=["LOCAL-13"])
    assert answer.status_code == 303
    assert re.search(r">00\d", terminal.open(answer.headers["Location"]))


def test_progress_is_looked_up_and_stays_open_for_this_person_alone(app: Flask, terminal: Visitor, as_: As) -> None:
    told = as_(CLERK).post("/cases", {**LICENCE, "materials": ["form"]}).json
    terminal.open("/terminal/progress")
    assert terminal.submit("/terminal/progress", case=told["case_no"], code="AAAAAAAA").status_code == 404
    terminal.open("/terminal/progress")
    assert terminal.submit("/terminal/progress", case=told["case_no"], code=told["query_code"]).status_code == 303
    path = f"/terminal/progress/{told['case_no']}"
    assert "走过的每一步" in terminal.open(path)
    assert "周末" in terminal.open(f"{path}/why")
    terminal.open("/terminal")
    assert over(terminal, path)


def test_nobody_there_for_a_while_and_everything_is_forgotten(
    terminal: Visitor, intake: Intake, clock: VirtualClock
) -> None:
    draft = apply(terminal)
    keys = intake.database.client[intake.settings.vault_database]["keys"]
    assert keys.count_documents({}) == 1
    clock.move_to(clock.now() + timedelta(seconds=intake.settings.terminal_idle_seconds))
    assert over(terminal, f"{draft}/check")
    assert intake.database["drafts"].count_documents({}) == 0
    assert intake.database["terminal_sessions"].count_documents({}) == 0
    assert keys.count_documents({}) == 0
    terminal.open("/terminal")
    assert over(terminal, f"{draft}/check")


def test_the_server_forgets_even_where_the_terminal_was_switched_off(
    terminal: Visitor, intake: Intake, clock: VirtualClock
) -> None:
    apply(terminal)
    work = timers.timer(intake)
    work.run()
    assert intake.database["drafts"].count_documents({}) == 1
    clock.move_to(clock.now() + timedelta(seconds=intake.settings.terminal_idle_seconds))
    work.run()
    assert intake.database["drafts"].count_documents({}) == 0
    assert intake.database["terminal_sessions"].count_documents({}) == 0


def test_whoever_fills_in_a_long_form_is_not_thrown_out(terminal: Visitor, intake: Intake, clock: VirtualClock) -> None:
    draft = apply(terminal)
    page = terminal.open(f"{draft}/check")
    token = re.search(r'data-token="([^"]+)"', page)
    for _ in range(3):
        clock.move_to(clock.now() + timedelta(seconds=intake.settings.terminal_idle_seconds - 1))
        stayed = terminal.client.post("/terminal/stay", headers={"X-CSRFToken": str(token and token[1])})
        assert stayed.status_code == 204
    assert terminal.open(f"{draft}/check")


def test_ending_by_hand_forgets_at_once_and_the_next_person_sees_nothing(terminal: Visitor, intake: Intake) -> None:
    draft = apply(terminal)
    terminal.open(f"{draft}/check")
    assert terminal.submit("/terminal/end").headers["Location"] == "/terminal"
    assert intake.database["drafts"].count_documents({}) == 0
    terminal.open("/terminal")
    assert over(terminal, f"{draft}/check")


def test_the_next_person_finds_the_halls_language_and_print_again(terminal: Visitor) -> None:
    """Somebody read in English and in large print, and went away, or pressed the end."""
    for leave in (lambda: terminal.client.get("/terminal?over=1"), lambda: terminal.submit("/terminal/end")):
        english = terminal.open("/terminal?lang=en&large=1")
        assert '<html lang="en" class="large">' in english
        assert '<html lang="en" class="large">' in terminal.open("/terminal/items"), "while they are here it stays"
        assert leave().status_code == 303
        assert '<html lang="zh-Hans-CN">' in terminal.open("/terminal?over=1")
        assert '<html lang="en">' in terminal.open("/terminal?over=1&lang=en"), "who comes may choose anew"


def test_two_terminals_do_not_share_a_person(app: Flask, terminal: Visitor) -> None:
    draft = apply(terminal)
    other = Visitor(app, DEVICE)
    other.open("/terminal")
    assert over(other, f"{draft}/check")
    assert terminal.open(f"{draft}/check")


def test_every_page_but_the_start_goes_back_by_itself_without_scripts(terminal: Visitor) -> None:
    draft = apply(terminal)
    for path in ("/terminal/items", "/terminal/number", "/terminal/progress", f"{draft}/check"):
        assert 'http-equiv="refresh" content="90;url=/terminal?over=1"' in terminal.open(path)
    assert 'http-equiv="refresh"' not in terminal.open("/terminal")


def test_only_a_halls_device_shows_it(app: Flask) -> None:
    Visitor(app, CITIZEN).open("/terminal", 403)
    Visitor(app, CLERK).open("/terminal", 403)
    Visitor(app, None).open("/terminal", 303)
