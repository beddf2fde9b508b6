"""Supervision: orders, and the ladder of proposals that follows published results (D-4, S3.3).

`ladder`      which steps published results demand
`commands`, `decide`, `state`, `decider`   one order or proposal from its making to its end
`reactions`   from published results to proposals
`timers`      looks at the ladder, and at last days that passed
`views`, `schemas`, `acts`, `api`, `pages`
"""
