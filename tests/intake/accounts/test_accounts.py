"""Signing in: passwords, tokens, the brake on guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from services.intake.accounts.accounts import FREE_FAILURES, PAUSE
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.timekeeping import VirtualClock
from tests.intake.people import CLERK, Caller

As = Callable[[Identity | None], Caller]
PASSWORD = "yizhan-demo"


def test_account_and_password_give_a_token_for_the_role_on_the_register(as_: As, accounts: Intake) -> None:
    answer = as_(None).post("/auth/token", {"username": "clerk-zr", "password": PASSWORD})
    assert (answer.status_code, answer.json["token_type"], answer.json["role"]) == (200, "Bearer", "window_clerk")
    bearer = {"Authorization": f"Bearer {answer.json['access_token']}"}
    told = as_(None).client.get("/api/v1/auth/account", headers=bearer).json
    assert told == {
        "id": "clerk-zr",
        "role": "window_clerk",
        "unit": "dep-zr",
        "hall": "H-520422103",
        "divisions": ["520422103"],
        "demo": True,
    }


def test_an_unknown_account_and_a_wrong_password_are_answered_alike(as_: As, accounts: Intake) -> None:
    wrong = as_(None).post("/auth/token", {"username": "clerk-zr", "password": "guess"})
    unknown = as_(None).post("/auth/token", {"username": "nobody", "password": "guess"})
    assert (wrong.status_code, wrong.json["code"]) == (401, "sign_in_failed")
    assert wrong.json == unknown.json
    assert accounts.accounts.credentials.find_one({"_id": "nobody"}) is None


def test_a_body_without_password_is_refused(as_: As) -> None:
    assert as_(None).post("/auth/token", {"username": "clerk-zr"}).json["errors"].keys() == {"password"}


def test_guessing_is_slowed_down_and_a_pause_ends_it(accounts: Intake, clock: VirtualClock) -> None:
    who = accounts.accounts
    for _ in range(FREE_FAILURES):
        assert who.authenticate("clerk-zr", "guess") is None
    with pytest.raises(Rejected, match="too_many_attempts"):
        who.authenticate("clerk-zr", PASSWORD)
    assert who.authenticate("clerk-rs", PASSWORD) is not None
    clock.advance(PAUSE + timedelta(seconds=1))
    assert who.authenticate("clerk-zr", PASSWORD) == CLERK
    assert who.authenticate("clerk-zr", "guess") is None


def test_demonstration_accounts_do_not_sign_in_elsewhere(accounts: Intake) -> None:
    assert replace(accounts.accounts, demo=False).authenticate("clerk-zr", PASSWORD) is None


def test_an_account_that_is_not_on_the_register_does_not_sign_in(accounts: Intake) -> None:
    accounts.accounts.set_password("stranger", "secret")
    assert accounts.accounts.authenticate("stranger", "secret") is None


def test_a_new_password_replaces_the_old_one(accounts: Intake) -> None:
    accounts.accounts.set_password("clerk-zr", "another")
    assert accounts.accounts.authenticate("clerk-zr", PASSWORD) is None
    assert accounts.accounts.authenticate("clerk-zr", "another") == CLERK


def test_the_login_page_opens_a_session(app: Flask, accounts: Intake) -> None:
    client = app.test_client()
    page = client.get("/login").get_data(as_text=True)
    assert "clerk-zr" in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    said = {"account": "clerk-zr", "csrf_token": token[1]}
    assert client.post("/login", data={**said, "password": "guess"}).status_code == 401
    opened = client.post("/login", data={**said, "password": PASSWORD})
    assert opened.status_code == 303
    assert client.get_cookie(SESSION_COOKIE) is not None
