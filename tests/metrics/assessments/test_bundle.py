"""A bundle recomputes to the cent with a script that knows nothing of this project, and tells nobody's name."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.metrics.assessments import api
from shared.identity.identity import Identity
from tests.metrics.conftest import AUDITOR, OTHER_AUDITOR, Client

SCRIPT = Path(api.__file__).parent / "static" / "recompute.py"
BUNDLE = "/api/v1/assessments/2026Q4/dep-zr/bundle"


def told(client: Client, path: str = BUNDLE, identity: Identity | None = None) -> dict[str, Any]:
    answer = client(identity).get(path)
    assert answer.status_code == 200, answer.text
    body = answer.json
    assert isinstance(body, dict)
    return body


def recompute(bundle: dict[str, Any], into: Path) -> subprocess.CompletedProcess[str]:
    """Run the script in a Python of its own that sees neither this project nor its libraries."""
    file = into / "bundle.json"
    file.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(file)], cwd=into, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("unit", ["dep-zr", "dep-rs", "dep-gx"])
def test_a_bundle_recomputes_to_the_cent(client: Client, tmp_path: Path, unit: str) -> None:
    bundle = told(client, f"/api/v1/assessments/2026Q4/{unit}/bundle")
    done = recompute(bundle, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DIFFERENT" not in done.stdout
    total = bundle["score"]["total"]
    assert told(client, f"/api/v1/assessments/2026Q4/{unit}")["total"] == (total if bundle["score"]["ranked"] else None)
    assert f"total {total}" in done.stdout


def one_more_on_time(bundle: dict[str, Any]) -> None:
    bundle["cases"][0]["adds"]["2026-10-26|early"] = 2


def another_weight(bundle: dict[str, Any]) -> None:
    bundle["policy"]["signed"]["sheets"]["department"]["indicators"][1]["weight"] = "21"


def another_key(bundle: dict[str, Any]) -> None:
    bundle["keys"] = dict.fromkeys(bundle["keys"], "A" * 43 + "=")


def another_total(bundle: dict[str, Any]) -> None:
    bundle["score"]["total"] = "99.99"


def another_grade(bundle: dict[str, Any]) -> None:
    bundle["score"]["grade"] = "excellent"


def another_name(bundle: dict[str, Any]) -> None:
    bundle["name"]["zh"] += "　"


def another_register_day(bundle: dict[str, Any]) -> None:
    bundle["register_day"] = "2026-11-09"


def no_hash(bundle: dict[str, Any]) -> None:
    del bundle["hash"]


@pytest.mark.parametrize("forge", [another_name, another_register_day, no_hash])
def test_a_byte_that_no_figure_rests_on_is_told_all_the_same(
    client: Client, tmp_path: Path, forge: Callable[[dict[str, Any]], None]
) -> None:
    bundle = told(client)
    forge(bundle)
    done = recompute(bundle, tmp_path)
    assert (done.returncode, "DIFFERENT   hash of the bundle" in done.stdout) == (1, True), done.stdout + done.stderr


@pytest.mark.parametrize("forge", [one_more_on_time, another_weight, another_key, another_total, another_grade])
def test_whatever_is_changed_in_a_bundle_is_told(
    client: Client, tmp_path: Path, forge: Callable[[dict[str, Any]], None]
) -> None:
    bundle = copy.deepcopy(told(client))
    forge(bundle)
    done = recompute(bundle, tmp_path)
    assert (done.returncode, "DIFFERENT" in done.stdout) == (1, True), done.stdout + done.stderr


def test_cases_go_by_their_number_only_for_whoever_may_see_them(client: Client) -> None:
    public = [each["case"] for each in told(client)["cases"]]
    assert public == [str(n) for n in range(1, len(public) + 1)]
    assert [each["case"] for each in told(client, identity=OTHER_AUDITOR)["cases"]] == public
    assert all(len(each["case"]) == 23 for each in told(client, identity=AUDITOR)["cases"])


def test_a_bundle_names_no_person(client: Client) -> None:
    text = json.dumps(told(client, identity=AUDITOR))
    assert "sealed-" not in text
    assert "person-1" not in text


def test_the_script_is_served_short_and_imports_nothing_but_the_standard_library(client: Client) -> None:
    answer = client(None).get("/assessments/static/recompute.py")
    assert answer.status_code == 200
    lines = answer.text.splitlines()
    assert len(lines) < 250
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}
