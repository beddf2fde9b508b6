"""Walk the routes of an app with what nobody should send: which answers are a 5xx, which repeat personal data?

Bodies are made from the app's own OpenAPI document, so that a new endpoint is walked without being named anywhere.
Each route is walked once, as somebody who may use it; otherwise all one would see is 403.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask
from werkzeug.routing import Rule

from shared.identity import ROLES, Identity
from shared.identity.access import declared_access
from shared.identity.tokens import Tokens

NAME, IDENTITY_NUMBER, PHONE, LANDLINE = "王小明", "520402199001011239", "13885312345", "0851-33221234"
PERSONAL = (NAME, IDENTITY_NUMBER, PHONE, LANDLINE)
TEXT = f"{NAME}，身份证{IDENTITY_NUMBER}，电话{PHONE}或{LANDLINE}"
BY_FIELD = {"name": NAME, "id_number": IDENTITY_NUMBER, "phone": PHONE, "contact": PHONE, "telephone": LANDLINE}

CASE = "52040210920260917000017"
ODD_PATHS = ("%00", "%FF%FE", "a%0Ab", "..%2F..", IDENTITY_NUMBER, "9" * 300)
ODD_QUERIES = (
    "",
    "limit=-1&cursor=x",
    "limit=%00&lang=%00&at=2026-13-99&period=9999Q9&year=99999&date=0000-00-00&from=x&to=y",
)
ODD_JSON = (b"", b"[]", b"\xff\xfe", b'{"$where": {"$gt": ""}}', b'{"a": "\\ud800"}', b'{"n": 123456789012345678901}')
ODD_VALUES: tuple[Any, ...] = (None, "\x00", [None], {}, 2**53, TEXT)

Sent = tuple[str, str, bytes]
"""A query, a media type, a body."""


@dataclass(frozen=True)
class Answer:
    """What a request came to."""

    method: str
    path: str
    sent: str
    status: int
    body: str


def answers(app: Flask, signing_key: str) -> Iterator[Answer]:
    """Send odd paths, queries and bodies to every route of an app."""
    client, tokens = app.test_client(), Tokens(signing_key)
    document = client.get("/openapi.json").get_json()
    for rule, method, identity in _routes(app):
        headers = {"Authorization": f"Bearer {tokens.issue(identity)}"}
        for path, (query, kind, body) in _requests(document, rule, method):
            url = f"{path}?{query}"
            answer = client.open(url, method=method, headers=headers, data=body, content_type=kind or None)
            yield Answer(method, url, repr(body[:200]), answer.status_code, answer.get_data().decode(errors="replace"))


def _routes(app: Flask) -> Iterator[tuple[Rule, str, Identity]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            access = declared_access(app, rule.endpoint, method)
            needed = access.permissions if access else ()
            for role in ROLES:
                identity = Identity(f"{role}-1", role, "dep-zr", "H-520402109", ("5204",), demo=True)
                if not needed or any(identity.can(permission) for permission in needed):
                    yield rule, method, identity
                    break


def _requests(document: dict[str, Any], rule: Rule, method: str) -> Iterator[tuple[str, Sent]]:
    for value in ODD_PATHS if rule.arguments else ():
        yield _path(rule, value), ("", "", b"")
    for sent in _bodies(document, rule, method) if method != "GET" else [(query, "", b"") for query in ODD_QUERIES]:
        yield _path(rule, CASE), sent


def _path(rule: Rule, value: str) -> str:
    first, *rest = rule.rule.split("<")
    return first + "".join(value + part.partition(">")[2] for part in rest)


def _bodies(document: dict[str, Any], rule: Rule, method: str) -> Iterator[Sent]:
    yield "", "application/x-www-form-urlencoded", b"a=%00&b=%FF&c=" + TEXT.encode()
    path = rule.rule.replace("<", "{").replace(">", "}")
    operation = document["paths"].get(path, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return
    whole = example(document, content["schema"])
    documents = [*ODD_JSON, orjson.dumps(whole)]
    if isinstance(whole, dict):
        documents += [orjson.dumps({**whole, name: value}) for name in whole for value in ODD_VALUES]
    yield from (("", "application/json", body) for body in documents)


def example(document: dict[str, Any], schema: Mapping[str, Any], name: str = "") -> Any:
    """Make a value that a schema of the document may let pass; its texts carry personal data."""
    if "$ref" in schema:
        return example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], name)
    if "allOf" in schema:
        return example(document, schema["allOf"][0], name)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "string")
    makers: dict[str, Callable[[], Any]] = {
        "object": lambda: {n: example(document, s, n) for n, s in schema.get("properties", {}).items()},
        "array": lambda: [example(document, schema.get("items", {}), name)],
        "integer": lambda: schema.get("minimum", 1),
        "number": lambda: schema.get("minimum", 1),
        "boolean": lambda: True,
        "string": lambda: _text(schema, name),
    }
    return makers[kind if isinstance(kind, str) else kind[0]]()


def _text(schema: Mapping[str, Any], name: str) -> str:
    dated = {"date": "2026-09-17", "date-time": "2026-09-17T09:00:00+08:00"}
    return dated.get(schema.get("format", ""), BY_FIELD.get(name, TEXT))[: schema.get("maxLength", 5000)]
