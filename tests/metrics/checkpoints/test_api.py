"""Checkpoints are for everybody; a proof is for whoever may see the case, and holds hashes alone."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from services.metrics.app import create_app
from shared.contracts.checkpoints import CheckpointSealed
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.merkle import consistent
from shared.journal.notes import opened, verifier
from tests.metrics.checkpoints.conftest import Sealed, life
from tests.metrics.conftest import AUDITOR, CITIZEN, CLERK, OTHER_AUDITOR, REVIEWER_SF, REVIEWER_ZR

Client = Callable[[Identity | None], FlaskClient]
COMMIT = life(2)[1]
LATE = life(33)[0]


@pytest.fixture(scope="module")
def client(sealed: Sealed) -> Client:
    metrics = sealed[0].metrics
    app = create_app(metrics)

    def acting(identity: Identity | None = None) -> FlaskClient:
        made = app.test_client()
        if identity is not None:
            made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(metrics.settings.token_key).issue(identity)}"
        return made

    return acting


def test_everybody_may_list_checkpoints_newest_first(client: Client, sealed: Sealed) -> None:
    page = client(None).get("/api/v1/checkpoints?limit=2").json
    assert page is not None
    assert [each["tree_size"] for each in page["items"]] == [sealed[1][2].tree_size, sealed[1][1].tree_size]
    rest = client(None).get(f"/api/v1/checkpoints?cursor={page['next']}").json
    assert rest is not None
    assert ([each["tree_size"] for each in rest["items"]], rest["next"]) == ([sealed[1][0].tree_size], None)


def test_a_note_is_plain_text_that_verifies(client: Client, sealed: Sealed) -> None:
    newest = sealed[1][-1]
    for where in ("newest", newest.tree_size):
        answer = client(None).get(f"/api/v1/checkpoints/{where}/note")
        assert answer.mimetype == "text/plain"
        assert opened(answer.text, verifier(newest.key)).root.hex() == newest.root
        assert client(None).get(f"/api/v1/checkpoints/{where}").json["root"] == newest.root  # type: ignore[index]


def test_a_kept_checkpoint_is_proved_to_be_the_beginning_of_every_later_one(client: Client, sealed: Sealed) -> None:
    def proved(old: CheckpointSealed, new: CheckpointSealed) -> bool:
        told = client(None).get(f"/api/v1/checkpoints/{new.tree_size}/consistency?from={old.tree_size}").json
        assert told is not None
        path = [bytes.fromhex(each) for each in told["path"]]
        roots = [bytes.fromhex(told[which]["root"]) for which in ("first", "second")]
        assert roots == [bytes.fromhex(old.root), bytes.fromhex(new.root)]
        return consistent(old.tree_size, roots[0], new.tree_size, roots[1], path)

    first, second, third = sealed[1]
    assert all(proved(*pair) for pair in ((first, second), (first, third), (second, third), (third, third)))


def test_a_proof_leads_from_the_commit_to_the_root_by_hand(client: Client, sealed: Sealed) -> None:
    for size in ("", f"?size={sealed[1][0].tree_size}"):
        told = client(AUDITOR).get(f"/api/v1/proofs/{COMMIT.id}{size}").json
        assert told is not None
        assert (told["hash"], told["prev"]) == (COMMIT.hash, COMMIT.prev)
        hashed = sha256(b"\x00" + bytes.fromhex(told["hash"])).digest()
        for step in told["steps"]:
            other = bytes.fromhex(step["sibling"])
            hashed = sha256(b"\x01" + (other + hashed if step["side"] == "left" else hashed + other)).digest()
            assert hashed.hex() == step["made"]
        assert hashed.hex() == told["checkpoint"]["root"]
        assert set(told) == {"format", "commit", "hash", "prev", "index", "leaf", "steps", "checkpoint"}


@pytest.mark.parametrize(
    ("identity", "status"),
    [(None, 401), (CITIZEN, 403), (CLERK, 403), (OTHER_AUDITOR, 403), (REVIEWER_SF, 403), (REVIEWER_ZR, 200)],
)
def test_a_proof_is_for_whoever_may_see_the_case(client: Client, identity: Identity | None, status: int) -> None:
    assert client(identity).get(f"/api/v1/proofs/{COMMIT.id}").status_code == status


@pytest.mark.parametrize("name", [COMMIT.hash, COMMIT.case, "case/1@1", "x", f"{COMMIT.stream}@99"])
def test_no_hash_and_no_number_opens_anything(client: Client, name: str) -> None:
    answer = client(AUDITOR).get(f"/api/v1/proofs/{name}")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_commit")  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"proofs/{LATE.id}", 404, "not_in_checkpoint"),
        (f"proofs/{COMMIT.id}?size=7", 404, "unknown_checkpoint"),
        ("checkpoints/7", 404, "unknown_checkpoint"),
        (f"checkpoints/{2**70}", 404, "unknown_checkpoint"),
        ("checkpoints/7/note", 404, "unknown_checkpoint"),
        ("checkpoints/NEWEST/consistency?from=7", 404, "unknown_checkpoint"),
        ("checkpoints/NEWEST/consistency", 422, "invalid"),
        ("checkpoints/FIRST/consistency?from=NEWEST", 422, "checkpoints_reversed"),
    ],
)
def test_what_cannot_be_proved_is_refused(client: Client, sealed: Sealed, path: str, status: int, code: str) -> None:
    first, *_, newest = (str(each.tree_size) for each in sealed[1])
    answer = client(AUDITOR).get(f"/api/v1/{path.replace('NEWEST', newest).replace('FIRST', first)}")
    assert (answer.status_code, answer.json["code"]) == (status, code)  # type: ignore[index]
    assert answer.json["title"] != answer.json["code"]  # type: ignore[index]


def test_before_anything_is_sealed_that_is_said(empty: object) -> None:
    answer = create_app(empty).test_client().get("/api/v1/checkpoints/newest")  # type: ignore[arg-type]
    assert (answer.status_code, answer.json["code"]) == (404, "nothing_sealed")  # type: ignore[index]
