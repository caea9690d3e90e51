"""The kinds of files that can be read are the same in the message on an unknown file and in the manual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import ReadError, UsageError
from gongkai.importing.batch_list import read_batch
from gongkai.readers.formats.reading import read_document

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = re.compile(r"\.[a-z]{2,4}\b")


def test_message_on_an_unknown_file_names_what_the_manual_names(root: Path) -> None:
    with pytest.raises(ReadError) as error:
        read_document(b"\0\1\2", name="文件")
    manual = (root / "docs/manual/import.md").read_text(encoding="utf-8")
    (line,) = (line for line in manual.splitlines() if line.startswith("- 能读"))
    assert SUFFIX.findall(str(error.value)) == SUFFIX.findall(line)
    assert ".xlsb" in str(error.value)


@pytest.mark.parametrize("suffix", [".xlsb", ".mht"])
def test_document_in_the_place_of_a_list_is_said_to_be_one(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"年报{suffix}"
    file.write_bytes(b"PK")
    with pytest.raises(UsageError, match="不是清单"):
        read_batch(file, ())
