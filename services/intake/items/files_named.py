"""Every file that a guide names, with the field that names it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from shared.contracts.guides import FileRef
from shared.contracts.registry import ItemPublished


def files_named(item: ItemPublished) -> Iterator[tuple[str, FileRef]]:
    """Give the files of a guide: blank forms, samples, the flow's picture, the result's sample."""
    for at, material in enumerate(item.materials):
        for name, file in (("blank", material.blank), ("sample", material.sample)):
            if file is not None:
                yield f"materials.{at}.{name}", file
    if item.flow_picture is not None:
        yield "flow_picture", item.flow_picture
    if item.result_detail.sample is not None:
        yield "result_detail.sample", item.result_detail.sample
