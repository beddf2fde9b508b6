"""Channels: where people may complain, report, ask for supervision or reconsideration, and what each asks of them."""
