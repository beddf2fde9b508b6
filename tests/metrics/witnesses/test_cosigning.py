"""Cosignatures from the API to pages, bundle and verification: who countersigned what, and nothing that is false."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from playwright.sync_api import Page

from services.metrics.app import create_app
from services.metrics.checkpoints.bundling import Prover
from services.metrics.checkpoints.restoring import restore
from services.metrics.checkpoints.verification import verify
from services.metrics.witnesses.verification import cosignature_faults
from shared.commands.verify import command
from shared.contracts.checkpoints import CheckpointSealed
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.bundle import Reading, written, wrong
from shared.journal.notes import COSIGNER, BadNote, cosigned, verifier
from shared.journal.refill import read_all
from shared.testing.browser import PHONE, serving
from tests.barriers import barriers
from tests.metrics.checkpoints.conftest import Kept, life
from tests.metrics.checkpoints.test_check_proof import holds
from tests.metrics.conftest import AUDITOR, CITIZEN, CLERK, REVIEWER_ZR, empty_metrics, forget
from tests.metrics.witnesses.signing import NOON, Witness

W1, W2 = Witness(), Witness("county.example.gov.cn/w2", 9)
Town = tuple[Kept, list[CheckpointSealed]]
Acting = Callable[[Identity | None], FlaskClient]


@pytest.fixture(scope="module")
def town(mongo_uri: str) -> Iterator[Town]:
    made = empty_metrics(mongo_uri)
    kept = Kept(made)
    sealed = [kept.sealed(1), kept.sealed(2)]
    yield kept, sealed
    forget(made)


@pytest.fixture(scope="module")
def acting(town: Town) -> Acting:
    app, key = create_app(town[0].metrics), town[0].metrics.settings.token_key

    def made(identity: Identity | None) -> FlaskClient:
        client = app.test_client()
        if identity is not None:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(key).issue(identity)}"
        return client

    return made


def post(client: FlaskClient, size: int, key: str, note: str) -> Any:
    return client.post(f"/api/v1/checkpoints/{size}/cosignatures", json={"key": key, "note": note})


@pytest.fixture
def clean(town: Town) -> Iterator[Town]:
    """No cosignature is there before, and none after."""
    yield town
    town[0].metrics.cosignatures.collection.delete_many({})
    store = town[0].metrics.journal.store
    store.database["commits"].delete_many({"stream": {"$regex": "^witness/"}})  # type: ignore[attr-defined]


def test_a_witness_hands_in_a_cosignature_and_everybody_sees_it(clean: Town, acting: Acting) -> None:
    first = clean[1][0]
    for again in range(2):
        answer = post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note))
        assert answer.status_code == 201, answer.json
        assert len(answer.json["items"]) == 1, again
    seen = acting(None).get(f"/api/v1/checkpoints/{first.tree_size}/cosignatures").json
    assert seen is not None
    assert (seen["items"][0]["witness"], seen["items"][0]["key"]) == (W1.key.name, W1.key.text)
    assert cosigned(seen["note"], verifier(seen["items"][0]["key"], COSIGNER)) == NOON
    assert acting(None).get("/api/v1/checkpoints/9999/cosignatures").status_code == 404


def test_two_witnesses_stand_under_one_note(clean: Town, acting: Acting, tmp_path: Path) -> None:
    first = clean[1][0]
    for each in (W1, W2):
        assert post(acting(AUDITOR), first.tree_size, each.key.text, each.cosigned(first.note)).status_code == 201
    note = acting(None).get(f"/api/v1/checkpoints/{first.tree_size}/cosignatures").json["note"]  # type: ignore[index]
    (tmp_path / "note").write_text(note)
    for each in (W1, W2):
        assert holds("--key", first.key, "--witness", each.key.text, tmp_path / "note")
    assert not holds("--key", first.key, "--witness", Witness(seed=3).key.text, tmp_path / "note")


@pytest.mark.parametrize(("identity", "status"), [(None, 401), (CITIZEN, 403), (CLERK, 403), (REVIEWER_ZR, 403)])
def test_only_who_may_countersign_does(town: Town, acting: Acting, identity: Identity | None, status: int) -> None:
    first = town[1][0]
    assert post(acting(identity), first.tree_size, W1.key.text, W1.cosigned(first.note)).status_code == status


def test_what_is_false_is_refused_and_changes_nothing(clean: Town, acting: Acting) -> None:
    kept, (first, second) = clean
    journals = verifier(first.key)
    own = replace(journals, kind=COSIGNER).text
    forked = first.note.replace(first.note.split("\n")[2], "A" * 43 + "=")
    changed = W1.line(first.note).replace(W1.line(first.note)[-20:-10], "A" * 10)
    given = [
        (W1.key.text, W1.cosigned(second.note), 409, "other_checkpoint"),
        (W1.key.text, W1.cosigned(forked), 409, "other_checkpoint"),
        (W1.key.text, first.note, 422, "false_cosignature"),
        (W1.key.text, f"{first.note}{changed}\n", 422, "false_cosignature"),
        (W1.key.text, W1.cosigned(first.note, 2**63), 422, "false_cosignature"),
        (Witness(seed=3).key.text, W1.cosigned(first.note), 422, "false_cosignature"),
        (journals.text, W1.cosigned(first.note), 422, "unreadable_witness_key"),
        ("nonsense", W1.cosigned(first.note), 422, "unreadable_witness_key"),
        (Witness("a b").key.text, Witness("a b").cosigned(first.note), 422, "unreadable_witness_key"),
        (own, first.note, 422, "witness_is_journal"),
    ]
    before = kept.metrics.journal.store.count()
    for key, note, status, code in given:
        answer = post(acting(AUDITOR), first.tree_size, key, note)
        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert answer.json["title"] != code
        assert answer.json["errors"]
    assert kept.metrics.journal.store.count() == before


def test_another_key_does_not_take_over_a_name(clean: Town, acting: Acting) -> None:
    first, second = clean[1]
    other = Witness(W1.key.name, 8)
    assert post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note)).status_code == 201
    answer = post(acting(AUDITOR), second.tree_size, other.key.text, other.cosigned(second.note))
    assert (answer.status_code, answer.json["code"]) == (409, "other_witness_key")


def test_pages_show_who_countersigned_and_take_the_form(clean: Town, acting: Acting) -> None:
    first = clean[1][0]
    where = f"/checkpoints/{first.tree_size}"
    assert "还没有人联署" in acting(None).get(where).text
    assert "提交联署" not in acting(None).get(where).text
    assert "提交联署" in acting(AUDITOR).get(where).text
    refused = acting(AUDITOR).post(f"{where}/cosignatures", data={"key": W1.key.text, "note": first.note})
    assert refused.status_code in (400, 422)
    assert post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note)).status_code == 201
    assert W1.key.name in acting(None).get(where).text
    page = acting(None).get("/checkpoints").text
    assert page.count(W1.key.name) >= 2


def test_a_form_with_line_ends_of_a_browser_is_read(clean: Town) -> None:
    kept, (first, _) = clean
    app = create_app(kept.metrics)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(kept.metrics.settings.token_key).issue(AUDITOR)}"
    form = {"key": W1.key.text, "note": W1.cosigned(first.note).replace("\n", "\r\n")}
    assert client.post(f"/checkpoints/{first.tree_size}/cosignatures", data=form).status_code == 303
    assert [each.witness for each in kept.metrics.cosignatures.of(first.tree_size)] == [W1.key.name]


def bundle(kept: Kept) -> list[bytes]:
    prover = Prover(kept.metrics.database, everything=False)
    commits = sorted(life(1), key=lambda each: (each.stream, each.version))
    pairs = ((each.hash, each.body) for each in commits)
    return list(written(pairs, "2026-11-26T04:00:00+08:00", checkpoint=prover.checkpoint, prove=prover.prove))


def test_a_bundle_carries_what_was_countersigned_last_and_that_it_is_continued(
    clean: Town, acting: Acting, tmp_path: Path
) -> None:
    kept, (first, second) = clean
    assert "witnessed" not in orjson.loads(bundle(kept)[0])["checkpoint"]
    post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note))
    lines, reading = bundle(kept), Reading()
    assert list(wrong(lines, reading)) == []
    assert reading.checkpoint is not None
    assert (reading.checkpoint.size, reading.witnesses) == (second.tree_size, [(W1.key.text, first.tree_size, NOON)])
    (tmp_path / "bundle").write_bytes(b"".join(lines))
    assert holds("--key", second.key, "--witness", W1.key.text, tmp_path / "bundle")
    assert not holds("--key", second.key, "--witness", W2.key.text, tmp_path / "bundle")
    told = CliRunner().invoke(command, ["--bundle", str(tmp_path / "bundle")])
    assert told.exit_code == 0
    assert f"by {W1.key.text}" in told.output


@pytest.mark.parametrize("change", ["signature", "key", "path", "note", "nothing"])
def test_a_bundle_with_a_false_cosignature_is_named(clean: Town, acting: Acting, tmp_path: Path, change: str) -> None:
    kept, (first, _) = clean
    post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note))
    lines = bundle(kept)
    header = orjson.loads(lines[0])
    witnessed = header["checkpoint"]["witnessed"]
    changes = {
        "signature": {"note": witnessed["note"][:-12] + "AAAAAAAAAA=\n"},
        "key": {"keys": [Witness(seed=3).key.text]},
        "path": {"path": ["00" * 32, *witnessed["path"][1:]]},
        "note": {"note": W1.cosigned(first.note.replace(first.note.split("\n")[2], "A" * 43 + "="))},
        "nothing": {},
    }
    witnessed.update(changes[change])
    forged = [orjson.dumps(header, option=orjson.OPT_SORT_KEYS) + b"\n", *lines[1:]]
    found = list(wrong(forged))
    assert bool(found) == (change != "nothing")
    assert all("line 1" in each for each in found[:1])
    (tmp_path / "bundle").write_bytes(b"".join(forged))
    assert holds(tmp_path / "bundle") == (change == "nothing")


def test_verify_names_a_false_cosignature(clean: Town, acting: Acting) -> None:
    kept, (first, second) = clean
    for each in (W1, W2):
        post(acting(AUDITOR), first.tree_size, each.key.text, each.cosigned(first.note))
    found = verify(kept.metrics.database, kept.metrics.journal.store, kept.bus)
    assert (found.culprits, found.cosignatures) == ([], 2)
    true = kept.metrics.cosignatures.of(first.tree_size)
    forged = {
        "another line": replace(true[0], line=W1.line(second.note)),
        "another time": replace(true[0], cosigned_at=second.sealed_at),
        "another key": replace(true[0], key=Witness(W1.key.name, 8).key.text),
        "another checkpoint": replace(true[0], tree_size=9_999),
        "another root": replace(true[0], root="ab" * 32),
    }
    for name, each in forged.items():
        told = [culprit.told for culprit in cosignature_faults([each], [each], clean[1])]
        assert len(told) == 1, name
        assert W1.key.name in told[0]
    kept.metrics.cosignatures.collection.update_one({"witness": W1.key.name}, {"$set": {"key": W2.key.text}})
    told = [each.told for each in verify(kept.metrics.database, kept.metrics.journal.store, kept.bus).culprits]
    assert told == [f"{W1.key.name} is shown under {first.tree_size} commits as it was not handed in"]


def test_a_cosignature_is_a_leaf_and_no_reason_to_seal(kept: Kept) -> None:
    first = kept.sealed(1)
    client = create_app(kept.metrics).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(kept.metrics.settings.token_key).issue(AUDITOR)}"
    assert post(client, first.tree_size, W1.key.text, W1.cosigned(first.note)).status_code == 201
    assert kept.sealed() == first
    assert f"witness/{W1.key.name}@1" in {name for _, _, names in kept.metrics.tree.leaves(99) for name in names}
    kept.metrics.cosignatures.collection.delete_many({})
    told = [(record.hash, record.value) for record in read_all(kept.bus)]
    assert restore(kept.metrics, told).culprits == []
    assert [each.witness for each in kept.metrics.cosignatures.newest()] == [W1.key.name]


@pytest.mark.parametrize("at", range(0, len(W1.line("a\n\nb")), 7))
def test_a_changed_character_of_a_cosignature_is_noticed(town: Town, at: int) -> None:
    line = W1.line(town[1][0].note)
    changed = line[:at] + chr(ord(line[at]) ^ 1) + line[at + 1 :]
    with pytest.raises(BadNote):
        cosigned(f"{town[1][0].note}{changed}\n", W1.key)


@pytest.mark.browser
def test_cosignatures_widen_no_phone_and_axe_finds_nothing(clean: Town, acting: Acting, browser_page: Page) -> None:
    kept, (first, _) = clean
    post(acting(AUDITOR), first.tree_size, W1.key.text, W1.cosigned(first.note))
    token = Tokens(kept.metrics.settings.token_key).issue(AUDITOR)
    browser_page.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    with serving(create_app(kept.metrics)) as address:
        browser_page.set_viewport_size(PHONE)
        for path in ("/checkpoints", f"/checkpoints/{first.tree_size}"):
            browser_page.goto(f"{address}{path}")
            assert browser_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert barriers(browser_page) == []
