"""Many old files in one run of LibreOffice: one at which it ends costs no other. A script stands in for it."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from gongkai.errors import ReadError
from gongkai.readers.files import office_conversion
from gongkai.readers.files.office_conversion import ManyConversions, convert_office
from gongkai.readers.formats.old_office import read_office
from gongkai.readers.formats.reading import old_office_file
from tests.readers.mess.word import run
from tests.readers.test_word_styles import word_file

SCRIPT = """#!/bin/sh
echo "run $MALLOC_MMAP_THRESHOLD_" >> {log}
while [ "$1" != --convert-to ]; do shift; done
kind=$2
while [ "$1" != --outdir ]; do shift; done
out=$2; shift; shift; mkdir -p "$out"
for source; do
    case $(cat "$source") in
        *crash*) kill -SEGV $$ ;;
        *hang*) sleep 60 ;;
        *busy*) touch "$TMPDIR/lu2.tmp"; while :; do :; done ;;
        *broken*) ;;
        *hungry*)
            cp "$source" "$out/$(basename "$source").$kind"
            {python} -c "
held = []
for _ in range(40):
    held.append(b'x' * 4_000_000)" ;;
        *fleeting*)
            ln -s gone "$out/lu1.tmp"; sleep 0.3; rm "$out/lu1.tmp"
            cp "$source" "$out/$(basename "$source").$kind" ;;
        *) cp "$source" "$out/$(basename "$source").$kind" ;;
    esac
