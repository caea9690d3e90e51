"""Mistakes in the structure of a report's text: tables, calls, title, sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.checks.injected.model import CleanReport, Edit, Injection, with_line, with_new_line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.checks.injected.model import Injector

_TABLE = re.compile(r'\{\{ table\("([^"]+)"\) \}\}')
_FIGURE = re.compile(r'\{\{ figure\("[^"]+"\) \}\}')
_OTHERS = (
    "示例市样例区酉街道办事处",
    "样例区粮食和物资储备局",
    "示例市另例区人民政府",
    "样例区第八街道",
    "示例市气象局",
)


def _indices(lines: list[str], pattern: re.Pattern[str]) -> list[int]:
    return [index for index, line in enumerate(lines) if pattern.search(line)]


def _sections(lines: list[str]) -> list[int]:
    return [index for index, line in enumerate(lines) if line.startswith("## ")]


def _without_lines(lines: list[str], *indices: int) -> str:
    """Lines without some, and without the empty line behind each."""
    dropped = {index for first in indices for index in (first, first + 1)}
    return "\n".join(line for index, line in enumerate(lines) if index not in dropped)


def _table_deleted(report: CleanReport, rng: random.Random) -> Injection:
    """The call of one table is deleted: said where the section ends that it stood in."""
    lines = report.lines
    index = rng.choice(_indices(lines, _TABLE))
    before = next(place for place in range(index - 1, -1, -1) if lines[place].strip())
    return Edit(_without_lines(lines, index), before + 1).injection("table-missing", report.narrative_path)


def _table_written(write: Callable[[str], str], code: str = "table-missing") -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.lines
        index = rng.choice(_indices(lines, _TABLE))
        name = _TABLE.sub(r"\1", lines[index])
        return with_line(lines, index, write(name)).injection(code, report.narrative_path)

    return inject


def _table_twice(report: CleanReport, rng: random.Random) -> Injection:
    lines = report.lines
    index = rng.choice(_indices(lines, _TABLE))
    place = rng.choice([item for item in _sections(lines) if item > index])
    return with_new_line(lines, place, lines[index]).injection("table-missing", report.narrative_path)


def _figure_written(write: Callable[[str], str], code: str = "narrative-template") -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        lines = report.lines
        calls = _indices(lines, _FIGURE)
        if not calls:
            return None
        index = rng.choice(calls)
        line = _FIGURE.sub(lambda match: write(match[0]), lines[index], count=1)
        return with_line(lines, index, line).injection(code, report.narrative_path)

    return inject


def _narrative_deleted(report: CleanReport, _: random.Random) -> Injection:
    return Injection("narrative-missing", report.data_path, 1, {report.narrative_path: None})


def _title(write: Callable[[str, CleanReport, random.Random], str]) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.lines
        return with_line(lines, 0, write(lines[0], report, rng)).injection("title", report.narrative_path)

    return inject


def _title_deleted(report: CleanReport, _: random.Random) -> Injection:
    return Edit(_without_lines(report.lines, 0), 1).injection("title", report.narrative_path)


def _other_year(title: str, report: CleanReport, rng: random.Random) -> str:
    return title.replace(str(report.year), str(report.year + rng.choice((-2, -1, 1))))


def _year_in_chinese(title: str, report: CleanReport, _: random.Random) -> str:
    digits = "〇一二三四五六七八九"
    return title.replace(str(report.year), "".join(digits[int(digit)] for digit in str(report.year - 1)))


def _other_agency(title: str, _: CleanReport, rng: random.Random) -> str:
    return re.sub(r"^# .*?(?=20\d\d)", f"# {rng.choice(_OTHERS)}", title)


def _section_written(write: Callable[[str], str], code: str = "section-order") -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.lines
        index = rng.choice(_sections(lines))
        return with_line(lines, index, write(lines[index][3:])).injection(code, report.narrative_path)

    return inject


def _section_deleted(report: CleanReport, rng: random.Random) -> Injection:
    """A section and its text are deleted: said at the end of the section before; a table in it is missing as well."""
    lines = report.lines
    starts = _sections(lines)
    place = rng.randrange(1, len(starts) - 1)
    text = lines[: starts[place]] + lines[starts[place + 1] :]
    before = next(index for index in range(starts[place] - 1, -1, -1) if lines[index].strip())
    also = ("table-missing",)
    return Edit("\n".join(text), before + 1).injection("form-shape", report.narrative_path, also=also)


def _section_moved(report: CleanReport, rng: random.Random) -> Injection:
    """A section with its text comes two or more places later."""
    lines = report.lines
    starts = [*_sections(lines), next(index for index, line in enumerate(lines) if line.startswith("{{ notes"))]
    place = rng.randrange(len(starts) - 3)
    target = rng.randrange(place + 3, len(starts))
    part = lines[starts[place] : starts[place + 1]]
    text = lines[: starts[place]] + lines[starts[place + 1] : starts[target]] + part + lines[starts[target] :]
    return Edit("\n".join(text), starts[target] - len(part) + 1).injection("section-order", report.narrative_path)


def _section_renamed(report: CleanReport, rng: random.Random) -> Injection:
    names = ("年度亮点", "办理情况", "有关数据", "工作体会", "综合情况")
    lines = report.lines
    index = rng.choice(_sections(lines))
    number = lines[index].partition("、")[0]
    edit = with_line(lines, index, f"{number}、{rng.choice(names)}")
    return edit.injection("form-shape", report.narrative_path)


def _section_twice(report: CleanReport, rng: random.Random) -> Injection:
    lines = report.lines
    starts = _sections(lines)
    index = rng.choice(starts[:-1])
    place = rng.choice([item for item in starts if item > index])
    return with_new_line(lines, place, lines[index]).injection("section-order", report.narrative_path)


KINDS: dict[str, Injector] = {
    "table's call deleted": _table_deleted,
    "table with one brace": _table_written(lambda name: f'{{ table("{name}") }}'),
    "table with full-width braces": _table_written(lambda name: f"｛｛ table（“{name}”） ｝｝"),
    "table without braces": _table_written(lambda name: f'table("{name}")'),
    "table with a brace lost": _table_written(lambda name: f'{{{{ table("{name}") }}', "narrative-template"),
    "table's macro misspelt": _table_written(lambda name: f'{{{{ tabel("{name}") }}}}', "narrative-template"),
    "table with one brace and no name": _table_written(lambda _: "{ table() }"),
    "table twice": _table_twice,
    "figure with one brace": _figure_written(lambda call: call[1:-1]),
    "figure with full-width braces": _figure_written(lambda call: call.replace("{", "｛").replace("}", "｝")),
    "figure without braces": _figure_written(lambda call: call.strip("{ }")),
    "figure with a brace lost": _figure_written(lambda call: call[:-1]),
    "brace left behind a figure": _figure_written(lambda call: f"{call} }}"),
    "narrative's file deleted": _narrative_deleted,
    "title deleted": _title_deleted,
    "title without its sign": _title(lambda title, *_: title[2:]),
    "title in bold": _title(lambda title, *_: f"**{title[2:]}**"),
    "title on the level of sections": _title(lambda title, *_: f"#{title}"),
    "title of another year": _title(_other_year),
    "title of another year in Chinese": _title(_year_in_chinese),
    "title of another agency": _title(_other_agency),
    "section in bold": _section_written(lambda title: f"**{title}**"),
    "section as plain text": _section_written(lambda title: title),
    "section without the blank behind its sign": _section_written(lambda title: f"##{title}"),
    "section one level too low": _section_written(lambda title: f"### {title}"),
    "section one level too high": _section_written(lambda title: f"# {title}"),
    "section in a list": _section_written(lambda title: f"1. {title}"),
    "section deleted": _section_deleted,
    "section moved": _section_moved,
    "section renamed": _section_renamed,
    "section twice": _section_twice,
}
