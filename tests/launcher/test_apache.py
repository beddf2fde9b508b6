"""The pinned jars and the configuration of Apache Kafka; starting it is the business of `make test-kafka`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared.launcher import jars
from shared.launcher.apache import Node, configuration, main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pinned jars in a folder."""
    folder = tmp_path / "jars"
    folder.mkdir()
    (folder / "a.jar").write_bytes(b"a")
    (folder / "b.jar").write_bytes(b"b")
    checksums = tmp_path / "CHECKSUMS"
    checksums.write_text(
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.jar\n"
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.jar\n"
    )
    monkeypatch.setattr(jars, "CHECKSUMS", checksums)
    return folder


def test_the_pinned_jars_are_right(folder: Path) -> None:
    assert jars.jars_present(folder)


@pytest.mark.parametrize(("name", "content"), [("a.jar", b"changed"), ("c.jar", b"too many")])
def test_a_jar_that_is_not_the_pinned_one_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert jars.wrong_jars(folder) == [name]


def test_a_missing_jar_is_named(folder: Path) -> None:
    (folder / "b.jar").unlink()
    assert jars.wrong_jars(folder) == ["b.jar"]


def test_jars_that_are_there_are_not_fetched_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    jars.fetch_jars(folder)


def test_without_maven_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(jars.ApacheError, match="Maven"):
        jars.fetch_jars(tmp_path / "none")


def test_every_pinned_jar_has_a_checksum_and_the_broker_is_among_them() -> None:
    pinned = jars.pinned()
    version = re.search(r"<artifactId>kafka_2\.13</artifactId>\s*<version>(.+?)</version>", pom := _pom())
    assert version
    assert f"kafka_2.13-{version[1]}.jar" in pinned
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in pinned.values())
    assert "SNAPSHOT" not in pom


def _pom() -> str:
    return (jars.HOME / "pom.xml").read_text()


def test_three_nodes_keep_three_replicas_and_want_two_in_sync(tmp_path: Path) -> None:
    cluster = [Node(n, tmp_path / str(n), 9000 + n, 9100 + n) for n in (1, 2, 3)]
    settings = configuration(cluster[1], cluster)
    assert settings["default.replication.factor"] == "3"
    assert settings["min.insync.replicas"] == "2"
    assert settings["controller.quorum.voters"] == "1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103"


def test_one_node_keeps_one_replica(tmp_path: Path) -> None:
    node = Node(1, tmp_path, 9001, 9101)
    settings = configuration(node, [node])
    assert settings["default.replication.factor"] == settings["min.insync.replicas"] == "1"


def test_it_is_told_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "fetch" in capsys.readouterr().err
