"""Audit: any case's whole history, in journal order, with its chains checked.

`words`, `terms`   what each event says in plain words, and which of its fields may be shown
`history`    commits -> history lines and chain checks; pure, also what `yizhan replay` prints
`service`    reading a case's commits from the archive, within the reader's jurisdiction
`api`        `/api/v1/cases/{id}/history`
`pages`      the search and the timeline
"""
