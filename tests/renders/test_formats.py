"""The register of formats: every module of the folder, entry points, and what a definition must be."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import lru_cache, partial
from importlib.metadata import EntryPoint, EntryPoints
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.added_code import FORMATS as FORMAT_GROUP
from gongkai.errors import FormatError
from gongkai.findings import Finding, Level
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.renders.export import (
    Format,
    ReportExport,
    format_meant,
    formats,
    formats_of,
    public_formats,
    published_formats,
    registry,
)
from gongkai.renders.export.model import PAGE_SUFFIXES
from gongkai.renders.export.tidy import HEAD, STATUS
from gongkai.reports import Agency, load_report
from tests.shipped import shipped_form
from tests.tables.grids import every_form, numbered
from tests.write_tables import COMMAND, EXPORT_WORDS, FORMATS, with_export_formats, with_formats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

    from gongkai.reports import Report

AGENCY = Agency("a", "某街道办事处", "某街道")
PLAIN = Format(
    name="name-alone",
    suffix=".name",
    media_type="text/plain",
    label="文本",
    description="给人看。",
    make=lambda export: export.agency.name.encode(),
)
"""What another package would add; entry points lead here."""
NOTHING = "no format"


def without_form() -> Report:
    text = "version: 1\nform: none\npublished: 2018-03-01\nstatus: published\n"
    report, _ = load_report(text, path="data/a/2017.yml", agency="a", year=2017, registry=FormRegistry(shipped_forms()))
    assert report is not None
    return report


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Gives entry points to the register, each a value such as ``module:attribute``."""

    def add(*values: str) -> None:
        points = EntryPoints(EntryPoint(f"x{number}", value, FORMAT_GROUP) for number, value in enumerate(values))
        monkeypatch.setattr(registry, "entry_points", lambda group: points.select(group=group))
        formats.cache_clear()

    yield add
    formats.cache_clear()


def test_json_and_csv_are_formats_and_json_which_every_report_has_comes_first() -> None:
    names = [item.name for item in formats()]
    assert names[0] == "json"
    assert {"csv", "csv-tables"} < set(names)
    assert {item.name: item.file for item in formats()}["json"] == "report.json"


def test_every_format_makes_the_same_bytes_again_and_names_its_file_once() -> None:
    for form in every_form():
        export = ReportExport(numbered(form), AGENCY, "0" * 64)
        for item in formats():
            content = item.make(export)
            assert content
            assert item.make(export) == content
    assert len({item.file for item in formats()}) == len(formats())


def test_report_without_a_form_offers_only_formats_that_say_they_can() -> None:
    report = without_form()
    assert [item.name for item in formats_of(report)] == [item.name for item in formats() if not item.needs_form]
    assert "csv" not in {item.name for item in formats_of(report)}
    assert formats_of(numbered(every_form()[0])) == formats()


def test_site_publishes_what_is_public_and_switched_on(added: Any) -> None:
    report = numbered(every_form()[0])
    own = public_formats(report)
    added(f"{__name__}:PLAIN", f"{__name__}:OFFICE")
    assert PLAIN in public_formats(report)
    assert OFFICE in formats_of(report)
    assert OFFICE not in public_formats(report)
    assert public_formats(report, among=own[:1]) == own[:1]


OFFICE = replace(PLAIN, name="office", stem="office", public=False)


def test_letters_in_another_order_are_taken_for_the_name_that_has_them(added: Any) -> None:
    added(f"{__name__}:PLAIN")
    assert [format_meant(word) for word in ("alone-name", "xslx", "vsc", "abc")] == ["name-alone", "xlsx", "csv", None]


def test_site_switches_formats_off_and_on_by_their_names(added: Any) -> None:
    added(f"{__name__}:OFFICE")
    names = {item.name for item in published_formats({})}
    assert {"json", "csv", "csv-tables"} <= names
    assert "office" not in names
    switched = {item.name for item in published_formats({"office": True, "csv-tables": False})}
    assert switched == {*names, "office"} - {"csv-tables"}


