"""The shape of the package: small modules and folders, names that say what a value is, one place that knows paths."""

from __future__ import annotations

import ast
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_layering import NAMES, LayeringSurvey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

MEDIAN, LONGEST, FOLDER, FUNCTION = 130, 300, 15, 40
"""Lines of the median module and of the longest one; modules of a folder, its ``__init__`` not counted; lines of the
body of a function, its docstring not counted."""
RULES = ("between", "figures", "publishing", "review", "text")
"""Folders of rules."""
EMPTY_NAMES = {"found", "made", "said", "told"}
"""Names that say how a value was come by and not what it is, in Python and in scripts."""
EMPTY_IN_TESTS = EMPTY_NAMES | {"asked", "begun", "brought", "chosen", "done", "gone", "held", "known", "meant", "met"}
EMPTY_IN_TESTS |= {"noted", "placed", "settled", "taken", "used"}
"""Such names that no Python module has, tests included."""
EMPTY_IN_PYTHON = EMPTY_IN_TESTS | {"given", "kept", "left", "named", "read", "shown", "stated", "wanted", "written"}
"""Such names that no module of the package has."""
PUBLIC_NAMES = {"importing/model.py taken", "renders/export/model.py kept", "work/contents.py kept"}
PUBLIC_NAMES |= {"reports/workbook_marks.py shown", "readers/formats/word_parts/mammoth_xml.py read"}
"""Names that the manual promises to other programs, that stand in a JSON answer or in a workbook, or of a library."""
PLAIN_NAME = (
    "A name says what a value is, not how it was come by (no participle alone): "
    "`rest` or `rows_left` for `left`, `match` for `found`, `figure` for `given`, `text` for `written`"
)
"""What a failing test says of such a name."""
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
PARTICIPLE = re.compile(r"_?(?:[A-Z][a-z]+ed|Said|Told|Found|Made|Known|Written|Given|Taken|Kept|Shown|Read|Past)")


@pytest.fixture(scope="module")
def package(root: Path) -> Path:
    return root / "macros" / "gongkai"


