"""Every setting and every command appears in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared.cli import COMMANDS
from shared.config import SERVICES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text()
GUIDES = "\n".join(path.read_text() for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))))


def read_in_code() -> list[str]:
    """Every variable that the settings read, as the code says."""
    source = (ROOT / "shared" / "config.py").read_text()
    ours = {f"YIZHAN_{name}" for name in re.findall(r'\benv\.\w+\("([A-Z_]+)"', source)}
    ours |= {f"YIZHAN_{name.upper()}" for name in re.findall(r'_secret\(env, data_dir, "(\w+)"\)', source)}
    ours |= {f"YIZHAN_{service.upper()}_{what}" for service in SERVICES for what in ("PORT", "URL")}
    return sorted(ours | set(re.findall(r'\boutside\.\w+\("([A-Z_]+)"', source)))


@pytest.mark.parametrize("name", read_in_code())
def test_a_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_nothing_is_documented_that_is_not_read() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)`", PAGE, re.MULTILINE)) <= {
        *read_in_code(),
        "WEB_CONCURRENCY",
        "WEB_THREADS",
    }


def test_secrets_and_addresses_are_all_there() -> None:
    assert {"YIZHAN_MASTER_KEY", "MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS", "YIZHAN_PROFILE"} <= set(read_in_code())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    assert f"yizhan {name}" in GUIDES
