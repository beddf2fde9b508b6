"""Scripts that are handed out to be run on their own, taken in as modules to be tried."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def loaded_script(path: Path) -> ModuleType:
    """Load a script that stands in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
