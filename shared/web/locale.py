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
from shared.web.kit import kit

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
    app.after_request(_remember)
    for shown in (text, day, moment, clock_time):
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
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return str(format_date(value, "y年M月d日" if language() == "zh" else "MMM d, y"))


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
