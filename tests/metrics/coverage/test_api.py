"""The coverage endpoint and page over the demonstration register: figures, what is missing, what is exempt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.metrics.app import create_app
from tests.metrics.conftest import empty_metrics, forget
from tests.register import fill_register


@pytest.fixture(scope="module")
def anyone(mongo_uri: str) -> Iterator[FlaskClient]:
    """Somebody who is not signed in, before a full register; they only read."""
    made = empty_metrics(mongo_uri)
    fill_register(made.replica)
    yield create_app(made).test_client()
    forget(made)


def test_figures_open_down_to_the_items_that_are_missing(anyone: FlaskClient) -> None:
    told = anyone.get("/api/v1/coverage?on=2026-09-17").json
    jiuzhou = next(each for each in told["halls"] if each["hall"] == "H-520402109")
    assert (jiuzhou["c1"]["numerator"], jiuzhou["c1"]["denominator"], jiuzhou["c1"]["percent"]) == (4, 4, "100.00")
    (missing,) = jiuzhou["c2"]["missing"]
    assert (missing["code"], missing["why"]) == ("LOCAL-11", "no_authority")
    assert missing["name"]["zh"] == "农村部分计划生育家庭奖励扶助"
    assert told["together"]["c2"]["whole"] is False
    assert (told["attendance_counted"], jiuzhou["c1"]["whole"]) == (False, None)


def test_an_exemption_holds_until_its_day_and_then_the_item_counts_again(anyone: FlaskClient) -> None:
    def machang(day: str) -> dict[str, object]:
        told = anyone.get(f"/api/v1/coverage?on={day}&hall=H-520422103").json
        (hall,) = told["halls"]
        return dict(hall["c2"])

    before, after = machang("2026-06-30"), machang("2026-07-01")
    assert (before["denominator"], after["denominator"]) == (5, 6)
    assert [each["code"] for each in before["exempt"]] == ["LOCAL-12"]  # type: ignore[attr-defined]
    assert after["exempt"] == []


def test_where_nothing_is_due_the_figure_does_not_apply(anyone: FlaskClient) -> None:
    told = anyone.get("/api/v1/coverage?on=2024-12-31").json
    assert [each["c1"]["percent"] for each in told["halls"]] == [None, None, None]
    assert "不适用" in anyone.get("/coverage?on=2024-12-31").text


def test_the_page_names_what_is_missing(anyone: FlaskClient) -> None:
    page = anyone.get("/coverage?on=2026-09-17")
    assert page.status_code == 200
    assert "农村部分计划生育家庭奖励扶助：窗口授权不到位" in page.text
    assert anyone.get("/coverage?on=2026-02-30", headers={"Accept": "text/html"}).status_code == 422


def test_only_divisions_asked_about_are_told(anyone: FlaskClient) -> None:
    told = anyone.get("/api/v1/coverage?on=2026-09-17&division=520425").json
    assert [each["hall"] for each in told["halls"]] == ["H-520425102"]
    (leave,) = told["halls"][0]["c3a"]["exempt"]
    assert (leave["exemption"], leave["document_no"], leave["counts_again_on"]) == (
        "EX-2026-01",
        "紫府函〔2026〕9号",
        "2027-01-15",
    )
    assert told["together"]["c3a"]["percent"] is None
