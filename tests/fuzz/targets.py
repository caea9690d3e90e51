"""What is fed: each target reads an input as the package does, and may only refuse it in the package's own way.

A target returns nothing; whatever it raises other than the errors it names itself is a fault of the program. Findings
have to have a place and must be sayable in every style, in one line and without a sign that a terminal acts on.
"""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gongkai import forms, located
from gongkai.checks import rule_codes
from gongkai.cli import main
from gongkai.demo import demo_files
from gongkai.editing.fix import SiteFile, TextKind, mended_file
from gongkai.errors import FormError, ReadError
from gongkai.findings import as_annotation, as_json, as_text
from gongkai.forms import FormRegistry, load_form, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.files.office_conversion import convert_office
from gongkai.readers.formats.docx import read_docx
from gongkai.readers.formats.markdown import read_markdown
from gongkai.readers.formats.old_office import read_office
from gongkai.readers.formats.text import read_text
from gongkai.readers.formats.xlsx import read_xlsx
from gongkai.readers.html.pages import read_html
from gongkai.readers.matching import match_document
from gongkai.renders.export import ReportExport, formats_of
from gongkai.reports.ledger import read_ledger
from gongkai.reports.signing.reviews import read_reviews
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.examine import examine_agency
from gongkai.workspace.page_limits import page_faults
from tests.fuzz.inputs import changed, changed_bytes
from tests.readers.test_hostile_files import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongkai.findings import Finding
    from gongkai.readers.document import Document
    from gongkai.work.agency import AgencyData

BASE = Path(__file__).parent.parent / "wheel"
FORMS = Path(forms.__file__).parent


@dataclass(frozen=True)
class Target:
    """Something that reads.

    Attributes:
        inputs: What it is given.
        feed: Reads one input.
        share: How many inputs it gets of a thousand: fewer where one takes longer, as where a process is started for
            each. Such a process has limits of its own, which are not counted here.
    """

    inputs: Callable[[], st.SearchStrategy[Any]]
    feed: Callable[[Any], None]
    share: float


def sayable(findings: Iterable[Finding]) -> None:
    """Check that each finding has a place and can be shown."""
    for item in findings:
        assert item.path
        assert item.line is None or item.line > 0
        text, annotation = as_text(item), as_annotation(item)
        assert "\n" not in annotation
        assert not any(sign < " " or "\u202a" <= sign <= "\u202e" for sign in text), text
        assert as_json(item)["message"]


@cache
def seeds(suffix: str) -> tuple[str, ...]:
    """Data or narratives to change: those of the smallest site, and of a demo district."""
    base = (path.read_text(encoding="utf-8") for path in sorted(BASE.glob(f"d*/x/*{suffix}")) if path.stem != "agency")
    demo = (text for path, text in demo_files(2, 2, seed=1) if path.endswith(f"2025{suffix}"))
    return (*base, next(demo))


@cache
def registry() -> FormRegistry:
    return FormRegistry(shipped_forms())


def examined(data: str, narrative: str | None = None, agency: str = "version: 1\nname: 甲局\n") -> AgencyData:
    report = ReportFiles(2023, "data/a/2023.yml", data, "docs/a/2023.md", narrative, narrative is None)
    return examine_agency(AgencyFiles("a", "data/a/agency.yml", agency, (report,)), registry(), reserved=())


