"""All that depends on how kafka-python 3.0 works inside: its connections, counted and watched, and its ends.

kafka-python reconnects by itself, but it can get stuck for good (a producer whose sequence numbers the broker forgot),
and it says neither that no broker is there nor that the one there is another. So every client here hangs on a `Link`
that counts connections, and lies in a `Held` that throws the client away when it failed and makes another one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from kafka import errors
from kafka.metrics.stats import Total
from kafka.net.compat import KafkaNetClient

from shared.journal.bus import BusDown, BusError

C = TypeVar("C")

CONNECT_SECONDS = 2.0
"""A call that finds no connection waits this long for one."""

REACH_SECONDS = 0.002
"""How often somebody who waits for connections looks whether they are there."""

LOST_SECONDS = 1.0
"""A client whose connections are gone and do not come back for this long counts as lost."""

ANSWER_SECONDS = 10.0
"""A broker that holds the connection but does not answer a request for this long is given up."""

HOPELESS = (
    errors.MessageSizeTooLargeError,
    errors.RecordListTooLargeError,
    errors.InvalidTopicError,
    errors.InvalidRecordError,
    errors.AuthorizationError,
    errors.SaslAuthenticationFailedError,
    errors.KafkaConfigurationError,
    errors.UnsupportedVersionError,
)
"""What no waiting mends."""


def require_crc32c() -> None:
    """Refuse to work without the compiled checksum: in pure Python it makes reading twelve times slower.

    Raises:
        BusError: the package is not there.
    """
    try:
        import crc32c  # noqa: F401
    except ImportError:
        raise BusError("the package crc32c is missing; install it (the lock file has it), then start again") from None


def quiet() -> None:
    """Silence kafka-python's own log, which tells every failed attempt to connect; its causes are in our errors."""
    log = logging.getLogger("kafka")
    if log.level == logging.NOTSET:
        log.setLevel(logging.CRITICAL)


def milliseconds(seconds: float) -> int:
    """Give kafka-python's measure of time; anything but whole numbers it refuses late and darkly."""
    return int(seconds * 1000)


def common(servers: str) -> dict[str, Any]:
    """Give the settings of every client: short waits, no topic made by accident."""
    return {
        "bootstrap_servers": servers.split(","),
        "bootstrap_timeout_ms": milliseconds(CONNECT_SECONDS),
        "request_timeout_ms": milliseconds(ANSWER_SECONDS),
        "reconnect_backoff_ms": 50,
        "reconnect_backoff_max_ms": 500,
    }


def bus_error(error: BaseException | None) -> BusError:
    """Give the bus's word for an error of kafka-python's."""
    told = f"{type(error).__name__}: {error}" if error else "no answer in time"
    return BusError(told) if isinstance(error, HOPELESS) else BusDown(told)


class Link:
    """The connections of one client; give `client` to kafka-python as `kafka_client`."""

    def __init__(self) -> None:
        self._made = Total()
        self._client: Any = None
        self._missed_since: float | None = None

    def client(self, **configs: Any) -> Any:
        """Make kafka-python's network client, with one more figure on its sensor of connections."""
        metrics = configs["metrics"]
        name = metrics.metric_name("connection-creation-total", "link-metrics", "Connections made so far.")
        metrics.sensor("connections-created").add(name, self._made)
        self._client = KafkaNetClient(**configs)
        return self._client

    def reach_out(self) -> None:
        """Connect to every broker now; those that a client meets later would look like brokers that were replaced."""
        manager = self._client._manager
        with suppress(errors.KafkaError):
            manager.run(manager.wait_for, manager.call_soon(self._each), milliseconds(CONNECT_SECONDS))

    def reach_out_beside(self) -> None:
        """Do the same for a client whose connections are served by a thread that nobody may wait in: a producer's."""
        manager = self._client._manager
        manager._net.call_soon_threadsafe(self._each)
        until = time.monotonic() + CONNECT_SECONDS
        while time.monotonic() < until and not self._reaches_all():
            time.sleep(REACH_SECONDS)

    async def _each(self) -> None:
        manager = self._client._manager
        for connection in [manager.get_connection(broker.node_id) for broker in manager.cluster.brokers()]:
            with suppress(errors.KafkaError):
                await connection

    def _reaches_all(self) -> bool:
        return all(self._client.connected(broker.node_id) for broker in self._client.cluster.brokers())

    @property
    def made(self) -> int:
        """How many connections were made so far; counted before the first answer over a new one is seen."""
        return int(self._made.measure(None, 0))

    def is_lost(self) -> bool:
        """Tell whether a broker was there, no connection is left, and none has come back for a while."""
        if not self._is_cut_off():
            self._missed_since = None
            return False
        now = time.monotonic()
        if self._missed_since is None:
            self._missed_since = now
        return now - self._missed_since > LOST_SECONDS

    def _is_cut_off(self) -> bool:
        manager = self._client._manager
        if any(connection.connected for connection in list(manager._conns.values())):
            return False
        return any(broker.node_id in manager._backoff for broker in manager.cluster.brokers())

    def close(self) -> None:
        """Close the connections and the thread that serves them, also where the client was never finished."""
        if self._client is not None:
            with suppress(Exception):
                self._client.close()


class Held(Generic[C]):
    """One client, made when it is needed and made anew when it failed.

    Args:
        make: builds the client on a link.
        end: closes a client.
        restore: sees to it that the declared topics are there; called after every new connection, tells whether it did.
    """

    def __init__(self, make: Callable[[Link], C], end: Callable[[C], None], restore: Callable[[], bool]) -> None:
        self._make = make
        self._end = end
        self._restore = restore
        self._open: tuple[C, Link] | None = None
        self._made_before = 0
        self._restored_at = -1

    def get(self) -> C:
        """Give the client, connected at least once.

        Raises:
            BusDown: no broker answers.
        """
        if self._open and self._open[1].is_lost():
            self.drop()
        client, _link = self._open = self._open or self._connect()
        self.settle()
        return client

    def settle(self) -> None:
        """Look after the topics where a connection is new.

        Raises:
            BusDown: no broker answers.
        """
        made = self.made
        if self._restored_at != made and self._restore():
            self._restored_at = made

    def _connect(self) -> tuple[C, Link]:
        link = Link()
        try:
            return self._make(link), link
        except Exception as error:  # whatever it is, the half-made client must not stay
            link.close()
            raise bus_error(error) from error

    @property
    def made(self) -> int:
        """How many connections were made, over all clients."""
        return self._made_before + (self._open[1].made if self._open else 0)

    def is_lost(self) -> bool:
        """Tell whether the client has lost its broker."""
        return self._open is not None and self._open[1].is_lost()

    def drop(self) -> None:
        """Throw the client away."""
        if self._open is None:
            return
        client, link = self._open
        self._made_before, self._open = self.made, None
        with suppress(Exception):
            self._end(client)
        link.close()
