"""Settings come from the environment, secrets from files too; what makes no sense is named and never shown."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from shared.config import BadSettings, Settings, secret_file
from shared.launcher.secrets import make_secrets

MASTER = base64.b64encode(bytes(32)).decode()


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("YIZHAN_") or name in ("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_given_is_the_local_run() -> None:
    settings = Settings.load()
    assert settings.profile == "demo"
    assert settings.url("metrics") == "http://127.0.0.1:8004"
    assert settings.kafka_servers == "127.0.0.1:19092"
    assert settings.mongodb_uri == "mongodb://127.0.0.1:27027/?replicaSet=secantus&retryWrites=false"


def test_ports_move_addresses_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_INTAKE_PORT", "9001")
    monkeypatch.setenv("YIZHAN_DATABASE_PORT", "9027")
    settings = Settings.load()
    assert settings.url("intake") == "http://127.0.0.1:9001"
    assert ":9027/" in settings.mongodb_uri


def test_an_address_behind_a_proxy_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_INTAKE_URL", "https://hall.example/")
    assert Settings.load().url("intake") == "https://hall.example"


def test_listening_everywhere_is_not_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_HOST", "0.0.0.0")
    assert Settings.load().url("intake") == "http://127.0.0.1:8001"


def test_every_service_has_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_DATABASE_PREFIX", "county")
    make_secrets(Path(".data"))
    settings = Settings.load("approval")
    assert (settings.database, settings.vault_database) == ("county_approval", "county_vault")


def test_a_secret_may_be_a_value_or_a_mounted_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mounted").write_text(MASTER + "\n")
    monkeypatch.setenv("YIZHAN_MASTER_KEY_FILE", str(tmp_path / "mounted"))
    monkeypatch.setenv("YIZHAN_SECRET_KEY", "cookies")
    monkeypatch.setenv("YIZHAN_TOKEN_KEY", "pem")
    settings = Settings.load("intake")
    assert (settings.secret_key, settings.master_key) == ("cookies", bytes(32))


def test_older_token_keys_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    make_secrets(Path(".data"))
    pem = secret_file(Path(".data"), "token_key").read_text()
    monkeypatch.setenv("YIZHAN_OLDER_TOKEN_KEYS", pem + "\n" + pem)
    assert [key.splitlines() for key in Settings.load("intake").older_token_keys] == [pem.splitlines()] * 2


def test_a_service_without_its_secrets_does_not_start() -> None:
    with pytest.raises(BadSettings, match="YIZHAN_SECRET_KEY"):
        Settings.load("intake")


def test_the_same_settings_serve_a_service(tmp_path: Path) -> None:
    make_secrets(Path(".data"))
    assert Settings.load().for_service("intake") == Settings.load("intake")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YIZHAN_PROFILE", "demonstration"),
        ("YIZHAN_INTAKE_PORT", "eight thousand"),
        ("YIZHAN_LOG_LEVEL", "loud"),
        ("YIZHAN_DATABASE_PREFIX_FILE", "/no/such/file"),
    ],
)
def test_what_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=name):
        Settings.load()


@pytest.mark.parametrize("key", ["short", base64.b64encode(bytes(31)).decode(), "密钥" * 16])
def test_a_master_key_is_32_bytes_and_is_not_told_when_it_is_not(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    make_secrets(Path(".data"))
    monkeypatch.setenv("YIZHAN_MASTER_KEY", key)
    with pytest.raises(BadSettings) as refused:
        Settings.load("intake")
    assert key not in str(refused.value)


def test_there_is_no_fifth_service() -> None:
    with pytest.raises(BadSettings, match="there is no service"):
        Settings.load("payments")


def test_settings_shown_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    make_secrets(Path(".data"))
    monkeypatch.setenv("MONGODB_URI", "mongodb://yizhan:wordpass@db/")
    settings = Settings.load("intake")
    shown = repr(settings)
    assert "wordpass" not in shown
    assert settings.secret_key not in shown
    assert "PRIVATE" not in shown
