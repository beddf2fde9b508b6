"""Items and their guides: what may be published, versions and their differences, the search, notice sheets, files.

The statements themselves stand on the register; this matter holds the rule that decides whether a guide is whole (C-4)
and everything people read of it.
"""
