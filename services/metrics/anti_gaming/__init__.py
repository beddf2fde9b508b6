"""Anti-gaming: named detectors G1 to G14 over what the journal tells, each with the cases behind it (D-7).

A detector lists, and accuses nobody: its finding is a reason to look. Where a trick is refused or charged by a rule
already (a second notice, an unconfirmed withdrawal), the detector lists it all the same.

`traces`      the fold behind the detectors: what the scores do not need and a look behind them does
`trace_steps` what each event sets in it
`findings`    what a detector gives, and its names
`of_cases`, `of_voices`, `of_places`, `of_register`   the detectors, by what they look at; pure
`merging`     which cases add nothing to a score, because they are one matter with another (G5)
`views`       all findings of a period
`api`, `pages`, `schemas`
"""
