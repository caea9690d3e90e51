"""An official document as a PDF: typst sets it by ``template.typ``, with tags and bookmarks (PDF/UA-1).

It reads nothing but the template and the fonts of the system, and asks for nothing over the network.
"""

import datetime as dt
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from gongkai.errors import FormatError
from gongkai.findings import say
from gongkai.pages.official import OfficialDocument
from gongkai.renders.pdf.data import document_data
from gongkai.renders.pdf.fonts import chosen_fonts

if TYPE_CHECKING:
    import typst

_NO_DAY = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""When a file is said to be created whose report has no day of publication; the same report gives the same bytes."""
_NO_GLYPH = "could not be displayed with font"
_first_process: list[int] = []
"""The process in which typst has set its first document: its threads are not there in one that was forked off later."""


def pdf_document(document: OfficialDocument) -> bytes:
    """The PDF of a document.

    Raises:
        FormatError: typst or a font with the characters of the document is not installed.
    """
    day = document.published.date if document.published is not None else None
    created = dt.datetime.combine(day, dt.time(), dt.UTC) if day is not None else _NO_DAY
    data = document_data(document)
    if _first_process and os.getpid() not in _first_process:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return pool.submit(_set, data, created).result()
    return _set(data, created)


def _set(data: dict[str, object], created: dt.datetime) -> bytes:
    """Set a document with typst in this process."""
    compiler, fonts, template = _typesetter()
    import typst  # noqa: PLC0415 - an extra, proved by the line above

    _first_process[:] = [os.getpid()]
    document = json.dumps({**data, "fonts": fonts}, ensure_ascii=False)
    try:
        content = compiler.compile(
            input=template, sys_inputs={"document": document}, pdf_standards=["ua-1"], timestamp=created
        )
    except typst.TypstError as error:
        if _NO_GLYPH in str(error):
            text = str(error).partition("`")[2].partition("`")[0].strip('"')
            raise FormatError(say("export.no-glyph", {"text": text})) from error
        raise
    assert isinstance(content, bytes)  # noqa: S101 - as it was given no file to write
    return content


@cache
def _typesetter() -> tuple["typst.Compiler", dict[str, list[str]], bytes]:
    """What sets documents, with the fonts of the system; created once, as it looks through all fonts."""
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise FormatError(say("export.no-typst")) from error
    folder = resources.files(__package__)
    system = typst.Fonts()
    return (
        typst.Compiler(font_paths=system),
        chosen_fonts(system.families()),
        folder.joinpath("template.typ").read_bytes(),
    )
