"""The script for auditors: it needs nothing of the project, agrees with it, and names what does not hold."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from services.metrics.checkpoints import proving, told
from services.metrics.checkpoints.bundling import Prover
from services.metrics.checkpoints.sealing import Signer
from shared.commands import verify
from shared.identity.tokens import new_signing_key
from shared.journal.bundle import written, wrong
from shared.testing.scripts import loaded_script
from tests.metrics.checkpoints.conftest import Sealed, life

SCRIPT = Path("services/metrics/checkpoints/static/check_proof.py")
COMMIT = life(2)[1]
Files = dict[str, Path]


CHECK: Any = loaded_script(SCRIPT)


def holds(*arguments: str | Path) -> bool:
    """Tell what the script says, in this process."""
    try:
        return bool(CHECK.main([str(each) for each in arguments]) == 0)
    except (AttributeError, LookupError, TypeError, ValueError):
        return False


@pytest.fixture(scope="module")
def files(sealed: Sealed, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A proof, a continuation, a note and two bundles, as they are carried away."""
    kept, checkpoints = sealed
    folder, metrics = tmp_path_factory.mktemp("proofs"), kept.metrics
    proof = proving.Proof(**_proof(kept, checkpoints[-1]))
    first, last = checkpoints[0], checkpoints[-1]
    texts = {
        "proof": json.dumps(told.proof(proof)).encode(),
        "continuation": json.dumps(told.continuation(first, last, proving.continued(metrics, first, last))).encode(),
        "note": first.note.encode(),
        "case": b"".join(_bundle(kept, everything=False)),
        "all": b"".join(_bundle(kept, everything=True)),
    }
    made = {name: folder / name for name in texts}
    for name, text in texts.items():
        made[name].write_bytes(text)
    return made


def _proof(kept: Any, checkpoint: Any) -> dict[str, Any]:
    """Prove without a reader: who may see what is the endpoint's matter."""
    made = Prover(kept.metrics.database, everything=False).prove(COMMIT.hash, COMMIT.body)
    assert made is not None
    hashed = proving.leaf(bytes.fromhex(COMMIT.hash))
    way = proving.steps(hashed, made[0], checkpoint.tree_size, [bytes.fromhex(each) for each in made[1]])
    about = {"commit": COMMIT.id, "case": COMMIT.case, "hash": COMMIT.hash, "prev": COMMIT.prev, "index": made[0]}
    return {**about, "leaf": hashed, "steps": tuple(way), "checkpoint": checkpoint}


def _bundle(kept: Any, *, everything: bool) -> list[bytes]:
    """Bundle a case that is sealed and one that came later."""
    prover = Prover(kept.metrics.database, everything=everything)
    commits = sorted((*life(2), *life(33)), key=lambda each: (each.stream, each.version))
    pairs = ((each.hash, each.body) for each in commits)
    return list(written(pairs, "2026-11-26T04:00:00+08:00", checkpoint=prover.checkpoint, prove=prover.prove))


def test_it_imports_nothing_but_the_standard_library() -> None:
    names = {
        name.partition(".")[0]
        for each in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(each, ast.Import | ast.ImportFrom)
        for name in ([each.module or ""] if isinstance(each, ast.ImportFrom) else [one.name for one in each.names])
    }
    assert names <= sys.stdlib_module_names


def test_one_by_one_and_all_at_once_prove_the_same(files: Files) -> None:
    assert files["case"].read_bytes() == files["all"].read_bytes()
    assert list(wrong(files["case"].read_bytes().splitlines(keepends=True))) == []


def test_what_was_carried_away_holds_and_is_told_step_by_step(files: Files, sealed: Sealed) -> None:
    key = sealed[1][0].key
    ran = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), "--key", key, str(files["proof"])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"{COMMIT.id} with the hash {COMMIT.hash} is leaf" in ran.stdout
    assert "step  1" in ran.stdout
    assert holds(files["proof"])
    assert holds("--key", key, "--kept", files["note"], files["continuation"])
    assert holds("--key", key, files["note"])
    assert holds("--key", key, files["case"])


def test_another_key_or_another_kept_checkpoint_does_not_hold(files: Files) -> None:
    other = Signer("yizhan/journal", new_signing_key()).vkey
    assert not holds("--key", other, files["proof"])
    assert not holds("--key", "nonsense", files["proof"])
    assert not holds("--key", other, files["note"])
    assert not holds(files["note"])
    assert not holds("--kept", files["note"], files["proof"])


@pytest.mark.parametrize("name", ["proof", "continuation", "case"])
def test_the_command_checks_them_too_and_demands_a_key(files: Files, sealed: Sealed, name: str, capfd: Any) -> None:
    def verified(*arguments: str) -> int:
        return CliRunner().invoke(verify.command, ["--bundle", str(files[name]), *arguments]).exit_code

    assert verified() == verified("--key", sealed[1][0].key) == 0
    assert verified("--key", Signer("yizhan/journal", new_signing_key()).vkey) == 1
    assert "Traceback" not in capfd.readouterr().err


def test_a_bundle_without_a_checkpoint_does_not_do_where_a_key_is_demanded(tmp_path: Path, sealed: Sealed) -> None:
    (tmp_path / "plain").write_bytes(b"".join(written([(COMMIT.hash, COMMIT.body)], "2026-11-26T04:00:00+08:00")))
    ran = CliRunner().invoke(verify.command, ["--bundle", str(tmp_path / "plain"), "--key", sealed[1][0].key])
    assert ran.exit_code == 1
    assert "there is no checkpoint in it" in ran.output


def _changed(document: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> bytes:
    change(document)
    return json.dumps(document).encode()


FORGED: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "another commit": ("proof", lambda d: d.update(hash="ab" * 32)),
    "another place": ("proof", lambda d: d.update(index=d["index"] + 1)),
    "another sibling": ("proof", lambda d: d["steps"][0].update(sibling="ab" * 32)),
    "a step less": ("proof", lambda d: d["steps"].pop()),
    "another size": ("proof", lambda d: d["checkpoint"].update(note=d["checkpoint"]["note"].replace("\n", "\n1", 1))),
    "another path": ("continuation", lambda d: d["path"].reverse()),
    "no path": ("continuation", lambda d: d["path"].clear()),
    "the other way round": ("continuation", lambda d: d.update(first=d["second"], second=d["first"])),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_what_is_forged_does_not_hold(files: Files, tmp_path: Path, forgery: str) -> None:
    name, change = FORGED[forgery]
    (tmp_path / "forged").write_bytes(_changed(json.loads(files[name].read_bytes()), change))
    assert not holds(tmp_path / "forged")


@pytest.mark.parametrize(
    "forge", [lambda r: r.replace(b"dep-zr", b"dep-zz", 1), lambda r: r.replace(b"proof", b"prof", 1)]
)
def test_a_changed_bundle_does_not_hold(files: Files, tmp_path: Path, forge: Callable[[bytes], bytes]) -> None:
    (tmp_path / "forged").write_bytes(forge(files["case"].read_bytes()))
    assert not holds(tmp_path / "forged")
