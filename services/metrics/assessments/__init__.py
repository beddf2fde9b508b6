"""Assessments: departments scored for a quarter from the sums of their cases, live until they are published.

`views`     the board of a period: named sums, scores and ranks; the cases behind a number
`told`      the same as JSON documents
`schemas`   the shapes of those documents, for /openapi.json
`api`       `policies`, `assessments`, `rankings`, `counts`
`pages`     the scoreboard, a department, the lists of cases, the live counts
"""
