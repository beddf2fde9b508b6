"""Fields: bounded, strict, and inert."""

import marshmallow as ma
import pytest

from shared.web.fields import Line, Moment, Passage, Strict
from shared.web.problems import flat_errors


class Card(Strict):
    name = Line(most=5, pattern=r"[a-z一-龥 ]*")
    story = Passage(most=10)
    at = Moment(local=True)


class Basket(Strict):
    few = ma.fields.List(Line(), validate=ma.validate.Length(min=1, max=2))
    some = ma.fields.List(Line(), validate=ma.validate.Length(max=1))


def test_a_list_says_how_many(app):
    with app.test_request_context("/"), pytest.raises(ma.ValidationError) as told:
        Basket().load({"few": [], "some": ["a", "b"]})
    assert flat_errors(told.value.messages) == {"few": ["须选 1 至 2 项"], "some": ["最多 1 项"]}


def load(app, **body):
    with app.test_request_context("/"):
        try:
            return Card().load(body)
        except ma.ValidationError as error:
            return flat_errors(error.messages)


def test_lines_are_trimmed(app):
    assert load(app, name="  王 ")["name"] == "王"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a\x00b", "含有不允许的字符"),
        ("a\nb", "含有不允许的字符"),
        ("a\u2028b", "含有不允许的字符"),
        ("abcdef", "最多 5 个字"),
        ("   ", "必须填写"),
        ("A", "格式不正确"),
        (7, "应为文字"),
        (None, "不能为空"),
    ],
)
def test_a_line_says_what_is_wrong(app, name, told):
    assert load(app, name=name) == {"name": [told]}


def test_passages_may_have_lines(app):
    assert load(app, story="a\nb")["story"] == "a\nb"
    assert load(app, story="a\x07")["story"] == ["含有不允许的字符"]


def test_a_local_time_is_one_of_shanghai(app):
    assert load(app, at="2026-09-17T09:00")["at"].isoformat() == "2026-09-17T09:00:00+08:00"
    assert load(app, at="1026-09-17T09:00")["at"] == ["时间超出范围"]


def test_unknown_fields_are_refused(app):
    assert load(app, other=1) == {"other": ["没有这个字段"]}


class Parent(Strict):
    child = ma.fields.Nested(Card, required=True)
    many = ma.fields.List(ma.fields.Nested(Card))
    yes = ma.fields.Boolean()
    weights = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String())


def test_what_the_library_says_in_english_is_said_in_words_for_people(app):
    with app.test_request_context("/"), pytest.raises(ma.ValidationError) as refused:
        Parent().load({"many": ["x", None], "yes": "perhaps", "weights": {"2026Q3": 1}})
    told = {field: str(messages[0]) for field, messages in flat_errors(refused.value.messages).items()}
    assert told == {
        "child": "必须填写",
        "many.0": "应为一个对象",
        "many.1": "不能为空",
        "yes": "应为是或否",
        "weights.2026Q3.value": "应为文字",
    }
