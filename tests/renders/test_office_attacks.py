"""Hostile texts in a Word and an Excel file that LibreOffice opens: texts they stay, nothing is run, followed or read.

LibreOffice saves both as HTML. A text that it took for a formula, a field or a link would come out as something else:
it opens files with the same texts as formulas and fields as well, as if nothing were escaped, and that has to be seen.
"""

from __future__ import annotations

import io
import json
import socketserver
import threading
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import pytest
import xlsxwriter
from lxml import html

from gongkai.forms import resolve
from gongkai.renders.export.registry import formats
from gongkai.reports import Note
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import zeros

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.shared_folders import SharedFolders

pytestmark = pytest.mark.heavy

NEW = shipped_form("gia-2021")
LIST = Path(__file__).parent.parent / "site" / "attacks.jsonl"
SECRET = "S3CRET-OF-THE-MACHINE"  # noqa: S105 - made up, and meant to be looked for
KINDS = ("docx", "xlsx")
FIELD = "<w:p><w:fldSimple w:instr={}><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>"
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
LINKED = f'<Relationship Id="linked" Type="{RELATIONS}/image" TargetMode="External" Target="{{}}"/>'
PICTURE = f"""<w:p><w:r><w:drawing>
<wp:inline xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="9000" cy="9000"/><wp:docPr id="1" name="a"/>
<a:graphic xmlns:a="{OFFICE}/drawingml/2006/main"><a:graphicData uri="{OFFICE}/drawingml/2006/picture">
<pic:pic xmlns:pic="{OFFICE}/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:link="linked"/></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000" cy="9000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
"""A picture of a Word file that is not in it but at the address of ``LINKED``."""


@dataclass(frozen=True)
class ConvertedFiles:
    """What became of the two files.

    Attributes:
        texts: What the notes of the report say.
        pages: By kind of file what LibreOffice has made of it.
        calls: How many programs have called at the address that texts name.
        left: Names of files that a command in the texts would have made.
        acting: What it has made of files in which the texts act, and of the file that some of them would read.
        acting_calls: How many programs have called at the address that those name.
    """

    texts: tuple[str, ...]
    pages: dict[str, html.HtmlElement]
    calls: int
    left: tuple[str, ...]
    acting: dict[str, html.HtmlElement]
    acting_calls: int


class Calls(socketserver.ThreadingTCPServer):
    """Counts who calls, whatever is asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.count = 0
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"

    def process_request(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as it is called
        self.count += 1
        self.shutdown_request(request)  # type: ignore[arg-type]


def aimed(folder: Path, address: str) -> Iterator[str]:
    """Texts that would call an address, read a file or run a command on this machine."""
    secret, ran = (folder / "secret.csv").as_uri(), folder / "ran"
    for target in (address, secret):
        yield from (f'=WEBSERVICE("{target}")', f'=HYPERLINK("{target}","甲")', f"='{target}'#$Sheet1.A1")
        yield from (f'INCLUDETEXT "{target}"', f'{{ INCLUDEPICTURE "{target}" \\d }}', f'<img src="{target}">')
    yield from (f"=cmd|'/c touch {ran}'!A0", f'=DDE("soffice","{secret}","a1")', f"DDEAUTO sh \"-c 'touch {ran}'\"")


def acting_word(whole: bytes, texts: tuple[str, ...], address: str) -> bytes:
    """A Word file with texts as fields in it, a link to an address, and a picture that lies there."""
    fields = "".join(FIELD.format(quoteattr(f" {text} ")) for text in (*texts, f'HYPERLINK "{address}"'))
    put_in = {
        "word/document.xml": ("<w:body>", f"<w:body>{fields}{PICTURE}"),
        "word/_rels/document.xml.rels": ("</Relationships>", f"{LINKED.format(address)}</Relationships>"),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            place, text = put_in.get(name, ("", ""))
            target.writestr(name, source.read(name).replace(place.encode(), text.encode(), 1))
    return buffer.getvalue()


def acting_workbook(texts: tuple[str, ...]) -> bytes:
    """A workbook with texts as formulas in it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(texts):
            if text.startswith("="):
                sheet.write_formula(row, 0, text)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def opened(shared_folders: SharedFolders) -> ConvertedFiles:
    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / "secret.csv").write_text(f"{SECRET}\n", encoding="utf-8")
        with Calls() as calls, Calls() as acting_calls:
            for server in (calls, acting_calls):
                threading.Thread(target=server.serve_forever, daemon=True).start()
            lines = LIST.read_text(encoding="utf-8").splitlines()
            texts = (*map(json.loads, lines), *aimed(folder, calls.address))
            place = resolve(NEW, "requests.received.total")
            notes = tuple(Note("申请.本年新收.总计", place, text) for text in texts)
            export = export_of(replace(zeros(NEW), notes=notes))
            files = {kind: next(item for item in formats() if item.name == kind).make(export) for kind in KINDS}
            acting = tuple(aimed(folder, acting_calls.address))
            word = next(item for item in formats() if item.name == "docx").make(export_of(zeros(NEW)))
            files["acting.docx"] = acting_word(word, acting, acting_calls.address)
            files["acting.xlsx"] = acting_workbook(acting)
            paths = [folder / f"in-{name}.{name.rpartition('.')[2]}" for name in files]
            for path, data in zip(paths, files.values(), strict=True):
                path.write_bytes(data)
            workbooks.convert([*paths, folder / "secret.csv"], "html", folder)
            for server in (calls, acting_calls):
                server.shutdown()
            record = {"texts": texts, "calls": calls.count, "acting": acting_calls.count}
            (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")

    folder = shared_folders.get("office-attacks", make)
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))

    def page(name: str) -> html.HtmlElement:
        return html.document_fromstring((folder / f"{name}.html").read_bytes())

    left = tuple(path.name for path in folder.glob("ran*"))
    acting = {kind: page(f"in-acting.{kind}") for kind in KINDS} | {"read": page("secret")}
    pages = {kind: page(f"in-{kind}") for kind in KINDS}
    return ConvertedFiles(tuple(record["texts"]), pages, record["calls"], left, acting, record["acting"])


def bare(text: str) -> str:
    """A text without its blanks, as which each program writes something else."""
    return "".join(text.split())


def not_shown(page: html.HtmlElement, texts: Iterable[str]) -> list[str]:
    """Texts that a page does not show as they were written."""
    shown = bare(page.text_content())
    return [text for text in texts if bare(text) not in shown]


def links(page: html.HtmlElement) -> list[str]:
    """Where a page leads to or loads from, of what texts name."""
    addresses = [str(link) for link in page.xpath("//@href | //@src")]
    return [link for link in addresses if "evil.invalid" in link or "127.0.0.1" in link or "javascript" in link]


def loading(page: html.HtmlElement) -> list[html.HtmlElement]:
    """What in a page runs or loads something."""
    return page.xpath("//script | //iframe | //object | //embed | //form | //img[not(starts-with(@src, 'data:'))]")


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_shown_as_it_was_written(opened: ConvertedFiles, kind: str) -> None:
    assert len(opened.texts) > 120
    assert not_shown(opened.pages[kind], opened.texts) == []
    assert SECRET not in opened.pages[kind].text_content()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_the_page_acts_or_leads_to_where_a_text_says(opened: ConvertedFiles, kind: str) -> None:
    page = opened.pages[kind]
    assert loading(page) == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert links(page) == []


def test_no_address_was_called_and_no_command_run(opened: ConvertedFiles) -> None:
    assert opened.calls == 0
    assert opened.left == ()


@pytest.mark.parametrize("kind", KINDS)
def test_texts_that_act_are_seen_to_do_so(opened: ConvertedFiles, kind: str) -> None:
    """LibreOffice reads no other file and runs no command unless it is asked to: of those two there is no such file."""
    page = opened.acting[kind]
    formulas = [text for text in opened.texts[-len(list(aimed(Path("/"), ""))) :] if text.startswith("=")]
    assert set(not_shown(page, formulas)) == set(formulas)
    assert links(page)
    assert SECRET in opened.acting["read"].text_content()


def test_picture_at_an_address_is_seen_to_be_fetched(opened: ConvertedFiles) -> None:
    assert loading(opened.acting["docx"])
    assert opened.acting_calls > 0
