"""The frame of a page: services, navigation, and what a reader may see of it."""

import re
from dataclasses import replace

from flask_babel import force_locale

from shared.web.kit import NavItem
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


def test_the_services_are_named_the_same_whatever_a_service_calls_its_own_matters(client):
    told = links(client.get("/?lang=en").text, "switcher")
    assert [label for _, _, label in told] == ["Intake", "Approval", "Complaints", "Scores"]


LONG = (
    *(NavItem("openapi.docs", f"常用{n}", key=str(n)) for n in range(6)),
    NavItem("session.login", "本厅", group="大厅"),
    NavItem("pages.home", "今日", "case.receive", group="大厅", key="h"),
    NavItem("session.login", "名册", group="公示"),
    NavItem("session.login", "独自", ("case.decide", "case.receive"), group="单独"),
)


def unfolded(page):
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL)[0]
    return re.sub(r"<details.*?</details>", "", nav, flags=re.DOTALL)


def test_a_long_navigation_folds_into_its_groups_and_says_where_one_is(app, signed_in):
    app.extensions["yizhan"] = replace(app.extensions["yizhan"], nav=LONG)
    page = signed_in.get("/").text
    assert page.count("<details") == 1, "a group of one stands alone"
    (summary,) = re.findall(r'<summary class="is-here">(.*?)</summary>', page)
    assert re.sub(r"<[^>]+>", "", summary) == "大厅 今日"
    told = re.findall(r">([^<>]+?)(?: <kbd>\w</kbd>)?</a>", unfolded(page))
    assert told == [*(f"常用{n}" for n in range(6)), "名册", "独自"], "one of several permissions is enough"


def test_a_short_navigation_stays_in_sight(app, client):
    app.extensions["yizhan"] = replace(app.extensions["yizhan"], nav=LONG[:7])
    assert "nav__group" not in client.get("/").text


def test_single_keys_can_be_switched_off_and_stay_off(signed_in):
    page = signed_in.get("/").text
    assert "<kbd>h</kbd>" in page
    assert "keys=0" in page
    signed_in.get("/?keys=0")
    page = signed_in.get("/").text
    assert 'data-keys="off"' in page
    assert "<kbd>h</kbd>" not in page
    assert "keys=1" in page


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
