"""Keeping the register by pages and by files: lists, forms, versions, import with a preview, export, what is lacking.

Everything follows from one description per subject (`subjects/`): its fields come from the event, their words from the
description. The rules are the register's own; nothing here decides what may be stated.
"""
