"""The responsibility matrix: who leads, supports, is consulted and informed for each item (S3.2a)."""
