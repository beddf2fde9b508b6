"""Forms of pages: fields as a schema wants them, refusals as a page shows them."""

import marshmallow as ma

from shared.contracts import Rejected
from shared.web.errors import Problem
from shared.web.forms import form_fields, refused
from tests.web.notes import NoteIn


def test_fields_come_without_empty_ones_and_without_the_kits_own(app):
    data = {"text": "x", "remark": "", "csrf_token": "t", "idempotency_key": "k", "points": ["a", "b"]}
    with app.test_request_context("/notes", method="POST", data=data):
        assert form_fields() == {"text": "x", "points": "a"}
        assert form_fields("points", "absent") == {"text": "x", "points": ["a", "b"]}


def test_a_refusal_is_shown_in_chinese_by_the_title_of_its_code(app):
    with app.test_request_context("/notes"):
        told = refused(Rejected("taboo", "not here", "S0", errors={"text": "taboo"}))
        assert (told.title, told.detail, told.basis, told.errors) == ("禁用词", "", "S0", {"text": ["禁用词"]})


def test_words_a_rule_brought_for_people_are_kept(app):
    """A number that says which place is wrong helps more than the title; an English sentence about a name does not."""
    errors = {"number": "校验位不符", "hall": "旧州镇 does not handle it"}
    with app.test_request_context("/notes"):
        told = refused(Rejected("taboo", "not here", "S0", errors=errors))
    assert told.errors == {"number": ["校验位不符"], "hall": ["禁用词"]}


def test_a_refusal_is_shown_in_english_with_the_words_of_the_rule(app):
    with app.test_request_context("/notes?lang=en"):
        told = refused(Rejected("taboo", "not here", "S0", errors={"text": "taboo"}))
        assert (told.detail, told.basis, told.errors) == ("not here", "S0", {"text": ["taboo"]})
    with app.test_request_context("/notes"):
        told = refused(Problem(422, "future_occurred_at", "later"))
        assert (told.title, told.status) == ("发生时间不能晚于现在", 422)


def test_what_is_missing_is_told_per_field(app):
    with app.test_request_context("/notes"):
        try:
            NoteIn().load({"kind": "odd"})
        except ma.ValidationError as error:
            told = refused(error)
    assert told.errors == {"text": ["必须填写"], "kind": ["请选择列出的一项"]}
    assert told.title == "填写的内容有误"
