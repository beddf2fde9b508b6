"""The web process as a whole: access declared everywhere, described, ready."""

from __future__ import annotations

from flask import Flask

from services.intake.app import PROBLEM_TITLES
from shared.testing.routes import undeclared


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    assert undeclared(app) == []


def test_the_interface_is_described(app: Flask) -> None:
    paths = app.test_client().get("/openapi.json").json["paths"]  # type: ignore[index]
    acts = (
        "acceptance",
        "supplement-notice",
        "supplements",
        "refusal",
        "redirect",
        "withdrawal",
        "completion",
        "delivery",
    )
    for act in acts:
        assert "post" in paths[f"/api/v1/cases/{{case_no}}/{act}"]
    for path in ("/api/v1/cases", "/api/v1/items/{code}/guide", "/api/v1/auth/token", "/api/v1/progress"):
        assert path in paths


def test_the_service_is_ready_when_its_database_answers(app: Flask) -> None:
    assert app.test_client().get("/readyz").json["checks"] == ["database"]  # type: ignore[index]


def test_every_refusal_of_the_rules_has_a_title() -> None:
    import re
    from pathlib import Path

    import services.intake

    folder = Path(services.intake.__file__).parent
    source = "\n".join(path.read_text() for path in folder.rglob("*.py"))
    codes = set(re.findall(r'(?:Rejected|\b_?wrong|\b_no)\(\s*"([a-z_]+)"', source))
    codes |= set(re.findall(r'Finding\([^()]*?, "([a-z_]+)"', source)) | set(
        re.findall(r'_refused\(\s*"([a-z_]+)"', source)
    )
    codes |= {f"unknown_{what}" for what in re.findall(r'be_registered\(\s*"([a-z_]+)"', source)}
    from shared.web.titles import TITLES

    assert codes - set(PROBLEM_TITLES) - set(TITLES) == {"unknown_command"}