def modules(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def test_modules_are_short(package: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(package)}
    assert [path.as_posix() for path, length in lengths.items() if length > LONGEST] == []
    assert statistics.median(lengths.values()) <= MEDIAN


@dataclass(frozen=True, slots=True)
class ModuleSurvey:
    """What five rules ask of all modules.

    Attributes:
        functions: Functions that are too long.
        graph: By name of a module those that it imports.
        names: Places where a value is given a name that says how it was come by.
        layering: What breaks the layering.
    """

    functions: list[str]
    graph: dict[str, set[str]]
    names: list[str]
    layering: list[str]


@cache
def looked(package: Path) -> ModuleSurvey:
    """Look at each module once: to parse all of them takes most of the time of each rule."""
    names = {module_name(path, package): path for path in modules(package)}
    looked, layering = ModuleSurvey([], {}, [], []), LayeringSurvey(package)
    for name, path in names.items():
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        looked.functions.extend(long_functions(path, tree, FUNCTION))
        looked.graph[name] = set(imported(tree, names)) - {name}
        nodes = list(ast.walk(tree))
        looked.names.extend(named(path.relative_to(package), source, nodes, EMPTY_IN_PYTHON))
        layering.add(path, nodes)
    looked.layering.extend(layering.violations())
    return looked


@pytest.mark.slow
def test_functions_are_short(package: Path) -> None:
    assert looked(package).functions == []


def long_functions(path: Path, tree: ast.Module, most: int) -> Iterator[str]:
    """The functions of a module whose bodies have more lines than so many, without their docstrings."""
    for node in statements(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if length > most:
                yield f"{path.as_posix()}:{node.lineno} {node.name} {length}"


def test_long_function_is_reported_with_its_place(tmp_path: Path) -> None:
    path, tree = tmp_path / "a.py", ast.parse('def f():\n    """A.\n\n    B.\n    """\n    x = 1\n    return x\n')
    assert list(long_functions(path, tree, 2)) == []
    assert list(long_functions(path, tree, 1)) == [f"{path.as_posix()}:1 f 2"]


def test_folders_hold_few_modules(package: Path) -> None:
    counts = Counter(path.parent for path in modules(package) if path.name != "__init__.py")
    assert [folder.as_posix() for folder, count in counts.items() if count > FOLDER] == []


@pytest.mark.parametrize("folder", ["site/pages", "renders/formats", *(f"checks/rules/{name}" for name in RULES)])
def test_folder_in_which_things_are_added_has_room_for_one_more(package: Path, folder: str) -> None:
    assert len([path for path in (package / folder).glob("*.py") if path.name != "__init__.py"]) < FOLDER


@pytest.mark.slow
def test_no_value_is_called_by_how_it_was_come_by(package: Path) -> None:
    places = [place for place in looked(package).names if re.sub(r":\d+", "", place) not in PUBLIC_NAMES]
    assert places == [], PLAIN_NAME


def test_no_value_of_a_test_is_called_by_how_it_was_come_by(root: Path) -> None:
    """Tests may call a value ``wanted`` or ``shown``, but by no name of ``EMPTY_IN_TESTS``."""
    written = re.compile(rf"\b_*(?:{'|'.join(sorted(EMPTY_IN_TESTS))})_*\b")
    places = []
    for path in sorted((root / "tests").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if written.search(source):
            places.extend(named(path.relative_to(root), source, ast.walk(ast.parse(source)), EMPTY_IN_TESTS))
    assert places == [], PLAIN_NAME


def named(path: Path, source: str, nodes: Iterable[ast.AST], names: set[str]) -> Iterator[str]:
    """Places where a value, a parameter, an attribute or a property is given one of some names.

    ``left`` is the name of a side in a module that has a ``right`` as well.
    """
    written = re.compile(rf"\b_*(?:{'|'.join(sorted(names))})_*\b")
    empty = names - {"left"} if re.search(r"\bright\b", source) else names
    for node in nodes if written.search(source) else ():
        if isinstance(node, NAMES) and isinstance(node.ctx, ast.Store):
            name = node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.FunctionDef) and any("property" in ast.unparse(by) for by in node.decorator_list):
            name = node.name
        else:
            continue
        if name.strip("_") in empty:
            yield f"{path.as_posix()}:{node.lineno} {name}"


def test_name_that_says_nothing_is_reported_with_its_place() -> None:
    sources = {
        "a.py": "x = 1\ndef f(told):\n    self.made = _found = told\n",
        "b.py": "left, right = sides\n",
        "c.py": "left = [1]\n@property\ndef _told(self): ...\n",
    }
    places = ["a.py:2 told", "a.py:3 made", "a.py:3 _found", "c.py:3 _told", "c.py:1 left"]
    names = EMPTY_NAMES | {"left"}
    assert [
        place
        for path, source in sources.items()
        for place in named(Path(path), source, ast.walk(ast.parse(source)), names)
    ] == places


def test_no_class_is_called_by_a_participle_alone(package: Path, root: Path) -> None:
    """``Waived`` says what befell it, ``PublicWaiver`` what it is."""
    paths = [*modules(package), *modules(root / "tests")]
    names = (name for path in paths for name in CLASS.findall(path.read_text(encoding="utf-8")))
    assert [name for name in names if PARTICIPLE.fullmatch(name)] == [], PLAIN_NAME


def test_routes_alone_know_the_paths_of_pages(package: Path) -> None:
    assert written_paths(package) == []


NAMED_ELSEWHERE = {"main.html", "gongkai/main.html", "partials/icons.html", "partials/languages/{}.html"} | {
    "partials/palette.html",
    "404.html",
    "index.html",
}
"""Templates of the theme, and files that MkDocs writes into every site."""
PATH = re.compile(r"[\w{}/-]+\.(?:md|html)|\.\./|.*\\\.(?:md|html).*", re.DOTALL)
"""The path of a page or of a bare copy, the way up from one, and a pattern of paths."""
PART_OF_PATH = re.compile(r"\.md|\.html|\.\./")
"""What the source of a module has somewhere that has one of these; the others need no parsing."""


def written_paths(package: Path, only: Collection[str] | None = None) -> list[str]:
    """Literals that are paths of pages, in other modules than ``routes`` and not as the route that a type declares.

    The route may stand in a constant of the module, which ``route=`` names.

    Args:
        package: The folder of the package.
        only: Paths of the modules that are looked at, if not all.
    """
    return [
        f"{path.relative_to(package).as_posix()}:{node.lineno} {text}"
        for room in ("pages", "renders", "work", "site")
        for path in sorted((package / room).rglob("*.py"))
        if only is None or path.relative_to(package).as_posix() in only
        if PART_OF_PATH.search(source := path.read_text(encoding="utf-8"))
        for node in without_routes(ast.parse(source))
        if isinstance(node, ast.Constant | ast.JoinedStr) and (text := text_of(node)) not in NAMED_ELSEWHERE
        if PATH.fullmatch(text)
    ]


def text_of(node: ast.expr) -> str:
    """The text of a literal; what an f-string fills in is a pair of braces, and what is no text is empty."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(value) if isinstance(value, ast.Constant) else "{}" for value in node.values)
    value = node.value if isinstance(node, ast.Constant) else ""
    return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""


@pytest.mark.parametrize(
    "source",
    ["'x/index.md'", "'fragment.html'", "'../' * 2", "re.compile(r'(?P<year>\\d{4})\\.md')", "f'{agency}/{year}.md'"],
)
def test_path_that_a_module_writes_is_reported_with_its_place(tmp_path: Path, source: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.py").write_text(f"\nx = {source}\n", encoding="utf-8")
    assert [line.partition(" ")[0] for line in written_paths(tmp_path)] == ["site/a.py:2"]


def without_routes(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes of a module but the values of arguments called ``route`` and the constants that these name."""
    routes = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "route"]
    named = {route.id for route in routes if isinstance(route, ast.Name)}
    constants = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and all(isinstance(name, ast.Name) and name.id in named for name in node.targets)
    ]
    left_out = {id(inner) for node in (*routes, *constants) for inner in ast.walk(node)}
    return (node for node in ast.walk(tree) if id(node) not in left_out)


