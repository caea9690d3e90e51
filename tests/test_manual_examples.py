"""The Python of the manual stands up to the gate where the manual puts it: lint, types, layering and shape."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.simulate_additions import WORDS_FILE, block
from tests.site.sites import run
from tests.test_house import written_paths
from tests.test_layering import violations

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.after_mypy]

IN_PACKAGE = {
    "checks/rules/figures/many_requests.py": ("rules.md", 0),
    "renders/formats/text.py": ("formats.md", 0),
    "site/pages/visitors.py": ("pages.md", 0),
    "site/pages/publication_dates.py": ("pages.md", 1),
}
"""Where the manual puts its examples in the package; by path the page and the number of the block on it."""
MYPY = ".mypy_cache"
"""What mypy keeps of what it has checked, in its working directory: of the package as it is, if lint ran before."""
OUTSIDE = ("formats.md", 1)
"""The example that is part of another package."""


@pytest.fixture(scope="module")
def sources(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the examples in it, another package, and the settings of ruff and mypy."""
    folder = tmp_path_factory.mktemp("examples")
    package = folder / "macros" / "gongkai"
    shutil.copytree(root / "macros" / "gongkai", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "pyproject.toml", folder / "pyproject.toml")
    for name, (page, number) in IN_PACKAGE.items():
        assert not (package / name).exists(), name
        (package / name).write_text(block(page, "python", number), encoding="utf-8")
    with (package / WORDS_FILE).open("a", encoding="utf-8") as words:
        words.writelines(block("pages.md", "yaml", number) for number in range(2))
    if (root / MYPY).is_dir():
        shutil.copytree(root / MYPY, folder / MYPY)
    (folder / "macros" / "my_package").mkdir()
    (folder / "macros" / "my_package" / "my_module.py").write_text(block(OUTSIDE[0], "python", OUTSIDE[1]), "utf-8")
    return folder


def files(folder: Path) -> list[str]:
    inside = [f"macros/gongkai/{name}" for name in IN_PACKAGE]
    assert all((folder / name).is_file() for name in inside)
    return [*inside, "macros/my_package/my_module.py"]


@pytest.mark.parametrize(
    "command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=["lint", "form", "types"]
)
def test_examples_pass_the_tools(sources: Path, command: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", *command, *files(sources)],
        cwd=sources,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_examples_keep_the_layering_and_write_no_paths(sources: Path) -> None:
    assert violations(sources / "macros" / "gongkai", IN_PACKAGE) == []
    assert written_paths(sources / "macros" / "gongkai", IN_PACKAGE) == []


POSITIONS = """\
from collections import Counter
from gongkai.site.pages import page_types
every = page_types()
examples = [item.position for item in every if (item.make or page_types).__module__.endswith(("visitors", "_dates"))]
print(len(examples), [number for number, times in Counter(item.position for item in every).items() if times > 1])
"""


def test_pages_of_the_examples_have_positions_of_their_own(sources: Path) -> None:
    ran = run("python", "-c", POSITIONS, cwd=sources, packages=sources / "macros", new_process=True)
    assert ran.output == "2 []\n"


def test_every_example_in_python_of_these_pages_is_tried(root: Path) -> None:
    for page in {page for page, _ in (*IN_PACKAGE.values(), OUTSIDE)}:
        text = (root / "docs/manual" / page).read_text(encoding="utf-8")
        tried = [number for name, number in (*IN_PACKAGE.values(), OUTSIDE) if name == page]
        assert sorted(tried) == list(range(text.count("```python\n"))), page
