"""What people wish about messages: none at all, or in which language. Kept by person and by account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.collection import Collection

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish; without one, messages are sent, in Chinese."""

    opted_out: bool = False
    lang: str = "zh"


NONE = Wish()


class Wishes:
    """Wishes by person (a pseudonym of the vault) or `account/<id>`, in the collection `message_wishes`."""

    def __init__(self, collection: Collection[Document]) -> None:
        self._collection = collection

    def say(self, who: str, wish: Wish) -> None:
        """Keep a wish; the newest holds."""
        fields = {"opted_out": wish.opted_out, "lang": wish.lang}
        self._collection.update_one({"_id": who}, {"$set": fields}, upsert=True)

    def of(self, person: str, account: str = "") -> Wish:
        """Give what a person wishes: whoever opted out in either way is sent nothing; an account's language counts."""
        return self.of_all([{"_id": "", "person": person, "account": account}])[""]

    def of_all(self, messages: Sequence[Document]) -> dict[str, Wish]:
        """Give what those wish whom messages are for, by the messages' ids."""
        names = {each["_id"]: _names(each["person"], each["account"]) for each in messages}
        asked = sorted({name for own in names.values() for name in own})
        found = {each["_id"]: each for each in self._collection.find({"_id": {"$in": asked}})}
        return {each: _wish([found[name] for name in own if name in found]) for each, own in names.items()}


def _names(person: str, account: str) -> list[str]:
    """Give under which names wishes may be kept, the account's first."""
    return [name for name in (of_account(account) if account else "", person) if name]


def _wish(said: Sequence[Document]) -> Wish:
    return Wish(any(each["opted_out"] for each in said), said[0]["lang"]) if said else NONE


def of_account(account: str) -> str:
    """Name an account's own wish."""
    return f"account/{account}"
