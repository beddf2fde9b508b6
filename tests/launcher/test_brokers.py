"""Which broker the local run starts, and that it says what this means."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.config import Settings
from shared.launcher import apache, brokers
from shared.launcher.part import Part


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("YIZHAN_DATA_DIR", str(tmp_path))
    return Settings.load()


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Java were here and the jars had been fetched."""
    monkeypatch.setattr(brokers, "apache_at_hand", lambda: True)
    monkeypatch.setattr(apache, "part", lambda settings: Part("broker", ("java",), {}, lambda: ""))


def names(chosen: brokers.Stores) -> list[str]:
    return [part.name for part in chosen.parts]


def test_auto_takes_the_embedded_one_where_kafka_was_not_fetched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apache, "jars_present", lambda: False)
    chosen = brokers.stores(settings, "auto")
    assert (chosen.broker, names(chosen)) == ("embedded", ["database", "broker"])
    assert "may forget" in chosen.meaning


@pytest.mark.usefixtures("fetched")
@pytest.mark.parametrize(("choice", "broker"), [("auto", "apache"), ("apache", "apache"), ("embedded", "embedded")])
def test_where_kafka_was_fetched_the_choice_decides(settings: Settings, choice: str, broker: str) -> None:
    assert brokers.stores(settings, choice).broker == broker


@pytest.mark.usefixtures("fetched")
def test_what_addresses_were_given_for_is_not_started(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
    assert names(brokers.stores(settings, "auto")) == ["database"]
    monkeypatch.setenv("MONGODB_URI", "mongodb://mongo/")
    chosen = brokers.stores(settings, "auto")
    assert (chosen.broker, names(chosen)) == ("given", [])


def test_the_embedded_broker_is_started_without_its_wrapper(settings: Settings) -> None:
    broker = brokers.stores(settings, "embedded").parts[1]
    program = Path(broker.arguments[0])
    assert program.is_file()
    assert program.read_bytes()[:2] != b"#!"