def test_previews_offer_the_bare_copies_and_no_other_format_that_is_not_public() -> None:
    shown = {item.name for item in published_formats({}, office=True)}
    assert shown - {item.name for item in published_formats({})} == {"fragment", "fragment-title"}
    assert "fragment" not in {item.name for item in published_formats({"fragment": False}, office=True)}


def test_switch_of_a_format_that_is_none_says_what_can_be_written() -> None:
    with pytest.raises(FormatError, match=r"formats 写的“cvs”不是导出格式，可以写 json、docx、.*csv、"):
        published_formats({"csv": True, "cvs": False})
    with pytest.raises(FormatError, match=r"formats 写的“PDF”不是导出格式，可以写 .*。是不是“pdf”？"):
        published_formats({"PDF": True})


def test_format_of_another_package_is_added_by_its_entry_point(added: Any) -> None:
    before = formats()
    added(f"{__name__}:PLAIN")
    assert set(formats()) == {*before, PLAIN}


JSON_AGAIN = replace(PLAIN, name="json")
SAME_FILE = replace(PLAIN, stem="report", suffix=".csv")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (f"{__name__}:NOTHING", "是导出格式，应当是 gongkai.Format，不能是 str。"),
        ("no_such_package.module:FORMAT", "是导出格式，无法装入：没有“no_such_package”这个模块，请核对名称。"),
        (f"{__name__}:MISSING", f"无法装入：{__file__} 里没有“MISSING”，请核对名称。"),
        (f"{__name__}:JSON_AGAIN", "，name“json”与本软件的 gongkai.renders.formats.json 的相同，请换一个；"),
        (
            f"{__name__}:SAME_FILE",
            "，文件名 report.csv 与本软件的 gongkai.renders.formats.csv 的相同，请换一个 stem 或 suffix；",
        ),
    ],
)
def test_entry_point_that_is_no_format_of_its_own_is_refused(added: Any, value: str, message: str) -> None:
    added(value)
    with pytest.raises(FormatError) as refused:
        formats()
    assert str(refused.value).startswith(
        f'软件包“{value.partition(".")[0]}”在入口点 gongkai.formats 里登记的 x0 = "{value}"'
    )
    assert message in str(refused.value)


def test_two_formats_of_other_packages_with_one_name_are_both_named(added: Any) -> None:
    added(f"{__name__}:PLAIN", f"{__name__}:PLAIN")
    with pytest.raises(FormatError) as refused:
        formats()
    assert str(refused.value).startswith(
        f'软件包“tests”在入口点 gongkai.formats 里登记的 x1 = "{__name__}:PLAIN"，name“name-alone”与'
    )
    assert f'里登记的 x0 = "{__name__}:PLAIN" 的相同，请换一个；' in str(refused.value)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("name", "Docx"),
        ("name", "a b"),
        ("stem", "../report"),
        ("suffix", "txt"),
        ("suffix", ".md"),
        ("suffix", ".html"),
        ("suffix", ".a/b"),
        ("media_type", "text"),
        ("media_type", "text/csv; charset=utf-8"),
        ("label", " "),
        ("description", ""),
        ("suits", "gia-2021"),
    ],
)
def test_definition_of_the_wrong_shape_is_refused_by_its_part(part: str, value: str) -> None:
    with pytest.raises(FormatError, match=f"的 {part} 不能是"):
        replace(PLAIN, **{part: value})


def test_format_whose_suits_fails_is_named_with_the_report() -> None:
    report = replace(without_form(), form=shipped_form("gia-2021"))
    with pytest.raises(FormatError, match=r"^“a/2017”导出为 name-alone 时出错：AttributeError"):
        replace(PLAIN, suits=lambda form: form.colour == "red").offers(report)


