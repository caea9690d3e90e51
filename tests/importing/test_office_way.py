"""The way of a district's office, small: from a folder of attachments, some missing or broken, to the public site.

Each agency sends its report as a kind of file of its own, or breaks it in a way of its own.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from docx import Document

from gongkai.cli import main
from tests.site.sites import write_demo

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.slow

YEAR = 2025
PHONE = "13800000000"


class Office:
    """A district without reports on the last year, and the folder that its agencies' attachments are in."""

    def __init__(self, folder: Path) -> None:
        self.site = write_demo(folder / "district", 12, 2)
        self.site.change("mkdocs.yml", "noindex: true", "publish: clean\n      noindex: true")
        self.mail = folder / "附件"
        kinds = [word for kind in ("fragment-title", "docx", "xlsx") for word in ("--format", kind)]
        self.run("export", str(YEAR), *kinds, "-o", str(folder / "out"))
        self.out = folder / "out"
        self.mail.mkdir()
        for place in ("data", "docs"):
            for file in (self.site.root / place).glob(f"*/{YEAR}.*"):
                file.unlink()
        listed = json.loads(self.run("status", "--year", str(YEAR - 1), "--format", "json").output)["agencies"]
        self.own = [item["id"] for item in listed if item["scope"] == "own"]
        self.short = {slug: self.of_agency(slug, "short") for slug in self.own}
        self.imported = self.run("--help")

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--site", str(self.site.root)])

    def of_agency(self, slug: str, key: str) -> str:
        """What an agency's file says under a key."""
        return self.site.read(f"data/{slug}/agency.yml").split(f"\n{key}: ")[1].split("\n")[0]

    def send(self, slug: str, kind: str, name: str = "") -> Path:
        """Put an agency's report into the folder as a file of some kind."""
        suffix = {"fragment-title": "-fragment-title.html"}.get(kind, f".{kind}")
        content = (self.out / f"{slug}-{YEAR}{suffix}").read_bytes()
        file = self.mail / (name or f"{slug}.{suffix.rpartition('.')[2]}")
        file.write_bytes(content)
        return file


def edited(file: Path, old: str, new: str, *, count: int = 1) -> None:
    """Another text in the paragraphs and cells of a Word file."""
    document = Document(str(file))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(item for cell in cells for item in cell.paragraphs)]
    for paragraph in [item for item in paragraphs if old in item.text][:count]:
        text = paragraph.text.replace(old, new)
        for run in paragraph.runs:
            run.text = ""
        paragraph.add_run(text)
    document.save(str(file))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose folder has been imported."""
    district = Office(tmp_path_factory.mktemp("office"))
    book, word, page, zipped, sums, phone, cut, twice, other, year, _missing = district.own
    district.send(book, "xlsx")
    district.send(word, "docx")
    district.send(page, "fragment-title")
    packed = district.send(zipped, "docx")
    with zipfile.ZipFile(district.mail / "打包.zip", "w") as archive:
        archive.write(packed, "各乡镇/报告.docx")
    packed.unlink()
    typed_over(district.send(sums, "docx"))
    edited(district.send(phone, "docx"), "。", f"。手机{PHONE}。")
    file = district.send(cut, "docx")
    file.write_bytes(file.read_bytes()[:-3000])
    district.send(twice, "docx")
    typed_over(district.send(twice, "docx", f"{twice}-2.docx"))
    names = [district.of_agency(slug, "name") for slug in (other, book)]
    edited(district.send(other, "docx", f"{district.short[other]}.docx"), *names, count=99)
    edited(
        district.send(year, "docx", f"{district.short[year]}{YEAR}年度报告.docx"), str(YEAR), str(YEAR - 1), count=99
    )
    district.imported = district.run("import", "--batch", str(district.mail))
    return district


def typed_over(file: Path) -> None:
    """Another figure in the first cell of the table of requests."""
    document = Document(str(file))
    row = next(row for table in document.tables for row in table.rows if "本年新收" in row.cells[0].text)
    cell = next(cell for cell in row.cells if cell.text.strip().isdecimal())
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.text = ""
    cell.paragraphs[0].add_run("777")
    document.save(str(file))


def states(office: Office) -> dict[str, str]:
    rows: list[dict[str, Any]] = json.loads(office.run("status", "--year", str(YEAR), "--format", "json").output)[
        "agencies"
    ]
    return {row["id"]: row["state"] for row in rows}


def test_what_is_right_comes_in_and_each_other_file_is_named_with_its_reason(office: Office) -> None:
    book, word, page, zipped, sums, phone, cut, twice, other, year, missing = office.own
    output = office.imported.output
    here = {slug for slug in office.own if (office.site.root / f"data/{slug}/{YEAR}.yml").is_file()}

    assert office.imported.exit_code == 2
    assert here == {book, word, page, zipped, sums, phone}, output
    assert [slug for slug in here if "status: draft" in office.site.read(f"data/{slug}/{YEAR}.yml")] != []
    for text in ("压缩包已损坏", "而各表的数不同，都没有导入", "不知道是哪一家的", "不知道是哪一年的"):
        assert text in output, text
    assert "写成草稿、不公布的 2 份。" in output
    assert f"{YEAR} 年还没有报告的 5 家：" in output
    assert all(office.short[slug] in output.splitlines()[-1] for slug in (cut, twice, other, year, missing))


def test_board_reminders_and_notes_tell_who_is_to_do_what(office: Office, tmp_path: Path) -> None:
    book, word, page, zipped, sums, phone, *rest = office.own
    state = states(office)
    assert {state[slug] for slug in (book, word, page, zipped)} == {"clear"}
    assert (state[sums], state[phone]) == ("faulty", "faulty")
    assert {state[slug] for slug in rest} <= {"missing", "overdue"}

    reminders = office.run("status", "--year", str(YEAR), "--reminders").output
    assert reminders.count("经校核有") == 2
    assert "本年新收 777" in reminders
    assert PHONE not in reminders
    assert office.run("status", "--year", str(YEAR), "--notes", str(tmp_path / "notes")).exit_code == 0
    notes = {file.name.rsplit(f"-{YEAR}", 1)[0] for file in (tmp_path / "notes").iterdir()}
    assert notes == {sums, phone}


def test_roll_up_adds_up_what_is_right_and_names_the_others(office: Office) -> None:
    document = json.loads(office.run("rollup", "quzhengfu", str(YEAR), "--format", "json").output)
    assert {item["id"] for item in document["parts"]} == set(office.own[:4])
    assert {item["why"] for item in document["missing"]} == {"draft", "unfiled"}
    assert len(document["missing"]) == 7


def test_public_site_has_what_is_right_and_nothing_of_the_others(office: Office) -> None:
    """The report with wrong sums is set to be published by mistake: it alone is withheld."""
    sums = office.own[4]
    office.site.change(f"data/{sums}/{YEAR}.yml", "status: draft", "status: published")
    ran = office.site.build()
    site = office.site.root / "site"

    assert ran.code == 1, "a report is withheld"
    assert {slug for slug in office.own if (site / f"{slug}/{YEAR}/index.html").is_file()} == set(office.own[:4])
    files = [file for file in site.rglob("*") if file.suffix in {".html", ".json", ".csv", ".xml"}]
    public = b"".join(file.read_bytes() for file in files)
    for text in (PHONE, "经校核有", "至今没有报送"):
        assert text.encode() not in public, text
