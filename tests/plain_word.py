"""A new Word file as python-docx makes it, but without its designs of tables, which take longer to read than a report.

They are nine tenths of the 9,000 elements of its styles, and stand in a second part once more. Tests that write files
with them hold that they are read all the same (``merged.docx`` of ``tests/readers/test_corpus.py``, and
``tests/readers/test_office_files.py``).
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = Path(docx.__file__).parent / "templates/default.docx"
STYLES, AGAIN = "word/styles.xml", "word/stylesWithEffects.xml"
"""The styles, and what Word 2010 wrote of them once more for itself."""
DESIGN = re.compile(
    r'<w:style w:type="table"[^>]*w:styleId="(?!Table(?:Normal|Grid)")(?:(?!</w:style>).)*</w:style>', re.DOTALL
)
NAMES_AGAIN = re.compile(rf'<(?:Override|Relationship)\b[^>]*"/?(?:word/)?{Path(AGAIN).name}"[^>]*/>')


def plain_word() -> Document:
    """Return an empty document of python-docx, with the styles of its texts and ``Table Grid``."""
    return docx.Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == STYLES:
                content = DESIGN.sub("", content.decode()).encode()
            elif name.endswith((".rels", "[Content_Types].xml")):
                content = NAMES_AGAIN.sub("", content.decode()).encode()
            if name != AGAIN:
                target.writestr(name, content)
    return file.getvalue()
