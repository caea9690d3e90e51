"""Simulate that somebody adds a form, a rule, a format and types of pages, and count the files that it takes.

`python -m tests.simulate_additions` prints a line for each kind of thing: the files, and which of its effects are not
seen in commands and on a built site. All of them come from the manual, so that what it says is tried as well.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site.sites import Site, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
WORDS_FILE = "words.zh.yml"
MANUAL = ROOT / "docs" / "manual"
REPORT = """version: 1
form: case-2024
published: 未载
status: published
案件:
  城市管理: [1, 2]
  噪声: [1, 0]
  扬尘: [0, 1]
"""


@dataclass(frozen=True)
class Addition:
    """Something that is added to the package.

    Attributes:
        kind: What it is.
        files: Text that is put at the end of a file, by its path in the package; most files are new.
        effects: What must be seen then, by a name for it.
    """

    kind: str
    files: Mapping[str, str]
    effects: Mapping[str, Callable[[Trial], bool]]


@dataclass(frozen=True)
class Trial:
    """A site that the changed package has built, and the package; None for the one that is not changed."""

    sources: Path | None
    site: Site

    def output_of(self, *command: str) -> str:
        return run(*command, cwd=self.site.root, packages=self.sources).output

    def is_searched(self, address: str) -> bool:
        """Whether the search can lead to a page."""
        fragments = (self.site.root / "site" / "pagefind").rglob("*.pf_fragment")
        return any(f'/{address}"'.encode() in gzip.decompress(path.read_bytes()) for path in fragments)

    def page(self, name: str) -> str:
        path = self.site.root / "site" / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""


@dataclass(frozen=True)
class Outcome:
    """What an addition took: files touched, and effects that are not seen."""

    kind: str
    touched: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many files were touched; the words of the package, which may be one more, are not counted."""
        return len(set(self.touched) - {WORDS_FILE})


def block(page: str, language: str, number: int = 0) -> str:
    """A block of code of a page of the manual."""
    text = (MANUAL / page).read_text(encoding="utf-8")
    return str(re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[number])


def form() -> Addition:
    """The form of the manual, as one that comes with the package."""
    return Addition(
        "form",
        {"forms/case-2024.yml": block("forms.md", "yaml")},
        {
            "page of a report": lambda trial: "城市管理" in trial.page("x/2024/index.html"),
            "totals": lambda trial: '"row":"all","column":"total","value":5' in trial.page("x/2024/report.json"),
            "checks": lambda trial: "差错 0" in trial.output_of("gongkai", "check", "x/2024"),
            "tables as CSV": lambda trial: "合计,合计,2,3,5" in trial.page("x/2024/tables.csv"),
            "methods": lambda trial: "依据的文件号" in trial.page("methods/index.html"),
        },
    )


def _with_low_limit(source: str) -> str:
    """The rule of the manual with a limit that the small site exceeds; its own is above all reports of the tests."""
    return source.replace("5000", "5")


def rule() -> Addition:
    """The rule of the manual, as one that comes with the package."""
    return Addition(
        "rule",
        {"checks/rules/figures/many_requests.py": _with_low_limit(block("rules.md", "python"))},
        {
            "finding": lambda trial: (
                "提醒（申请较多 many-requests）：本年新收 8 件，超过 5 件，请核对办理力量。"
                in trial.output_of("gongkai", "check", "x/2023")
            ),
            "methods": lambda trial: (
                "<td>本年新收超过 5 件的，请核对办理力量。</td>" in trial.page("methods/index.html")
            ),
        },
    )


