"""Measures of messages, without labels that could name anybody."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

MESSAGES = Counter("yizhan_messages_total", "What became of messages: sent, postponed, failed, withheld.", ["outcome"])
MESSAGES_WAITING = Gauge("yizhan_messages_waiting", "Messages that wait to be sent.", multiprocess_mode="mostrecent")
MESSAGES_FAILED = Gauge(
    "yizhan_messages_failed", "Messages that were given up. Alarm above 0.", multiprocess_mode="mostrecent"
)
