"""Writes the site to compare with: the same reports for stock Material, with tables as HTML in Markdown.

It reads the files that ``gongkai demo`` wrote, so that both sites have the same words and figures. Each page has the
table of 23 or 25 rows three times, as bare cells without ids or headers, as a clerk pastes it from an office suite.
"""

import re
from pathlib import Path

import yaml

from gongkai.figures import written
from gongkai.narrative.calls import figure_text, resolve_call, share_text, sum_text
from gongkai.narrative.template import scan
from gongkai.reports import Report
from gongkai.reports.layout import Layout
from gongkai.tables import HeadCell, build_table
from gongkai.workspace import Workspace

_TEXTS = {"figure": figure_text, "total": sum_text, "share": share_text}
CONFIG = {
    "site_name": "对照",
    "site_url": "https://example.org/",
    "theme": {
        "name": "material",
        "language": "zh",
        "font": False,
        "features": ["navigation.prune", "navigation.indexes"],
    },
    "markdown_extensions": ["admonition", "attr_list", "md_in_html", "tables"],
    "plugins": [],
}


def write_stock_site(demo: Path, folder: Path) -> int:
    """Write the stock site.

    Args:
        demo: A site that ``gongkai demo`` wrote.
        folder: The folder to write to.

    Returns:
        Number of reports in it.
    """
    workspace = Workspace(Layout(demo, demo / "data", demo / "docs"), reserved=())
    for agency, year in workspace.reports:
        text = (demo / "docs" / agency / f"{year}.md").read_text(encoding="utf-8")
        _write(folder / "docs" / agency / f"{year}.md", _plain(text, workspace, agency, year))
    _write(folder / "docs" / "index.md", "# 首页\n")
    _write(folder / "mkdocs.yml", yaml.safe_dump(CONFIG, allow_unicode=True))
    return len(workspace.reports)


def _plain(text: str, workspace: Workspace, agency: str, year: int) -> str:
    """The narrative with its macro calls replaced by what they print."""
    report = workspace.reports[agency, year]
    lines = text.split("\n")
    for slot in reversed(scan(text).slots):
        line = lines[slot.line - 1]
        start = slot.column - 1
        end = line.index("}}", start) + 2
        call = resolve_call(slot, report, workspace.report, agency=agency)
        if call is None:
            printed = ""
        elif slot.name == "table":
            printed = _table(call.report)
        else:
            printed = _TEXTS[slot.name](call)
        lines[slot.line - 1] = line[:start] + printed + line[end:]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _table(report: Report) -> str:
    """The table of requests as bare HTML."""
    view = build_table(report, "requests")
    rows = ["".join(_head(cell) for cell in row) for row in view.blocks[0].head]
    for row in view.blocks[0].rows:
        cells = "".join(f"<td>{written(figure)}</td>" for figure in row.figures)
        rows.append("".join(_head(cell) for cell in row.heads) + cells)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _head(cell: HeadCell) -> str:
    return f'<th colspan="{cell.colspan}" rowspan="{cell.rowspan}">{cell.text}</th>'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_HUGO = """\
baseURL: https://example.org/
title: 对照
languageCode: zh
hasCJKLanguage: true
markup: {goldmark: {renderer: {unsafe: true}}}
outputs: {page: [html], home: [html]}
"""
_HUGO_PAGE = (
    "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{{.Title}}</title></head><body><nav>{{with "
    ".CurrentSection}}{{range .RegularPages}}<a href='{{.RelPermalink}}'>{{.Title}}</a>{{end}}{{end}}</nav>"
    "<main data-pagefind-body>{{.TableOfContents}}{{.Content}}</main></body></html>"
)
_HUGO_LIST = (
    "<!doctype html><html lang=zh><body>{{range .Pages}}<a href='{{.RelPermalink}}'>{{.Title}}</a>{{end}}</body></html>"
)


def write_hugo_site(stock: Path, folder: Path) -> None:
    """Write the pages of the stock site for Hugo, in a bare layout, which flatters it.

    Args:
        stock: The stock site.
        folder: The folder to write to.
    """
    for path in sorted((stock / "docs").glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        title = next(line.lstrip("# ") for line in text.split("\n") if line.startswith("# "))
        front = yaml.safe_dump({"title": title}, allow_unicode=True)
        _write(folder / "content" / path.parent.name / path.name, f"---\n{front}---\n{text}")
    _write(folder / "hugo.yaml", _HUGO)
    _write(folder / "layouts/_default/single.html", _HUGO_PAGE)
    _write(folder / "layouts/_default/list.html", _HUGO_LIST)
