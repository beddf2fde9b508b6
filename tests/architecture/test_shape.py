"""Someone who knows one room knows all: the same file names everywhere, and modules one can read in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(p for folder in ("services", "shared") for p in (ROOT / folder).rglob("*.py"))
MOST_LINES = 300


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_says_what_it_is(path: Path) -> None:
    text = path.read_text().lstrip()
    assert not text or text.startswith(('"""', "'''", 'r"""')), f"{path} has no docstring"


@pytest.mark.parametrize("service", ["intake", "approval", "complaints", "metrics"])
@pytest.mark.parametrize("name", ["app.py", "worker.py", "service.py", "__init__.py"])
def test_every_service_is_wired_alike(service: str, name: str) -> None:
    assert (ROOT / "services" / service / name).exists()
