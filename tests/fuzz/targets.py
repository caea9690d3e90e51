"""What is fed: each target reads an input as the package does, and may only refuse it in the package's own way.

A target returns nothing; whatever it raises other than the errors it names itself is a fault of the program. Findings
have to have a place and must be sayable in every style, in one line and without a sign that a terminal acts on.
"""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from gongkai import located
from gongkai.checks import rule_codes
from gongkai.cli import main
from gongkai.editing.fix import SiteFile, TextKind, mended_file
from gongkai.errors import FormError, PlaceError, ReadError
from gongkai.figures import Kind, read
from gongkai.findings import as_annotation, as_json, as_text
from gongkai.forms import load_form, resolve, shipped_forms
from gongkai.narrative import parse_narrative, scan
from gongkai.readers.files.child_process import read_in_child_process
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
from gongkai.work.agency import AgencyFiles
from gongkai.work.examine import examine_agency
from gongkai.workspace.page_limits import page_faults
from tests.fuzz.inputs import both, changed, changed_bytes, words
from tests.fuzz.originals import (
    AGENCY,
    BASE,
    CALLS,
    FEW_LINES,
    FIGURES,
    LEDGERS,
    PLACES,
    WORDS,
    changed_archive,
    drawn_pdf,
    examined,
    exported,
    old,
    registry,
    seeds,
    shipped_texts,
    small_forms,
    small_html,
    small_word,
    small_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongkai.findings import Finding
    from gongkai.readers.document import Document
    from tests.fuzz.inputs import Decode


@dataclass(frozen=True)
class Target:
    """Something that reads.

    Attributes:
        inputs: Makes what decodes an input.
        feed: Reads one input.
        share: How many inputs it gets of a thousand: fewer where one takes longer, as where a process is started for
            each. Such a process has limits of its own, which are not counted here.
    """

    inputs: Callable[[], Decode]
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


def as_read(text: str) -> str:
    """A text as it comes out of a file, where there are no halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def feed_figure(text: str) -> None:
    for kind in Kind:
        for plain in (True, False):
            read(text, kind, plain=plain)


def feed_place(text: str) -> None:
    for form in shipped_forms():
        with contextlib.suppress(PlaceError):
            resolve(form, text)


def feed_scan(text: str) -> None:
    scanned = scan(text)
    assert all(item.line > 0 and item.column > 0 for item in (*scanned.slots, *scanned.problems))


def feed_yaml(text: str) -> None:
    located.parse(text)
    located.mended(text)


def feed_data(text: str) -> None:
    sayable(examined(as_read(text)).findings)


def feed_agency(text: str) -> None:
    sayable(examine_agency(AgencyFiles("a", "data/a/agency.yml", as_read(text), ()), registry(), reserved=()).findings)


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
    kind = (TextKind.REPORT, TextKind.AGENCY, TextKind.NARRATIVE)[len(text) % 3]
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


def feed_command(words: list[str]) -> None:
    """Run a command on a site that it may only read: nothing is confirmed."""
    before = os.getcwd()  # noqa: PTH109 - what chdir takes back
    os.chdir(BASE)
    output = io.StringIO()
    code: object = None
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            main.main([word for word in words if word not in WRITING], standalone_mode=True)
    except SystemExit as ending:
        code = ending.code
    finally:
        os.chdir(before)
    assert code in (0, 1, 2, None)
    assert "程序出错" not in output.getvalue(), output.getvalue()


WRITING = {"--yes", "new", "import", "export", "review", "publish", "sign", "init", "demo", "--write", "--xlsx"}
"""Words of commands that could write into the site, which many tests read."""


TARGETS: dict[str, Target] = {
    "figures": Target(lambda: changed(FIGURES), feed_figure, 210),
    "places": Target(lambda: changed(PLACES), feed_place, 100),
    "yaml": Target(lambda: changed((*FEW_LINES, *seeds(".yml"))), feed_yaml, 104),
    "data and checks": Target(lambda: changed(seeds(".yml")), feed_data, 60),
    "agency": Target(lambda: changed((AGENCY, *FEW_LINES)), feed_agency, 100),
    "forms": Target(lambda: changed(small_forms()), feed_form, 7),
    "ledger and reviews": Target(lambda: changed(LEDGERS), feed_lists, 159),
    "scan": Target(lambda: changed((*CALLS, *seeds(".md"))), feed_scan, 163),
    "narrative": Target(lambda: changed((*CALLS, *seeds(".md"))), feed_narrative, 8),
    "fix": Target(lambda: changed((*FEW_LINES, *CALLS)), feed_fix, 16),
    "renders": Target(lambda: both(changed(seeds(".yml")), changed(seeds(".md"))), feed_renders, 1.2),
    "html": Target(lambda: changed_bytes((small_html(),)), reading(read_html), 12),
    "text": Target(lambda: changed_bytes(tuple(map(str.encode, seeds(".md")))), reading(read_text), 7),
    "markdown": Target(lambda: changed_bytes(tuple(map(str.encode, seeds(".md")))), reading(read_markdown), 7),
    "docx": Target(lambda: changed_archive(small_word()), reading(read_docx), 15),
    "xlsx": Target(lambda: changed_archive(small_workbook()), reading(read_xlsx), 15),
    "whole forms": Target(lambda: changed(shipped_texts()), feed_form, 0.15),
    "whole html": Target(lambda: changed_bytes((exported("fragment"),)), reading(read_html), 0.8),
    "whole docx": Target(lambda: changed_archive(exported("docx")), reading(read_docx), 0.15),
    "whole xlsx": Target(lambda: changed_archive(exported("xlsx")), reading(read_xlsx), 0.15),
    "pdf": Target(lambda: changed_bytes((drawn_pdf(),)), reading(partial(read_in_child_process, "pdf")), 1),
    "xls": Target(lambda: changed_bytes((old("xlsx", "xls"),)), reading(partial(read_in_child_process, "xlsx")), 0.5),
    "doc": Target(lambda: changed_bytes((old("docx", "doc"),)), reading(read_office), 0.05),
    "command line": Target(lambda: words(WORDS, 9), feed_command, 13),
}
