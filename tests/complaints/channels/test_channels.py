"""The four channels are published, complete or flagged."""

from __future__ import annotations

from flask.testing import FlaskClient

from services.complaints.channels.views import channels
from services.complaints.service import Complaints
from shared.contracts.registry import DepartmentRegistered, Text


def test_all_four_kinds_are_published_with_what_they_ask(client: FlaskClient) -> None:
    items = client.get("/api/v1/channels").json["items"]
    assert [each["kind"] for each in items] == ["complaint", "report", "supervision", "reconsideration"]
    assert all(each["asks"]["zh"] and each["entries"] for each in items)


def test_with_the_whole_register_none_is_missing(service: Complaints) -> None:
    assert {channel.kind: channel.missing for channel in channels(service.replica)} == {
        "complaint": (),
        "report": (),
        "supervision": (),
        "reconsideration": (),
    }


def test_a_department_without_a_review_authority_makes_its_channel_incomplete(
    service: Complaints, client: FlaskClient
) -> None:
    fact = DepartmentRegistered(
        code="dep-new", name=Text("新设站所"), nature="派出机构", division="520422103", credit_code=""
    )
    service.replica.apply("department/dep-new", 1, fact)
    assert channels(service.replica)[3].missing == ("新设站所",)
    page = client.get("/channels").get_data(as_text=True)
    assert "尚未公布" in page
    assert "公示不完整" in page
