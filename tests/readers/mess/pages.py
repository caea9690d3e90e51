"""Drafts as web pages: of a content management system, saved by Word, saved with everything in one file (``.mht``)."""

from __future__ import annotations

import html
import quopri
import re
from random import Random
from typing import TYPE_CHECKING

from tests.readers.corpus.writers import STATUTORY, word_html
from tests.readers.mess.carried import carries

if TYPE_CHECKING:
    from tests.readers.corpus.sheet import Cell, Table
    from tests.readers.mess.draft import Draft

HIDDEN = '<span style="display:none">77</span>'


STYLES = (
    (".y{opacity:0}", '{}<b class="y">9</b>'),
    ("td > b.y:first-child{visibility:hidden}", '<b class="y">9</b>{}'),
    ("@media screen{.y{display:none}}", '<p class="y">9</p>{}'),
    (".y{text-decoration:line-through}", '<b class="y">9</b>{}'),
    (".y::after{content:'9'}", '{}<b class="y"></b>'),
    (".y{background-image:url(9.png)}", '{}<i class="y"></i>'),
    (".y{float:right}", '<b class="y">9</b>{}'),
    (".y{display:flex;flex-direction:row-reverse}", '<div class="y"><b>9</b>{}</div>'),
    (".y{position:relative;left:-3em}", '{}<b class="y">9</b>'),
    (".y{color:#fff}", '{}<b class="y">9</b>'),
    (".y{display:inline-block;transform:scale(0)}", '{}<b class="y">9</b>'),
    ("", '{}<img src="9.gif" alt="">'),
)
"""Rules of a style sheet, and cells that hold digits which, on the screen, are not where they are written."""
SHARE_STYLED = 0.15


class PageWriter:
    """Writes one draft; which markup stands for what is drawn once for the whole page."""

    on_paper = False
    """Whether it is printed, so that nobody sees what is hidden."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.dice = draft.dice
        self.paragraph = self.dice.choice(
            ["<p>{}</p>", "<div>{}</div>", "{}<br>", '<p style="text-indent:2em">　　{}</p>']
        )
        self.heading = self.dice.choice(["<p><b>{}</b></p>", "<h2>{}</h2>", "<p>{}</p>", '<div class="t">{}</div>'])
        self.around = self.dice.choice(
            ["{}", "{}", "{}", "<p>{}</p>", "<span>{}</span>", '<input type="text" value="{}">', "<p>{}</p>" + HIDDEN]
        )
        if "<input" in self.around and not carries(draft.kind, "controls"):
            self.around = "{}"
        self.picture = '<img src="n.png">'
        self.nested = self.dice.random() < 0.1
        self.pictures = draft.dice.sample(sorted(draft.sheet.cells), 2) if self.dice.random() < 0.15 else []
        if not carries(draft.kind, "pictures"):
            self.pictures = []
        dice = Random(f"{self.paragraph}{sorted(draft.sheet.cells.items())}")  # noqa: S311 - draws nothing of the others
        figures = [at for at, text in sorted(draft.sheet.cells.items()) if re.fullmatch(r"\d+", text) and text != "9"]
        is_styled = dice.random() < SHARE_STYLED and carries(draft.kind, "styles") and len(figures) > 1
        self.rules, self.styled_cell = dice.choice(STYLES) if is_styled else ("", "")
        self.styled = dice.sample(figures, 2) if is_styled else []

    def write(self) -> bytes:
        """The page."""
        sheet = self.draft.sheet
        parts = [self.paragraph.format(html.escape(text)) for text in (*sheet.before, sheet.title)]
        for number, title in sheet.sections.items():
            parts.append(self.heading.format(html.escape(title)))
            parts += [self.paragraph.format(html.escape(text)) for text in sheet.prose.get(number, [])]
            parts += [self.table(table) for table in sheet.tables.get(STATUTORY.get(number, ""), [])]
        parts += [self.paragraph.format(html.escape(text)) for text in sheet.after]
        body = "\n".join(parts)
        if self.nested:
            body = f'<table width="100%"><tr><td>{body}</td></tr></table>'
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(sheet.title)}</title>'
            f"{f'<style>{self.rules}</style>' if self.rules else ''}</head>"
            f"<body>{body}</body></html>"
        ).encode()

    def table(self, table: Table) -> str:
        """A table."""
        lines = "".join(f"<tr>{''.join(map(self.cell, line))}</tr>" for line in table)
        return f'<table border="1">{lines}</table>'

    def cell(self, cell: Cell) -> str:
        """A cell."""
        spans = "".join(
            f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1
        )
        if cell.at in self.pictures:
            self.draft.unreadable.add(cell.at)
            return f"<td{spans}>{self.picture}</td>"
        if cell.at in self.styled:
            self.draft.unreadable.add(cell.at)
            return f"<td{spans}>{self.styled_cell.format(html.escape(cell.text))}</td>"
        text = html.escape(cell.text)
        if HIDDEN in self.around and cell.at and not text.strip() and not self.on_paper:
            self.draft.unreadable.add(cell.at)  # a script may show the figure that is hidden there: it is asked about
        if "<input" in self.around and cell.at and cell.at not in self.draft.absent:
            return f"<td{spans}>{self.around.format(text.strip())}</td>"
        text = text.replace("\n", "<br>") if "<p>" not in self.around else "</p><p>".join(text.split("\n"))
        return f"<td{spans}>{self.around.format(text) if '<input' not in self.around else text}</td>"


def as_page(draft: Draft) -> bytes:
    """A web page."""
    return PageWriter(draft).write()


def as_word_page(draft: Draft) -> bytes:
    """A web page that Word has saved."""
    return word_html(draft.sheet)


def as_archive(draft: Draft) -> bytes:
    """A page saved by a browser with everything in one file (MHTML)."""
    page = as_page(draft)
    body = quopri.encodestring(page).decode("ascii").replace("\n", "\r\n")
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.invalid/a.html\r\n"
        "Subject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Mess--1"\r\n\r\n\r\n'
        "------Mess--1\r\nContent-Type: text/html\r\nContent-ID: <frame-1>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.invalid/a.html\r\n\r\n"
        f"{body}\r\n------Mess--1\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "p { color: red }\r\n------Mess--1--\r\n"
    ).encode()
