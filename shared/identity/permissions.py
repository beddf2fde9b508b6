"""Permissions as data: every act that an endpoint may ask for, `matter.act`, with its names. `roles` says who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Permission:
    """One act that can be allowed, with its names."""

    zh: str
    en: str


PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        "account.read": Permission("查看本人账号", "see one's own account"),
        "case.apply": Permission("网上申请", "apply online, and hand in supplements of one's own"),
        "case.receive": Permission("收件", "receive an application"),
        "case.accept": Permission("受理", "accept a case"),
        "case.supplement": Permission("一次性告知与收取补正", "give the one notice and take supplements"),
        "case.refuse": Permission("不予受理", "refuse acceptance"),
        "case.redirect": Permission("告知受理部门", "direct to the competent department"),
        "case.withdraw": Permission("撤回申请", "withdraw an application"),
        "case.complete": Permission("即办件当场办结", "complete an instant case"),
        "case.deliver": Permission("送达结果", "deliver a result"),
        "case.read": Permission("查看办件", "read cases of one's jurisdiction"),
        "case.read_own": Permission("查看本人办件", "read one's own cases"),
        "material.add": Permission("提交材料", "hand in files of one's own cases or of one's desk"),
        "material.read": Permission("查看办件材料", "look into the files of cases of one's jurisdiction"),
        "sheet.issue": Permission("发放一次性告知单", "hand out notice sheets"),
        "proxy.act": Permission(
            "受托代办、移交与反馈", "take proxies at one's village point, hand over and report back"
        ),
        "proxy.receive": Permission("接收代办件移交", "take over what village points hand in"),
        "proxy.read": Permission("查看代办", "read proxies of one's point, hall or divisions"),
        "device.request": Permission("登记本村点离线设备", "show a device of one's own village point"),
        "device.manage": Permission("启用和停用村点离线设备", "register and revoke devices of village points"),
        "packet.import": Permission("导入离线登记包", "bring in offline packets"),
        "packet.settle": Permission("处理离线登记的待核条目", "settle entries of offline packets that are held"),
        "mandate.give": Permission("登记与撤销委托", "give mandates and take them back"),
        "mandate.read": Permission("查看委托", "read mandates of one's hall or divisions"),
        "mandate.read_own": Permission("查看本人的委托", "read mandates one gave, or is the agent of"),
        "escort.request": Permission("申请与撤回全程代办", "ask for an escort and take it back"),
        "escort.act": Permission("办理全程代办", "go the whole way with a project as its officer"),
        "escort.read": Permission("查看全程代办", "read escorts of one's hall or divisions"),
        "escort.read_own": Permission("查看本人的全程代办", "read one's own escorts"),
        "access.read": Permission("查看个人信息查看记录", "read who saw personal data"),
        "access.read_own": Permission("查看谁看过本人信息", "read who saw one's own data"),
        "person.erase": Permission("删除个人信息", "erase a person's data"),
        "review.read": Permission("查看审查", "read reviews"),
        "review.step": Permission("记录审查环节", "record steps of a review"),
        "review.suspend": Permission("启动与结束特别程序", "begin and end special procedures"),
        "review.extend": Permission("批准延期", "grant an extension"),
        "review.decide": Permission("作出决定", "decide"),
        "review.assign": Permission("分派与退回审查", "assign and return reviews"),
        "review.serve": Permission("登记送达", "record the service of decisions"),
        "superior.read": Permission("查看上报件", "read files forwarded to a superior unit"),
        "superior.decide": Permission("上级审批", "decide for a superior unit"),
        "card.read": Permission("查看预警和黄红牌", "read warnings and cards"),
        "card.appeal": Permission("对牌提出申诉", "appeal a card"),
        "card.report": Permission("登记查实情形", "report a finding that is a red card"),
        "card.correct": Permission("答复牌的申诉与更正", "answer appeals of cards, and correct them"),
        "complaint.file": Permission("提出投诉", "file a complaint"),
        "complaint.read": Permission("查看投诉", "read complaints"),
        "complaint.handle": Permission("办理投诉", "handle complaints"),
        "complaint.extend": Permission("批准投诉延期", "give more time for a complaint"),
        "complaint.reopen": Permission("要求重办投诉", "have a complaint taken up again"),
        "hotline.receive": Permission("接收热线工单", "take in tickets of the hotline"),
        "hotline.return": Permission("退回热线工单", "see and return the hotline tickets of one's own unit"),
        "rating.submit": Permission("评价服务", "rate a service"),
        "rating.read": Permission("查看评价", "read ratings"),
        "rating.rectify": Permission("整改差评", "put right what a bad rating named"),
        "rating.exclude": Permission("认定误评和恶意差评", "find ratings mistaken or malicious"),
        "rating.recheck": Permission("复核误评认定", "look again at ratings that were left out"),
        "remedy.read": Permission("查看复议诉讼登记", "read the register of reconsiderations and lawsuits"),
        "remedy.register": Permission("登记复议诉讼", "register reconsiderations and lawsuits"),
        "registry.read": Permission("查看登记簿", "read the register"),
        "registry.write": Permission("维护登记簿", "maintain the register"),
        "attendance.record": Permission("本人签到签退", "check oneself in and out at one's own place of work"),
        "attendance.inspect": Permission("登记巡查", "note what an inspection of a place found"),
        "window.heartbeat": Permission("窗口联网心跳", "say that a window's device is online"),
        "appointment.manage": Permission("登记与管理预约", "book appointments for others, and manage a hall's"),
        "terminal.use": Permission("自助终端", "serve people at a hall's self-service terminal"),
        "queue.take": Permission("取号", "take a number of the queue"),
        "queue.call": Permission("叫号", "call numbers to one's window"),
        "visit.handle": Permission("安排上门服务", "arrange home visits"),
        "visit.approve": Permission("批准上门服务", "approve home visits on other grounds"),
        "special.handle": Permission("登记特别通道申请", "take requests for the special channel"),
        "special.answer": Permission("答复特别通道申请", "answer requests for the special channel"),
        "consultation.handle": Permission("登记与答复咨询", "register and answer questions"),
        "hall.read": Permission("查看大厅当日情况", "see what is open in a hall"),
        "score.read": Permission("查看考核结果", "read scores"),
        "score.publish": Permission("公布考核结果", "publish assessments"),
        "policy.publish": Permission("公布和撤回评分政策", "publish and take back scoring policies"),
        "score.correct": Permission("更正考核结果", "correct published assessments"),
        "score.appeal": Permission("对本单位考核结果提出申诉", "appeal one's own unit's result"),
        "supervision.order": Permission("下达督办", "issue supervision orders"),
        "supervision.answer": Permission("就督办作出陈述和答复", "state one's case and answer supervision orders"),
        "supervision.read": Permission("查看督办", "read supervision orders"),
        "history.read": Permission("查看办件全程记录", "read a case's whole history"),
        "journal.verify": Permission("核验日志", "verify the journal"),
        "checkpoint.cosign": Permission("联署检查点", "hand in cosignatures of checkpoints as a witness"),
        "system.operate": Permission("运行维护", "operate the system"),
    }
)
"""Every permission an endpoint may ask for."""
