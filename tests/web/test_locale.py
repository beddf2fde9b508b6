"""Languages and print size."""

from shared.web.messages import differences, packages
from shared.web.titles import HELP, TITLES


def test_chinese_is_the_default_whatever_the_browser_prefers(client):
    page = client.get("/", headers={"Accept-Language": "en-US"})
    assert 'lang="zh-Hans-CN"' in page.text
    assert "跳到正文" in page.text


def test_the_switch_is_remembered(client):
    assert "Skip to content" in client.get("/?lang=en").text
    assert "Skip to content" in client.get("/").text
    assert "跳到正文" in client.get("/?lang=zh").text


def test_an_unknown_language_is_chinese(client):
    page = client.get("/?lang=xx")
    assert "跳到正文" in page.text
    assert "yizhan_lang" not in page.headers.get("Set-Cookie", "")


def test_the_switch_stays_on_the_page(client):
    assert 'href="/login?next=%2Fcases&amp;lang=en"' in client.get("/login?next=/cases").text


def test_large_print_is_remembered(client):
    assert '<html lang="zh-Hans-CN" class="large">' in client.get("/?large=1").text
    assert 'class="large"' in client.get("/").text
    assert 'class="large"' not in client.get("/?large=0").text


def test_dates_and_times_are_written_as_the_reader_writes_them(app):
    template = app.jinja_env.from_string("{{ '2026-09-17' | day }} {{ at | moment }} {{ '2026-09-17' | day }}")
    for language, expected in (
        ("zh", "2026年9月17日 2026年9月17日 07:05 2026年9月17日"),
        ("en", "Sep 17, 2026 Sep 17, 2026, 07:05 Sep 17, 2026"),
    ):
        with app.test_request_context(f"/?lang={language}"):
            assert template.render(at="2026-09-16T23:05:00+00:00") == expected


def test_texts_of_the_register_are_in_two_languages(app):
    template = app.jinja_env.from_string("{{ {'zh': '大厅', 'en': 'hall'} | text }}{{ {'zh': '所', 'en': ''} | text }}")
    with app.test_request_context("/?lang=en"):
        assert template.render() == "hall所"


def test_the_kit_lacks_no_english():
    assert differences(packages()[0]) == []
    assert set(HELP) <= set(TITLES)
