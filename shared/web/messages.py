"""`python -m shared.web.messages`: gather the texts of every package, keep the English catalogues in step, compile.

A package with texts keeps its catalogue in `translations/en/LC_MESSAGES`. New texts come in with an empty `msgstr`
to be filled in by hand; texts that are gone go. `--check` changes nothing and exits 1, naming what is out of step.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
HEADER = "# English texts of {name}. The source texts are Chinese; `python -m shared.web.messages` keeps them in step."


@dataclass(frozen=True, slots=True)
class Package:
    """A set of source folders whose texts share one catalogue."""

    name: str
    sources: tuple[Path, ...]

    @property
    def po(self) -> Path:
        """The English catalogue."""
        return self.sources[0] / "translations" / "en" / "LC_MESSAGES" / "messages.po"

    @property
    def mo(self) -> Path:
        """The compiled catalogue that is read at run time."""
        return self.po.with_suffix(".mo")


def packages(root: Path = ROOT) -> list[Package]:
    """Give the packages that may have texts: the kit, and each service."""
    services = sorted(path for path in (root / "services").iterdir() if (path / "__init__.py").exists())
    kit = Package("shared", (root / "shared" / "web", root / "shared" / "identity"))
    return [kit, *(Package(path.name, (path,)) for path in services)]


def texts(package: Package) -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Give each text of a package's sources with the file it stands in."""
    for source in package.sources:
        found = extract_from_dir(str(source), METHODS, keywords=KEYWORDS)
        for file, _line, message, _comments, _context in found:
            yield message, (source / file).relative_to(source.parents[1]).as_posix()


def in_step(package: Package) -> Catalog:
    """Give the package's catalogue with exactly the texts of its sources, known translations kept."""
    known = read_catalog(package.po)
    fresh = Catalog(locale="en", project=f"yizhan {package.name}", fuzzy=False, header_comment=HEADER)
    fresh.header_comment = HEADER.format(name=package.name)
    for message, place in sorted(texts(package), key=lambda each: (each[1], str(each[0]))):
        fresh.add(message, locations=[(place, 1)])
    for entry in fresh:
        if entry.id and (old := known.get(entry.id)) is not None:
            entry.string = old.string
    return fresh


def read_catalog(po: Path) -> Catalog:
    """Read a catalogue; an empty one where the file is not there yet."""
    if not po.exists():
        return Catalog(locale="en")
    with po.open("rb") as file:
        return read_po(file, locale="en")


def po_bytes(catalog: Catalog) -> bytes:
    """Give a catalogue as text; nothing in it depends on the day it was written."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
    head = f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
    plural = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return (head + plural).encode() + buffer.getvalue()


def mo_bytes(po: bytes) -> bytes:
    """Compile a catalogue's text, the same to the byte on any day."""
    buffer, catalog = io.BytesIO(), read_po(io.BytesIO(po), locale="en")
    catalog.creation_date = catalog.revision_date = NO_DAY
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Give the texts of a catalogue that have no English yet."""
    return [str(m.id) for m in catalog if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def differences(package: Package) -> list[str]:
    """Say in words what is out of step in a package; nothing where all is well."""
    catalog = in_step(package)
    po = po_bytes(catalog)
    told = [f"{package.name}: no English for {text!r}" for text in untranslated(catalog)]
    if _there(package.po) != (po if len(catalog) else b""):
        told.append(f"{package.name}: messages.po is not what its sources say")
    elif _there(package.mo) != (mo_bytes(po) if len(catalog) else b""):
        told.append(f"{package.name}: messages.mo is not what messages.po says")
    return told


def _there(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def update(package: Package) -> None:
    """Write a package's catalogues anew."""
    catalog = in_step(package)
    if not len(catalog):
        return
    package.po.parent.mkdir(parents=True, exist_ok=True)
    package.po.write_bytes(po := po_bytes(catalog))
    package.mo.write_bytes(mo_bytes(po))


def main(arguments: list[str]) -> int:
    """Bring the catalogues in step, or check that they are."""
    chosen = [each for each in packages() if not (names := set(arguments) - {"--check"}) or each.name in names]
    if "--check" not in arguments:
        for package in chosen:
            update(package)
    told = [line for package in chosen for line in differences(package)]
    print("\n".join(told) or "catalogues are in step", file=sys.stderr if told else sys.stdout)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
