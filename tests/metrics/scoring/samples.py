"""The golden samples of the published policy (D-5), as named facts."""

from __future__ import annotations

A = {
    **{"in_hall": 9, "in_hall_of": 10, "on_time": 114, "settled": 120, "early": 40, "early_of": 100},
    **{"instant_met": 58, "instant_settled": 60, "notice_good": 29, "defective": 30, "receipts": 118, "promised": 120},
    **{"grade_1": 40, "grade_2": 30, "grade_3": 8, "grade_4": 1, "grade_5": 1, "ratings": 80},
    **{"bad_met": 2, "bad_settled": 2, "substantiated": 1, "decided": 120, "completed": 60},
    **{"online": 8, "online_of": 10, "negative_met": 5, "negative_settled": 5, "duty_met": 118, "duty": 120},
    **{"!yellow": 1, "yellow": 1},
}
B = {
    **{"in_hall": 4, "in_hall_of": 4, "on_time": 2, "settled": 2, "early": 1, "early_of": 2, "receipts": 2},
    **{"promised": 2, "grade_1": 2, "ratings": 2, "decided": 2, "online": 4, "online_of": 4},
    **{"duty_met": 60, "duty": 60},
}
C = {
    **{"in_hall": 20, "in_hall_of": 20, "on_time": 392, "settled": 400, "early": 240, "early_of": 350},
    **{"instant_met": 198, "instant_settled": 200, "notice_good": 49, "defective": 50, "receipts": 400},
    **{"promised": 400, "grade_1": 280, "grade_5": 20, "ratings": 300, "bad_met": 9, "bad_settled": 10},
    **{"substantiated": 1, "decided": 400, "completed": 200, "online": 19, "online_of": 20},
    **{"negative_met": 12, "negative_settled": 12, "duty_met": 120, "duty": 120},
}
VILLAGE = {
    **{"name_ok": 1, "name_of": 1, "area_dm": 3600, "area_of": 4000, "kit": 9, "kit_of": 10},
    **{"handover_met": 28, "handover_settled": 30, "report_met": 27, "report_settled": 30},
    **{"half_day_met": 118, "half_day": 125, "proxy_listed": 11, "proxy_of": 12},
    **{"grade_1": 19, "grade_2": 2, "grade_3": 1, "grade_4": 1, "grade_5": 1, "ratings": 24},
}
