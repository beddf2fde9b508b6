"""What people read over the refusals of devices and packets, and over what is held."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

OFFLINE = {
    "bad_device_key": _l("设备公钥有误"),
    "bad_packet": _l("不是有效的离线登记包"),
    "bad_signature": _l("离线登记包的签名不符，可能被改动"),
    "captured_before_device": _l("登记时间早于设备启用"),
    "captured_in_future": _l("登记时间在将来，请核对设备时钟"),
    "captured_too_long_ago": _l("登记时间过久，须人工核对"),
    "captured_unreadable": _l("登记时间无法识别"),
    "device_known": _l("这台设备已经登记过"),
    "device_not_registered": _l("设备尚未由中心启用"),
    "device_not_waiting": _l("设备不在待启用状态"),
    "device_revoked": _l("设备已停用"),
    "entry_unreadable": _l("条目内容无法读取"),
    "not_held": _l("没有这个待核条目"),
    "settle_one_way": _l("请选择：改正后登记，或注明不登记的原因"),
    "slip_not_granted": _l("临时单号不是发给这台设备的"),
    "slip_reused": _l("同一临时单号登记了不同内容"),
    "too_many_blocks": _l("今天已领过临时单号"),
    "unknown_device": _l("没有这台设备"),
    "unknown_packet": _l("没有这个离线登记包"),
    "unknown_slip": _l("没有找到这个临时单号"),
    "wrong_fingerprint": _l("指纹与设备屏幕上的不一致"),
    "wrong_point": _l("不是本村点的设备或登记包"),
}
