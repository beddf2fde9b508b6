"""The life of an assessment: frozen, shown to the assessed, appealed, published with its hash, corrected (D-2, S2.9c).

`results`     a unit's result as exact texts without floats, its hash, and what differs between two of them
`commands`    what can be asked of an assessment, a ranking, a year
`decide`      every rule of an assessment; `rankings` and `annual` hold those of the other two
`state`       the assessment as its events tell it
`days`        the days of a period: freeze, publication
`acts`        from a request or a tick to commands
`timers`      freezes what is due, corrects what late facts changed
`views`       rounds, units and rankings as lists
`api`, `pages`, `schemas`, `exporting`
"""
