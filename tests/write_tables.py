"""Write every table and schema of the repository that is generated from what is registered.

`make tables` (`python -m tests.write_tables`) writes them: the tables of rules in both READMEs and in the manual,
what `gongkai export --format` takes in both READMEs, the manual's tables of formats, of kinds of pages and of mistakes,
and the schemas of the forms in `data/.schema/`. It is run after a rule, a format, a form, a kind of page or a message
was changed; tests hold that nothing is out of date. What other packages have added to the environment is left out, as
it is no part of this one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.checks import Rule, all_rules, rule_codes
from gongkai.errors import GongkaiError
from gongkai.findings import Level, say, wordings
from gongkai.forms import shipped_forms
from gongkai.forms.schema import schema_text
from gongkai.renders.export import Format, formats
from gongkai.site.pages import page_types
from gongkai.work.page_type import AgencyFileType, AnyType, FileType, OfAgency, PageType
from tests.checks.mistakes.table import chapters_text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "make tables"
"""What a failing test says is to be run."""

RULES = {
    "README.md": "| code | what must hold |\n|---|---|",
    "README.zh-CN.md": "| 代码 | 应当如何 |\n|---|---|",
    "docs/manual/rules.md": "| 代码 | 名称 | 规则 | 依据 | 级别 |\n|---|---|---|---|---|",
}
"""Heads of the tables of rules, by document."""
PAGES = "docs/manual/pages.md"
PAGES_HEAD = "| 位置 | 路径 | `kind` | 栏目 | 页脚 | 检索 |\n|---|---|---|---|---|---|"
MISTAKES = "docs/manual/mistakes.md"
MISTAKES_BEGIN, MISTAKES_END = "{% raw %}\n", "{% endraw %}\n"
"""What stands around the tables of mistakes, which show calls that the manual's own template engine must not run."""
EXPORT = re.compile(r"(?m)^(\| `gongkai export [^\n]*?`--format )[a-z0-9-]+`(?:(?:, | or |、)`[a-z0-9-]+`)*")
"""What stands in the row of the command in both READMEs, up to the last name of a format."""
EXPORT_WORDS = {"README.md": (", ", " or "), "README.zh-CN.md": ("、", "、")}
"""What stands between two names of formats, and before the last one."""
FORMATS = "docs/manual/formats.md"
FORMATS_HEAD = "| 名称 | 文件 | 内容 |\n|---|---|---|"


def out_of_date(root: Path = ROOT) -> dict[str, str]:
    """What the generated files and the documents with generated tables are to hold, by path; those that differ."""
    return {name: text for name, text in _generated(root) if _read(root / name) != text}


def _generated(root: Path) -> Iterator[tuple[str, str]]:
    for name in RULES:
        text = with_rules(_read(root / name), name)
        yield name, with_export_formats(text, name) if name in EXPORT_WORDS else text
    yield FORMATS, with_formats(_read(root / FORMATS))
    yield PAGES, with_pages(_read(root / PAGES))
    yield MISTAKES, with_mistakes(_read(root / MISTAKES))
    for form in shipped_forms():
        yield f"data/.schema/{form.id}.json", schema_text(form, rule_codes(own=True))


def _read(path: Path) -> str:
    """The text of a file with its line ends as they are; nothing where there is no file."""
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def with_rules(text: str, name: str) -> str:
    """A document with its table of rules written anew; rows of the loaders' codes stay below the rules.

    Args:
        text: The document.
        name: Its path.
    """
    before, rows, after = _parts(text, RULES[name])
    loaders = own_codes() - {rule.code for rule in all_rules()}
    kept = [row for row in rows if set(re.findall(r"`([a-z-]+)`", row.split(" | ")[0])) <= loaders]
    return before + "\n".join([RULES[name], *(_row(rule, name) for rule in _in_order()), *kept]) + after


def own_codes() -> set[str]:
    """The codes of this package's findings, of rules and of loaders."""
    return set(wordings()) - {rule.code for rule in all_rules() if not rule.own}


def with_formats(text: str) -> str:
    """The manual's page on formats with its table of the package's own formats written anew."""
    before, _, after = _parts(text, FORMATS_HEAD)
    also = {True: "", False: "写 `form: none` 的报告也有。"}
    rows = [f"| `{item.name}` | `{item.file}` | {item.description}{also[item.needs_form]} |" for item in _own_formats()]
    return before + "\n".join([FORMATS_HEAD, *rows]) + after


