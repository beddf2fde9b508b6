"""Messages to people at every step of their matters: an outbox filled by events, and senders that empty it.

A message is no event. It follows from events and can be told again from them, so it has a collection of its own with
states of its own (`outbox.py`). Other matters add messages with `table.tell`.
"""
