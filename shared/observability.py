"""What the system says about itself: log lines as JSON on stderr, and measures for Prometheus.

Neither carries personal data. A log line's own fields are identifiers, codes and counts; what slips in all the same
is masked before it is written: fields that are named like personal data are left out, every Chinese word (a name, an
address) and numbers that look like an identity number or a telephone are starred, and an exception is told by its type
and its frames, with every long number and everything escaped in its message starred too.

Measures of one service are shared by all its processes (gunicorn workers and the worker process) through files in
`PROMETHEUS_MULTIPROC_DIR`, where that is set; `registry()` adds them up. Labels never hold a case or a person.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Collection, MutableMapping
from datetime import datetime
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import structlog
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

Fields = MutableMapping[str, Any]

PERSONAL = frozenset(
    {"address", "agent", "applicant", "email", "id_number", "mobile", "name_of_person", "person_name", "phone",
     "telephone", "password", "token", "authorization", "cookie", "secret"}
)  # fmt: skip
"""Field names whose values never reach a log line."""

LEFT_OUT = "[left out]"
_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")
_CHINESE = re.compile(r"[㐀-鿿豈-﫿·]+")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2}|\\+x[0-9A-Fa-f]{2}|\\+u[0-9A-Fa-f]{4}){2,}")
_ZONE = ZoneInfo("Asia/Shanghai")
_MESSAGE_MOST = 300

# -- measures ---------------------------------------------------------------------------------------------------------

COMMITS = Counter("yizhan_commits_total", "Commits appended to the store, by category.", ["service", "category"])
REFUSED = Counter("yizhan_refusals_total", "Commands refused by a rule, by its stable code.", ["service", "code"])
RELAYED = Counter("yizhan_relayed_total", "Commits acknowledged by the broker.", ["service"])
RELAY_FAILED = Counter("yizhan_relay_failures_total", "Sends that were not acknowledged and stay pending.", ["service"])
PENDING = Gauge(
    "yizhan_pending_commits", "Commits waiting for the broker; growing means it is away.", ["service"],
    multiprocess_mode="mostrecent",
)  # fmt: skip
REFILLED = Counter("yizhan_refilled_total", "Commits sent again because the log had lost them.", ["service"])
FOLDED = Counter("yizhan_folded_total", "Commits taken in, by follower.", ["service", "follower"])
PARKED = Gauge(
    "yizhan_parked_streams", "Streams a follower has set aside: a hole or a commit it cannot fold. Alarm above 0.",
    ["service", "follower"], multiprocess_mode="mostrecent",
)  # fmt: skip
UNSEALED = Gauge(
    "yizhan_unsealed_commits", "Commits no checkpoint holds yet; growing means that nothing is sealed any more.",
    ["service"], multiprocess_mode="mostrecent",
)  # fmt: skip
BEAT = Gauge(
    "yizhan_worker_beat_timestamp_seconds", "When the worker last said that it works. Alarm when a minute old.",
    ["service"], multiprocess_mode="mostrecent",
)  # fmt: skip
LOOP_FAILURES = Counter(
    "yizhan_loop_failures_total", "Steps of worker loops that failed; they are tried again.", ["service", "loop"]
)


def registry() -> CollectorRegistry:
    """Give what `/metrics` shows: all processes of the service where they share a folder, or else this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def serve_measures(port: int, host: str = "0.0.0.0") -> Callable[[], None]:
    """Show the measures at `http://HOST:PORT/metrics` from a thread; give what ends it. For processes without pages."""
    server, thread = start_http_server(port, host, registry())

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return end


def forget_process(pid: int) -> None:
    """Drop the live gauges of a process that ended; gunicorn calls it from `child_exit`."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        mark_process_dead(pid)  # type: ignore[no-untyped-call]


# -- log lines --------------------------------------------------------------------------------------------------------


def log() -> structlog.stdlib.BoundLogger:
    """Give the logger: `log().info("case_accepted", case=number)`; events are snake_case names, not sentences."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger()
    return logger


def configure_logging(service: str, level: str = "info") -> None:
    """Write this process's log lines, and those of libraries, as JSON on stderr.

    Without this call `log()` works too, with the same masking and level `info`.
    """
    structlog.configure(
        processors=_processors(service),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Stderr,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Forward()]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))


def _processors(service: str) -> list[Any]:
    def stamp(_logger: Any, level: str, fields: Fields) -> Fields:
        who = {"service": service} if service else {}
        return {"at": datetime.now(_ZONE).isoformat(timespec="milliseconds"), "level": level, **who, **fields}

    return [structlog.contextvars.merge_contextvars, _tell_exception, masked, stamp, _render]


def masked(_logger: Any, _level: str, fields: Fields) -> Fields:
    """Leave out what is named like personal data, star what looks like it."""
    return {name: LEFT_OUT if name in PERSONAL else _mask(value) for name, value in fields.items()}


def redacted(text: str, public: Collection[str] = ()) -> str:
    """Star what looks like an identity number or a telephone, but for public ones: a hall's telephone."""
    for pattern in (_IDENTITY_NUMBER, _MOBILE, _LANDLINE):
        text = pattern.sub(lambda found: found.group() if found.group() in public else "***", text)
    return text


def _mask(value: Any) -> Any:
    if isinstance(value, str):
        return _CHINESE.sub("*", redacted(value))
    if isinstance(value, dict):
        return masked(None, "", value)
    if isinstance(value, list | tuple):
        return [_mask(each) for each in value]
    return value


def _tell_exception(_logger: Any, _level: str, fields: Fields) -> Fields:
    given = fields.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        told = {"error": type(error).__name__, "message": _starred(str(error)), "frames": _frames(error.__traceback__)}
        fields.update(told)
    return fields


def _starred(message: str) -> str:
    """Star what a message of somebody else's may carry, written out or escaped (as in an address)."""
    plain = _CHINESE.sub("*", _ESCAPED.sub("*", redacted(message)))
    return _LONG_NUMBER.sub("*", plain)[:_MESSAGE_MOST]


def _frames(trace: TracebackType | None) -> list[str]:
    """Tell where it happened, without the source lines and their values."""
    return [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def _render(_logger: Any, _level: str, fields: Fields) -> str:
    return orjson.dumps(fields, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class _Stderr:
    """Writes whole lines to the stderr of the moment, so that redirecting it works."""

    def __init__(self, *_: Any) -> None:
        """Take no notice of the logger's name."""

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = exception = fatal = msg


class _Forward(logging.Handler):
    """Carries the lines of libraries over."""

    def emit(self, record: logging.LogRecord) -> None:
        extra = {"exc_info": record.exc_info} if record.exc_info else {}
        said = _starred(record.getMessage())
        level = record.levelname.lower() if record.levelno >= logging.DEBUG else "debug"
        getattr(log(), level, log().info)("library", logger=record.name, said=said, **extra)


structlog.configure(
    processors=_processors(""),
    wrapper_class=structlog.make_filtering_bound_logger("info"),
    logger_factory=_Stderr,
    cache_logger_on_first_use=False,
)