def with_export_formats(text: str, name: str) -> str:
    """A README with the names of the package's own formats written anew in the row of ``gongkai export``.

    Args:
        text: The document.
        name: Its path.

    Raises:
        ValueError: It has not one such row.
    """
    *names, last = (f"`{item.name}`" for item in _own_formats())
    between, before_last = EXPORT_WORDS[name]
    listed = f"{between.join(names)}{before_last}{last}".removeprefix("`")
    longer, count = EXPORT.subn(lambda row: row[1] + listed, text)
    if count != 1:
        raise ValueError(f"{name} has not one row of gongkai export")
    return longer


def _own_formats() -> list[Format]:
    """The formats of this package, in the order in which commands and downloads list them."""
    return [item for item in formats() if item.own]


def with_pages(text: str) -> str:
    """The manual's page on kinds of pages with its table of positions written anew."""
    before, _, after = _parts(text, PAGES_HEAD)
    return before + "\n".join([PAGES_HEAD, *(_page_row(item) for item in page_types())]) + after


def with_mistakes(text: str) -> str:
    """The manual's page on mistakes with its tables written anew."""
    before, begin, rest = text.partition(MISTAKES_BEGIN)
    _, end, after = rest.partition(MISTAKES_END)
    if not begin or not end:
        raise ValueError(f"{MISTAKES} has no place for the tables")
    return f"{before}{begin}\n{chapters_text()}\n{end}{after}"


def _page_row(item: AnyType) -> str:
    """The line of a kind of page or file; what it cannot have is empty."""
    kind = "文件" if isinstance(item, FileType | AgencyFileType) else f"`{item.kind}`"
    column = item.column if isinstance(item, PageType) else None
    footer = None if isinstance(item, OfAgency) else item.footer
    places = (str(place.position) if place is not None else "" for place in (column, footer))
    searched = "是" if getattr(item, "searched", False) else ""
    return " | ".join((f"| {item.position}", f"`{item.route}`", kind, *places, f"{searched} |"))


def _parts(text: str, head: str) -> tuple[str, list[str], str]:
    """What stands before a table, its rows, and what stands after it.

    Raises:
        ValueError: The document has no table with this head, or several.
    """
    if text.count(f"\n{head}\n") != 1:
        raise ValueError(f"there is not one table with the head {head}")
    before, _, rest = text.partition(head)
    rows = re.match(r"(?:\n\|[^\n]*)*", rest)
    end = rows.end() if rows else 0
    return before, rest[:end].split("\n")[1:], rest[end:]


def _in_order() -> list[Rule]:
    """The rules by number, those without one last."""
    own = [rule for rule in all_rules() if rule.own]
    return sorted(own, key=lambda rule: (int((rule.number or "R99").partition("、")[0][1:]), rule.code))


def _row(rule: Rule, name: str) -> str:
    """The line of a rule in one of the documents."""
    if name == "README.md":
        number = f"{rule.number.replace('、', ', ')}: " if rule.number else ""
        return f"| `{rule.code}` | {number}{rule.english} |"
    number = f"{rule.number}：" if rule.number else ""
    if name == "README.zh-CN.md":
        return f"| `{rule.code}` | {number}{rule.statement.rstrip('。')} |"
    return f"| `{rule.code}` | {rule.name} | {number}{rule.statement.rstrip('。')} | {rule.source} | {levels(rule)} |"


def levels(rule: Rule) -> str:
    """The levels of a rule's findings in words; 提醒 only where it has no other: each rule may have notices besides."""
    weighty = [level for level in rule.levels if level is not Level.NOTICE]
    return "、".join(say(f"levels.{level.value}") for level in weighty or [Level.NOTICE])


def write(root: Path = ROOT) -> list[str]:
    """Write what is out of date, and return its paths."""
    names = []
    for name, text in out_of_date(root).items():
        (root / name).write_bytes(text.encode())
        names.append(name)
    return names


def main() -> int:
    """Write what is out of date and name it."""
    try:
        names = write()
    except GongkaiError as error:  # of a module that was added and is not right yet
        print(error, file=sys.stderr)
        return 2
    print(*names, sep="\n", end="\n" if names else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
