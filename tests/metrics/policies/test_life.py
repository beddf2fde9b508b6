"""A policy's life over the running service: drafted, signed outside, published, told apart, used, taken back."""

from __future__ import annotations

import base64
import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from services.metrics.app import create_app
from services.metrics.assessments.views import board
from services.metrics.policies.checks import faults_of
from services.metrics.policies.difference import differences
from services.metrics.publishing.results import hash_of
from services.metrics.scoring import load_policy, parse_period
from services.metrics.scoring.published import shipped
from services.metrics.scoring.signing import read, sign
from services.metrics.service import Metrics
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from tests.metrics.conftest import AUDITOR, SPOT, empty_metrics, forget, lives, take_in
from tests.metrics.stories import records

ASSESSOR = Identity("assessor-1", "assessor", divisions=("5204",))
KEY = Ed25519PrivateKey.generate()
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
OFFICE = json.dumps({"keys": [{"id": "office", "public": PUBLIC, "holder": "安顺市考核办"}]})
RECOMPUTE = Path("services/metrics/assessments/static/recompute.py")


def document(**changes: Any) -> dict[str, Any]:
    """The shipped policy under another version and day, with changes."""
    told: dict[str, Any] = copy.deepcopy(orjson.loads(shipped()["1.0.0"])["signed"])
    return told | {"version": "1.1.0", "effective_from": "2027-01-01"} | changes


def heavier() -> dict[str, Any]:
    """One in which being on time weighs five more and items in the hall five less."""
    told = document()
    for each in told["sheets"]["department"]["indicators"]:
        each["weight"] = {"D01": "5", "D02": "25"}.get(each["id"], each["weight"])
    return told


def signed(told: dict[str, Any], key: str = "office", private: Ed25519PrivateKey = KEY) -> dict[str, Any]:
    made: dict[str, Any] = orjson.loads(sign(told, key, private.private_bytes_raw()))
    return made


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    made = empty_metrics(mongo_uri)
    made.settings = replace(made.settings, policy_keys=OFFICE)
    take_in(made, [commit for story in lives() for commit in story.commits])
    yield made
    forget(made)


@pytest.fixture
def client(metrics: Metrics) -> Iterator[FlaskClient]:
    """An assessor's client; what was published is forgotten after."""
    made = create_app(metrics).test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(metrics.settings.token_key).issue(ASSESSOR)}"
    yield made
    for name in ("policies", "commits", "heads"):
        metrics.database[name].delete_many({})


def post(client: FlaskClient, body: dict[str, Any]) -> Any:
    return client.post("/api/v1/policies", json=body)


def test_a_signed_policy_scores_the_periods_that_begin_in_its_time_and_no_others(
    client: FlaskClient, metrics: Metrics
) -> None:
    answer = post(client, signed(heavier()))
    assert answer.status_code == 201, answer.json
    told = answer.json
    assert (told["holder"], told["published_by"], told["late"]) == ("安顺市考核办", "assessor-1", False)
    assert [each["en"] for each in told["differences"]] == [
        "Departments: D01 Items in the hall: weight 10 becomes 5",
        "Departments: D02 On time: weight 20 becomes 25",
    ]
    first, second = client.get("/api/v1/policies").json["items"]
    assert (first["effective_until"], second["effective_until"]) == ("2027-01-01", "")
    used = {name: board(metrics, parse_period(name)).policy.version for name in ("2026Q4", "2027Q1", "2027Q2")}
    assert used == {"2026Q4": "1.0.0", "2027Q1": "1.1.0", "2027Q2": "1.1.0"}
    page = client.get("/policies").text
    assert "D02 按时办结率：权重 20 改为 25" in page
    assert "安顺市考核办" in page


def test_what_is_refused_has_its_code_and_changes_nothing(client: FlaskClient) -> None:
    changed, nobody = signed(heavier()), Ed25519PrivateKey.generate()
    changed["signed"]["cap"] = "100"
    light, unknown = document(), document()
    light["sheets"]["hall"]["indicators"][0]["weight"] = "1"
    unknown["sheets"]["point"]["indicators"][2]["ratios"][0]["numerator"] = {"kindness": "1"}
    for body, code in (
        ({"signed": heavier()}, "unsigned_policy"),
        (signed(heavier(), "nobody", nobody), "unknown_policy_key"),
        (signed(heavier(), "office", nobody), "wrong_policy_signature"),
        (changed, "wrong_policy_signature"),
        (signed(light), "policy_weights"),
        (signed(unknown), "policy_unknown_fact"),
        (signed(document(effective_from="2026-01-01")), "policy_overlaps"),
        (signed(document(effective_from="2027-01-15")), "policy_not_on_quarter"),
        (signed(document(effective_from="soon")), "unreadable_policy"),
        (signed(document(version="1.0.0")), "policy_version_taken"),
    ):
        answer = post(client, body)
        assert (answer.status_code, answer.json["code"]) == (422, code)
    assert len(client.get("/api/v1/policies").json["items"]) == 1


