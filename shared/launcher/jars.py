"""Apache Kafka's jars: fetched from Maven Central, and used only where they are exactly the pinned ones."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from shared.launcher.parts import ROOT

HOME = ROOT / "deploy" / "kafka"
JARS = HOME / "jars"
CHECKSUMS = HOME / "CHECKSUMS"


class ApacheError(Exception):
    """The jars cannot be had, are not the pinned ones, or a data folder cannot be prepared."""


def fetch_jars(target: Path = JARS) -> None:
    """Copy the pinned jars to `target`; nothing is done where they are there already.

    Raises:
        ApacheError: no Maven, Maven Central does not answer, or a jar is not the pinned one.
    """
    if not wrong_jars(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="fetching-") as folder:
        fetched = Path(folder) / "jars"
        _copy_dependencies(fetched)
        if wrong := wrong_jars(fetched):
            raise ApacheError("not the pinned jars: " + ", ".join(wrong))
        shutil.rmtree(target, ignore_errors=True)
        fetched.rename(target)


def _copy_dependencies(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise ApacheError("Maven (mvn) is not installed")
    told = subprocess.run(
        [maven, "-q", "-B", "-f", str(HOME / "pom.xml"), "dependency:copy-dependencies",
         "-DincludeScope=runtime", f"-DoutputDirectory={folder}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if told.returncode:
        lines = (told.stdout + told.stderr).strip().splitlines()
        raise ApacheError(f"Maven failed: {lines[0] if lines else 'it says nothing'}")


def pinned() -> Mapping[str, str]:
    """Give the SHA-256 of every jar by its name."""
    lines = [line.split() for line in CHECKSUMS.read_text().splitlines()]
    return {name: digest for digest, name in lines}


def wrong_jars(folder: Path) -> list[str]:
    """Name the jars that are missing, too many, or not the pinned ones."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")}
    wanted = pinned()
    return sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name))


def jars_present(target: Path = JARS) -> bool:
    """Tell whether all pinned jars are there, unchanged."""
    return not wrong_jars(target)
