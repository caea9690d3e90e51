"""Marks of footnotes in a Word file are no digits of the figure before them, whatever the file has of their notes."""

from __future__ import annotations

import io
import zipfile
from random import Random
from typing import TYPE_CHECKING

import pytest

from gongkai.readers.formats.reading import read_document
from tests.readers.corpus.sheet import sheet
from tests.readers.mess import word
from tests.readers.mess.draft import Draft
from tests.readers.test_hidden_figures import cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.readers.document import Document

SPACE = f'xmlns:w="{word.W}"'
NOTE = f'<w:footnotes {SPACE}><w:footnote w:id="2"><w:p><w:r><w:t>其中一件</w:t></w:r></w:p></w:footnote></w:footnotes>'
LINE = f'<w:footnotes {SPACE}><w:footnote w:id="2" w:type="separator"><w:p/></w:footnote></w:footnotes>'
STYLE = '<w:style w:type="character" w:styleId="a9"><w:name w:val="{}"/></w:style>'


def read(content: str, parts: Mapping[str, str]) -> Document:
    """What is read of a file with something in a cell, and further parts."""
    writer = word.WordWriter(Draft(sheet("gia-2021", 1), Random(1)))  # noqa: S311 - a test's dice
    writer.numbered = False
    file = io.BytesIO(writer.file(cell(content)))
    with zipfile.ZipFile(file, "a") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return read_document(file.getvalue(), name="a.docx")


def figure(content: str, **parts: str) -> str:
    """The text of the cell."""
    names = {f"word/{name}.xml": part for name, part in parts.items()}
    return next(read(word.run("12") + content, names).grids()).rows[0][1].text


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("FootnoteReference", ""),
        ("EndnoteReference", ""),
        ("a9", "footnote reference"),
        ("a9", "脚注引用"),
    ],
)
def test_typed_mark_in_a_style_of_marks_is_no_digit(style: str, name: str) -> None:
    styles = {"styles": f"<w:styles {SPACE}>{STYLE.format(name)}</w:styles>"} if name else {}
    assert figure(word.run("1", f'<w:rStyle w:val="{style}"/>'), **styles) == "12[1]"


def test_digits_of_another_style_or_on_the_line_stay_digits() -> None:
    assert figure(word.run("1", '<w:rStyle w:val="a9"/>')) == "121"
    on_line = '<w:rStyle w:val="FootnoteReference"/><w:vertAlign w:val="baseline"/>'
    assert figure(word.run("1", on_line)) == "121"


@pytest.mark.parametrize(
    ("reference", "notes"),
    [
        ('<w:footnoteReference w:id="2"/>', {"footnotes": NOTE}),
        ('<w:footnoteReference w:id="2"/>', {}),
        ('<w:footnoteReference w:id="7"/>', {"footnotes": NOTE}),
        ('<w:footnoteReference w:id="2"/>', {"footnotes": LINE}),
        ("<w:footnoteReference/>", {}),
        ('<w:endnoteReference w:id="2"/>', {"footnotes": NOTE}),
        ('<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t>', {"footnotes": NOTE}),
        ('<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t>', {}),
    ],
)
def test_reference_to_a_note_is_read_and_kept_from_the_figure(reference: str, notes: dict[str, str]) -> None:
    assert figure(f"<w:r>{reference}</w:r>", **notes) == "12[1]"


def test_note_is_read() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read(word.run("12") + mark, {"word/footnotes.xml": NOTE})
    assert "其中一件" in "".join(block.text for block in document.paragraphs())
