"""The life of scoring policies: drafted and tried, signed outside, published with effective dates, told apart.

`checks`      whether a draft can be scored by: weights, facts, lists, kinds of faults
`difference`  what a policy changes against the one before, in plain words
`decide`      publication: no overlap, no gap, never over frozen periods; taking back
`in_force`    which policy a period is scored by; each verified again before it is used
"""
