"""What cannot be started here is at least whole: image and compose file say what they must."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.config import SERVICES

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return told


def test_every_service_has_a_web_and_a_worker_process(compose: dict[str, Any]) -> None:
    for service in SERVICES:
        web, worker = compose["services"][service], compose["services"][f"{service}-worker"]
        assert web["environment"]["YIZHAN_SERVICE"] == service
        assert worker["command"] == ["python", "-m", "shared.worker", service]


def test_nothing_runs_with_more_rights_than_it_needs(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if name not in ("kafka", "mongo"):
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]


def test_secrets_are_files_and_never_values(compose: dict[str, Any]) -> None:
    for service in SERVICES:
        given = compose["services"][service]["environment"]
        assert {k for k in given if k.endswith("_KEY")} == set()
        for process in (service, f"{service}-worker"):
            needed = set(compose["secrets"]) - ({"checkpoint_key"} if service != "metrics" else set())
            assert set(compose["services"][process]["secrets"]) == needed


def test_named_volumes_and_dependencies_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in compose["volumes"]


def test_the_stores_tell_when_they_are_healthy(compose: dict[str, Any]) -> None:
    for store in ("kafka", "mongo"):
        assert compose["services"][store]["healthcheck"]["test"]
    assert compose["services"]["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_the_image_is_not_root_has_a_health_check_and_takes_the_lock_as_it_is() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    last_stage = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM")) :]
    assert any(line.startswith("USER ") and line != "USER root" for line in last_stage)
    assert any(line.startswith("HEALTHCHECK") for line in last_stage)
    assert sum("uv sync --frozen" in line for line in lines) == 2


def test_docker_compose_accepts_the_file(tmp_path: Path) -> None:
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip("docker-compose is not installed, so only our own checks were made")
    told = subprocess.run(
        [program, "-f", str(DEPLOY / "compose.yaml"), "config", "-q"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
