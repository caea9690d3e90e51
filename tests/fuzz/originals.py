"""The real texts and files that are changed: some as they are, and small ones, which are read in far less time."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import forms
from gongkai.demo import demo_files
from gongkai.errors import ReadError
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.readers.files.office_conversion import convert_office
from gongkai.renders.export import ReportExport, formats_of
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.examine import examine_agency
from tests.fuzz.inputs import changed_bytes
from tests.readers.test_hostile_files import pdf, sheet, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.work.agency import AgencyData

BASE = Path(__file__).parent.parent / "wheel"
FORMS = Path(forms.__file__).parent
TESTS = Path(__file__).parent.parent
FEW_LINES = (
    "version: 1\nname: 甲局\nfrom: 2023\ncontact: {office: 办公室, phone: 010-0000}\n",
    "主动公开:\n  行政许可: [31]\n  收费: [12.30]\n申请: # 自然人 其他\n  本年新收: [5, 2, ~, 不适用, 1, 0]\n",
    "notes:\n  - {at: 申请.本年新收, text: 含上年}\nwaivers: [{rule: blank, at: 一, reason: “无”, date: 2024-01-02}]\n",
    "heads: {申请.本年新收: 本年新收}\nyears:\n- from: 2024\n  to: 2025\n-  'a': \"b\"\n",
)
"""Data of every shape that there is, in few lines: a fault in a long file makes all of it be read several times."""
FIGURES = ("12", "0", "7537.49 万元", "~", "不适用", "-3", "12件（其中一件转来）", "1,234", "－")
PLACES = ("申请.本年新收.总计", "requests.received.total", "复议诉讼.行政复议.尚未审结", "六", "主动公开.规章")
CALLS = (
    '本年 {{ figure("申请.本年新收.总计", year=2019) }} 件，{{ total("申请.予以公开", "申请.部分公开") }}。',
    '---\ntitle: 题\n---\n# 题\n\n{{ table("申请") }}\n{{ share("申请.予以公开", of="申请.总计") }}',
    "正文{{ notes() }}\n\n{% if a %}[甲](a.pdf){#id}{% endif %}",
)
ROWS = (
    ("申请", "自然人", "商业企业", "总计"),
    ("一、本年新收政府信息公开申请数量", "5", "2", "7"),
    ("二、上年结转政府信息公开申请数量", "0", "", "0"),
    ("四、结转下年度继续办理", "1,0", "0", "1"),
)
"""A part of a table, for readers: a whole report takes them fifty times as long."""
WORDS = (
    *("check", "new", "fix", "bind", "status", "rollup", "correct", "review", "publish", "sign", "export", "import"),
    *("x", "x/2023", "x/2024", "2023", "data/x/2023.yml", "/", "..", "", "x/２０２３", "x/2023/", "年", "\x00"),
    *("--format", "json", "text", "github", "csv", "--year", "--dry-run", "--yes", "--only", "--date", "2024-01-01"),
    *("--reason", "笔误", "申请.本年新收.自然人", "申请", "0", "-1", "9" * 30, "-o", "-", "--site", ".", "nowhere"),
    *(
        "--office",
        "办公室",
        "--pass",
        "--return",
        "--list",
        "\u202e",
        "--name",
        "--zeros",
        "-x",
        "--",
        "审核",
        "--help",
        "\ud800",
    ),
)
SMALL_FORMS = ("forms/cases/small.yml", "versions/1/data/forms/case-2024.yml")
AGENCY = (BASE / "data/x/agency.yml").read_text(encoding="utf-8")
LEDGERS = ("2023\tgia-2021\t2024-01-15\tabc\n", "2023\tpass\t2024-01-15\tabc\treason\n")


@cache
def seeds(suffix: str) -> tuple[str, ...]:
    """Data or narratives to change: those of the smallest site, and of a demo district."""
    base = (path.read_text(encoding="utf-8") for path in sorted(BASE.glob(f"d*/x/*{suffix}")) if path.stem != "agency")
    demo = (text for path, text in demo_files(2, 2, seed=1) if path.endswith(f"2025{suffix}"))
    return (*base, next(demo))


def shipped_texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(FORMS.glob("*.yml")))


@cache
def registry() -> FormRegistry:
    return FormRegistry(shipped_forms())


def examined(data: str, narrative: str | None = None) -> AgencyData:
    report = ReportFiles(2023, "data/a/2023.yml", data, "docs/a/2023.md", narrative, narrative is None)
    files = AgencyFiles("a", "data/a/agency.yml", "version: 1\nname: 甲局\n", (report,))
    return examine_agency(files, registry(), reserved=())


@cache
def exported(name: str) -> bytes:
    """A real report in a format."""
    agency = examined(seeds(".yml")[0], seeds(".md")[0])
    export = ReportExport(agency.reports[2023], agency.owner, agency.sha256[2023], (), agency.shown_narrative(2023))
    return next(item for item in formats_of(agency.reports[2023]) if item.name == name).make(export)


@cache
def drawn_pdf() -> bytes:
    """A table with lines and a sentence, in a file without compressed parts, so that changes reach all of it."""
    lines = "".join(f"{at} 600 m {at} 700 l S 50 {at + 550} m 250 {at + 550} l S " for at in (50, 100, 150))
    texts = "".join(f"BT /F 12 Tf {60 + 50 * n} 620 Td (Total {n}) Tj ET " for n in range(4))
    content = f"{lines}{texts}BT /F 12 Tf 50 500 Td (Requests received in the year: 13, all of them answered.) Tj ET"
    page = "/MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>"
    return pdf(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            f"<</Type /Page /Parent 2 0 R {page}>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        ]
    )


@cache
def old(name: str, kind: str) -> bytes:
    """A real report as LibreOffice saves it in an older format; as it is where there is no LibreOffice."""
    try:
        return convert_office(exported(name), kind, name=f"a.{kind}")
    except ReadError:
        return exported(name)


def small_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    text = "<h1>甲局2023年政府信息公开工作年度报告</h1><p>本年<b>新收</b>5件。</p>"
    return f'<html><meta charset="utf-8"><body>{text}<table>{rows}</table><ul><li>一</li></ul></body></html>'.encode()


def small_word() -> bytes:
    def cell(text: str) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in ROWS)
    return word(f"<w:p><w:r><w:t>甲局2023年年度报告</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>")


def small_workbook() -> bytes:
    def cell(column: int, row: int, text: str) -> str:
        return f'<c r="{"ABCD"[column]}{row}" t="inlineStr"><is><t>{text}</t></is></c>'

    rows = (
        f'<row r="{row}">{"".join(cell(column, row, text) for column, text in enumerate(cells))}</row>'
        for row, cells in enumerate(ROWS, start=1)
    )
    return sheet("".join(rows))


def changed_archive(whole: bytes) -> Callable[[bytes], bytes]:
    """An office file with changes in one of its parts, or in itself."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    named = [part for part in parts if part.endswith("xml")]

    def decode(code: bytes) -> bytes:
        if code[-1] < 32:
            return changed_bytes((whole,))(code)
        changed_part = named[code[-1] % len(named)]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part, data in parts.items():
                archive.writestr(part, changed_bytes((data,))(code) if part == changed_part else data)
        return buffer.getvalue()

    return decode


@cache
def small_forms() -> tuple[str, ...]:
    """Forms of a few rows: of a case, and of the oldest site."""
    return tuple((TESTS / name).read_text(encoding="utf-8") for name in SMALL_FORMS)
