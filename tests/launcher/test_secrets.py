"""Secrets are made once, for their owner only, and are what the settings accept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shared.config import Settings, secret_file
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
