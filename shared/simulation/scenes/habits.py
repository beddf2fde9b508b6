"""How often things happen beside the cases, in numbers. All of them are made up. Shares are out of one."""

from __future__ import annotations

GAMING = "dep-sh"
"""The department that games in a demonstration: it plays every trick that the lists against gaming look for."""

PRETENDING = "P-520422103-202"
"""The village point that opens on market days in name only, every other time."""

LONG_RUN = 5
"""Days of arrivals from which on the weeks after them have somebody at the windows too."""

SEEN_EVERY = 15
"""Working days between two mornings on which somebody of each department is seen before a run of that length begins."""

EMPTY, EMPTY_GAMING = 0.02, 0.12
"""Share of half days on which nobody comes to a post; the same in the department that games."""

LATE = 0.06
"""Share of half days on which somebody comes late."""

INSPECTED = 0.15
"""Share of days on which an inspector looks in."""

TICKETS, MOST_TICKETS = 0.4, 12
"""Share of people at windows who take a number, and how many of a day's arrivals at most."""

APPOINTMENTS, MOST_APPOINTMENTS = 0.25, 12
"""Share of people at windows who booked a time, and among how many of a day's arrivals at most."""

MANDATES, MOST_MANDATES = 0.08, 20
"""Share of people at windows who come for somebody else, and among how many of a day's arrivals at most."""

PROXY_LATE = 0.18
"""Share of hand-overs, and of reports, of a village point that come a day too late."""

RECTIFIED, EXCLUDED = 0.85, 0.5
"""Share of bad ratings that are put right in time; and of those of the department that games that are set aside."""

RECONSIDERED = 0.4
"""Share of decisions against an applicant that a superior is asked to look at."""
