"""The citizen portal: applying in steps that survive a bad line, one's own cases, supplements, withdrawal.

Applying is the same at home and at a self-service terminal; `applying.py` has it once, for whoever owns the draft.
"""
