"""Documents that LibreOffice has written once, kept here so that tests which only read them start no LibreOffice.

``python -m tests.readers.by_libreoffice`` writes them anew and, into ``sources.yml``, what each was made of. Where what
it is made of has changed since, a test says so. That LibreOffice of this machine writes files that can be read is for
``test_office_files.py``.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "sources.yml"


@dataclass(frozen=True, slots=True)
class DocumentToConvert:
    """A document to be written by LibreOffice.

    Attributes:
        name: The name of its file.
        source: What it is made of.
        suffix: The suffix of that.
        filter: The kind that LibreOffice is asked for, with its options.
    """

    name: str
    source: bytes
    suffix: str
    filter: str


def kept_document(name: str) -> bytes:
    """A document that LibreOffice has written."""
    return (FOLDER / name).read_bytes()


def known_sources() -> Mapping[str, str]:
    """By name of a document the digest of what it was made of."""
    return dict(read_yaml(SOURCES.read_text(encoding="utf-8")))


def digest(source: bytes) -> str:
    """A hash of a web page or an office file, of which it does not count when it was written."""
    if not zipfile.is_zipfile(io.BytesIO(source)):
        return hashlib.sha256(source).hexdigest()
    with zipfile.ZipFile(io.BytesIO(source)) as parts:
        names = sorted(name for name in parts.namelist() if name != "docProps/core.xml")
        return hashlib.sha256(b"".join(name.encode() + parts.read(name) for name in names)).hexdigest()
