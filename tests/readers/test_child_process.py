"""The process that parses hostile files is not trusted: whatever it answers is data, checked before it is used."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.errors import ReadError
from gongkai.readers.document import Document, FileNotice, GridCell, Image, Origin, SourceGrid, SourceParagraph
from gongkai.readers.document.json_codec import DocumentJsonError, document_from_json, document_to_json
from gongkai.readers.files import child_process, processor_time
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.formats import pdf
from tests.examples import examples
from tests.readers.by_libreoffice import kept_document

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITE = "import sys; open(sys.argv[1], 'wb').write(bytes.fromhex(sys.argv[2]))"
WRITE_LONG = "import sys; open(sys.argv[1], 'wb').truncate(int(sys.argv[2]))"
ORIGIN = [1, None, None, None, None, None]
ITEM = {"item": False, "number": None, "depth": 0}
PARAGRAPH = {"type": "paragraph", "text": "甲", "level": 0, **ITEM, "styles": [], "origin": ORIGIN}
CELL = ["1", True, 1, 1, False, ORIGIN]
GRID = {"type": "grid", "rows": [[CELL]], "tops": [], "may_lack_cells": False, "origin": ORIGIN}


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    """Each test begins without the process that has read files before, which knows nothing of what a test changes."""
    child_process.end_reading_process()
    yield
    child_process.end_reading_process()


def answering(monkeypatch: pytest.MonkeyPatch, program: str, *arguments: str) -> None:
    """Let a process that is started write an answer of the test's own."""
    monkeypatch.setattr(child_process, "_may_fork", lambda: False)
    monkeypatch.setattr(
        child_process,
        "_command",
        lambda _kind, _given, answer, _name: [sys.executable, "-c", program, answer, *arguments],
    )


