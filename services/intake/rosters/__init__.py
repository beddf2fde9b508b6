"""Rosters: who holds which post on which half day, who steps in, and who is on leave (S2.1d; B-4 AB 岗)."""
