"""What lives on a demonstration's virtual calendar, and is left alone by clocks that follow the real one."""

from __future__ import annotations

from shared.journal.handle import Journal


def on_virtual_calendar(journal: Journal, stream: str) -> bool:
    """Tell whether the newest commit of a stream happened in virtual time; nothing happened yet: no.

    The journal is asked, and no list: a list may be behind, or not have noted it yet.
    """
    commits = journal.store.stream(stream)
    return bool(commits) and commits[-1].envelope().clock == "simulated"
