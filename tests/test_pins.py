"""The pinned versions go on every Python that the project says it runs on, the one of Debian 12 (3.11.2) included."""

import ast
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.write_pins import parts

ROOT = Path(__file__).parents[1]
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_every_pinned_version_takes_the_oldest_python_of_the_project() -> None:
    """A version that asks for 3.11.5, say, ends `make site` on Debian 12 with pip's ResolutionImpossible."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = re.fullmatch(r">=(3\.\d+)", project["requires-python"])
    assert oldest
    pins = set(re.findall(r"^([\w.-]+)==", PINS, re.MULTILINE))
    pinned = {_canonical(name) for name in pins}
    needs = {
        _canonical(item.metadata["Name"]): item.metadata.get_all("Requires-Python", [""])[0]
        for item in distributions()
        if _canonical(item.metadata["Name"]) in pinned
    }
    assert len(needs) > len(pinned) / 2
    assert {name: need for name, need in needs.items() if f"{oldest[1]}.0" not in SpecifierSet(need)} == {}


def test_every_pinned_version_has_the_hashes_of_its_files_and_no_address() -> None:
    """Pip refuses a file whose hash is not there; most have one for each system and one for their source."""
    lines = re.findall(r"(?m)^([\w.-]+==[^\s\\]+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", PINS)
    assert len(lines) == len(re.findall(r"(?m)^\S+==", PINS))
    assert "http" not in PINS
    assert "index-url" not in PINS


def test_parts_of_the_pins_are_what_each_environment_needs() -> None:
    """Pip installs what stands in a part and looks for nothing else."""
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, extras = file["project"], file["project"]["optional-dependencies"]
    pins = {name: {_canonical(item) for item in versions} for name, versions in parts(PINS).items()}
    runtime, _ = _needed([*project["dependencies"], *file["build-system"]["requires"]], extras)
    tests, absent = _needed(extras["dev"], extras)
    assert pins["runtime"] == runtime
    assert pins["tests"] >= tests - runtime
    if not absent & pins["tests"]:  # else the environment is older than the pins, and what those ask for is not known
        assert pins["tests"] == tests - runtime
    assert {_canonical(Requirement(line).name) for line in extras["release"]} <= pins["release"]


@pytest.mark.parametrize(
    ("module", "names"),
    [
        (
            "site/mkdocs_compat.py",
            {
                "MkDocs": "mkdocs",
                "mkdocs-material": "mkdocs-material",
                "mkdocs-macros-plugin": "mkdocs-macros-plugin",
                "Jinja": "jinja2",
                "Markdown": "markdown",
            },
        ),
        ("renders/spreadsheet/book.py", {"version": "xlsxwriter"}),
        ("renders/spreadsheet/sheet.py", {"version": "xlsxwriter"}),
        ("readers/formats/word_parts/mammoth_xml.py", {"mammoth": "mammoth"}),
    ],
)
def test_versions_whose_insides_a_module_uses_are_those_pinned(module: str, names: dict[str, str]) -> None:
    """An upgrade has to be tried against what the module says that it has seen."""
    opening = ast.get_docstring(ast.parse((ROOT / "macros/gongkai" / module).read_text(encoding="utf-8"))) or ""
    for name, package in names.items():
        seen = re.search(rf"{name}\s(\d[\d.]*\d)", opening)
        pin = re.search(rf"(?m)^{package}==(\S+)", PINS)
        assert seen is not None
        assert pin is not None
        assert f"{pin[1]}.".startswith(f"{seen[1]}."), name


def test_private_names_of_mkdocs_are_imported_by_one_module() -> None:
    package = ROOT / "macros/gongkai"
    importing = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for line in re.findall(
            r"(?m)^ *from (?:mkdocs|mkdocs_macros|material)[\w.]* import (.*)", path.read_text("utf-8")
        )
        if re.search(r"\b_\w", line)
    }
    assert importing == {"site/mkdocs_compat.py"}


def _needed(lines: list[str], extras: dict[str, list[str]]) -> tuple[set[str], set[str]]:
    """The packages that some requirements come to, as they are installed here; of this project itself, its extras.

    Returns:
        All of them, and those among them that are not installed.
    """
    absent = set[str]()
    wanted: dict[str, set[str]] = {}
    todo = [Requirement(line) for line in lines]
    while todo:
        item = todo.pop()
        if item.name == "gongkai":
            todo += [Requirement(line) for extra in item.extras for line in extras[extra]]
            continue
        extras_of_item = wanted.setdefault(_canonical(item.name), set())
        new = {"", *item.extras} - extras_of_item
        extras_of_item |= new
        try:
            asks = distribution(item.name).requires or [] if new else []
        except PackageNotFoundError:
            absent.add(_canonical(item.name))
            continue  # a part of an extra that only newer environments have
        for line in asks:
            dependency = Requirement(line)
            if dependency.marker is None or any(dependency.marker.evaluate({"extra": extra}) for extra in new):
                todo.append(dependency)
    return set(wanted), absent


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
