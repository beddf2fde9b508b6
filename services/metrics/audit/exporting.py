"""Histories for tools outside: XES and OCEL 2.0 for process mining, CSV for tables. Nothing sealed is in them. Pure.

Each takes the events of cases in journal order, and gives the file piece by piece.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import orjson

from services.metrics.audit.history import History, Line

COLUMNS = (
    "case",
    "stream",
    "version",
    "event",
    "type",
    "recorded_at",
    "occurred_at",
    "clock",
    "account",
    "role",
    "unit",
    "words_zh",
    "words_en",
    "hash",
)

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet reads as a formula; such a cell gets an apostrophe before it."""

EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Identity": "identity"}
"""Standard extensions of XES (IEEE 1849), by name, with their prefixes."""


def as_csv(histories: Iterable[History]) -> Iterator[str]:
    """Give a table, a row an event; it opens in a spreadsheet and runs nothing there."""
    yield "\ufeff" + _row(COLUMNS)
    for history in histories:
        yield from (_row(_cells(history.case, line)) for line in history.lines)


def _cells(case: str, line: Line) -> tuple[str, ...]:
    clock, who = "simulated" if line.simulated else "server", line.actor
    where = (case, line.stream, str(line.version), line.event, line.type, line.recorded_at, line.occurred_at, clock)
    return (*where, who["id"], who["role"], who["unit"], line.zh, line.en, line.hash)


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(f"'{cell}" if cell.startswith(RISKY) else cell for cell in cells)
    return written.getvalue()


def as_xes(histories: Iterable[History]) -> Iterator[str]:
    """Give an XES log (IEEE 1849): a trace a case, an event an event; times as the clerk says, and as recorded."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">\n'
    for name, prefix in EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    for history in histories:
        yield "<trace>" + _value("string", "concept:name", history.case) + "\n"
        yield from (_event(line) for line in history.lines)
        yield "</trace>\n"
    yield "</log>\n"


def _event(line: Line) -> str:
    who = {"org:resource": line.actor["id"], "org:role": line.actor["role"], "org:group": line.actor["unit"]}
    told = {
        "concept:name": line.type,
        "identity:id": line.event,
        **who,
        "yizhan:stream": line.stream,
        "yizhan:words": line.zh,
    }
    texts = "".join(_value("string", key, value) for key, value in told.items() if value)
    times = _value("date", "time:timestamp", line.occurred_at) + _value("date", "yizhan:recorded_at", line.recorded_at)
    return f"<event>{times}{texts}</event>\n"


def _value(kind: str, key: str, value: str) -> str:
    clean = "".join(sign for sign in value if sign >= " " or sign in "\t\n")
    return f"<{kind} key={quoteattr(key)} value={quoteattr(clean)}/>"


def as_ocel(histories: Iterable[History]) -> Iterator[str]:
    """Give an OCEL 2.0 document: matters and their streams are objects, every event belongs to both."""
    objects: dict[str, str] = {}
    types: set[str] = set()
    yield '{"events":['
    between = ""
    for history in histories:
        objects[history.case] = "matter"
        for line in history.lines:
            objects.setdefault(line.stream, line.stream.partition("/")[0])
            types.add(line.type)
            yield between + orjson.dumps(_related(history.case, line)).decode()
            between = ",\n"
    told: dict[str, Any] = {
        "objects": [{"id": key, "type": kind, "attributes": []} for key, kind in objects.items()],
        "objectTypes": [{"name": kind, "attributes": []} for kind in sorted(set(objects.values()))],
        "eventTypes": [{"name": kind, "attributes": ATTRIBUTES} for kind in sorted(types)],
    }
    yield "],\n" + orjson.dumps(told).decode()[1:] + "\n"


ATTRIBUTES = [{"name": name, "type": "string"} for name in ("recorded_at", "role", "unit", "words", "hash")]


def _related(case: str, line: Line) -> Mapping[str, Any]:
    told = {"recorded_at": line.recorded_at, "role": line.actor["role"], "unit": line.actor["unit"]}
    told |= {"words": line.zh, "hash": line.hash}
    return {
        "id": line.event,
        "type": line.type,
        "time": line.occurred_at,
        "attributes": [{"name": name, "value": value} for name, value in told.items()],
        "relationships": [
            {"objectId": case, "qualifier": "of"},
            {"objectId": line.stream, "qualifier": "in"},
        ],
    }


FORMATS: Mapping[str, Callable[[Iterable[History]], Iterator[str]]] = {"xes": as_xes, "ocel": as_ocel, "csv": as_csv}
"""Every format, by name."""