@pytest.mark.parametrize("suffix", PAGE_SUFFIXES)
def test_suffix_of_a_page_is_refused_with_the_reason_and_all_such_suffixes(suffix: str, root: Path) -> None:
    with pytest.raises(FormatError) as refused:
        replace(PLAIN, suffix=suffix)
    assert f"不能是“{suffix}”：这是网页的后缀（{'、'.join(PAGE_SUFFIXES)}）" in str(refused.value)
    assert f"`{suffix}`" in (root / FORMATS).read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["lines", None, 5])
def test_make_that_is_no_function_is_refused_when_the_format_is_defined(value: object) -> None:
    with pytest.raises(FormatError, match=f"导出格式“name-alone”的 make 不能是“{value}”：写成一个函数"):
        replace(PLAIN, make=value)  # type: ignore[arg-type] - so a package without types may write it


def lines(export: ReportExport) -> str:
    return export.agency.name


class Lines:
    def __call__(self, _export: ReportExport) -> None:
        """Give nothing."""


@pytest.mark.parametrize(
    ("make", "kind", "begin"),
    [
        (lines, "str", lines.__code__),
        (partial(lines), "str", lines.__code__),
        (lru_cache(lines), "str", lines.__code__),
        (Lines(), "NoneType", Lines.__call__.__code__),
    ],
)
def test_format_that_gives_no_bytes_is_named_with_report_and_line(make: Any, kind: str, begin: CodeType) -> None:
    why = f"返回的是 {kind}，应当是 bytes（字节）（见 {begin.co_filename}:{begin.co_firstlineno}）"
    with pytest.raises(FormatError) as refused:
        replace(PLAIN, make=make).write(ReportExport(without_form(), AGENCY, "0" * 64))
    assert str(refused.value) == f"“a/2017”导出为 name-alone 时出错：{why}。请告诉这种格式的作者。"


def test_export_gives_explained_findings_alone_to_the_public() -> None:
    findings = tuple(Finding(code="blank", level=level) for level in Level)
    export = ReportExport(without_form(), AGENCY, "0" * 64, findings)
    assert [item.level for item in export.explained] == [Level.WAIVED]


def test_manual_lists_every_format_of_the_package(root: Path) -> None:
    text = (root / FORMATS).read_text(encoding="utf-8")
    assert with_formats(text) == text, f"run `{COMMAND}`"
    assert all(f"\n| `{item.name}` | `{item.file}` | {item.description}" in text for item in formats() if item.own)


@pytest.mark.parametrize("name", EXPORT_WORDS)
def test_readme_lists_a_format_that_is_added_and_none_that_is_gone(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert with_export_formats(text, name) == text, f"run `{COMMAND}`"
    own = [item for item in formats() if item.own]
    monkeypatch.setattr("tests.write_tables.formats", lambda: (*own, replace(own[0], name="one-more")))
    longer = with_export_formats(text, name)
    between, before_last = EXPORT_WORDS[name]
    assert f"`{own[-2].name}`{between}`{own[-1].name}`{before_last}`one-more`" in longer
    monkeypatch.undo()
    assert with_export_formats(longer, name) == text


def test_readme_without_the_command_is_said_and_not_passed_over() -> None:
    with pytest.raises(ValueError, match="has not one row"):
        with_export_formats("# no table", "README.md")


def test_manual_explains_every_column_of_the_tidy_file(root: Path) -> None:
    text = (root / "docs/manual/formats.md").read_text(encoding="utf-8")
    named = text.split("| 列 | JSON 的键 | 意思 |\n|---|---|---|\n")[1].split("\n\n")[0]
    assert [row.split(" | ")[0].removeprefix("| ") for row in named.splitlines()] == list(HEAD)
    assert all(f"{word} `{code}`" in named for code, word in STATUS.items())


def test_manual_explains_every_key_of_a_format(root: Path) -> None:
    text = (root / "docs/manual/formats.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_]+)`", "\n".join(re.findall(r"(?m)^\| ((?:`[a-z_]+` ?)+)\|", text.split("| 键 |")[1])))
    assert set(named) == {field.name for field in fields(Format)}