def test_routes_of_types_alone_are_left_out() -> None:
    source = "ROUTE = 'a.md'\nOTHER = 'b.md'\nTYPES = (T(route=ROUTE), T(route='c.md', title='d.md'))\n"
    nodes = without_routes(ast.parse(source))
    assert {node.value for node in nodes if isinstance(node, ast.Constant)} == {"b.md", "d.md"}


TAG = re.compile(r"</?(?:\(\?:)?[a-z]")
"""A tag of HTML or XML, or its beginning."""
GROUP = re.compile(r"\(\?(?:P?<\w+>|<[=!])")
"""What stands in a pattern and looks like a tag: the name of a group, a look behind."""
LOOK_FOR_TAGS = {
    "renders/bare/report.py": "Markdown's",
    "renders/spreadsheet/sheet_frames.py": "XlsxWriter's",
    "renders/spreadsheet/tables/ready_tables.py": "XlsxWriter's",
    "site/head/drawn_icons.py": "Material's",
    "site/head/icon_styles.py": "Material's",
    "site/head/theme_files.py": "Material's",
    "site/head/theme_setup.py": "Material's",
    "site/live/panel.py": "MkDocs'",
    "site/report/block_slots.py": "Markdown's",
    "site/report/inline_styles.py": "Markdown's",
    "site/report/table_regions.py": "Markdown's",
    "site/withheld/published_text.py": "that of a site published before, of which nothing else is left",
}
"""The modules that look for tags, each with whose HTML or XML it is: in no module is it that of another one here."""
SEARCHES = {"compile", "search", "match", "fullmatch", "finditer", "findall", "split", "find", "index", "count"} | {
    *("partition", "rpartition", "rfind", "rindex", "startswith", "endswith", "removeprefix", "removesuffix"),
    "replace",
}


def test_no_module_looks_for_tags_that_another_one_has_written(package: Path) -> None:
    places = (place for room in ("pages", "renders", "tables", "work", "site") for place in tag_searches(package, room))
    assert {place.partition(":")[0] for place in places} == set(LOOK_FOR_TAGS)


