"""Looks at personal data: noted when a matter is opened in clear, read by auditors and by the persons themselves."""
