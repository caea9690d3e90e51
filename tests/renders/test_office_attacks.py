"""Hostile texts in a Word and an Excel file that LibreOffice opens: texts they stay, nothing is run, followed or read.

LibreOffice saves both as HTML. A text that it took for a formula, a field or a link would come out as something else.
"""

from __future__ import annotations

import json
import socketserver
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from gongkai.forms import resolve
from gongkai.renders.export.registry import formats
from gongkai.reports import Note
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import zeros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shared_folders import SharedFolders

pytestmark = pytest.mark.heavy

NEW = shipped_form("gia-2021")
LIST = Path(__file__).parent.parent / "site" / "attacks.jsonl"
SECRET = "S3CRET-OF-THE-MACHINE"  # noqa: S105 - made up, and meant to be looked for
KINDS = ("docx", "xlsx")


@dataclass(frozen=True)
class Opened:
    """What became of the two files.

    Attributes:
        texts: What the notes of the report say.
        pages: By kind of file what LibreOffice has made of it.
        calls: How many programs have called at the address that texts name.
        left: Names of files that a command in the texts would have made.
    """

    texts: tuple[str, ...]
    pages: dict[str, html.HtmlElement]
    calls: int
    left: tuple[str, ...]


class Calls(socketserver.ThreadingTCPServer):
    """Counts who calls, whatever is asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.count = 0

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


@pytest.fixture(scope="module")
def opened(shared_folders: SharedFolders) -> Opened:
    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / "secret.csv").write_text(f"{SECRET}\n", encoding="utf-8")
        with Calls() as calls:
            threading.Thread(target=calls.serve_forever, daemon=True).start()
            lines = LIST.read_text(encoding="utf-8").splitlines()
            texts = (*map(json.loads, lines), *aimed(folder, f"http://127.0.0.1:{calls.server_address[1]}/"))
            place = resolve(NEW, "requests.received.total")
            notes = tuple(Note("申请.本年新收.总计", place, text) for text in texts)
            export = export_of(replace(zeros(NEW), notes=notes))
            for kind in KINDS:
                make_file = next(item for item in formats() if item.name == kind).make
                (folder / f"in-{kind}.{kind}").write_bytes(make_file(export))
            workbooks.convert([folder / f"in-{kind}.{kind}" for kind in KINDS], "html", folder)
            calls.shutdown()
            (folder / "told.json").write_text(json.dumps({"texts": texts, "calls": calls.count}), encoding="utf-8")

    folder = shared_folders.get("office-attacks", make)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    pages = {kind: html.document_fromstring((folder / f"in-{kind}.html").read_bytes()) for kind in KINDS}
    left = tuple(path.name for path in folder.glob("ran*"))
    return Opened(tuple(told["texts"]), pages, told["calls"], left)


def bare(text: str) -> str:
    """A text without its blanks, as which each program writes something else."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_shown_as_it_was_written(opened: Opened, kind: str) -> None:
    shown = bare(opened.pages[kind].text_content())
    assert len(opened.texts) > 120
    assert [text for text in opened.texts if bare(text) not in shown] == []
    assert SECRET not in shown


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_the_page_acts_or_leads_to_where_a_text_says(opened: Opened, kind: str) -> None:
    page = opened.pages[kind]
    assert (
        page.xpath("//script | //iframe | //object | //embed | //form | //img[not(starts-with(@src, 'data:'))]") == []
    )
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    links = [str(link) for link in page.xpath("//@href | //@src")]
    assert [link for link in links if "evil.invalid" in link or "127.0.0.1" in link or "javascript" in link] == []


def test_no_address_was_called_and_no_command_run(opened: Opened) -> None:
    assert opened.calls == 0
    assert opened.left == ()
