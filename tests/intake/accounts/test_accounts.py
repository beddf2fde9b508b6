"""Signing in: passwords, tokens, the brake on guessing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from services.intake.accounts.accounts import FREE_FAILURES, PAUSE
from services.intake.app import create_app
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import StaffRegistered
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.timekeeping import VirtualClock
from tests.intake.people import ADMIN, CLERK, Caller

As = Callable[[Identity | None], Caller]
PASSWORD = "yizhan-demo"
GIVEN = "given-for-once-2026"
OWN = "a longer one of my own"


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
    with pytest.raises(Rejected, match="unknown_staff"):
        accounts.accounts.give_password("stranger", OWN)
    accounts.accounts.add_missing({"stranger": OWN})
    assert accounts.accounts.authenticate("stranger", OWN) is None


def test_a_new_password_replaces_the_old_one(accounts: Intake) -> None:
    assert accounts.accounts.change_password("clerk-zr", "guess", OWN) is None
    assert accounts.accounts.change_password("clerk-zr", PASSWORD, OWN) == CLERK
    assert accounts.accounts.authenticate("clerk-zr", PASSWORD) is None
    assert accounts.accounts.authenticate("clerk-zr", OWN) == CLERK


def test_a_temporary_password_is_good_for_choosing_another_and_for_nothing_else(as_: As, accounts: Intake) -> None:
    admin, anyone = as_(ADMIN), as_(None)
    assert admin.post("/auth/accounts/clerk-zr/password", {"password": GIVEN}).status_code == 204
    signing_in = {"username": "clerk-zr", "password": GIVEN}
    refused = anyone.post("/auth/token", signing_in)
    assert (refused.status_code, refused.json["code"]) == (403, "password_change_needed")
    changed = {**signing_in, "new_password": OWN}
    assert anyone.post("/auth/password", changed).status_code == 204
    assert anyone.post("/auth/token", {**signing_in, "password": OWN}).status_code == 200
    listed = {row["id"]: row["password"] for row in admin.get("/auth/accounts").json["items"]}
    assert (listed["clerk-zr"], listed["clerk-rs"]) == ("own", "own")


def test_only_administrators_give_passwords_and_only_to_accounts_of_the_register(as_: As, accounts: Intake) -> None:
    assert as_(CLERK).post("/auth/accounts/clerk-rs/password", {"password": GIVEN}).status_code == 403
    unknown = as_(ADMIN).post("/auth/accounts/nobody/password", {"password": GIVEN})
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown_staff")


def test_nobody_gives_a_password_to_an_account_outside_the_divisions_of_ones_own(as_: As, accounts: Intake) -> None:
    keeper = StaffRegistered(id="admin-puding", role="admin", divisions=("520422",))
    accounts.replica.apply("staff/admin-puding", 1, keeper)
    puding = as_(replace(ADMIN, id="admin-puding", divisions=("520422",)))
    for account in ("clerk-rs", "admin", "auditor"):
        refused = puding.post(f"/auth/accounts/{account}/password", {"password": GIVEN})
        assert (refused.status_code, refused.json["code"]) == (403, "other_division")
    assert puding.post("/auth/accounts/clerk-zr/password", {"password": GIVEN}).status_code == 204


@pytest.mark.parametrize("weak", ["short", "xx-CLERK-ZR-2026", PASSWORD])
def test_weak_passwords_are_refused_and_the_old_one_stays(as_: As, accounts: Intake, weak: str) -> None:
    body = {"username": "clerk-zr", "password": PASSWORD, "new_password": weak}
    answer = as_(None).post("/auth/password", body)
    assert (answer.status_code, answer.json["code"], list(answer.json["errors"])) == (
        422,
        "weak_password",
        ["password"],
    )
    assert accounts.accounts.authenticate("clerk-zr", PASSWORD) == CLERK


def state_clerk(intake: Intake, **changes: Any) -> None:
    """State the clerk's account anew on the service's copy of the register."""
    stated = replace(intake.replica.staff("clerk-zr"), **changes)
    intake.replica.apply("staff/clerk-zr", len(intake.replica.versions(StaffRegistered, "clerk-zr")) + 1, stated)


@pytest.fixture
def restated(accounts: Intake) -> Iterator[Intake]:
    """Intake whose register is put back afterwards."""
    before = accounts.replica.staff("clerk-zr")
    yield accounts
    state_clerk(
        accounts, **{name: getattr(before, name) for name in ("role", "hall", "effective_from", "effective_to")}
    )


def test_an_account_ends_on_its_day_and_its_token_with_it(as_: As, restated: Intake, clock: VirtualClock) -> None:
    """The end is stated for the 18th; the token was issued on the 17th and would be good for half a day more."""
    clerk = as_(CLERK)
    state_clerk(restated, effective_to=date(2026, 9, 18))
    assert clerk.get("/auth/account").status_code == 200
    clock.advance(timedelta(hours=14))
    ended = Caller(create_app(restated), CLERK).get("/auth/account")
    assert (ended.status_code, ended.json["code"]) == (401, "account_ended")
    assert restated.accounts.authenticate("clerk-zr", PASSWORD) is None


def test_an_account_may_not_act_before_its_first_day(as_: As, restated: Intake) -> None:
    state_clerk(restated, effective_from=date(2026, 9, 18))
    assert as_(CLERK).get("/auth/account").json["code"] == "account_ended"
    assert restated.accounts.authenticate("clerk-zr", PASSWORD) is None


def test_a_new_role_counts_for_tokens_already_out(as_: As, restated: Intake) -> None:
    state_clerk(restated, role="reviewer")
    clerk = as_(CLERK)
    assert clerk.get("/auth/account").json["role"] == "reviewer"
    assert clerk.post("/cases", {}).status_code == 403


def test_the_login_page_leads_from_a_temporary_password_to_ones_own(app: Flask, accounts: Intake) -> None:
    accounts.accounts.give_password("clerk-zr", GIVEN)
    client = app.test_client()

    def csrf(path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).get_data(as_text=True))
        assert found is not None
        return found[1]

    said = {"account": "clerk-zr", "password": GIVEN, "csrf_token": csrf("/login")}
    led = client.post("/login", data=said)
    assert (led.status_code, led.headers["Location"].partition("?")[0]) == (303, "/password")
    form = {"account": "clerk-zr", "old": GIVEN, "csrf_token": csrf("/password")}
    assert client.post("/password", data={**form, "new": OWN, "again": OWN + "x"}).status_code == 422
    assert client.post("/password", data={**form, "new": "short", "again": "short"}).status_code == 422
    assert client.post("/password", data={**form, "old": "guess", "new": OWN, "again": OWN}).status_code == 401
    assert client.get_cookie(SESSION_COOKIE) is None
    assert client.post("/password", data={**form, "new": OWN, "again": OWN}).status_code == 303
    assert client.get_cookie(SESSION_COOKIE) is not None


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