def test_only_the_assessment_office_publishes(client: FlaskClient, metrics: Metrics) -> None:
    token = Tokens(metrics.settings.token_key).issue(AUDITOR)
    answer = client.post("/api/v1/policies", json=signed(heavier()), headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


def test_the_newest_is_taken_back_and_the_one_before_holds_again(client: FlaskClient, metrics: Metrics) -> None:
    post(client, signed(heavier()))
    answer = client.post("/api/v1/policies/1.1.0/withdrawal", json={"reason": "权重写错"})
    assert (answer.status_code, [each["reason"] for each in answer.json["withdrawn"]]) == (200, ["权重写错"])
    assert board(metrics, parse_period("2027Q1")).policy.version == "1.0.0"


def test_a_published_policy_that_was_tampered_with_stops_its_periods_only(
    client: FlaskClient, metrics: Metrics
) -> None:
    post(client, signed(heavier()))
    row = metrics.policies.collection.find_one({"_id": "scoring-policy"})
    assert row is not None
    row["published"][0]["document"] = row["published"][0]["document"].replace('"cap":"30"', '"cap":"99"')
    metrics.policies.collection.replace_one({"_id": "scoring-policy"}, row)
    stopped = client.get("/api/v1/assessments?period=2027Q1")
    assert (stopped.status_code, stopped.json["code"]) == (422, "wrong_policy_signature")
    assert client.get("/api/v1/assessments?period=2026Q4").status_code == 200
    assert "验签不通过" in client.get("/policies").text


def test_a_draft_is_tried_named_and_taken_away_as_a_file(client: FlaskClient) -> None:
    text = json.dumps(heavier(), ensure_ascii=False)
    tried = client.post("/what-if?period=2026Q4", data={"policy": text, "kind": "department"})
    assert "D02 按时办结率：权重 20 改为 25" in tried.text
    light = heavier() | {}
    light["sheets"]["department"]["indicators"][0]["weight"] = "6"
    faulty = client.post("/what-if?period=2026Q4", data={"policy": json.dumps(light), "kind": "department"})
    assert "这份草案还不能公布" in faulty.text
    form = {"policy": text, "version": "2.0.0", "effective_from": "2027-04-01"}
    file = client.post("/policies/draft", data=form)
    assert (file.json["version"], file.json["effective_from"]) == ("2.0.0", "2027-04-01")
    assert 'filename="draft-2.0.0.json"' in file.headers["Content-Disposition"]


def test_keys_that_cannot_be_read_publish_nothing(client: FlaskClient, metrics: Metrics) -> None:
    good = metrics.settings
    short = '{"keys": [{"id": "x", "public": "short", "holder": "y"}]}'
    for keys in ("{", short, OFFICE.replace('"office"', '"yizhan-policies-2026"')):
        metrics.settings = replace(good, policy_keys=keys)
        assert post(client, signed(heavier())).json["code"] == "unreadable_policy_keys"
    metrics.settings = good


def test_a_bundle_carries_the_policy_and_its_signature_is_checked_or_said_not_to_be(
    client: FlaskClient, tmp_path: Path
) -> None:
    post(client, signed(heavier() | {"effective_from": "2026-10-01"}))
    told = client.get("/api/v1/assessments/2026Q4/dep-zr/bundle").json
    assert (told["policy"]["signed"]["version"], told["keys"]) == ("1.1.0", {"office": PUBLIC})

    def run(bundle: dict[str, Any], *more: Path) -> subprocess.CompletedProcess[str]:
        file, own = tmp_path / "bundle.json", {name: each for name, each in bundle.items() if name != "hash"}
        file.write_text(json.dumps({**own, "hash": hash_of(own)}))
        command = [sys.executable, "-I", str(RECOMPUTE), str(file), *map(str, more)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    trusted = tmp_path / "keys.json"
    trusted.write_text(OFFICE)
    checked = run(told, trusted)
    assert checked.returncode == 0, checked.stdout
    assert "same        signature of the policy, key office" in checked.stdout
    without = run(told | {"keys": {}})
    assert (without.returncode, "NOT CHECKED signature of the policy" in without.stdout) == (0, True)
    told["policy"]["signed"]["cap"] = "29"
    assert "DIFFERENT   signature" in run(told, trusted).stdout


def test_the_shipped_policy_has_no_fault_and_differs_from_itself_in_nothing() -> None:
    policy = load_policy("1.0.0")
    assert faults_of(policy) == ()
    assert differences(policy, policy) == []


def test_every_kind_of_difference_is_told() -> None:
    new = document()
    sheet = new["sheets"]["department"]
    first = sheet["indicators"][0]
    first |= {"target": "0.98", "prior": {"m": "5", "p0": "0.9"}, "floor": "1/3"}
    first["ratios"][0]["numerator"] = {"in_hall": "1", "online": "0.5"}
    sheet["indicators"].pop()
    sheet["penalties"][0] |= {"points": "6"}
    sheet["grades"][0] |= {"least": "92"}
    new |= {"cap": "25"}
    told = [each["zh"] for each in differences(load_policy("1.0.0"), read(new, ""))]
    for words in (
        "单期扣分封顶 30 改为 25",
        "满分线 1 改为 0.98",
        "零分线 0.8 改为 1/3",
        "小样本先验 — 改为 5@0.9",
        "in_hall + 0.5×online",
        "取消",
        "每次扣分 5 改为 6",
        "分数线 90 改为 92",
    ):
        assert any(words in each for each in told), (words, told)


def test_its_history_is_open_to_auditors_and_assessors_of_every_division(client: FlaskClient, metrics: Metrics) -> None:
    post(client, signed(heavier()))
    commits = list(metrics.journal.store.stream("policy/scoring-policy"))
    old = metrics.archive.positions([SPOT])[SPOT]
    batch = records(commits, old.offset)
    metrics.archive.take(SPOT, batch, old, old.after(batch[-1]))
    page = client.get("/history/scoring-policy")
    assert page.status_code == 200
    assert "公布评分政策 1.1.0" in page.text
    assert "/history/scoring-policy" in client.get("/policies").text
