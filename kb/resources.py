"""What the installation holds: its version, and the data folders (beside the package in a checkout, inside a wheel)."""

from __future__ import annotations

import sys
from pathlib import Path

from kb.errors import KbError

_PACKAGE = Path(__file__).parent


def path(name: str) -> Path:
    """Return the folder `ontology`, `queries` or `samples`.

    Raises `KbError` when the installation lacks it.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise KbError("broken installation", name, "this data folder is missing")


def version() -> str:
    """Return `kb.__version__`: what stages below the package's front door write as provenance."""
    return str(sys.modules["kb"].__version__)
