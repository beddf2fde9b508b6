"""The four channels are published, complete or flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask.testing import FlaskClient

from services.complaints.channels.views import channels
from services.complaints.service import Complaints
from shared.contracts.registry import DepartmentRegistered, Text
from shared.contracts.venues import ChannelsPublished, RemedyChannel

TODAY = date(2026, 9, 17)


def test_all_four_kinds_are_published_with_what_they_ask(client: FlaskClient) -> None:
    items = client.get("/api/v1/channels").json["items"]
    assert [each["kind"] for each in items] == ["complaint", "report", "supervision", "reconsideration"]
    assert all(each["asks"]["zh"] and each["entries"] for each in items)


def missing(service: Complaints) -> dict[str, tuple[str, ...]]:
    return {channel.kind: channel.missing for channel in channels(service.replica, TODAY)}


def test_what_halls_and_points_publish_is_shown_and_a_gap_is_named(service: Complaints, client: FlaskClient) -> None:
    gap = "普定县马场镇示例村便民服务点"
    assert missing(service) == {"complaint": (), "report": (), "supervision": (), "reconsideration": (gap,)}
    entries = {each["kind"]: each["entries"] for each in client.get("/api/v1/channels").json["items"]}
    hall = next(each for each in entries["complaint"] if each["name"]["zh"] == "普定县马场镇政务服务中心")
    assert hall["contact"] == "0851-00000002"
    assert "5 个工作日内答复" in hall["asks"]["zh"]


def test_the_register_is_the_one_truth_of_a_places_channels(service: Complaints) -> None:
    told = service.replica.one(ChannelsPublished, "P-520422103-202")
    channel = RemedyChannel("reconsideration", Text("普定县人民政府"), "普定县司法局", Text("提交申请书"))
    service.replica.apply("channels/P-520422103-202", 2, replace(told, channels=(*told.channels, channel)))
    try:
        assert missing(service)["reconsideration"] == ()
        service.replica.apply("channels/H-520422103", 2, ChannelsPublished(venue="H-520422103", channels=()))
        assert set(missing(service).values()) == {("普定县马场镇政务服务中心",)}
    finally:
        for place in ("P-520422103-202", "H-520422103"):
            service.database["registry"].delete_one({"_id": f"channels/{place}"})
            service.replica.apply(f"channels/{place}", 1, service.replica.versions(ChannelsPublished, place)[0][1])


def test_a_department_without_a_review_authority_makes_its_channel_incomplete(
    service: Complaints, client: FlaskClient
) -> None:
    fact = DepartmentRegistered(
        code="dep-new", name=Text("新设站所"), nature="派出机构", division="520422103", credit_code=""
    )
    service.replica.apply("department/dep-new", 1, fact)
    assert "新设站所" in missing(service)["reconsideration"]
    page = client.get("/channels").get_data(as_text=True)
    assert "尚未公布" in page
    assert "公示不完整" in page


def test_every_limit_is_published_with_its_force(client: FlaskClient) -> None:
    told = {each["key"]: each for each in client.get("/api/v1/limits").json["items"]}
    assert (told["reconsideration_apply"]["force"], told["reconsideration_apply"]["value"]) == ("statutory", 60)
    assert (told["complaint_close"]["force"], told["hotline_close"]["force"]) == ("internal", "unverified")
    page = client.get("/limits").get_data(as_text=True)
    assert "待核实" in page
    assert "行政复议法20" in page


def test_a_halls_poster_leads_a_phone_to_complain_about_it_and_names_what_it_does_not_publish(
    client: FlaskClient, service: Complaints
) -> None:
    page = client.get("/channels/poster?hall=H-520422103")
    assert page.status_code == 200
    assert page.text.count("data:image/svg+xml") == 2
    assert "普定县马场镇政务服务中心" in page.text
    assert "尚未公布" not in page.text
    assert "尚未公布" in client.get("/channels/poster?hall=P-520422103-202").text, "no reconsideration channel there"
    form = client.get("/complaints/new?hall=H-520422103").text
    assert 'value="H-520422103" selected' in form
    assert client.get("/channels/poster?hall=H-moon", headers={"Accept": "text/html"}).status_code == 404
    assert "请选择" in client.get("/channels/poster").text
