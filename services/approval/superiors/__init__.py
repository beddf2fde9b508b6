"""Superiors: a case that a superior unit decides after a department's initial review (Licensing Law art. 35).

The lead department and the superior unit are two parties: each has its own stream, and they speak through the journal.
"""