def export_format() -> Addition:
    """The format of the manual, as one that comes with the package."""
    return Addition(
        "format",
        {"renders/formats/text.py": block("formats.md", "python")},
        {
            "help of the command": lambda trial: "|txt" in trial.output_of("gongkai", "export", "--help"),
            "command": lambda trial: (
                "数量: 5 2 0 0 1 0 8\n" in trial.output_of("gongkai", "export", "x/2023", "--format", "txt")
            ),
            "file of the site": lambda trial: "合计: 2 3 5\n" in trial.page("x/2024/report.txt"),
            "download": lambda trial: 'download="x-2023.txt">文本<' in trial.page("x/2023/index.html"),
            "JSON-LD": lambda trial: '"encodingFormat":"text/plain"' in trial.page("x/2023/index.html"),
        },
    )


def page_type() -> Addition:
    """The page of the whole site that the manual adds, with its words."""
    return Addition(
        "page type",
        {"site/pages/visitors.py": block("pages.md", "python"), WORDS_FILE: block("pages.md", "yaml")},
        {
            "page": lambda trial: "<p>周一到周五接待。</p>" in trial.page("visitors/index.html"),
            "menu": lambda trial: ">来访须知</a>" in trial.page("x/2023/index.html"),
            "site map": lambda trial: "base/visitors/</loc>" in trial.page("sitemap.xml"),
            "search": lambda trial: trial.is_searched("visitors/"),
            "reserved slug": lambda trial: (
                "是网站自己要用的" in trial.output_of("gongkai", "new", "visitors", "2024", "--name", "甲")
            ),
            "reserved slug in an import": lambda trial: (
                "是网站自己要用的" in trial.output_of("gongkai", "import", "any.html", "--agency", "visitors")
            ),
        },
    )


def agency_page_type() -> Addition:
    """The page of each agency that the manual adds, with its words."""
    link = ">公布日期一览</a>"
    return Addition(
        "page type of agencies",
        {
            "site/pages/publication_dates.py": block("pages.md", "python", 1),
            WORDS_FILE: block("pages.md", "yaml", 1),
        },
        {
            "page": lambda trial: "<li>2024 年度报告：未注明</li>" in trial.page("x/dates/index.html"),
            "link on the pages of reports": lambda trial: link in trial.page("x/2023/index.html"),
            "link on the agency's page": lambda trial: link in trial.page("x/index.html"),
            "site map": lambda trial: "base/x/dates/</loc>" in trial.page("sitemap.xml"),
            "search": lambda trial: trial.is_searched("x/dates/"),
        },
    )


ADDITIONS = (form, rule, export_format, page_type, agency_page_type)


def sizes(folder: Path) -> dict[str, int]:
    """Size of every file below a folder, by its path; what is added to a file makes it longer."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def simulate(folder: Path) -> list[Outcome]:
    """Add everything to a copy of the package, build a site with it, and say what it took.

    Args:
        folder: An empty folder to work in.
    """
    sources = folder / "macros"
    package = sources / "gongkai"
    shutil.copytree(ROOT / "macros" / "gongkai", package)  # what is compiled already too
    touched = {}
    additions, after = [make() for make in ADDITIONS], sizes(package)
    for item in additions:
        before = after
        for name, text in item.files.items():
            with (package / name).open("a", encoding="utf-8", newline="\n") as file:
                file.write(text)
        after = sizes(package)
        touched[item.kind] = tuple(name for name, size in after.items() if before.get(name) != size)
    site = Site(folder / "site").write("data/x/2024.yml", REPORT).explain("x/2024", "narrative-missing")
    built = run("mkdocs", "build", cwd=site.root, packages=sources)
    if built.code:
        raise AssertionError(built.output)
    trial = Trial(sources, site)
    return [
        Outcome(item.kind, touched[item.kind], tuple(name for name, seen in item.effects.items() if not seen(trial)))
        for item in additions
    ]


def main() -> int:
    """Print what each addition took; 1 where one took more than a file and its words, or lacks an effect."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = simulate(Path(folder))
    for item in outcomes:
        print(f"{item.kind}: {', '.join(item.touched)}; effects not seen: {', '.join(item.missing) or 'none'}")
    return int(any(item.files > 1 or item.missing for item in outcomes))


if __name__ == "__main__":
    sys.exit(main())
