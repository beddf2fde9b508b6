"""What the events of village points without a line say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.metrics.audit.telling import Telling

Pair = tuple[str, str]
_PLACE = ("point", "hall", "division")

OFFLINE_TELLINGS: Mapping[str, Telling] = {
    "device.requested": Telling(
        "村点出示离线设备：{label}",
        "a village point showed a device: {label}",
        (*_PLACE, "label", "public_key", "requested_at"),
    ),
    "device.registered": Telling("中心启用离线设备", "the centre registered the device", (*_PLACE, "registered_at")),
    "device.block_granted": Telling(
        "发给临时单号 {first} 至 {last}（{year} 年）",
        "slip numbers {first} to {last} of {year} given ahead",
        ("point", "township", "year", "first", "last", "granted_at"),
    ),
    "device.revoked": Telling(
        "停用离线设备（{reason}）", "device revoked ({reason})", ("point", "reason", "revoked_at")
    ),
    "packet.imported": Telling(
        "导入离线登记包：{entries} 条，重复 {duplicates}，待核 {held}",
        "offline packet imported: {entries} entries, {duplicates} duplicates, {held} held",
        (
            *("packet", *_PLACE, "signed_by", "via", "entries", "duplicates", "held", "late"),
            *("captured_from", "captured_to", "received_at"),
        ),
    ),
    "packet.entry_held": Telling(
        "临时单 {slip_no} 待核：{code}",
        "slip {slip_no} held: {code}",
        ("slip_no", "item", "materials", "captured_at", "code"),
    ),
    "packet.entry_settled": Telling(
        "临时单 {slip_no} 已处理：办件 {case_no}",
        "slip {slip_no} settled: case {case_no}",
        ("slip_no", "case_no", "reason", "settled_at"),
    ),
}
"""Every event of village points without a line."""

OFFLINE_FIELDS: Mapping[str, Pair] = {
    "label": ("名称", "name"),
    "public_key": ("公钥", "public key"),
    "requested_at": ("出示时间", "shown"),
    "registered_at": ("启用时间", "registered"),
    "granted_at": ("发给时间", "given"),
    "revoked_at": ("停用时间", "revoked"),
    "township": ("乡镇", "township"),
    "year": ("年度", "year"),
    "first": ("起", "from"),
    "last": ("止", "to"),
    "packet": ("登记包", "packet"),
    "signed_by": ("签名设备", "signed by"),
    "via": ("途径", "by way of"),
    "entries": ("条目", "entries"),
    "duplicates": ("重复", "duplicates"),
    "held": ("待核", "held"),
    "late": ("迟报", "late"),
    "captured_from": ("最早登记", "taken down from"),
    "captured_to": ("最晚登记", "taken down until"),
    "captured_at": ("登记时间", "taken down"),
    "slip_no": ("临时单号", "slip number"),
    "code": ("原因", "code"),
    "settled_at": ("处理时间", "settled"),
}

OFFLINE_VALUES: Mapping[str, Mapping[Any, Pair]] = {
    "via": {"online": ("联网上传", "over the line"), "file": ("文件导入", "as a file")},
}

CAUSES: Mapping[Any, Pair] = {
    "lost": ("遗失", "lost"),
    "stolen": ("被盗", "stolen"),
    "replaced": ("更换", "replaced"),
    "left": ("人员离岗", "its user left"),
    "distrusted": ("不再可信", "no longer trusted"),
    "not_wanted": ("申请人不再办理", "no longer wanted"),
    "registered_elsewhere": ("已在别处登记", "registered elsewhere"),
    "unreadable": ("无法读取", "unreadable"),
    "not_ours": ("不属本厅", "not ours"),
}
"""Reasons of revoking a device and of dropping an entry."""
