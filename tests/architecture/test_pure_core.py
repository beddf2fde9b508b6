"""The rules are pure: decide, state, commands and all they go on to use import contracts, time, numbers, the gazetteer
and the standard library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = (
    "shared.contracts",
    "shared.timekeeping",
    "shared.numbers",
    "shared.gazetteer",
    "shared.statements",
    "orjson",
)
IMPURE = {"datetime.now", "date.today", "time.time", "datetime.utcnow", "uuid.uuid4", "random"}
COMMON = (
    *("services.approval.reasons", "services.approval.cards.rules", "services.complaints.limits"),
    "services.intake.registry.categories",
)
"""Rules that several matters of a service share; as pure as the rules that use them."""


READING = "reading.py"
"""Reads the statements that come with the product, and an operator's, once as the process starts."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def files(name: str) -> Iterator[Path]:
    """Give the file of a module of a service; of a package, its own."""
    path = ROOT.joinpath(*name.split("."))
    yield from (each for each in (path.with_suffix(".py"), path / "__init__.py") if each.exists())


def used_by(path: Path) -> set[Path]:
    """Give a module with all modules of services that it goes on to use: they are as much a part of the rule."""
    found, left = set[Path](), [path]
    while left:
        found.add(each := left.pop())
        named = (file for name in imports(each) if name.startswith("services.") for file in files(name))
        left += [file for file in named if file not in found and file.name != READING]
    return found


RULES = [p for name in ("decide", "state", "commands") for p in ROOT.glob(f"services/*/*/{name}.py")]
CORE = sorted({ROOT / "shared/statements.py"}.union(*map(used_by, RULES)))


def test_there_is_a_core_to_look_at() -> None:
    assert len(CORE) > len(RULES) > 60


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_rule_imports_contracts_time_and_the_standard_library_only(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts[:3])
    for name in imports(path):
        standard = name.partition(".")[0] in sys.stdlib_module_names
        assert standard or name.startswith((*ALLOWED, *COMMON, own)), f"{path} imports {name}"


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_rule_asks_no_clock_and_throws_no_dice(path: Path) -> None:
    tree = ast.parse(path.read_text())
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & IMPURE, f"{path} calls {calls & IMPURE}"


@pytest.mark.parametrize("service", ["intake", "approval", "complaints", "metrics"])
def test_only_timekeeping_computes_dates(service: str) -> None:
    """A step to the next or previous day (to walk a period) is no computation; any other number of days is."""
    for path in ROOT.glob(f"services/{service}/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("timedelta"):
                days = [ast.unparse(k.value) for k in node.keywords if k.arg in ("days", "weeks")]
                assert days in ([], ["1"]), f"{path}:{node.lineno} adds days by itself"
