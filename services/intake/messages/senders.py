"""Senders: how a message leaves the house. A file by default, an HTTP gateway where the settings name one.

A sender gets the message's id with every attempt, so that what is sent a second time, after a worker died between
sending and noting it, can be recognised: the file sender writes one file a message, a gateway gets `Idempotency-Key`.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import httpx
import orjson

from shared.config import Settings
from shared.privacy import mask

TIMEOUT_SECONDS = 10.0
PASSING = frozenset({408, 425, 429})
"""Answers of 4xx that pass by themselves; all others of them say that this message will never do."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a sender sends: to which telephone, which text; `id` is the same at every attempt."""

    id: str
    telephone: str
    text: str
    lang: str = "zh"


class NotSent(Exception):
    """A message did not go. `passing`: trying again may help. The reason never shows the telephone or the text."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing


class Sender(Protocol):
    """Sends messages."""

    name: str

    def send(self, message: Outgoing) -> None:
        """Send one message.

        Raises:
            NotSent: it did not go.
        """


class FileSender:
    """Writes each message to a file of its own under a folder, readable by its owner only, the telephone masked.

    For demonstrations, and for halls whose telephones are rung by hand from the case. Sending again rewrites the same
    file, so there is never a second one.
    """

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Outgoing) -> None:
        """Write one file."""
        name = hashlib.sha256(message.id.encode()).hexdigest()[:32]
        shown = replace(message, telephone=mask("phone", message.telephone))
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._folder / f".{name}.{os.getpid()}"
            draft.write_bytes(orjson.dumps(asdict(shown), option=orjson.OPT_INDENT_2))
            draft.chmod(0o600)
            draft.replace(self._folder / f"{name}.json")
        except OSError as error:
            raise NotSent(f"file: {type(error).__name__}", passing=True) from None


class HttpSender:
    """Posts each message as JSON to a gateway: `{id, telephone, text, lang}`, `Idempotency-Key`, a bearer token."""

    name = "http"

    def __init__(self, url: str, token: str, client: httpx.Client | None = None) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = client or httpx.Client(timeout=TIMEOUT_SECONDS)

    def send(self, message: Outgoing) -> None:
        """Post one message; 2xx is sent, 408, 425, 429, 5xx and no answer pass, all other answers are final."""
        headers = {**self._headers, "Idempotency-Key": message.id}
        try:
            answer = self._client.post(self._url, json=asdict(message), headers=headers)
        except httpx.HTTPError as error:
            raise NotSent(f"http: {type(error).__name__}", passing=True) from None
        if not answer.is_success:
            passing = answer.status_code >= 500 or answer.status_code in PASSING
            raise NotSent(f"http: the gateway answered {answer.status_code}", passing=passing)


def sender_of(settings: Settings) -> Sender:
    """Give the sender that the settings name."""
    if settings.message_url:
        return HttpSender(settings.message_url, settings.message_token)
    return FileSender(settings.data_dir / "messages")
