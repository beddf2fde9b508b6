"""Languages: Chinese first, English beside it. `?lang=en`, `?large=1` and `?keys=0` are remembered in cookies.

Source texts are Chinese; each package keeps its English catalogue (`translations/en/LC_MESSAGES`). The browser's
own preference does not count: a hall's machines are often set up in English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, get_locale
from jinja2 import pass_context
from jinja2.runtime import Context

from shared.timekeeping.clock import SHANGHAI
from shared.web.citations import cited_in
from shared.web.kit import kit
from shared.web.spacing import install_spacing

LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}
LANG_COOKIE = "yizhan_lang"
LARGE_COOKIE = "yizhan_large"
KEYS_COOKIE = "yizhan_keys"
CHOICES = (LANG_COOKIE, LARGE_COOKIE, KEYS_COOKIE)
ONE_YEAR = 365 * 24 * 3600
OWN_TRANSLATIONS = Path(__file__).parent / "translations"


def install_locale(app: Flask, translations: Sequence[Path]) -> None:
    """Give an app its languages; `translations` are the catalogue folders of the service's packages."""
    folders = [OWN_TRANSLATIONS, *translations]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in folders)
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    Babel(app, default_locale=LANGUAGES["zh"], locale_selector=_locale)
    install_spacing(app)
    app.after_request(_remember)
    for shown in (text, day, due_day, quarter, moment, clock_time, cited):
        app.jinja_env.filters[shown.__name__] = _at_run_time(shown)


def _at_run_time(shown: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """Make a filter whose result depends on the request: without the context jinja would work it out once."""

    @pass_context
    def per_request(_: Context, value: Any) -> str:
        return shown(value)

    return per_request


def language() -> str:
    """Give the reader's language, `zh` or `en`."""
    asked = request.args.get("lang") or request.cookies.get(LANG_COOKIE) if has_request_context() else None
    return asked if asked in LANGUAGES else "zh"


def large_print() -> bool:
    """Tell whether the reader asked for large print."""
    return request.args.get("large", request.cookies.get(LARGE_COOKIE)) == "1"


def single_keys() -> bool:
    """Tell whether single keys act: a reader may switch them off, since speech input and scanners type them too."""
    return request.args.get("keys", request.cookies.get(KEYS_COOKIE)) != "0"


def _locale() -> str:
    return LANGUAGES[language()]


def _remember(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        _keep(response, LANG_COOKIE, language())
    for asked, cookie in (("large", LARGE_COOKIE), ("keys", KEYS_COOKIE)):
        if request.args.get(asked) in {"0", "1"}:
            _keep(response, cookie, request.args[asked])
    return response


def forget_choices(response: Response) -> Response:
    """Take back language, print size and single keys as somebody chose them: the next person here is another."""
    for cookie in CHOICES:
        response.delete_cookie(cookie, samesite="Lax", secure=kit().secure)
    return response


def choices_kept() -> bool:
    """Tell whether an earlier page left such a choice, and this one does not make it."""
    return any(name in request.cookies for name in CHOICES) and not {"lang", "large", "keys"} & request.args.keys()


def _keep(response: Response, cookie: str, value: str) -> None:
    response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", secure=kit().secure)


def switched(**changes: str) -> str:
    """Give the address of the present page with other query parameters, `switched(lang="en")`.

    What answers a form has no address to come back to: then it is the page the form stood on, or the start.
    """
    if request.method not in ("GET", "HEAD"):
        return f"{_came_from()}?{urlencode(changes)}"
    kept = {name: value for name, value in request.args.items() if name not in changes}
    return f"{request.path}?{urlencode({**kept, **changes})}"


def _came_from() -> str:
    told = urlsplit(request.referrer or "")
    return told.path if told.path and told.netloc == request.host else "/"


def text(value: Any) -> str:
    """Give a text of two languages (`zh`, `en`) in the reader's; English falls back to Chinese."""
    if value is None or isinstance(value, str):
        return value or ""
    zh, en = (value.get("zh"), value.get("en")) if isinstance(value, dict) else (value.zh, value.en)
    return str((en or zh) if language() == "en" else zh)


def day(value: date | datetime | str | None) -> str:
    """Give a day for people: `2026年9月17日`, `Sep 17, 2026`; nothing for None."""
    return _day(value, "y年M月d日", "MMM d, y")


def due_day(value: date | datetime | str | None) -> str:
    """Give a day that something is due on, with its day of the week: `2026年9月17日（周四）`, `Thu, Sep 17, 2026`."""
    return _day(value, "y年M月d日（EEE）", "EEE, MMM d, y")


def quarter(name: str) -> str:
    """Give a period of assessment for people: `2026Q3` reads 2026年第三季度, Q3 2026; another name stays as it is."""
    year, mark, number = name.partition("Q")
    if not mark or number not in "1234":
        return name
    return f"Q{number} {year}" if language() == "en" else f"{year}年第{'一二三四'[int(number) - 1]}季度"


def _day(value: date | datetime | str | None, zh: str, en: str) -> str:
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return str(format_date(value, zh if language() == "zh" else en))


def cited(basis: str | None) -> str:
    """Give what a rule rests on, as people cite it: 安顺市《意见》二（五） for `S2.5e`."""
    return cited_in(language(), basis or "")


def moment(value: datetime | str | None) -> str:
    """Give a time for people, to the minute, in Asia/Shanghai; nothing for None."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    shape = "y年M月d日 HH:mm" if get_locale().language == "zh" else "MMM d, y, HH:mm"
    return str(format_datetime(value, shape))


def clock_time(value: datetime | str | None) -> str:
    """Give the time of day to the second, in Asia/Shanghai; nothing for None."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return str(format_datetime(value, "HH:mm:ss"))
