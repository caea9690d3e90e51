"""The house is held up: a room imports lower numbers only; lower rooms know no MkDocs, click, printing or folder.

`violations` reads the sources without importing them. The tests below plant each kind of violation in a package of
their own, so that a check that has gone blind is noticed. The package itself is looked at in ``test_house.py``, which
parses all of it once.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

PACKAGE = "gongkai"
NUMBERS = {
    "atomic_writing": 0,
    "errors": 0,
    "figures": 0,
    "file_text": 0,
    "findings": 0,
    "added_code": 0,
    "kept_files": 0,
    "located": 0,
    "processes": 0,
    "routes": 0,
    "checksums": 0,
    "system_errors": 0,
    "listed_findings": 0,
    "visible_text": 0,
    "words": 0,
    "forms": 1,
    "reports": 2,
    "narrative": 3,
    "tables": 3,
    "checks": 4,
    "pages": 5,
    "readers": 5,
    "renders": 6,
    "work": 7,
    "demo": 8,
    "editing": 8,
    "exporting": 8,
    "importing": 8,
    "site_config": 8,
    "starting": 8,
    "workspace": 8,
    "site": 9,
    "verifying": 9,
    "api": 10,
    "cli": 10,
    "__main__": 11,
}
PURE = 7  # rooms up to this number are a library: no framework, no terminal, no working directory
TYPES_ONLY = {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
FRAMEWORKS = {"click", "material", "mkdocs", "mkdocs_macros", "properdocs"}
NAMES = (ast.Name, ast.Attribute)
"""Kinds of nodes; as ``ast.Name | ast.Attribute`` they would be put together anew for each of a million nodes."""
FORBIDDEN = {"print", "input", "os.getcwd", "os.getcwdb", "os.chdir", "pathlib.Path.cwd", "sys.stdout", "sys.stderr"}


def violations(root: Path, only: Collection[str] | None = None) -> list[str]:
    """Return what in a package breaks the layering, as `file:line: what`, sorted.

    Args:
        root: The folder of the package; its name does not matter, its modules import each other as `gongkai`.
        only: Paths of the modules that are looked at, if not all: those that were put into a package that is in order.
    """
    survey = LayeringSurvey(root)
    for path in sorted(root.rglob("*.py") if only is None else (root / name for name in only)):
        survey.add(path, list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    return survey.violations()


class LayeringSurvey:
    """What breaks the layering among modules that are added one by one, each with all of its nodes."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the package."""
        self._root = root
        self._faults: list[str] = []
        self._uses: dict[str, set[str]] = {}

    def add(self, path: Path, nodes: Sequence[ast.AST]) -> None:
        """Look at a module of the package; the first of its nodes is the module itself."""
        place = path.relative_to(self._root)
        parts = place.with_suffix("").parts
        room = parts[0]
        if room != "__init__" and room not in NUMBERS:
            self._faults.append(f"{place}:1: {room} has no number in tests/test_layering.py")
            return
        if room == "__init__":
            nodes = list(ast.walk(_without_types(nodes[0])))
        for line, imported in _imports(nodes, (PACKAGE, *parts)):
            target = _room_of(imported, self._root)
            if target and target != room and NUMBERS.get(room) == NUMBERS.get(target) == 0:
                self._uses.setdefault(room, set()).add(target)
            self._faults.extend(f"{place}:{line}: {text}" for text in _judge(room, imported, target))
        if room in NUMBERS and NUMBERS[room] <= PURE:
            self._faults.extend(f"{place}:{line}: {name} in {room}" for line, name in _forbidden(nodes))

    def violations(self) -> list[str]:
        """Return what breaks the layering, sorted, rings among the modules of number 0 included."""
        return sorted(self._faults + _rings(self._uses))


def _without_types(tree: ast.AST) -> ast.Module:
    """Leave out what the public face imports for types only: it imports each name when it is asked for."""
    assert isinstance(tree, ast.Module)
    body = [node for node in tree.body if not (isinstance(node, ast.If) and _dotted(node.test) in TYPES_ONLY)]
    return ast.Module(body, tree.type_ignores)


def _judge(room: str, imported: str, target: str | None) -> Iterator[str]:
    """Say what is wrong with one import of one room; `target` is the room it leads to, if any."""
    own = NUMBERS.get(room, -1)
    if imported.partition(".")[0] in FRAMEWORKS and own <= PURE:
        yield f"{room} imports {imported}"
    package, _, name = imported.partition(".")
    if package == PACKAGE and target is None and name and not name.startswith("__"):
        yield f"{room} imports {name} from the public face, which is above all rooms"
    if target is None or target == room:
        return
    number = NUMBERS.get(target)
    if number is None:
        yield f"{room} imports {target}, which has no number"
    elif number > own or (number == own and own > 0):
        yield f"{room} ({own}) imports {target} ({number})"


