"""What the events of checkpoints say in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from services.metrics.audit.telling import Telling

CHECKPOINT_TELLINGS: Mapping[str, Telling] = {
    "checkpoint.sealed": Telling(
        "封存检查点：共 {tree_size} 条记录",
        "checkpoint sealed over {tree_size} commits",
        (
            *("origin", "tree_size", "root", "matters", "previous_size", "previous_root"),
            *("sealed_at", "key", "note"),
        ),
    ),
    "checkpoint.cosigned": Telling(
        "{witness} 联署了 {tree_size} 条记录的检查点",
        "{witness} countersigned the checkpoint over {tree_size} commits",
        ("witness", "key", "tree_size", "root", "cosigned_at", "line"),
    ),
    "leaves.ordered": Telling(
        "写下默克尔树的叶子顺序：自第 {first} 片起 {count} 片",
        "order of the tree's leaves written down: {count} from leaf {first} on",
        ("first", "count"),
    ),
}
"""Every event of streams `checkpoint/`, `leaves/` and `witness/`."""

CHECKPOINT_FIELDS: Mapping[str, tuple[str, str]] = {
    "count": ("片数", "leaves"),
    "cosigned_at": ("联署时间", "countersigned at"),
    "line": ("签名行", "signature line"),
    "witness": ("见证人", "witness"),
    "matters": ("其中业务记录", "of these, commits that are not about the tree"),
    "note": ("签名原文", "signed note"),
    "origin": ("日志名称", "journal"),
    "previous_root": ("上一个根哈希", "root before"),
    "previous_size": ("上一个检查点记录数", "commits before"),
    "root": ("根哈希", "root"),
    "sealed_at": ("封存时间", "sealed at"),
    "tree_size": ("记录数", "commits"),
}
"""Names of the fields that may be shown."""
