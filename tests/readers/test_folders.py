"""The folders of the readers keep their order, and no module of readers or importing imports itself through others."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from tests.test_house import statements

if TYPE_CHECKING:
    from pathlib import Path

ORDER = ["document", "remarks", "files", "html", "formats", "matching", "facts", "prose"]
"""A folder imports those before it only."""


@pytest.fixture(scope="module", params=["readers", "importing"])
def room(request: pytest.FixtureRequest, root: Path) -> Path:
    """A room of the package."""
    return root / "macros" / "gongkai" / str(request.param)


@cache
def imports(path: Path) -> set[str]:
    """Modules that a module imports, wherever the import stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in statements(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def module_name(path: Path, room: Path) -> str:
    parts = path.relative_to(room.parents[1]).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_folders_of_the_readers_import_earlier_ones_only(root: Path) -> None:
    readers = root / "macros" / "gongkai" / "readers"
    wrong = []
    for path in sorted(readers.rglob("*.py")):
        own = path.relative_to(readers).parts[0].removesuffix(".py")
        if own not in ORDER:
            continue
        for name in imports(path):
            target = name.removeprefix("gongkai.readers.").partition(".")[0]
            if name.startswith("gongkai.readers.") and target in ORDER and ORDER.index(target) > ORDER.index(own):
                wrong.append(f"{path.relative_to(readers)} imports {name}")
    assert wrong == []


def test_no_module_imports_itself_through_others(room: Path) -> None:
    modules = {module_name(path, room): path for path in room.rglob("*.py")}
    uses = {name: imports(path) & modules.keys() - {name} for name, path in modules.items()}
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    TopologicalSorter({name: imports - packages for name, imports in uses.items() if name not in packages}).prepare()
