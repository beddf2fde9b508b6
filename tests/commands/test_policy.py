"""`yizhan policy`: a key is made once, for its owner only; what it signs is checked, and told where it fails."""

from __future__ import annotations

import stat
from pathlib import Path

import orjson
from click.testing import CliRunner, Result

from services.metrics.scoring import published
from services.metrics.scoring.signing import verify
from shared.commands.policy import command

SHIPPED = Path(published.__file__).parent / "policy-1.0.0.json"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_a_key_is_made_for_its_owner_only_and_never_written_over(tmp_path: Path) -> None:
    key = tmp_path / "key"
    first = run("keygen", key)
    assert first.exit_code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = run("keygen", key)
    assert (again.exit_code, "never written over" in again.output) == (1, True)


def test_what_is_signed_holds_under_its_public_key(tmp_path: Path) -> None:
    public = run("keygen", tmp_path / "key").output.strip()
    signed = run("sign", SHIPPED, "--key-file", tmp_path / "key", "--key-id", "office")
    assert signed.exit_code == 0, signed.output
    assert verify(signed.output.encode(), {"office": public}).key == "office"


def test_the_shipped_policy_is_checked_and_a_changed_one_is_told(tmp_path: Path) -> None:
    assert "scoring-policy@1.0.0" in run("check", SHIPPED).output
    changed = orjson.loads(SHIPPED.read_bytes())
    changed["signed"]["cap"] = "100"
    (tmp_path / "changed.json").write_bytes(orjson.dumps(changed))
    told = run("check", tmp_path / "changed.json")
    assert (told.exit_code, "wrong_policy_signature" in told.output) == (1, True)
