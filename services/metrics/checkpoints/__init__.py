"""Checkpoints: one Merkle tree over the archived commits of all services, sealed every few seconds where it has grown.

A hash chain shows that a stream is whole; the tree shows it of the journal. Whoever keeps a checkpoint (size and root,
signed) can have it proved later that a commit was in it, and that it is the beginning of what the journal is now.
Checkpoints are public: a root tells nothing. They are events themselves, on `checkpoint/<hour>`, and so become leaves;
one is sealed only where something other than checkpoints is new, or they would never end.
"""
