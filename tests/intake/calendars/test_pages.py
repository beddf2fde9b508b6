"""The page of a venue's openings, without a browser."""

from __future__ import annotations

from flask import Flask

HORSES = "/venues/H-520422103/openings"


def opened(app: Flask, path: str, status: int = 200) -> str:
    answer = app.test_client().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_venue_shows_its_market_days_its_duties_and_why_not(app: Flask) -> None:
    page = opened(app, f"{HORSES}?from=2026-09-01&to=2026-11-30")
    assert "个赶场日，其中周末应开门 3 天" in page
    assert "逢午日" in page
    assert page.count("应开门</span>") == 3
    assert "周一至周五，按平日安排" in page
    sundays = opened(app, "/venues/H-520402109/openings?from=2026-09-20&to=2026-10-04")
    assert "调休上班的周末" in sundays
    assert "放假日，场期规则未要求开门" in sundays


def test_a_year_without_a_notice_is_marked(app: Flask) -> None:
    assert "暂定" in opened(app, f"{HORSES}?from=2027-01-01&to=2027-02-01")
    assert "暂定" not in opened(app, f"{HORSES}?from=2026-09-01&to=2026-10-01")


def test_a_place_without_a_market_says_so(app: Flask) -> None:
    assert "此处没有登记场期规则" in opened(app, "/venues/P-520402002-204/openings")


def test_days_that_cannot_be_shown_are_told_beside_their_field(app: Flask) -> None:
    for query in ("from=2026-02-30", "from=2026-10-01&to=2026-09-01", "from=2015-01-01&to=2015-02-01"):
        page = opened(app, f"{HORSES}?{query}", 422)
        assert 'role="alert"' in page
        assert "逢午日" in page, "the coming days are shown all the same"
    assert 'id="from-error"' in opened(app, f"{HORSES}?from=2026-02-30", 422)
    opened(app, "/venues/H-1/openings", 404)


def test_the_list_of_venues_leads_to_it(app: Flask) -> None:
    assert f'href="{HORSES}"' in opened(app, "/venues")
