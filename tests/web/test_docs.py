"""docs/web-kit.md names every part a page can be made of, and every field of a form's schema."""

import re
from pathlib import Path

import marshmallow as ma

from shared.web import fields

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "web-kit.md").read_text()


def test_every_part_is_named():
    macros = re.findall(r"{% macro ([a-z]\w*)\(", (ROOT / "shared/web/templates/ui.html").read_text())
    assert [name for name in macros if f"`{name}`" not in GUIDE] == []


def test_every_field_is_named():
    kinds = [
        name for name, kind in vars(fields).items() if isinstance(kind, type) and issubclass(kind, ma.fields.Field)
    ]
    assert [name for name in kinds if f"`{name}`" not in GUIDE] == []


def test_the_examples_are_sound():
    examples = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert examples
    for example in examples:
        compile(example, "docs/web-kit.md", "exec")
