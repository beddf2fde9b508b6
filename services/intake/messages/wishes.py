"""What people wish about messages: none at all, or in which language. Kept by person and by account."""

from __future__ import annotations

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
        names = [name for name in (person, of_account(account) if account else "") if name]
        found = {each["_id"]: each for each in self._collection.find({"_id": {"$in": names}})}
        if not found:
            return NONE
        said = found.get(of_account(account)) or found[next(iter(found))]
        return Wish(any(each["opted_out"] for each in found.values()), said["lang"])


def of_account(account: str) -> str:
    """Name an account's own wish."""
    return f"account/{account}"
