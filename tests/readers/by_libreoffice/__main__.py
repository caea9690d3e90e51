"""Writes the documents of this folder anew: ``python -m tests.readers.by_libreoffice``."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.readers.by_libreoffice import FOLDER, SOURCES, DocumentToConvert, digest
from tests.readers.corpus.writers import converted
from tests.readers.test_corpus import made_by_libreoffice
from tests.readers.test_office_files import kept_files


def write(documents: list[DocumentToConvert]) -> None:
    """Let LibreOffice write documents, those of one kind in one start, and note what they were made of."""
    documents.sort(key=lambda item: (item.filter, item.suffix))
    with TemporaryDirectory() as folder:
        for number, (kind, group) in enumerate(groupby(documents, key=lambda item: item.filter)):
            files = []
            for item in group:
                file = Path(folder, f"{number}", item.name).with_suffix(item.suffix)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(item.source)
                files.append(file)
            converted(files, kind, Path(folder, "out"))
        for item in documents:
            shutil.copyfile(Path(folder, "out", item.name), FOLDER / item.name)
    lines = sorted(f"{item.name}: {digest(item.source)}\n" for item in documents)
    SOURCES.write_text(f"# Written by python -m tests.readers.by_libreoffice\n{''.join(lines)}", encoding="utf-8")


if __name__ == "__main__":
    write([*made_by_libreoffice(), *kept_files()])
