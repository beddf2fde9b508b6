"""Pages of village points: the day's duties on one light page, and the page that works without a line."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, render_template, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.intake import wording
from services.intake.offline import doing, views
from services.intake.offline.wording import STANDINGS
from services.intake.proxies import views as proxies
from services.intake.service import Intake
from shared.identity.access import public, require_identity, requires
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("point_pages", __name__, template_folder="templates")

SHOWN = 30
"""How many proxies and packets the page shows; a bad line carries no more."""


@pages.get("/village")
@requires("device.request")
def home() -> ResponseReturnValue:
    """Show what an agent has to do today: hand over, report back; and what their devices brought."""
    intake = current(Intake)
    point = doing.own_point(intake, require_identity())
    waiting = proxies.search(intake.proxies, {"point": point.id}, None, SHOWN, status="open")
    return render_template(
        "offline/village.html",
        point=point,
        hall=intake.replica.venue(point.hall),
        proxies=sorted(waiting, key=lambda each: each["due"] or "9999"),
        today=request_now().date().isoformat(),
        devices=views.devices_of(intake.devices, point=point.id),
        states=STANDINGS,
        packets=views.packets_of(intake.packets, point.hall, point.id, 10),
        words=wording,
    )


@pages.get("/village/offline")
@public("the page a device keeps for when there is no line; it holds nothing of anybody")
def device() -> ResponseReturnValue:
    """Show the page that works without a line."""
    slips = url_for("offline_pages.slips", _external=True)
    return render_template("offline/device.html", told=told(), slips=slips, words=wording)


@pages.get("/village/worker.js")
@public("part of the published source")
def worker() -> ResponseReturnValue:
    """Give the worker that opens the page without a line; it stands here because it may serve this folder only."""
    return send_from_directory(Path(__file__).parents[1] / "static", "offline-worker.js")


def told() -> dict[str, str]:
    """Give what the page's script says, in the reader's language."""
    return {
        "online": _("已联网"),
        "offline": _("没有线路"),
        "signed_out": _("未登录"),
        "needs_line": _("登记本机须联网并登录"),
        "device": _("村点设备"),
        "required": _("必须填写"),
        "choose_item": _("请选择事项"),
        "bad_number": _("号码的位数、日期或校验位不对"),
        "needed": _("必交"),
        "tolerable": _("可容缺后补"),
        "optional": _("可不提供"),
        "no_numbers": _("临时单号已用完，请联网领取"),
        "comma": _("、"),
        "none": _("无"),
        "waiting": _("待上传"),
        "sent": _("已登记"),
        "held": _("待核"),
        "again": _("改正后沿用临时单号"),
        "not_sent": _("没有连上服务器，登记都在本机，稍后再传"),
        "all_sent": _("已全部上传"),
        "some_held": _("已上传，有条目待核：可在此改正，或由大厅处理"),
        "on_stick": _("已存成文件；在大厅导入后，联网上传一次即可看到正式编号"),
    }
