"""Secrets are made once, for their owner only, and are what the settings accept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shared.config import BadSettings, Settings, secret_file
from shared.launcher.secrets import make_secrets

NAMES = ("secret_key", "token_key", "checkpoint_key", "master_key")


def test_only_their_owner_may_read_them(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    for name in NAMES:
        assert stat.S_IMODE(secret_file(tmp_path, name).stat().st_mode) == 0o600
    assert stat.S_IMODE(secret_file(tmp_path, "master_key").parent.stat().st_mode) == 0o700


def test_a_second_start_keeps_them_and_makes_what_is_missing(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    before = {name: secret_file(tmp_path, name).read_text() for name in NAMES}
    secret_file(tmp_path, "secret_key").unlink()
    make_secrets(tmp_path)
    after = {name: secret_file(tmp_path, name).read_text() for name in NAMES}
    assert {name for name in NAMES if before[name] != after[name]} == {"secret_key"}


def test_the_settings_of_a_service_find_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_DATA_DIR", str(tmp_path))
    make_secrets(tmp_path)
    settings = Settings.load("intake")
    assert len(settings.master_key) == 32
    assert "PRIVATE KEY" in settings.token_key


def test_a_lost_master_key_is_not_made_anew_beside_what_was_sealed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_secrets(tmp_path)
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "WiredTiger").touch()
    key = secret_file(tmp_path, "master_key")
    key.unlink()
    with pytest.raises(BadSettings, match="take it from a backup"):
        make_secrets(tmp_path)
    assert not key.exists()
    monkeypatch.setenv("YIZHAN_MASTER_KEY_FILE", "/run/secrets/master_key")  # it lies elsewhere
    make_secrets(tmp_path)


def test_a_key_that_cannot_be_read_is_never_to_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_DATA_DIR", str(tmp_path))
    make_secrets(tmp_path)
    key = secret_file(tmp_path, "master_key")
    key.unlink()
    key.mkdir()  # whoever runs this as root may read every file
    with pytest.raises(BadSettings, match=r"master_key cannot be read .*never replace it"):
        Settings.load("intake")
    key.rmdir()
    key.write_bytes(b"\xff\xfe")
    with pytest.raises(BadSettings, match="it is no text"):
        Settings.load("intake")