def _rings(uses: dict[str, set[str]]) -> list[str]:
    """Return the modules of number 0 that import each other in a ring; in a line they may."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            new = uses.get(ahead.pop(), set()) - seen
            seen |= new
            ahead.extend(new)
        return seen

    return [f"{room} imports itself through others" for room in uses if room in reached(room)]


def _imports(nodes: Sequence[ast.AST], module: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Give every imported name in full, wherever the import stands: in a function or for types only as well."""
    package = module[:-1]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, node.module) if node.module else above)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _dotted(node.func).rpartition(".")[2] in {"import_module", "__import__"}:
            yield from (
                (node.lineno, argument.value)
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def _room_of(imported: str, root: Path) -> str | None:
    """Return the room that a name lies in; names of the package itself, such as its version, are in none."""
    package, _, rest = imported.partition(".")
    room = rest.partition(".")[0]
    if package != PACKAGE or not room:
        return None
    is_room = room in NUMBERS or (root / room).is_dir() or (root / f"{room}.py").is_file()
    return room if is_room else None


def _forbidden(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str]]:
    """Give what a pure room may not use, under whatever name it was imported."""
    names = {name: name for name in ("print", "input")}
    for node in nodes:
        if isinstance(node, ast.Import):
            names.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    for node in nodes:
        if isinstance(node, NAMES):
            first, dot, rest = _dotted(node).partition(".")
            if first in names and (name := names[first] + dot + rest) in FORBIDDEN:
                yield node.lineno, name


def _dotted(node: ast.expr) -> str:
    """Return a name with dots as it is written; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def plant(root: Path, sources: dict[str, str]) -> Path:
    for name, source in sources.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def test_lower_rooms_own_files_and_package_names_may_be_imported(tmp_path: Path) -> None:
    sources = {
        "__init__.py": "__version__ = '1'\nif typing.TYPE_CHECKING:\n    from gongkai.site import Site",
        "findings.py": "from gongkai.figures import Figure\nimport os, sys, pathlib\nPRINTED = 'print'",
        "figures.py": "class Figure: ...",
        "renders/__init__.py": "from gongkai.renders.html import render\nfrom .html import render as again",
        "renders/html.py": "from gongkai import __version__, figures\nfrom ..tables import model\nfrom . import svg",
        "renders/svg.py": "import gongkai.findings\nimport gongkai",
        "tables/model.py": "def show(self): self.print()",
        "site/plugin.py": "import mkdocs.plugins\nimport click\nfrom gongkai.workspace import Workspace\nprint(1)",
        "workspace.py": "import os\nos.getcwd()",
        "__main__.py": "from gongkai.cli import main",
        "cli.py": "import click",
    }
    assert violations(plant(tmp_path, sources)) == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("figures.py", "from gongkai.forms import Form", "1: figures (0) imports forms (1)"),
        ("forms/model.py", "import gongkai.workspace", "1: forms (1) imports workspace (8)"),
        ("reports/load.py", "from ..checks import run", "1: reports (2) imports checks (4)"),
        ("reports/load.py", "from .. import checks", "1: reports (2) imports checks (4)"),
        ("reports/load.py", "from gongkai import checks", "1: reports (2) imports checks (4)"),
        ("reports/__init__.py", "from ..checks.run import run", "1: reports (2) imports checks (4)"),
        ("narrative/blocks.py", "import gongkai.tables", "1: narrative (3) imports tables (3)"),
        ("tables/build.py", "from gongkai.narrative.blocks import Block", "1: tables (3) imports narrative (3)"),
        ("pages/report.py", "import gongkai.readers.html", "1: pages (5) imports readers (5)"),
        ("readers/html.py", "from gongkai.renders import html", "1: readers (5) imports renders (6)"),
        ("site/plugin.py", "from gongkai import cli", "1: site (9) imports cli (10)"),
        ("checks/run.py", "def run():\n    import gongkai.renders", "2: checks (4) imports renders (6)"),
        ("checks/run.py", "if TYPE_CHECKING:\n    from gongkai.site import A", "2: checks (4) imports site (9)"),
        ("checks/run.py", "importlib.import_module('gongkai.site')", "1: checks (4) imports site (9)"),
        ("__init__.py", "from gongkai.findings import Finding", "1: __init__ (-1) imports findings (0)"),
        ("__init__.py", "if True:\n    import gongkai.site", "2: __init__ (-1) imports site (9)"),
        (
            "reports/load.py",
            "from gongkai import load_site",
            "1: reports imports load_site from the public face, which is above all rooms",
        ),
        ("extra.py", "", "1: extra has no number in tests/test_layering.py"),
        ("renders/html.py", "from mkdocs.utils import x", "1: renders imports mkdocs.utils.x"),
        ("located.py", "import click as c", "1: located imports click"),
        ("tables/build.py", "print('x')", "1: print in tables"),
        ("tables/build.py", "show = print", "1: print in tables"),
        ("reports/load.py", "import os\nos.getcwd()", "2: os.getcwd in reports"),
        ("reports/load.py", "from os import getcwd as where\nwhere()", "2: os.getcwd in reports"),
        ("reports/load.py", "from pathlib import Path\nPath.cwd()", "2: pathlib.Path.cwd in reports"),
        ("readers/html.py", "import sys\nsys.stdout.write('x')", "2: sys.stdout in readers"),
    ],
)
def test_violation_is_reported_with_its_line(tmp_path: Path, name: str, source: str, expected: str) -> None:
    assert violations(plant(tmp_path, {name: source})) == [f"{name}:{expected}"]


def test_import_of_a_module_without_a_number_is_reported_on_both_sides(tmp_path: Path) -> None:
    faults = violations(plant(tmp_path, {"extra.py": "", "cli.py": "import gongkai.extra"}))
    assert faults == [
        "cli.py:1: cli imports extra, which has no number",
        "extra.py:1: extra has no number in tests/test_layering.py",
    ]


def test_ring_among_the_lowest_modules_is_reported(tmp_path: Path) -> None:
    sources = {"figures.py": "import gongkai.findings", "findings.py": "import gongkai.figures"}
    assert violations(plant(tmp_path, sources)) == [
        "figures imports itself through others",
        "findings imports itself through others",
    ]
