"""Pages of checkpoints: everybody may keep one and ask what became of it; a proof is shown hash by hash."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from services.metrics.app import create_app
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.testing.browser import PHONE, serving
from tests.barriers import barriers
from tests.metrics.checkpoints.conftest import Sealed, life
from tests.metrics.conftest import AUDITOR, CITIZEN, OTHER_AUDITOR

COMMIT = life(2)[1]


@pytest.fixture(scope="module")
def app(sealed: Sealed) -> Flask:
    return create_app(sealed[0].metrics)


def client(app: Flask, sealed: Sealed, identity: Identity | None = None) -> FlaskClient:
    made = app.test_client()
    if identity is not None:
        token = Tokens(sealed[0].metrics.settings.token_key).issue(identity)
        made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return made


def test_everybody_sees_all_checkpoints_with_size_root_and_time(app: Flask, sealed: Sealed) -> None:
    page = client(app, sealed).get("/checkpoints").text
    for each in sealed[1]:
        assert each.root in page
        assert f"/checkpoints/{each.tree_size}" in page
    assert sealed[1][0].key in page


@pytest.mark.parametrize("form", ["hex", "base64", ""])
def test_a_kept_checkpoint_is_told_to_be_continued(app: Flask, sealed: Sealed, form: str) -> None:
    first = sealed[1][0]
    root = {"hex": first.root, "base64": base64.b64encode(bytes.fromhex(first.root)).decode(), "": ""}[form]
    answer = client(app, sealed).get("/checkpoints", query_string={"size": first.tree_size, "root": root})
    assert "接续完好" in answer.text
    assert f"consistency?from={first.tree_size}" in answer.text


def test_another_root_of_that_size_is_told_to_be_the_proof_of_a_change(app: Flask, sealed: Sealed) -> None:
    asked = {"size": sealed[1][0].tree_size, "root": "ab" * 32}
    assert "根哈希不符" in client(app, sealed).get("/checkpoints", query_string=asked).text


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"size": "7"}, 404, "没有这个检查点"),
        ({"size": "x"}, 422, "应为整数"),
        ({"size": "10", "root": "zz"}, 422, "格式不正确"),
    ],
)
def test_what_cannot_be_looked_up_is_said(
    app: Flask, sealed: Sealed, asked: dict[str, str], status: int, told: str
) -> None:
    answer = client(app, sealed).get("/checkpoints", query_string=asked)
    assert answer.status_code == status
    assert told in answer.text


def test_a_checkpoint_is_shown_with_its_note_and_what_it_continues(app: Flask, sealed: Sealed) -> None:
    page = client(app, sealed).get(f"/checkpoints/{sealed[1][1].tree_size}").text
    assert base64.b64encode(bytes.fromhex(sealed[1][1].root)).decode().replace("+", "&#43;") in page.replace(
        "+", "&#43;"
    )
    assert f'href="/checkpoints/{sealed[1][0].tree_size}"' in page
    assert "这是第一个检查点" in client(app, sealed).get(f"/checkpoints/{sealed[1][0].tree_size}").text
    assert client(app, sealed).get("/checkpoints/7").status_code == 404


def test_a_history_leads_to_the_proof_and_the_proof_can_be_worked_out_by_hand(app: Flask, sealed: Sealed) -> None:
    asking = client(app, sealed, AUDITOR)
    assert f"/proofs/{COMMIT.id}" in asking.get(f"/history/{COMMIT.case}").text
    page = asking.get(f"/proofs/{COMMIT.id}").text
    hashes = re.findall(r"[^0-9a-f]([0-9a-f]{64})[^0-9a-f]", page)
    assert hashes[0] == COMMIT.hash
    hashed = sha256(b"\x00" + bytes.fromhex(hashes[0]))
    assert hashed.hexdigest() == hashes[1]
    steps = re.findall(r"(下面的哈希 ‖ 上一步|上一步 ‖ 下面的哈希)）</p>\s*<p class=\"hash\">([0-9a-f]{64})", page)
    for side, sibling in steps:
        before, other = hashed.digest(), bytes.fromhex(sibling)
        hashed = sha256(b"\x01" + (other + before if side.startswith("下面") else before + other))
        assert hashed.hexdigest() in page
    assert hashed.hexdigest() == sealed[1][-1].root


def test_a_proof_is_for_whoever_may_see_the_case(app: Flask, sealed: Sealed) -> None:
    where = f"/proofs/{COMMIT.id}"
    assert client(app, sealed, CITIZEN).get(where).status_code == 403
    assert client(app, sealed, OTHER_AUDITOR).get(where).status_code == 403
    assert COMMIT.hash not in client(app, sealed).get(where, follow_redirects=True).text


def test_before_anything_is_sealed_the_page_says_so(empty: object) -> None:
    assert "还没有检查点" in create_app(empty).test_client().get("/checkpoints?size=3").text  # type: ignore[arg-type]


@pytest.mark.browser
def test_long_hashes_widen_no_phone_and_axe_finds_nothing(app: Flask, sealed: Sealed, browser_page: Page) -> None:
    token = Tokens(sealed[0].metrics.settings.token_key).issue(AUDITOR)
    browser_page.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    size = sealed[1][1].tree_size
    with serving(app) as address:
        browser_page.set_viewport_size(PHONE)
        for path in (f"/checkpoints?size={size}", f"/checkpoints/{size}", f"/proofs/{COMMIT.id}"):
            browser_page.goto(f"{address}{path}")
            assert browser_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert barriers(browser_page) == []
