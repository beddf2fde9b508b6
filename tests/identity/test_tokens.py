"""Tokens: what they say, and what is not believed."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from shared.identity import Identity
from shared.identity.tokens import BadToken, Tokens, new_signing_key

KEY = new_signing_key()
CLERK = Identity("clerk-1", "window_clerk", "dep-zr", "H-1", ("520402",), demo=True)
NOON = datetime(2026, 9, 17, 12, tzinfo=UTC)


def part(document):
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


def test_a_token_gives_back_the_identity():
    assert Tokens(KEY).verify(Tokens(KEY).issue(CLERK)) == CLERK


def test_it_runs_out():
    token = Tokens(KEY, now=lambda: NOON).issue(CLERK, timedelta(minutes=1))
    assert Tokens(KEY, now=lambda: NOON + timedelta(seconds=59)).verify(token) == CLERK
    with pytest.raises(BadToken, match="run out"):
        Tokens(KEY, now=lambda: NOON + timedelta(seconds=60)).verify(token)


def test_it_runs_out_even_after_it_was_believed_once():
    moments = iter([NOON, NOON, NOON + timedelta(days=1)])
    tokens = Tokens(KEY, now=lambda: next(moments))
    token = tokens.issue(CLERK)
    assert tokens.verify(token) == CLERK
    with pytest.raises(BadToken):
        tokens.verify(token)


def test_another_key_is_not_believed_until_it_is_named():
    other = new_signing_key()
    token = Tokens(other).issue(CLERK)
    with pytest.raises(BadToken):
        Tokens(KEY).verify(token)
    assert Tokens(KEY, [other]).verify(token) == CLERK


def test_a_changed_claim_is_not_believed():
    head, claims, signature = Tokens(KEY).issue(CLERK).split(".")
    changed = json.loads(base64.urlsafe_b64decode(claims + "==")) | {"role": "admin"}
    with pytest.raises(BadToken):
        Tokens(KEY).verify(f"{head}.{part(changed)}.{signature}")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "....",
        "é.é.é",
        f"{part({'alg': 'none'})}.{part({'iss': 'yizhan', 'sub': 'x', 'role': 'admin', 'exp': 9e9})}.",
        f"{part({'alg': 'HS256'})}.{part({'sub': 'x'})}.AAAA",
        f"{part([1])}.{part([])}.AAAA",
        "A" * 20_000,
    ],
)
def test_nonsense_is_not_believed(token):
    with pytest.raises(BadToken):
        Tokens(KEY).verify(token)


def test_an_unknown_role_is_not_believed():
    with pytest.raises(BadToken, match="role"):
        Tokens(KEY).verify(Tokens(KEY).issue(Identity("x", "king")))
