"""The topics as code say the same as the topics of a production cluster."""

from pathlib import Path

import yaml

from shared.journal.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]


def test_production_topics_have_the_same_names_partitions_and_settings() -> None:
    told = yaml.safe_load((ROOT / "deploy" / "topics.yaml").read_text())["topics"]
    assert {name: spec["partitions"] for name, spec in told.items()} == {n: s.partitions for n, s in TOPICS.items()}
    for name, spec in told.items():
        assert TOPICS[name].configs.items() <= spec["configs"].items()
        assert spec["replication"] >= 3
        assert int(spec["configs"]["min.insync.replicas"]) >= 2
