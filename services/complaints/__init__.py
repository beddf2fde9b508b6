"""Complaints: what people say about the service they had.

Owns complaints from filing to closing and the ratings of delivered cases (published on `journal`). Invites a rating
when intake delivers a result; keeps its own copy of the register and of which case belongs to which department.
Called by anyone (filing, following, rating), by complaint handlers and auditors. What people write is sealed before
it is recorded.
"""
