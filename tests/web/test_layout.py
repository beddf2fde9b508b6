"""The frame of a page: services, navigation, and what a reader may see of it."""

import re

from flask_babel import force_locale

from tests.web.notes import Settings, make_app


def links(page, part):
    inside = re.search(rf'<nav class="{part}".*?</nav>', page, re.DOTALL)[0]
    return re.findall(r'<a href="([^"]+)"( aria-current="\w+")?[^>]*>([^<]+)', inside)


def test_the_four_services_are_one_step_away(client):
    told = links(client.get("/").text, "switcher")
    assert [url for url, _, _ in told] == [f"http://127.0.0.1:{port}" for port in (8001, 8002, 8003, 8004)]
    assert [bool(here) for _, here, _ in told] == [True, False, False, False]


def test_navigation_shows_what_one_may_open(client, signed_in):
    assert [label.strip() for _, _, label in links(client.get("/").text, "nav")] == ["首页"]
    assert [label.strip() for _, _, label in links(signed_in.get("/").text, "nav")] == ["首页", "窗口"]


def test_the_open_page_is_marked(client):
    assert 'aria-current="page"' in client.get("/").text


def test_every_page_of_the_demonstration_says_so(client):
    for path in ("/", "/login", "/docs", "/nowhere"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert "演示环境：数据为模拟生成" in page
        assert "Demonstration environment: simulated data" in page
    production = make_app(Settings(profile="production")).test_client()
    assert "演示环境" not in production.get("/").text


def test_a_field_is_bound_to_its_hint_and_error(client):
    page = client.get("/").text
    assert 'aria-describedby="text-hint text-error" aria-invalid="true"' in page
    assert '<label class="field__label" for="text">' in page


def test_what_people_typed_is_shown_inert(app):
    template = app.jinja_env.from_string(
        '{% import "ui.html" as ui %}{{ ui.field("a", label, value, errors=[label]) }}'
    )
    with app.test_request_context("/"), force_locale("en"):
        shown = template.render(label="<script>x</script>", value='"><img src=x onerror=y>')
    assert "<script>" not in shown
    assert "<img" not in shown


def test_a_ratio_over_nothing_is_not_applicable(app):
    template = app.jinja_env.from_string('{% import "ui.html" as ui %}{{ ui.meter(0, 0) }}|{{ ui.meter(83, 86) }}')
    with app.test_request_context("/"):
        none, some = template.render().split("|")
    assert "不适用" in none
    assert "%" not in none
    assert "96.5%" in some
    assert "83/86" in some
