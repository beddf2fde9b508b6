"""Many writes in one transaction: all of them or none, and journaled once.

Outside a transaction each changed document is journaled by itself; that costs the embedded database eight times the
time and twice the processor, and a replica set as many waits for its majority.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.read_concern import ReadConcern
from pymongo.results import BulkWriteResult
from pymongo.write_concern import WriteConcern


def write_at_once(collection: Collection[dict[str, Any]], operations: Sequence[Any]) -> BulkWriteResult:
    """Do what is asked of a collection, at least one thing; none of it depends on another.

    Raises:
        BulkWriteError: one of them failed, for a duplicate key, say; nothing was written.
    """

    def write(session: ClientSession) -> BulkWriteResult:
        return collection.bulk_write(kind_by_kind(operations), session=session)

    with collection.database.client.start_session() as session:
        return session.with_transaction(write, ReadConcern("snapshot"), WriteConcern("majority", j=True))


def kind_by_kind(operations: Sequence[Any]) -> list[Any]:
    """Order what a transaction is to write, none of it depending on another: few commands, none after an error.

    Sent without an order, the driver goes on after an error. But that error has ended the transaction, the server tells
    whatever follows as transient, and all is tried again in vain for two minutes before anybody learns the reason.
    """
    return sorted(operations, key=lambda operation: type(operation).__name__)
