"""Find the parts of a stage by file name, without importing them: `kb/export/ics.py` is the export `ics`.

Other distributions add parts through the entry-point groups `kb.export`, `kb.read` and `kb.extract`.
"""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

_PACKAGE = Path(__file__).parent


def _own(stage: str) -> dict[str, Path]:
    files = (_PACKAGE / stage).glob("*.py")
    return {file.stem: file for file in files if _constants(file).get("SUFFIX") is not None}


def _constants(file: Path) -> dict[str, object]:
    """Return the module's docstring (as "doc") and its literal constants, read from the source."""
    tree = ast.parse(file.read_text("utf8"))
    found: dict[str, object] = {"doc": ast.get_docstring(tree) or ""}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            found[target.id] = value.value
    return found


def names(stage: str, *, having: str = "SUFFIX") -> dict[str, str]:
    """Return part name → summary of the stage's parts whose constant `having` is set and true, sorted by name."""
    own = {name: _constants(file) for name, file in _own(stage).items()}
    found = {name: str(c["doc"]).split("\n", 1)[0] for name, c in own.items() if c.get(having)}
    found |= {point.name: f"from {point.value}" for point in entry_points(group=f"kb.{stage}")}
    return dict(sorted(found.items()))


def load(stage: str, name: str) -> ModuleType:
    """Import one part.

    Raises `UsageError`, naming the choices, when there is no such part.
    """
    if name in _own(stage):
        return import_module(f"kb.{stage}.{name}")
    for point in entry_points(group=f"kb.{stage}", name=name):
        part: ModuleType = point.load()
        return part
    raise UsageError(f"no such {stage} format", name, "choose one of " + ", ".join(names(stage)))
