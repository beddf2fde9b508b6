"""Halls and points: divisions and names, rooms and equipment, hours and market days, who answers, which channels.

A place is judged and shown, never blocked: what is missing stands on the compliance list.
"""
