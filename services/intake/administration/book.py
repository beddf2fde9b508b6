"""The column tables of `docs/administration.md`: `python -m services.intake.administration.book` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.intake.administration import tables
from services.intake.administration.describing import Description
from services.intake.administration.subjects import GROUPS, SUBJECTS
from services.intake.administration.tables import Column

PAGE = Path(__file__).resolve().parents[3] / "docs" / "administration.md"
BEGIN, END = "<!-- columns: written by the program -->", "<!-- end of columns -->"

KINDS = {
    "text": "text",
    "count": "whole number",
    "flag": "是/否 (yes, no)",
    "date": "date",
    "moment": "time",
    "choice": "one of",
    "rule": "market rule",
    "rows": "list, an entry a line, parts divided by `\\|`",
}


def written(page: str) -> str:
    """Give the page with its tables as the descriptions say them."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    lines = "\n".join(_all())
    return f"{before}{BEGIN}\n\n{lines}\n{END}{after}"


def _all() -> Iterator[str]:
    for group, (_, heading) in GROUPS.items():
        yield f"### {heading.capitalize()}\n"
        for each in SUBJECTS:
            if each.group == group:
                yield from _of(each)


def _of(description: Description) -> Iterator[str]:
    yield f"#### {description.name[1].capitalize()} ({description.name[0]}, `{description.category}`)\n"
    yield f"{description.about[1]}\n"
    yield "| column | English | path | holds | notes |"
    yield "|---|---|---|---|---|"
    chinese, english = tables.titles(description), tables.titles(description, english=True)
    for each in tables.columns(description):
        names = [name[each.path].replace("|", "\\|") for name in (chinese, english)]
        cells = " | ".join((*names, f"`{each.path}`", _holds(each), _notes(each)))
        yield f"| {cells} |"
    yield ""


def _holds(column: Column) -> str:
    each = column.field
    if each.label.unit:
        return {"yuan": "yuan, two decimals", "area": "square metres, one decimal"}[each.label.unit]
    refers = each.label.refers
    kind = f"key of {refers.type.partition('.')[0]}" if refers is not None else KINDS[each.kind]
    if each.label.options:
        kind += " " + ", ".join(zh for zh, _ in each.label.options.values())
    return f"{kind}; one a line" if each.many else kind


def _notes(column: Column) -> str:
    label = column.field.label
    parts = [
        f"list `{column.list}`" if column.list else "",
        label.help[1],
        f"basis: {label.basis}" if label.basis else "",
    ]
    return "; ".join(part for part in parts if part)


def main() -> None:
    """Write the tables."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
