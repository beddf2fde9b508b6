"""The self-service terminal of a hall: big targets, no keyboard shortcuts, and nothing of a person left behind.

A hall's device signs in once; each person before it has a session that ends by itself, in the browser and on the
server.
"""
