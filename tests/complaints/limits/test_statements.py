"""Statements of limits with a first day each: a complaint keeps the one that held when it was filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from services.complaints.complaints.deadlines import explained
from services.complaints.complaints.state import Complaint
from services.complaints.complaints.views import project
from services.complaints.limits import counted, hold, holding, statements
from services.complaints.limits.reading import added, packaged
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.complaints import ComplaintFiled
from shared.testing.spec import spec
from shared.timekeeping import official
from tests.complaints.complaints.test_decide import COMPLAINTS, file
from tests.complaints.complaints.test_handling import ACCEPTED, ASKED, ASSIGNED, CLOSED, REPLIED, extend, reopen

LATER = b"""{"statements": [{"version": "1.1.0", "effective_from": "2026-09-22", "rules": {
    "complaint_close": {"value": 3, "basis": "house rule of 2026"}, "complaint_extension": {"value": 2},
    "complaint_reopen": {"value": 1}, "hotline_return": {"value": 12}}}]}"""
OLD, NEW = "2026-09-21T17:00:00+08:00", "2026-09-22T09:00:00+08:00"


@pytest.fixture
def two() -> Iterator[None]:
    with holding(added(packaged(), LATER)):
        yield


def filed(moment: str) -> ComplaintFiled:
    """The event of a complaint of that moment."""
    (fact,) = spec(COMPLAINTS).given().when(file(moment)).events
    assert isinstance(fact, ComplaintFiled)
    return fact


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("moment", "name", "due"),
    [(OLD, "limits@1.0.0", date(2026, 9, 29)), (NEW, "limits@1.1.0", date(2026, 9, 28))],
)
def test_a_complaint_is_counted_by_the_statement_of_its_day_and_names_it(moment: str, name: str, due: date) -> None:
    fact = filed(moment)
    assert (fact.limits, fact.due) == (name, due)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(("moment", "more"), [(OLD, 5), (NEW, 2)])
def test_more_time_is_given_by_the_statement_it_was_filed_under(moment: str, more: int) -> None:
    fact = filed(moment)
    (longer,) = spec(COMPLAINTS).given(fact, ACCEPTED, ASSIGNED, ASKED).when(extend("2026-09-24T09:00:00+08:00")).events
    assert longer.due == official().due(fact.due, more).due  # type: ignore[attr-defined]


@pytest.mark.usefixtures("two")
def test_whoever_filed_before_may_ask_again_for_as_long_as_it_said_then() -> None:
    late, ended = "2026-09-30T09:00:00+08:00", replace(CLOSED, closed_on=date(2026, 9, 28))
    before = spec(COMPLAINTS).given(filed(OLD), ACCEPTED, ASSIGNED, REPLIED, ended).when(reopen(late))
    (again,) = before.events
    assert again.due == official().due(date(2026, 9, 30), 5).due  # type: ignore[attr-defined]
    after = spec(COMPLAINTS).given(filed(NEW), ACCEPTED, ASSIGNED, REPLIED, ended).when(reopen(late))
    after.rejected("reopen_late")
    assert isinstance(after.refusal, Rejected)
    assert after.refusal.basis == "limits@1.1.0"


def test_a_statement_added_for_days_gone_by_does_not_reach_what_names_another() -> None:
    named = filed("2026-09-23T09:00:00+08:00")  # only the packaged one held then
    with holding(added(packaged(), LATER)):
        (longer,) = (
            spec(COMPLAINTS).given(named, ACCEPTED, ASSIGNED, ASKED).when(extend("2026-09-24T09:00:00+08:00")).events
        )
    assert longer.due == official().due(named.due, 5).due  # type: ignore[attr-defined]


@pytest.mark.usefixtures("two")
def test_what_names_no_statement_goes_by_its_day_and_the_first_holds_before_all() -> None:
    calendar = official()
    assert counted("complaint_close", date(2026, 9, 21), calendar).due == calendar.due(date(2026, 9, 21), 5).due
    assert counted("complaint_close", date(2025, 9, 22), calendar).due == calendar.due(date(2025, 9, 22), 5).due
    assert counted("complaint_close", date(2026, 9, 22), calendar).due == calendar.due(date(2026, 9, 22), 3).due
    midnight = datetime.fromisoformat("2026-09-21T16:30:00+00:00")  # past midnight in Shanghai: the new day
    assert (counted("hotline_return", midnight, calendar).expires_at - midnight).total_seconds() == 12 * 3600


@pytest.mark.usefixtures("two")
def test_the_explained_deadlines_of_a_complaint_show_its_own_statement() -> None:
    for moment, days, basis in ((OLD, 5, "中心内部规定"), (NEW, 3, "house rule of 2026")):
        fact = filed(moment)
        row = project("n", COMPLAINTS.evolve(Complaint(), fact))
        told = {each["limit"]: each for each in explained(row, official())}
        assert (told["complaint_close"]["due"], told["complaint_close"]["basis"]) == (fact.due.isoformat(), basis)
        assert fact.filed_on is not None
        assert fact.due == official().due(fact.filed_on, days).due


@pytest.mark.usefixtures("two")
def test_the_page_and_the_api_show_every_statement_and_which_one_holds(client: FlaskClient) -> None:
    told = client.get("/api/v1/limits").json
    assert told["version"] == "limits@1.1.0"
    first, later = told["statements"]
    assert (first["holds"], first["followed_on"], first["changes"]) == (False, "2026-09-22", [])
    assert (later["holds"], later["effective_from"], later["followed_on"]) == (True, "2026-09-22", None)
    changed = {each["after"]["key"]: (each["before"]["value"], each["after"]["value"]) for each in later["changes"]}
    assert changed == {
        "complaint_close": (5, 3),
        "complaint_extension": (5, 2),
        "complaint_reopen": (10, 1),
        "hotline_return": (24, 12),
    }
    page = client.get("/limits").get_data(as_text=True)
    assert "2026-09-22 起由下一版接替" in page
    assert page.count("今天执行") == 1
    assert "待核实" in page
    assert "3 个工作日内办结" in client.get("/").get_data(as_text=True)
    assert "3 个工作日内办结" in client.get("/channels").get_data(as_text=True)
    english = client.get("/limits?lang=en").get_data(as_text=True)
    assert "What differs from the one before" in english


def test_a_statement_to_come_is_shown_and_does_not_hold_yet(client: FlaskClient) -> None:
    with holding(added(packaged(), LATER.replace(b"2026-09-22", b"2026-10-08"))):
        told = client.get("/api/v1/limits").json
        assert (told["version"], [each["holds"] for each in told["statements"]]) == ("limits@1.0.0", [True, False])
        assert "尚未生效" in client.get("/limits").get_data(as_text=True)


def test_the_service_goes_by_the_file_of_its_settings(
    service: Complaints, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("limits") / "limits.json"
    path.write_bytes(LATER)
    try:
        Complaints.open(replace(service.settings, complaint_limits_file=str(path)), client=service.database.client)
        assert [each.name for each in statements()] == ["limits@1.0.0", "limits@1.1.0"]
    finally:
        hold([packaged()])
