"""The journal: every step of every matter as a commit, hash-chained, relayed to the log, folded exactly once.

`commit`, `chain`, `ids`   what a commit is, its bytes and its hash
`store`, `memory_store`, `mongo_store`   where commits lie; one suite of tests for all stores
`handle`                   command in, commit out: load, decide, append, or the first answer again
`bus`, `memory_bus`, `kafka_bus`   the log; one suite of tests for all buses
`relay`, `refill`          store -> log: the pending set in waves; filling what the log lost
`follower`, `casefold`, `subscriber`   log -> state: strict per stream, parked where a hole or a poison is
`upcasting`                old event versions read as new ones
`errors`                   the tree of everything that can go wrong here
"""
