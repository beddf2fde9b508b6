"""The vendored packages are what VENDOR.md says they are."""

import hashlib
import re

from shared.web.assets import STATIC

VENDOR = STATIC / "vendor"


def test_every_file_has_its_hash_and_every_hash_its_file():
    told = {
        name: digest
        for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", (VENDOR / "VENDOR.md").read_text(), re.M)
    }
    files = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*") if path.is_file()}
    files.pop("VENDOR.md")
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == told


def test_every_package_comes_with_its_licence():
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert (folder / "LICENSE").exists(), folder.name
