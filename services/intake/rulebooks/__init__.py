"""Rulebooks and what they rest on: laws, policies and standards with their articles (P0, S2.1b)."""
