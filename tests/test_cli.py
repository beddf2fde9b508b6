"""The command line: what it lists, its exit codes, and errors of one line."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from shared.cli import COMMANDS
from shared.cli import yizhan as group

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = group.list_commands(click.Context(group))


def yizhan(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.cli", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def test_it_lists_its_commands_in_order() -> None:
    told = yizhan("--help")
    assert told.returncode == 0
    listed = [line.split()[0] for line in told.stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert [name for name in listed if name in COMMANDS] == INSTALLED


@pytest.mark.parametrize("name", INSTALLED)
def test_every_command_explains_itself(name: str) -> None:
    command = importlib.import_module(f"shared.commands.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help
    assert command.help.endswith(".")
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_used_wrongly_is_2_and_one_line() -> None:
    for wrong in (["nonsense"], ["due"], ["up", "--broker", "rabbit"]):
        told = yizhan(*wrong)
        assert (told.returncode, len(told.stderr.splitlines()), told.stdout) == (2, 1, "")


def test_a_wrong_setting_is_used_wrongly() -> None:
    told = yizhan("topics", YIZHAN_PROFILE="nonsense")
    assert told.returncode == 2
    assert "YIZHAN_PROFILE" in told.stderr
    assert "Traceback" not in told.stderr


def test_status_of_nothing_is_1(tmp_path: Path) -> None:
    ports = {f"YIZHAN_{name}_PORT": "1" for name in ("INTAKE", "APPROVAL", "COMPLAINTS", "METRICS")}
    told = yizhan("status", "--data-dir", str(tmp_path), **ports)
    assert (told.returncode, told.stdout.splitlines()[0]) == (1, "not running")


def test_down_with_nothing_running_is_done(tmp_path: Path) -> None:
    told = yizhan("down", "--data-dir", str(tmp_path))
    assert (told.returncode, told.stdout.strip()) == (0, "nothing runs")
