"""Whether an OpenDocument workbook (.ods) shows other figures than it holds, which its reader does not know.

Its cells have both the number and the text that is shown for it (OpenDocument 1.3, part 3, 9.1.4 and 19.387).
"""

import re
from decimal import Decimal
from typing import Any

from gongkai.readers.files.office_xml import xml_root

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMES}:{name}:1.0}}" for name in ("office", "table", "text"))
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"[,，\s]")
_DASHES = re.compile(r"[-—–－]+")


def shows_other_figures(content: bytes) -> bool:
    """Whether a cell with a number shows another one, none, or more than it.

    Args:
        content: The part with the sheets.

    Raises:
        lxml.etree.XMLSyntaxError: It is broken.
    """
    return any(_shows_other(cell) for cell in xml_root(content).iter(f"{_TABLE}table-cell"))


def _shows_other(cell: Any) -> bool:
    value = cell.get(f"{_OFFICE}value")
    if value is None:
        return False
    lines = cell.iterchildren(f"{_TEXT}p")
    text = _BETWEEN.sub("", "".join(part for line in lines for part in line.itertext()))
    try:
        number = Decimal(f"{float(value):.15g}")
    except ValueError:
        return True
    if not number and _DASHES.fullmatch(text):
        return False
    return not (_NUMBER.fullmatch(text) and Decimal(text) == number)
