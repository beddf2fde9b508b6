"""Witnesses: people outside who countersign checkpoints, each with a key of their own that this system never sees.

A witness keeps the last checkpoint it signed and signs a later one only if it is proved to continue that one; so two
histories, told to two sides, would need two witnesses who both keep silent. The forms are C2SP's: a cosignature is one
more signature line of the checkpoint's note (`tlog-cosignature`). Signing is done elsewhere, by the script
`witness.py`; here cosignatures are checked, recorded on `witness/<name>`, and shown to everybody.
"""
