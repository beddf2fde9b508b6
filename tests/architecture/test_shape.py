"""Someone who knows one room knows all: the same file names everywhere, and modules one can read in one go."""

from __future__ import annotations

import re
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


TEMPLATES = sorted(p for folder in ("services", "shared") for p in (ROOT / folder).rglob("*.html"))
FILTERS = re.compile(r'<form class="[^"]*\bfilters"(?![^>]*novalidate)[^>]*>(.*?)</form>', re.DOTALL)
DEMANDED = re.compile(r"ui\.(?:select|field)\((?:(?!required=False|prompt=).)*?\) }}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_filter_demands_nothing(path: Path) -> None:
    """A browser does not send a form whose required choice is the empty one, and says so badly or not at all."""
    for form in FILTERS.findall(path.read_text()):
        assert not DEMANDED.findall(form)
