"""Reports of the project's own writing, as pages and as tab-separated text, out of figures given by row.

Agencies are fictional. A test says what differs from a report that adds up.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from gongkai.forms import Form, shipped_forms
from gongkai.importing import ImportResult, Job, Options, import_files
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMS = {form.id: form for form in shipped_forms()}
AGENCY = "样例街道办事处"
FIGURES = {
    "规范性文件": "2 2 9", "行政规范性文件": "2 1 9", "行政许可": "31",
    "本年新收": "5 2 0 0 1 0 8", "上年结转": "1 0 0 0 0 0 1",
    "予以公开": "4 1 0 0 0 0 5", "不掌握": "1 1 0 0 1 0 3",
    "办理结果总计": "5 2 0 0 1 0 8", "结转下年度": "1 0 0 0 0 0 1",
    "行政复议": "1 0 0 0 1", "行政事业性收费": "12.30",
}  # fmt: skip
"""By short name of the line what is not 0."""
PROSE = {
    "一": "本年度按时完成各项公开工作。",
    "五": "政策解读以文字为主，图解偏少；下一年由办公室为每件重要文件配一份图解。",
    "六": "本年度没有收取信息处理费。",
}


def figures(
    form: Form, table: str, given: Mapping[str, str]
) -> list[tuple[tuple[str, ...], list[str], tuple[str, ...]]]:
    """The lines of a table: heads of the row, figures, heads of the columns."""
    model = form.table_index[table]
    row_lines = []
    for line in model.lines:
        row, columns = model.rows[line.row], model.columns(line.row)
        texts = (given.get(line.name.short) or "").split(" ") if line.name.short in given else []
        texts = [*texts, *["0"] * (len(line.columns) - len(texts))]
        heads = (*[group.label for group in row.groups], line.name.label)
        row_lines.append((heads, texts, tuple(columns[place].name.label for place in line.columns)))
    return row_lines


def page(  # noqa: PLR0913 - what a report can differ in
    form_id: str = "gia-2021",
    year: int = 2023,
    *,
    agency: str = AGENCY,
    given: Mapping[str, str] | None = None,
    prose: Mapping[str, str] | None = None,
    meta: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    top: str = "",
    foot: str = "",
) -> str:
    """A web page with the three tables under the six sections."""
    form, parts = FORMS[form_id], [top, f"<h1>{agency}{year}年政府信息公开工作年度报告</h1>"]
    figs = {**FIGURES, **(given or {})}
    for section in form.sections:
        parts.append(f"<p>{(titles or {}).get(section.number) or f'{section.number}、{section.title}'}</p>")
        text = {**PROSE, **(prose or {})}.get(section.number)
        parts.extend(f"<p>{html.escape(line)}</p>" for line in (text or "").split("\n") if line)
        if section.table is not None:
            parts.append(f"<table>{_rows(form, section.table, figs)}</table>")
    tags = "".join(f'<meta name="{name}" content="{text}">' for name, text in (meta or {}).items())
    return f'<html><head><meta charset="utf-8">{tags}</head><body>{"".join(parts)}{foot}</body></html>'


def _rows(form: Form, table: str, figs: Mapping[str, str]) -> str:
    model = form.table_index[table]
    lines = figures(form, table, figs)
    if model.by_blocks:
        groups = "".join(f'<td colspan="{len(heads)}">{name[-1]}</td>' for name, _, heads in lines)
        labels = "".join(f"<td>{head}</td>" for *_, heads in lines for head in heads)
        cells = "".join(f"<td>{text}</td>" for _, texts, _ in lines for text in texts)
        return f"<tr>{groups}</tr><tr>{labels}</tr><tr>{cells}</tr>"
    rows, block = [], -1
    for (names, texts, heads), line in zip(lines, model.lines, strict=True):
        now = model.rows[line.row].block
        if now != block:
            block = now
            title, corner = model.blocks[now].title, model.blocks[now].row_head or model.blocks[now].corner or ""
            rows += [f'<tr><td colspan="4">{title}</td></tr>'] if title else []
            rows.append(f"<tr><td>{corner}</td>{''.join(f'<td>{head}</td>' for head in heads)}</tr>")
        rows.append(f"<tr><td>{names[-1]}</td>{''.join(f'<td>{text}</td>' for text in texts)}</tr>")
    return "".join(rows)


def text_2020(*, agency: str = AGENCY, given: Mapping[str, str] | None = None, end: str = "") -> str:
    """A report on 2020 as tab-separated text: what an office's word processor leaves when it is copied."""
    form, figs = FORMS["gia-2019"], {**FIGURES, "行政许可": "1 0 208", "行政事业性收费": "0 0", **(given or {})}
    parts = [f"{agency}2020年政府信息公开工作年度报告"]
    for section in form.sections:
        parts.append(f"{section.number}、{section.title}")
        parts.append(PROSE.get(section.number, ""))
        if section.table is not None:
            parts.append("\n".join(_tabbed(form, section.table, figs)))
    return "\n\n".join([part for part in parts if part] + ([end] if end else []))


def _tabbed(form: Form, table: str, figs: Mapping[str, str]) -> list[str]:
    model, lines = form.table_index[table], figures(form, table, figs)
    if model.by_blocks:
        return [
            "\t".join(name[-1] for name, *_ in lines),
            "\t".join(head for *_, heads in lines for head in heads),
            "\t".join(text for _, texts, _ in lines for text in texts),
        ]
    texts_of_lines, block = [], -1
    for (names, texts, heads), line in zip(lines, model.lines, strict=True):
        now = model.rows[line.row].block
        if now != block:
            block = now
            texts_of_lines += [model.blocks[now].title or ""]
            texts_of_lines.append("\t".join([model.blocks[now].row_head or "", *heads]))
        texts_of_lines.append("\t".join([names[-1], *texts]))
    return [line for line in texts_of_lines if line]


def brought(root: Path, *jobs: Job, **options: Any) -> tuple[ImportResult, ...]:
    """What an import into a site gives, its checks included."""
    (root / "data").mkdir(exist_ok=True, parents=True)
    layout = Layout(root, root / "data", root / "docs")
    items, _ = import_files(
        layout, jobs, Options(**options), judge=lambda copy: Workspace(copy, reserved=()).findings_of
    )
    return items


def one(
    root: Path, name: str, content: str, *, agency: str = "yangli", year: int | None = None, **options: Any
) -> ImportResult:
    """What the import of one document gives."""
    file = root / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(content, encoding="utf-8")
    return brought(root, Job(file, agency, year, None, name), **options)[0]
