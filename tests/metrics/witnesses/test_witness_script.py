"""The script for witnesses: signs as the standard says, and only what continues what it signed before."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.checkpoints import proving, told
from shared.journal.merkle import consistency, consistent, leaf, node, root
from shared.journal.notes import COSIGNER, Head, cosigned, signed, verifier, verifier_of
from shared.testing.scripts import loaded_script
from tests.metrics.checkpoints.conftest import Sealed

SCRIPT = Path("services/metrics/checkpoints/static/witness.py")
JOURNAL = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
JOURNAL_KEY = verifier_of(JOURNAL, "yizhan/journal").text


WITNESS: Any = loaded_script(SCRIPT)


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_it_signs_as_the_known_answers_say(secret: str, public: str, message: str, signature: str) -> None:
    """RFC 8032, 7.1, tests 1 and 2."""
    assert WITNESS.public_of(bytes.fromhex(secret)).hex() == public
    assert WITNESS.signature(bytes.fromhex(secret), bytes.fromhex(message)).hex() == signature


@settings(max_examples=10, deadline=None)
@given(secret=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_it_signs_as_another_library_does(secret: bytes, message: bytes) -> None:
    other = Ed25519PrivateKey.from_private_bytes(secret)
    assert WITNESS.public_of(secret) == other.public_key().public_bytes_raw()
    assert WITNESS.signature(secret, message) == other.sign(message)


@pytest.fixture
def made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    WITNESS.main(["new", "audit.example.gov.cn/w1", str(tmp_path / "secret")])
    return tmp_path, capsys.readouterr().out.strip()


def note_of(leaves: list[bytes], size: int) -> str:
    return signed(Head("yizhan/journal", size, root(nodes(leaves), size)), JOURNAL, "yizhan/journal")


def nodes(leaves: list[bytes]) -> Any:
    def at(level: int, n: int) -> bytes:
        return leaves[n] if level == 0 else node(at(level - 1, 2 * n), at(level - 1, 2 * n + 1))

    return at


def continuation(leaves: list[bytes], old: int, new: int, before: str = "") -> str:
    path = [each.hex() for each in consistency(nodes(leaves), old, new)]
    first = before or note_of(leaves, old)
    return json.dumps({"first": {"note": first}, "second": {"note": note_of(leaves, new)}, "path": path})


def sign(folder: Path, file: str, *first: str, key: str = JOURNAL_KEY) -> bool:
    """Let the witness sign what a file says; tell whether it did."""
    (folder / "file").write_text(file)
    before = (folder / "kept").read_text() if (folder / "kept").exists() else ""
    try:
        WITNESS.main(["sign", "--key", key, *first, *(str(folder / name) for name in ("secret", "kept", "file"))])
    except (AttributeError, LookupError, OSError, TypeError, ValueError):
        assert ((folder / "kept").read_text() if (folder / "kept").exists() else "") == before
        return False
    return True


HONEST = [leaf(bytes([n])) for n in range(40)]
FORGED = [*HONEST[:3], leaf(b"another"), *HONEST[4:]]


def test_a_key_is_kept_for_its_owner_alone_and_never_written_over(made: tuple[Path, str]) -> None:
    folder, key = made
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert verifier(key, COSIGNER).name == "audit.example.gov.cn/w1"
    with pytest.raises(FileExistsError):
        WITNESS.main(["new", "audit.example.gov.cn/w1", str(folder / "secret")])
    with pytest.raises(ValueError, match="first lines"):
        WITNESS.main(["new", "a+b", str(folder / "other")])


def test_it_signs_the_first_and_then_what_continues_it(
    made: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, key = made
    assert sign(folder, note_of(HONEST, 5), "--first")
    assert sign(folder, continuation(HONEST, 5, 21))
    assert sign(folder, continuation(HONEST, 21, 21))
    printed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert printed == {"key": key, "note": (folder / "kept").read_text()}
    assert cosigned(printed["note"], verifier(key, COSIGNER)) > 1_700_000_000
    assert printed["note"].startswith("yizhan/journal\n21\n")


def test_it_never_signs_what_it_cannot_prove_and_keeps_what_it_had(made: tuple[Path, str]) -> None:
    folder, _ = made
    other = Ed25519PrivateKey.generate()
    assert not sign(folder, continuation(HONEST, 5, 21)), "the first time is said"
    assert not sign(folder, note_of(HONEST, 5), "--first", key=verifier_of(other, "yizhan/journal").text)
    assert sign(folder, note_of(HONEST, 5), "--first")
    refused = {
        "a first time again": (note_of(HONEST, 8), "--first"),
        "a note alone": (note_of(HONEST, 8),),
        "another history": (continuation(FORGED, 5, 21),),
        "another history behind an honest beginning": (continuation(FORGED, 5, 21, note_of(HONEST, 5)),),
        "another beginning": (continuation(HONEST, 4, 21),),
        "backwards": (continuation(HONEST, 5, 3),),
        "a path too short": (continuation(HONEST, 5, 21).replace('"path": ["', '"path": ["00", "'),),
        "another journal": (
            json.dumps(
                {
                    "first": {"note": note_of(HONEST, 5)},
                    "second": {"note": signed(Head("other/journal", 5, bytes(32)), JOURNAL, "yizhan/journal")},
                    "path": [],
                }
            ),
        ),
        "no document": ("nonsense",),
    }
    for name, arguments in refused.items():
        assert not sign(folder, *arguments), name
    assert sign(folder, continuation(HONEST, 5, 21))


@settings(max_examples=15, deadline=None)
@given(
    size=st.integers(1, 40),
    more=st.integers(1, 20),
    changed=st.integers(0, 39),
)
def test_no_history_that_changed_a_signed_leaf_is_ever_proved(size: int, more: int, changed: int) -> None:
    new = min(size + more, 40)
    forged = [*HONEST[:changed], leaf(b"forged"), *HONEST[changed + 1 :]]
    kept, told = note_of(HONEST, size), continuation(forged, size, new, note_of(HONEST, size))
    path = consistency(nodes(forged), size, new)
    same = consistent(size, root(nodes(HONEST), size), new, root(nodes(forged), new), path)
    try:
        signed_ = WITNESS.proved(told, JOURNAL_KEY, kept, False) == note_of(forged, new)
    except ValueError:
        signed_ = False
    assert signed_ == same == (changed >= size)


def test_it_runs_alone_beside_the_script_that_checks(tmp_path: Path, sealed: Sealed) -> None:
    kept, checkpoints = sealed
    for name in ("witness.py", "check_proof.py"):
        (tmp_path / name).write_bytes(SCRIPT.with_name(name).read_bytes())
    first, last = checkpoints[0], checkpoints[-1]
    (tmp_path / "note").write_text(first.note)
    path = proving.continued(kept.metrics, first, last)
    (tmp_path / "continuation").write_text(json.dumps(told.continuation(first, last, path), default=str))

    def run(*arguments: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-I", "witness.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout or ran.stderr

    assert run("new", "w.example/1", "secret")[0] == 0
    assert run("sign", "--key", first.key, "--first", "secret", "kept", "note")[0] == 0
    code, printed = run("sign", "--key", first.key, "secret", "kept", "continuation")
    assert code == 0
    whole = json.loads(printed)
    assert cosigned(whole["note"], verifier(whole["key"], COSIGNER)) > 1_700_000_000
    code, said = run("sign", "--key", first.key, "secret", "kept", "continuation")
    assert (code, said[:10]) == (1, "NOT SIGNED")
