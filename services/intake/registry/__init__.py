"""The register: departments, halls and points with their windows, items with their guides, calendars, staff.

Every statement is an event on `registry`; the newest one of a subject holds, earlier ones stay readable by version.
"""