def refused(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> ReadError:
    """Why an answer is refused that a fork leaves behind; to start Python for each takes longer than to refuse it."""

    def run(_kind: str, _given: str, place: str, _name: str) -> int:
        Path(place).write_bytes(answer)
        return 0

    monkeypatch.setattr(child_process, "_may_fork", lambda: True)
    monkeypatch.setattr(child_process, "_run_forked", run)
    with pytest.raises(ReadError) as raised:
        read_in_child_process("xlsx", b"x", name="a.xlsx")
    return raised.value


def answer_of(*blocks: object, **changed: object) -> bytes:
    document = {"kind": "xlsx", "title": "", "meta": {}, "blocks": list(blocks), "notices": [], **changed}
    return json.dumps({"document": document}).encode()


class Touch:
    """What a pickle may do when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def test_answer_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "touched"
    error = refused(pickle.dumps(Touch(mark)), monkeypatch)
    assert not mark.exists()
    assert error.code == "broken"


def test_well_formed_answer_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, WRITE, answer_of(PARAGRAPH, GRID).hex())
    document = read_in_child_process("xlsx", b"x", name="a.xlsx")
    assert [type(block) for block in document.blocks] == [SourceParagraph, SourceGrid]


GARBAGE = {
    "nothing": b"",
    "bytes": bytes(range(256)),
    "cut": answer_of(PARAGRAPH)[:-3],
    "deep": b"[" * 20_000,
    "no object": b"[1]",
    "neither": b"{}",
    "both": b'{"document": 1, "refusal": 2}',
    "not a number": answer_of({**PARAGRAPH, "level": float("nan")}),
    "huge number": answer_of(PARAGRAPH).replace(b'"level": 0', b'"level": ' + b"9" * 5000),
    "level as a truth value": answer_of({**PARAGRAPH, "level": True}),
    "level beyond headings": answer_of({**PARAGRAPH, "level": 7}),
    "further key": answer_of({**PARAGRAPH, "element": 1}),
    "key left out": answer_of({key: value for key, value in PARAGRAPH.items() if key != "item"}),
    "unknown type": answer_of({**PARAGRAPH, "type": "script"}),
    "text that is none": answer_of({**PARAGRAPH, "text": 1}),
    "text beyond Unicode": answer_of({**PARAGRAPH, "text": "\ud800"}),
    "style without an end": answer_of({**PARAGRAPH, "styles": [[0, True, False, ""]]}),
    "style that is none": answer_of({**PARAGRAPH, "styles": [[0, 1, 1, False, ""]]}),
    "short origin": answer_of({**PARAGRAPH, "origin": [1]}),
    "rows of two lengths": answer_of({**GRID, "rows": [[CELL], [CELL, CELL]]}),
    "span of nothing": answer_of({**GRID, "rows": [["1", True, 0, 1, False, ORIGIN]]}),
    "other kind": answer_of(PARAGRAPH, kind="pdf"),
    "meta that is none": answer_of(PARAGRAPH, meta={"a": 1}),
    "notices that are none": answer_of(PARAGRAPH, notices={}),
    "notice that is none": answer_of(PARAGRAPH, notices=["hidden-row"]),
    "short notice": answer_of(PARAGRAPH, notices=[["hidden-row", "", []]]),
    "argument of a notice that is none": answer_of(PARAGRAPH, notices=[["hidden-row", "", [["place"]], ORIGIN]]),
    "unknown refusal": b'{"refusal": {"code": "gone", "message": "x"}}',
    "refusal with control characters": b'{"refusal": {"code": "broken", "message": "\\u001b[2J"}}',
    "refusal without words": b'{"refusal": {"code": "broken"}}',
}


@pytest.mark.parametrize("name", GARBAGE)
def test_answer_that_is_no_document_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = refused(GARBAGE[name], monkeypatch)
    assert error.code == "broken"
    assert "a.xlsx" in str(error)


def test_answer_larger_than_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, WRITE_LONG, str(child_process.MOST_ANSWER + 1))
    with pytest.raises(ReadError) as raised:
        read_in_child_process("xlsx", b"x", name="a.xlsx")
    assert raised.value.code == "crowded"


def test_refusal_of_the_process_keeps_its_code_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"refusal": {"code": "locked", "message": "“a.xlsx”有密码。"}}
    error = refused(json.dumps(answer).encode(), monkeypatch)
    assert (error.code, str(error)) == ("locked", "“a.xlsx”有密码。")


TEXTS = st.text(max_size=8)
NUMBERS = st.none() | st.integers(0, 9)
ORIGINS = st.builds(Origin, st.integers(0, 9), NUMBERS, NUMBERS, st.none() | TEXTS, st.none() | TEXTS, NUMBERS)
CELLS = st.builds(GridCell, TEXTS, ORIGINS, st.booleans(), st.integers(1, 9), st.integers(1, 9), st.booleans())
ROWS = st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=3))
BLOCKS = st.one_of(
    st.builds(SourceParagraph, TEXTS, st.integers(0, 6), ORIGINS, st.booleans(), NUMBERS),
    st.builds(SourceGrid, ROWS.map(tuple), ORIGINS),
    st.builds(Image, TEXTS, ORIGINS),
)
NOTICES = st.builds(FileNotice, TEXTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple), ORIGINS)
DOCUMENTS = st.builds(
    Document, st.sampled_from(["pdf", "xlsx"]), st.lists(BLOCKS, max_size=4).map(tuple),
    st.dictionaries(TEXTS, TEXTS, max_size=3), TEXTS, st.lists(NOTICES, max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=examples(30), deadline=None)
@given(DOCUMENTS)
def test_document_comes_back_equal(document: Document) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


def test_lone_surrogate_of_a_source_becomes_the_replacement_character() -> None:
    document = Document("pdf", (SourceParagraph("甲\ud800乙"),))
    assert document_from_json(document_to_json(document)).blocks == (SourceParagraph("甲\ufffd乙"),)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(["paragraph", "grid", "image"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from([*PARAGRAPH, *GRID]), inner),
)


@settings(max_examples=examples(30), deadline=None)
@given(VALUES)
def test_any_other_value_is_an_error_of_its_own_kind(value: object) -> None:
    with pytest.raises(DocumentJsonError):
        document_from_json({"kind": "pdf", "title": "", "meta": {}, "blocks": [value]})


def test_forked_process_gives_what_a_started_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook_bytes()
    documents = []
    for fork in (True, False):
        monkeypatch.setattr(child_process, "_may_fork", lambda fork=fork: fork)
        documents.append(read_in_child_process("xlsx", data, name="a.xlsx"))
    assert documents[0] == documents[1]
    assert documents[0].blocks


def test_reader_in_a_fork_imports_nothing_that_the_next_one_would_import_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read_pdf = pdf.read_pdf

    def naming(data: bytes, *, name: str) -> Document:
        before = {*sys.modules}
        read_pdf(data, name=name)
        raise ReadError(" ".join(sorted({*sys.modules} - before)), code="broken")

    monkeypatch.setattr(child_process, "_may_fork", lambda: True)
    monkeypatch.setattr(pdf, "read_pdf", naming)
    with pytest.raises(ReadError, match=r"^$"):
        read_in_child_process("pdf", kept_document("printed-old.pdf"), name="a.pdf")


def test_library_that_is_not_there_is_left_to_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_may_fork", lambda: True)
    monkeypatch.setitem(child_process._LIBRARIES, "xlsx", ("none_such_module",))
    child_process._import_reader.cache_clear()
    assert read_in_child_process("xlsx", workbook_bytes(), name="a.xlsx").blocks


FORKED: dict[str, tuple[str, str]] = {
    "time.sleep(60)": ("slow", "秒"),
    "while True: pass": ("slow", "秒"),
    "os.kill(os.getpid(), signal.SIGSEGV)": ("memory", "内存"),
    "os._exit(0)": ("broken", "损坏"),
    "bytearray(1 << 30)": ("memory", "内存"),
    "raise RecursionError": ("deep", "嵌套过深"),
    "raise ValueError": ("broken", "损坏"),
    "os.write(OPEN, b'x')": ("broken", "损坏"),
}


@pytest.mark.parametrize(
    "act", [pytest.param(act, marks=[pytest.mark.slow] * (act == "while True: pass")) for act in FORKED]
)
def test_forked_process_may_hang_die_allocate_or_write_and_this_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    reader, writer = os.pipe()

    def hostile(*_: object, **__: object) -> None:
        exec(act, {"os": os, "time": time, "signal": signal, "OPEN": writer})  # noqa: S102 - one of the lines above

    monkeypatch.setattr(child_process, "_may_fork", lambda: True)
    monkeypatch.setattr(processor_time, "_FIRST", 1)
    monkeypatch.setattr(child_process, "_BY_CLOCK", 5)
    monkeypatch.setattr("gongkai.readers.formats.xlsx.read_xlsx", hostile)
    before = time.monotonic()
    with pytest.raises(ReadError) as raised:
        read_in_child_process("xlsx", b"x", name="a.xlsx")
    os.close(writer)
    try:
        assert raised.value.code == FORKED[act][0]
        assert FORKED[act][1] in str(raised.value)
        assert os.read(reader, 1) == b"", "no open file of this process can be written to"
        assert time.monotonic() - before < 20
    finally:
        os.close(reader)


def reading_process(title: str = "") -> int:
    """The id of the process that reads a workbook by the reader below."""
    return int(read_in_child_process("xlsx", title.encode(), name="a.xlsx").title)


@pytest.fixture
def naming_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that names its process, or does what it is told."""
    files: list[bytes] = []

    def read(data: bytes, *, name: str) -> Document:
        files.append(data)
        if data == b"refuse":
            raise ReadError(name, code="broken")
        if len(files) > 1 and data:
            exec(data, {"os": os, "time": time})  # noqa: S102 - a line of a test below
        return Document("xlsx", (), title=str(os.getpid()))

    monkeypatch.setattr(child_process, "_may_fork", lambda: True)
    monkeypatch.setattr("gongkai.readers.formats.xlsx.read_xlsx", read)


@pytest.mark.usefixtures("naming_reader")
def test_process_reads_further_files_until_one_is_refused_or_it_has_read_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = reading_process()
    assert first == reading_process() != os.getpid()
    with pytest.raises(ReadError):
        reading_process("refuse")
    second = reading_process()
    assert second == reading_process() != first
    monkeypatch.setattr(child_process, "_MOST_FILES", 2)
    third = reading_process()
    assert third == reading_process() != second
    assert not Path(f"/proc/{second}").exists()


@pytest.mark.usefixtures("naming_reader")
@pytest.mark.parametrize("act", ["os._exit(0)", "os.abort()", "raise MemoryError", "raise ValueError"])
def test_file_at_which_a_process_ends_that_has_read_others_is_read_by_a_new_one(act: str) -> None:
    first = reading_process()
    assert first == reading_process()
    assert first != reading_process(act)


@pytest.mark.usefixtures("naming_reader")
def test_slow_file_is_refused_at_once_and_other_files_before_it_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor_time, "_WORKBOOK", 1)
    for _ in range(3):
        reading_process("begin = time.process_time()\nwhile time.process_time() < begin + 0.5: pass")
    before = time.monotonic()
    with pytest.raises(ReadError) as raised:
        reading_process("while True: pass")
    assert raised.value.code == "slow"
    assert time.monotonic() - before < 3 * processor_time.times_slower() + 3


def test_slow_machine_has_more_time_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[int] = []
    monkeypatch.setattr(processor_time, "_set", limits.append)
    monkeypatch.setattr(processor_time, "_MOST_TIMES", 4)
    monkeypatch.setattr(processor_time, "_in_force", [])
    for seconds in (0.0, 0.0009, 0.1):
        processor_time.times_slower.cache_clear()
        monkeypatch.setattr(processor_time, "_seconds_of_loop", lambda seconds=seconds: seconds)
        processor_time.limit_seconds("pdf")
        processor_time.allow_pages(8)
        processor_time.limit_seconds("xlsx")
    processor_time.times_slower.cache_clear()
    assert limits == [3, 5, 2, 6, 10, 4, 12, 20, 8]


def test_process_with_threads_is_not_forked() -> None:
    going = threading.Event()
    thread = threading.Thread(target=going.wait)
    thread.start()
    try:
        assert child_process._may_fork() is False
    finally:
        going.set()
        thread.join()


def workbook_bytes() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("甲").write_row(0, 0, ["规章", 1, 2])
    return stream.getvalue()
