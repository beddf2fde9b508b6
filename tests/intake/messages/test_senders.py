"""Senders: one file a message, or a gateway that recognises what it had."""

from __future__ import annotations

import stat
from pathlib import Path

import httpx
import orjson
import pytest

from services.intake.messages.senders import FileSender, HttpSender, NotSent, Outgoing

MESSAGE = Outgoing("event-1/person", "13885300000", "您的申请已收件")


def test_a_message_sent_twice_is_one_file_and_shows_no_telephone(tmp_path: Path) -> None:
    sender = FileSender(tmp_path / "messages")
    sender.send(MESSAGE)
    sender.send(MESSAGE)
    (file,) = (tmp_path / "messages").iterdir()
    assert orjson.loads(file.read_bytes())["text"] == MESSAGE.text
    assert b"13885300000" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "messages").write_text("a file stands in the way")
    with pytest.raises(NotSent) as told:
        FileSender(tmp_path / "messages").send(MESSAGE)
    assert told.value.passing


def gateway(status: int, heard: list[httpx.Request]) -> HttpSender:
    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(status)

    return HttpSender("http://gateway.test/send", "secret", httpx.Client(transport=httpx.MockTransport(answer)))


def test_a_gateway_gets_the_message_its_key_and_the_token() -> None:
    heard: list[httpx.Request] = []
    gateway(202, heard).send(MESSAGE)
    (request,) = heard
    assert request.headers["Idempotency-Key"] == MESSAGE.id
    assert request.headers["Authorization"] == "Bearer secret"
    assert orjson.loads(request.content) == {
        "id": MESSAGE.id,
        "telephone": "13885300000",
        "text": MESSAGE.text,
        "lang": "zh",
    }


@pytest.mark.parametrize(("status", "passing"), [(500, True), (503, True), (429, True), (400, False), (404, False)])
def test_an_answer_that_will_never_change_is_final(status: int, passing: bool) -> None:
    with pytest.raises(NotSent) as told:
        gateway(status, []).send(MESSAGE)
    assert told.value.passing is passing
    assert "13885300000" not in told.value.reason


def test_a_gateway_that_is_away_is_tried_again() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    sender = HttpSender("http://gateway.test/send", "", httpx.Client(transport=httpx.MockTransport(away)))
    with pytest.raises(NotSent) as told:
        sender.send(MESSAGE)
    assert told.value.passing
