"""From a request to a command's circumstances, and from its outcome to the answer's headers."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import orjson
from flask import request

from shared.contracts import Actor, Meta
from shared.identity.access import current_identity
from shared.observability import redacted
from shared.timekeeping.clock import SHANGHAI
from shared.web.errors import Problem
from shared.web.kit import kit

COMMANDS = uuid.UUID("6f0f3a3e-5a2c-5d0e-9b6b-2f6a9d3c7e11")
"""The namespace of command ids that come from an actor and an idempotency key."""

ANYONE = Actor("anyone", "public")
"""The actor of a command that a public endpoint issues without an identity."""

KEY_FIELD = "idempotency_key"
"""The form field that carries the idempotency key of a page's form."""

_CORRELATION_OF = "yizhan.correlation"
_KEY = re.compile(r"[!-~]{1,200}")
_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
NOT_THE_REQUEST = {"csrf_token", KEY_FIELD}


class Versioned(Protocol):
    """What `answer` needs of an outcome; `shared.journal.handle.Outcome` is one."""

    @property
    def version(self) -> int:
        """The stream's version after the command."""

    @property
    def replayed(self) -> bool:
        """Whether the command had been done before."""

    @property
    def done_by(self) -> str:
        """The correlation id of the request that did it."""


def request_meta(occurred_at: datetime | None = None) -> Meta:
    """Give the circumstances of the command that this request asks for.

    Args:
        occurred_at: when it happened as the clerk says, tz-aware. Where none is given, a field `occurred_at` of the
            body counts (ISO 8601 with offset); where there is none either, it happens now.

    Raises:
        Problem: 400 `bad_idempotency_key`, 400 `bad_simulated_time`, 403 `simulated_time_refused`, 422
            `future_occurred_at`, 422 `invalid` for an `occurred_at` that is no time with an offset.
    """
    identity = current_identity()
    actor = identity.actor() if identity else ANYONE
    now = request_now()
    return Meta(
        command_id=command_id(actor, idempotency_key()),
        actor=actor,
        now=now,
        occurred_at=_not_future(occurred_at or _occurred_at_in_body() or now, now),
        correlation=correlation(),
        fingerprint=fingerprint(),
        simulated="X-Yizhan-Now" in request.headers,
    )


def idempotency_key() -> str | None:
    """Give the request's idempotency key: the header's, or a form's hidden field's."""
    key = request.headers.get("Idempotency-Key", request.form.get(KEY_FIELD) if _is_form() else None)
    if key is not None and not _KEY.fullmatch(key):
        raise Problem(400, "bad_idempotency_key", "1 to 200 visible ASCII characters are expected")
    return key


def command_id(actor: Actor, key: str | None) -> str:
    """Give the id of the command: the same for the same actor and key, a new one where there is no key."""
    return str(uuid.uuid5(COMMANDS, f"{actor.role}/{actor.id}\n{key}") if key else uuid.uuid4())


def new_key() -> str:
    """Make an idempotency key for a form: a form sent twice is done once."""
    return uuid.uuid4().hex


def request_now() -> datetime:
    """Give the time of this request in Asia/Shanghai: the clock's, or the simulated one of a demonstration.

    The header `X-Yizhan-Now` counts in profile demo and for a demonstration account only; elsewhere it is refused.
    """
    told = request.headers.get("X-Yizhan-Now")
    if told is None:
        return kit().clock.now().astimezone(SHANGHAI)
    identity = current_identity()
    if not kit().demo or identity is None or not identity.demo:
        raise Problem(403, "simulated_time_refused", "only demonstration accounts may set the time, in profile demo")
    moment = aware(told)
    if moment is None:
        raise Problem(400, "bad_simulated_time", "X-Yizhan-Now takes an ISO 8601 time with its offset")
    return moment


def aware(text: Any) -> datetime | None:
    """Read an ISO 8601 time with offset, in Asia/Shanghai; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(SHANGHAI) if moment.tzinfo and 2000 <= moment.year <= 2200 else None
    except (TypeError, ValueError, OverflowError):
        return None


def _occurred_at_in_body() -> datetime | None:
    body: Any = request.get_json(silent=True) if request.is_json else request.form
    told = body.get("occurred_at") if isinstance(body, Mapping) else None
    if not told:
        return None
    moment = aware(told)
    if moment is None:
        raise Problem(422, "invalid", "occurred_at is no time", errors={"occurred_at": ["ISO 8601 with offset"]})
    return moment


def _not_future(moment: datetime, now: datetime) -> datetime:
    if moment > now:
        told = f"{moment.isoformat()} is after {now.isoformat()}"
        raise Problem(422, "future_occurred_at", told, errors={"occurred_at": ["in the future"]})
    return moment


def fingerprint() -> str:
    """Give the SHA-256 of what is asked: method, path and body, however the body was spelled."""
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    digest.update(_canonical_body())
    return digest.hexdigest()


def _canonical_body() -> bytes:
    if _is_form():
        pairs = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in NOT_THE_REQUEST)
        return orjson.dumps(pairs)
    body = request.get_data(cache=True)
    try:
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        return body


def _is_form() -> bool:
    return request.mimetype in {"application/x-www-form-urlencoded", "multipart/form-data"}


def correlation() -> str:
    """Give the request's correlation id: `X-Correlation-Id`, the trace id of `traceparent`, or a new one."""
    if _CORRELATION_OF not in request.environ:
        asked = request.headers.get("X-Correlation-Id", "")
        traced = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
        request.environ[_CORRELATION_OF] = (
            asked if _may_correlate(asked) else traced[1] if traced else str(uuid.uuid4())
        )
    found: str = request.environ[_CORRELATION_OF]
    return found


def _may_correlate(asked: str) -> bool:
    """Tell whether a caller's id may enter the journal, for ever: not where it looks like a number of a person."""
    return _CORRELATION.fullmatch(asked) is not None and redacted(asked) == asked


def answer(outcome: Versioned, body: Any, status: int = 200) -> tuple[Any, int, dict[str, str]]:
    """Give a command's answer: the body with its version as ETag, and whether it had been done before.

    By which request it was is told too: who lost an answer and asks again learns that the deed was still their own.
    """
    headers = {"ETag": etag(outcome.version)}
    return body, status, headers | (replayed(outcome.done_by) if outcome.replayed else {})


def replayed(done_by: str) -> dict[str, str]:
    """Give the headers that say that a command had been done before, and the correlation id of the request that did."""
    return {"Idempotent-Replayed": "true", **({"Idempotent-Done-By": done_by} if done_by else {})}


def etag(version: int) -> str:
    """Give a version as a strong entity tag."""
    return f'"{version}"'


def if_match() -> int | None:
    """Give the version that `If-Match` asks for, or None where there is none (or `*`).

    Raises:
        Problem: 400 `bad_if_match` for anything that is not one version as this system gives them.
    """
    told = request.headers.get("If-Match", "*").strip()
    if told == "*":
        return None
    found = re.fullmatch(r'"([0-9]{1,9})"', told)
    if found is None:
        raise Problem(400, "bad_if_match", 'one version in quotes is expected, for example "3"')
    return int(found[1])