def as_read(text: str) -> str:
    """A text as it comes out of a file, where there are no halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def feed_yaml(text: str) -> None:
    located.parse(text)
    located.mended(text)


def feed_data(text: str) -> None:
    sayable(examined(as_read(text)).findings)


def feed_agency(text: str) -> None:
    sayable(examined(seeds(".yml")[0], None, as_read(text)).findings)


def feed_form(text: str) -> None:
    with contextlib.suppress(FormError):
        load_form(text, path="data/forms/a.yml", codes=rule_codes())


def feed_narrative(text: str) -> None:
    text = as_read(text)
    if not any(fault.is_limit for fault in page_faults(text)):
        sayable(examined(seeds(".yml")[0], text).findings)
        parse_narrative(text, path="docs/a/2023.md", hard_paragraphs=True)


def feed_renders(given: tuple[str, str]) -> None:
    data, narrative = map(as_read, given)
    if any(fault.is_limit for fault in page_faults(narrative)):
        return
    agency = examined(data, narrative)
    for year, report in agency.reports.items():
        export = ReportExport(report, agency.owner, agency.sha256[year], agency.findings, agency.shown_narrative(year))
        for item in formats_of(report):
            if item.name != "pdf":  # 0.1 s each; it has a test of its own
                item.make(export)


def feed_fix(text: str) -> None:
    for kind in (TextKind.REPORT, TextKind.AGENCY, TextKind.NARRATIVE):
        mended_file(SiteFile("a", text.encode("utf-8", "replace"), kind), hard_paragraphs=True)


def feed_lists(text: str) -> None:
    read_ledger(text)
    read_reviews(text)


def reading(read: Callable[..., Document]) -> Callable[[bytes], None]:
    """Read a document and look for a report in it."""

    def feed(data: bytes) -> None:
        try:
            document = read(data, name="a.html")
        except ReadError:
            return
        match_document(document, shipped_forms())

    return feed


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


def changed_archive(name: str) -> st.SearchStrategy[bytes]:
    """An office file with changes in one of its parts, or in itself."""
    whole = exported(name)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}

    def packed(part: str, content: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for other, data in parts.items():
                archive.writestr(other, content if other == part else data)
        return buffer.getvalue()

    named = [
        st.builds(packed, st.just(part), changed_bytes((data,))) for part, data in parts.items() if part.endswith("xml")
    ]
    return st.one_of(changed_bytes((whole,)), *named)


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


def feed_command(words: list[str]) -> None:
    """Run a command on a site that it may only read: nothing is confirmed."""
    before = os.getcwd()  # noqa: PTH109 - what chdir takes back
    os.chdir(BASE)
    said = io.StringIO()
    code: object = None
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main.main([word for word in words if word not in WRITING], standalone_mode=True)
    except SystemExit as ending:
        code = ending.code
    finally:
        os.chdir(before)
    assert code in (0, 1, 2, None)
    assert "程序出错" not in said.getvalue(), said.getvalue()


WRITING = {"--yes", "new", "import", "export", "review", "publish", "sign", "init", "demo", "--write", "--xlsx"}
"""Words of commands that could write into the site, which many tests read."""

TARGETS: dict[str, Target] = {
    "yaml": Target(lambda: changed(seeds(".yml")), feed_yaml, 250),
    "data and checks": Target(lambda: changed(seeds(".yml")), feed_data, 100),
    "agency": Target(lambda: changed(((BASE / "data/x/agency.yml").read_text(encoding="utf-8"),)), feed_agency, 60),
    "forms": Target(
        lambda: changed(tuple(path.read_text(encoding="utf-8") for path in sorted(FORMS.glob("*.yml")))), feed_form, 40
    ),
    "narrative": Target(lambda: changed(seeds(".md")), feed_narrative, 100),
    "fix": Target(lambda: changed((*seeds(".yml"), *seeds(".md"))), feed_fix, 60),
    "ledger and reviews": Target(
        lambda: changed(("2023\tgia-2021\t2024-01-15\tabc\n", "2023\tpass\t2024-01-15\tabc\treason\n")), feed_lists, 100
    ),
    "renders": Target(lambda: st.tuples(changed(seeds(".yml")), changed(seeds(".md"))), feed_renders, 10),
    "html": Target(lambda: changed_bytes((exported("fragment"),)), reading(read_html), 60),
    "text": Target(lambda: changed_bytes(tuple(text.encode() for text in seeds(".md"))), reading(read_text), 80),
    "markdown": Target(lambda: changed_bytes(tuple(map(str.encode, seeds(".md")))), reading(read_markdown), 60),
    "docx": Target(lambda: changed_archive("docx"), reading(read_docx), 25),
    "xlsx": Target(lambda: changed_archive("xlsx"), reading(read_xlsx), 25),
    "pdf": Target(lambda: changed_bytes((drawn_pdf(),)), reading(partial(read_in_child_process, "pdf")), 5),
    "xls": Target(lambda: changed_bytes((old("xlsx", "xls"),)), reading(partial(read_in_child_process, "xlsx")), 10),
    "doc": Target(lambda: changed_bytes((old("docx", "doc"),)), reading(read_office), 0.1),
    "command line": Target(lambda: st.lists(st.sampled_from(WORDS), max_size=6), feed_command, 30),
}  # fmt: skip
