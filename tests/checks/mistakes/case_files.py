"""Mistakes as data: a file of cases/ is a mapping of mistakes to cases, and a case is what is typed and what is said.

One small site stands in ``site/``: an office and its reports on 2024 and 2025, of which nothing is to be said. A case
has:

``file``      the file in which the mistake stands, as its path in the site (data/jia-jiedao/2025.yml where absent)
``change``    what stands there: what is typed instead; each has to be there once
``write``     further files: their text, or ``{text: …, encoding: gbk}``, or ``{hex: …}``
``rename``    files under another name
``remove``    files that are not there
``run``       a command's arguments as they are typed; a case without it is ``gongkai check``
``code``      the command's exit code, 2 where absent
``says``      everything that is said, line for line; {waivable} stands for the rules that an explanation may name,
              {forms} for the forms that come with the package, {usable} for those of the year
              after the site's reports, {formats} for the export formats; where an explanation to be pasted bears the
              day of the check, DAY stands for it
``typed``     what the table of the manual shows as typed, where ``change`` and ``run`` do not show it
``mends``     能 or 不能: whether a clerk could mend it from this alone, and why
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gongkai.checks import rule_codes
from gongkai.cli import main
from gongkai.findings import as_text, code_name
from gongkai.forms import shipped_forms
from gongkai.renders.export import formats
from gongkai.reports.layout import Layout
from gongkai.site.pages import reserved_slugs
from gongkai.workspace import Workspace
from tests.yaml_texts import yaml_as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parent / "cases"
SITE = Path(__file__).parent / "site"
REPORT = "data/jia-jiedao/2025.yml"
DAY = "date: 2026-01-20"
NEXT_YEAR = 2026
"""The year after those of the site's reports."""
Written = str | dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One case; see the module."""

    file: str = REPORT
    change: Mapping[str, str] = field(default_factory=dict)
    write: Mapping[str, Written] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    code: int = 2
    says: tuple[str, ...]
    typed: str = ""
    mends: str


@cache
def chapters(*, own: bool = False) -> dict[str, dict[str, Mistake]]:
    """The cases of each file, by the heading that its first line says in a comment.

    Args:
        own: Whether lists in what is said name the rules and formats of this package alone, as the manual does, and
            not those that other packages have added.
    """
    return {heading(path): dict(_cases(path, own=own)) for path in sorted(FOLDER.glob("*.yml"))}


def heading(path: Path) -> str:
    """The heading of a file of cases."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#").strip()


def _cases(path: Path, *, own: bool) -> Iterator[tuple[str, Mistake]]:
    # As written: the YAML of a case is text, and so are its numbers.
    forms = "、".join(form.id for form in shipped_forms())
    usable = "、".join(form.id for form in shipped_forms() if NEXT_YEAR in form.years)
    names = "、".join(item.name for item in formats() if item.own or not own)
    codes = [(code, code_name(code)) for code in rule_codes(own=own).waivable]
    waivable = "、".join(f"{code}（{name}）" for code, name in codes if name)
    loaded: dict[str, dict[str, Any]] = yaml_as_written(path.read_text(encoding="utf-8"))
    for name, case in loaded.items():
        lists = {key: tuple(case[key]) for key in ("remove", "run", "says") if key in case}
        for mark, text in ("{waivable}", waivable), ("{forms}", forms), ("{usable}", usable), ("{formats}", names):
            lists["says"] = tuple(line.replace(mark, text) for line in lists["says"])
        yield name, Mistake(**{**case, **lists, "code": int(case.get("code", 2))})


def mistakes() -> dict[str, Mistake]:
    """Every case by its name."""
    return {name: case for cases in chapters().values() for name, case in cases.items()}


def as_parameters(*, with_command: bool) -> list[Any]:
    """The names of the cases as parameters of a test; the tests of a case run in one process, which checks it once.

    Args:
        with_command: Whether cases of another command than ``gongkai check`` are among them.
    """
    return [
        pytest.param(name, marks=pytest.mark.xdist_group(f"mistake-{number}"), id=name)
        for number, (name, case) in enumerate(mistakes().items())
        if with_command or not case.run
    ]


@lru_cache(maxsize=2)
def checked(name: str) -> Workspace:
    """The site with a mistake of ``gongkai check`` in it, checked; its files are gone again."""
    with TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as folder:  # in memory, as that of pytest
        write_site(mistakes()[name], Path(folder))
        return check(Path(folder))


def check(folder: Path, today: dt.date | None = None) -> Workspace:
    """A site, with everything of it read and checked, as on a day where one is given."""
    layout = Layout(folder, folder / "data", folder / "docs", ())
    site = Workspace(layout, reserved=reserved_slugs(), alone=True, today=today)
    assert isinstance(site.findings, tuple)  # is computed, and kept, when it is first asked for
    return site


def lines_on(case: Mistake, folder: Path) -> tuple[str, ...]:
    """What is said of a case, line for line.

    Args:
        case: The case.
        folder: An empty folder, where its site is made.
    """
    write_site(case, folder)
    if case.run:
        ran = CliRunner().invoke(main, [*case.run], prog_name="gongkai")
        assert ran.exit_code == case.code, ran.output
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        return tuple(ran.output.replace(f"date: {today}", DAY).splitlines())
    return tuple(as_text(item) for item in check(folder).findings)


def write_site(case: Mistake, folder: Path) -> None:
    """Write the site with a mistake in it into an empty folder."""
    for name, data in _site_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    path = folder / case.file
    if case.change:
        text = path.read_text(encoding="utf-8")
        for old, new in case.change.items():
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {case.file}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8", newline="")
    for name in case.remove:
        (folder / name).unlink()
    for old, new in case.rename.items():
        (folder / old).rename(folder / new)
    for name, written in case.write.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_bytes(written))


@cache
def _site_files() -> dict[str, bytes]:
    """The site's files by their paths in it: to copy them for each case takes longer than to write them."""
    return {str(path.relative_to(SITE)): path.read_bytes() for path in sorted(SITE.rglob("*")) if path.is_file()}


def _bytes(written: Written) -> bytes:
    if isinstance(written, str):
        return written.encode()
    return bytes.fromhex(written["hex"]) if "hex" in written else written["text"].encode(written["encoding"])