def tag_searches(package: Path, room: str) -> Iterator[str]:
    """Where a text with a tag is looked for in another one: by a method, by a pattern, or by ``in``."""
    for path in sorted((package / room).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if TAG.search(source) else ():
            wanted: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                is_sub = node.func.attr == "sub" and ast.unparse(node.func.value) == "re"
                wanted = node.args[0] if is_sub or node.func.attr in SEARCHES else None
            elif isinstance(node, ast.Compare) and any(isinstance(sign, ast.In | ast.NotIn) for sign in node.ops):
                wanted = node.left
            parts = wanted.elts if isinstance(wanted, ast.Tuple) else (wanted,)
            if any(TAG.search(GROUP.sub("", text_of(part))) for part in parts if part is not None):
                yield f"{path.relative_to(package).as_posix()}:{node.lineno}"


def test_search_for_a_tag_is_reported_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    lines = ["re.compile('<p>')", "a.find(b'</p')", "'<div' in a", "a.split(('<b>', ''))", "re.sub('<p>', '', a)"]
    others = ["f'<i>{a}'", "a.sub('<p>', b)", "re.compile('(?P<name>x)(?<=y)')"]
    (tmp_path / "site/a.py").write_text("\n".join((*lines, "re.compile(rf'<t[dh]{x}')", *others)), encoding="utf-8")
    assert list(tag_searches(tmp_path, "site")) == [f"site/a.py:{number}" for number in range(1, 7)]


NUMBERED_TABLE = re.compile("表[一二三四五六七八九十](?![行列格张])")
"""A table called by a number, which no statutory form prints; ``各表一行`` counts lines."""


def test_tables_are_called_by_their_names(root: Path) -> None:
    written = [path for path in (root / "macros").rglob("*") if path.suffix in {".py", ".yml", ".html", ".js"}]
    written += [*(root / "docs").rglob("*.md"), *(root / "data").rglob("*.yml"), *root.glob("README*.md")]
    numbered = [path.as_posix() for path in written if NUMBERED_TABLE.search(path.read_text(encoding="utf-8"))]
    assert numbered == []


TYPE = re.compile(r"^(?:class ([^\W_]\w*)|([A-Z]\w*[a-z]\w*) = (?:[\w.]+\[|\w+ \|))", re.MULTILINE)
"""A public class, or a public name for a type such as ``Grid = tuple[…]`` or ``Number = int | Decimal``."""


def test_one_type_has_one_name(package: Path) -> None:
    """No public class of two modules has one name, and no name stands for two types; private ones may."""
    texts = [path.read_text(encoding="utf-8") for path in modules(package)]
    names = Counter(name or alias for text in texts for name, alias in TYPE.findall(text))
    assert len(names) > 400
    assert [name for name, count in names.items() if count > 1] == []


def test_names_of_types_are_distinguished_from_values() -> None:
    source = (
        "class A:\n    pass\nGrid = tuple[int, ...]\nNumber = int | Decimal\nLIMIT = SIZES[0]\n_Own = dict[str, int]\n"
    )
    assert TYPE.findall(source) == [("A", ""), ("", "Grid"), ("", "Number")]


@pytest.mark.slow
def test_no_module_imports_itself_through_others(package: Path) -> None:
    """Imports for types alone count as well; a package's ``__init__`` is a module of its own."""
    assert cycles(looked(package).graph) == []


READERS = ["document", "remarks", "files", "html", "formats", "matching", "facts", "prose"]
"""Folders of the readers, each of which imports those before it only."""


@pytest.mark.slow
def test_folders_of_the_readers_import_earlier_ones_only(package: Path) -> None:
    place = {name: READERS.index(part) for name in looked(package).graph if (part := part_of_readers(name)) in READERS}
    assert {*place.values()} == {*range(len(READERS))}
    graph = {name: imports for name, imports in looked(package).graph.items() if name in place}
    assert [(name, item) for name in graph for item in graph[name] if place.get(item, 0) > place[name]] == []


def part_of_readers(name: str) -> str:
    """The folder of the readers, or module beside them, in which a module is."""
    return name.removeprefix("gongkai.readers.").partition(".")[0] if name.startswith("gongkai.readers.") else ""


@pytest.mark.slow
def test_package_keeps_its_layering(package: Path) -> None:
    assert (package / "__init__.py").is_file()
    assert looked(package).layering == []


def module_name(path: Path, package: Path) -> str:
    parts = ("gongkai", *path.relative_to(package).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.Module, names: Collection[str]) -> Iterator[str]:
    """The modules of the package that a module imports, wherever the import stands."""
    for node in statements(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module in names:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in names else str(node.module)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements within a module or another one, without the expressions, which are most of a tree."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(node, name, ()):
            yield inner
            yield from statements(inner)


def test_import_is_seen_wherever_it_stands() -> None:
    within = ("if x:", "if x: pass\nelse:", "for x in y: pass\nelse:", "while x:", "with x:", "def f():", "class A:")
    within += ("try: pass\nfinally:", "try: pass\nexcept E:", "try: pass\nexcept E: pass\nelse:", "match x:\n  case 1:")
    for line in (*within, "async def f():", "try: pass\nexcept* E:"):
        tree = ast.parse(f"{line}\n    import a")
        assert [node for node in statements(tree) if isinstance(node, ast.Import)], line
    assert all(isinstance(node, ast.stmt) for node in statements(ast.parse("x = (lambda: 1) if y else [z for z in z]")))


def cycles(graph: Mapping[str, Collection[str]]) -> list[str]:
    """Modules that reach themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            new = set(graph[ahead.pop()]) - seen
            seen |= new
            ahead.extend(new)
        return seen

    return [name for name in graph if name in reached(name)]


def test_cycle_is_reported_with_its_modules() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c"]
