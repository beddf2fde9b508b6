"""Everything the services say to one another: commands' common parts, published events, stream names.

The files are named by their owner (`registry`, `intake`, `approval`, `complaints`) or their matter; each event is
defined once. The package is pure data: it imports nothing of the rest of the system, so `decide` and `state` modules
may use it.
The files are named by their owner (`registry`, `intake`, `approval`, `complaints`; `guides`, `files`, `duties` and
`venues` lie beside the register's, `attendance`, `offline`, `people` and `privacy` beside intake's, approval's `cards`,
`hearings` and `superiors` beside its own); each event is defined once. The package is pure data: it imports
nothing of the rest of the system, so `decide` and `state` modules may use it.
`venues` lie beside the register's, `attendance`, `people` and `privacy` beside intake's, approval's `cards`, `hearings`
and `superiors` beside its own, `ratings` and `remedies` beside complaints'); each event is defined once. The package is
pure data: it imports nothing of the rest of the system, so `decide` and `state` modules may use it.
"""

from shared.contracts import (
    approval,
    assessments,
    attendance,
    cards,
    checkpoints,
    complaints,
    convenience,
    documents,
    duties,
    files,
    hall_day,
    hearings,
    intake,
    materials,
    offline,
    people,
    policies,
    privacy,
    ratings,
    receiving,
    registry,
    remedies,
    superiors,
    supervision,
    venues,
)
from shared.contracts.commands import Actor, Command, Meta
from shared.contracts.events import CATALOGUE, Event, decode, encode, event
from shared.contracts.rejected import Rejected

# Whoever reads events must know all of them, hence the owners' files.
__all__ = [
    "CATALOGUE",
    "Actor",
    "Command",
    "Event",
    "Meta",
    "Rejected",
    "approval",
    "assessments",
    "attendance",
    "cards",
    "checkpoints",
    "complaints",
    "convenience",
    "decode",
    "documents",
    "duties",
    "encode",
    "event",
    "files",
    "hall_day",
    "hearings",
    "intake",
    "materials",
    "offline",
    "people",
    "policies",
    "privacy",
    "ratings",
    "receiving",
    "registry",
    "remedies",
    "superiors",
    "supervision",
    "venues",
]