done
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which each run of the script leaves a line."""
    program, lines = tmp_path / "soffice", tmp_path / "log"
    program.write_text(SCRIPT.format(log=lines, python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office_conversion, "_PROGRAMS", (str(program),))
    monkeypatch.setattr(office_conversion, "_SECONDS", 1)
    return lines


def converted(*contents: str) -> list[str]:
    """Those of the files that were converted together."""
    with ManyConversions() as conversions:
        for content in contents:
            conversions.add(content.encode())
        conversions.begin()
        conversions.finish()
        digests = {hashlib.sha256(content.encode()).hexdigest(): content for content in contents}
        return sorted(digests[file.stem] for file in conversions.folder.iterdir())


@pytest.mark.parametrize(
    ("contents", "left", "runs"),
    [
        (("a", "b", "c"), (), 1),
        (("a", "a", "b"), (), 1),
        (("a", "broken", "b"), ("broken",), 1),
        (("a", "fleeting", "b"), (), 1),  # a temporary file that is listed and gone when it is looked at
        (("a", "crash", "b", "c"), ("crash",), 2),
        (("hang", "a", "crash", "b"), ("hang", "crash"), 3),
    ],
)
def test_file_that_ends_libreoffice_costs_no_other(
    log: Path, contents: tuple[str, ...], left: tuple[str, ...], runs: int
) -> None:
    assert converted(*contents) == sorted({*contents} - {*left})
    assert log.read_text(encoding="utf-8").count("run") == runs


def test_files_of_two_formats_take_a_run_each_and_one_that_ends_costs_none_of_the_other(log: Path) -> None:
    with ManyConversions() as conversions:
        for content, kind in (("crash", "docx"), ("a", "docx"), ("b", "xlsx"), ("c", "xlsx")):
            conversions.add(content.encode(), kind)
        conversions.begin()
        conversions.finish()
        results = {file.read_bytes(): file.suffix for file in conversions.folder.iterdir()}

    assert results == {b"a": ".docx", b"b": ".xlsx", b"c": ".xlsx"}
    assert log.read_text(encoding="utf-8").count("run") == 3


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (b"", None),
        (b"\x7d\x00\x0c\x00" + bytes(8) + b"\x01\x00", "xlsx"),  # a column that is hidden
    ],
)
def test_old_workbook_that_hides_something_is_converted_with_the_others(
    tmp_path: Path, record: bytes, kind: str | None
) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "Workbook".encode("utf-16-le") + bytes(8) + record
    (tmp_path / "a.xls").write_bytes(data)
    assert old_office_file(tmp_path / "a.xls") == ((data, kind) if kind else None)


def test_binary_workbook_is_converted_because_nothing_else_knows_what_it_hides(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsb"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    assert old_office_file(file) == (file.read_bytes(), "xlsx")


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("\x13 EQ \\o(1,2)\x15".encode("utf-16-le"), ["drawn-fields"]),
        (rb"\x13 eq \o(1,2)\x15".replace(rb"\x13", b"\x13"), ["drawn-fields"]),
        (rb"{\*\fldinst { EQ \\o(1,2)}}", ["drawn-fields"]),
        (rb"{\*\fldinst{\fs21 EQ \\o(1,2)}}", ["drawn-fields"]),
        (rb"{\*\fldinst { EQUAL }}", []),
        ("\x13 REF a\x15".encode("utf-16-le"), []),
        ("\x07\x13 IF 1=1 9 88 \x149\x15\x07".encode("utf-16-le"), ["counting-fields"]),
        (b"\x07\x13 seq a \\n \x149\x15\x07", ["counting-fields"]),
        ("\x07 \x13AUTONUM \x15\x07".encode("utf-16-le"), ["counting-fields"]),
        ("\x07\x13 = 4+5 \x149\x15\x07".encode("utf-16-le"), []),
        ("\x07\x13 MERGEFIELD a \x149\x15\x07".encode("utf-16-le"), []),
        ("表\x13 SEQ 表 \x141\x15".encode("utf-16-le"), []),
    ],
)
def test_old_word_file_with_fields_that_conversion_changes_is_said_to_be_read_in_part(
    tmp_path: Path, field: bytes, codes: list[str]
) -> None:
    data = b"WordDocument" + field
    (tmp_path / f"{hashlib.sha256(data).hexdigest()}.docx").write_bytes(word_file(f"<w:p>{run('字')}</w:p>"))
    notices = read_office(data, name="a.doc", ready=tmp_path).notices
    assert [notice.code for notice in notices if notice.code.endswith("-fields")] == codes


def test_files_at_which_it_always_ends_do_not_begin_it_without_end(log: Path) -> None:
    assert converted(*(f"crash {number}" for number in range(9)), "a") == []
    assert log.read_text(encoding="utf-8").splitlines() == ["run 1000000000"] * 5, "each keeps what it lets go"


def test_converted_file_is_not_converted_again(log: Path, tmp_path: Path) -> None:
    (tmp_path / "ready").mkdir()
    (tmp_path / "ready" / f"{hashlib.sha256(b'a').hexdigest()}.docx").write_bytes(b"word")
    assert convert_office(b"a", "docx", name="a.doc", ready=tmp_path / "ready") == b"word"
    assert not log.exists()
    assert convert_office(b"b", "docx", name="b.doc", ready=tmp_path / "ready") == b"b"


def test_busy_libreoffice_is_ended_and_leaves_nothing(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_conversion, "_FOR_ONE", 1)
    monkeypatch.setattr(office_conversion, "_SECONDS", 20)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    Path(tempfile.gettempdir()).mkdir()
    with pytest.raises(ReadError, match=r"“a\.doc”在 1 秒内没有读完"):
        convert_office(b"busy", "docx", name="a.doc")
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
    assert log.is_file()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone limits another process")
def test_libreoffice_has_no_more_memory_than_a_reader_and_what_it_wrote_without_is_not_taken(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_conversion, "MEMORY", 64)
    with pytest.raises(ReadError, match=r"读取“a\.doc”用的内存超过 64 MB"):
        convert_office(b"hungry", "docx", name="a.doc")
    assert log.is_file()
    assert converted("a", "hungry", "b") == []


@pytest.mark.usefixtures("log")
def test_memory_of_the_import_is_not_held_against_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "MEMORY", 64)
    mine = bytes(64 << 20)
    assert convert_office(b"plain", "docx", name="a.doc") == b"plain"
    assert len(mine) == 64 << 20


def test_nothing_is_begun_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "_PROGRAMS", ("no-such-program",))
    with ManyConversions() as conversions:
        conversions.add(b"a")
        conversions.begin()
        conversions.finish()
        assert not conversions.folder.exists()
