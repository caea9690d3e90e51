"""How much a file may hold: said before anything parses it, so that no file takes a build minutes or all memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai import forms
from gongkai.findings import Finding, Level
from gongkai.listed_findings import MOST_OF_A_FILE, with_limit
from gongkai.located import parse
from gongkai.reports.layout import Layout
from gongkai.routes import RESERVED
from gongkai.visible_text import visible
from gongkai.workspace import Workspace
from tests.site.sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[1]
DATA, AGENCY, TEXT = "data/x/2023.yml", "data/x/agency.yml", "docs/x/2023.md"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023, without a finding."""
    return Site(tmp_path / "clerk")


def findings(site: Site) -> tuple[Finding, ...]:
    return Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=RESERVED).findings


def said_of(site: Site, path: str) -> set[str]:
    return {item.variant or item.code for item in findings(site) if item.path == path}


class Calls:
    """Counts how many Python functions are called, which is the same on a machine at rest and on a busy one."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, work: Callable[[], object]) -> int:
        """How many calls a piece of work takes."""
        self.count = 0

        def note(*_: object) -> None:
            self.count += 1

        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(None)
        return self.count


@pytest.mark.parametrize("path", [DATA, AGENCY, TEXT, "docs/x/note.md", "docs/index.md", "data/forms/case.yml"])
def test_file_of_more_than_two_million_bytes_is_refused_unparsed(site: Site, path: str) -> None:
    site.write(path, "# " + "甲" * 700_000 + "\n")
    assert "file-large" in said_of(site, path)


@pytest.mark.parametrize("path", [DATA, AGENCY, "data/forms/case.yml"])
@pytest.mark.parametrize(
    "text", ["甲: 1\n" * 30_000, f"甲: [{'1,' * 30_000}]\n", "甲: [\r" * 30_000], ids=["lines", "commas", "returns"]
)
def test_data_of_too_many_entries_are_refused_unparsed(site: Site, path: str, text: str) -> None:
    site.write(path, text)
    assert said_of(site, path) >= {"file-many"}


MUCH = {
    "calls": "{{ " * 3_000,
    "braces": "{" * 5_000,
    "brackets": "[" * 20_000,
    "links": "[a](" * 20_000,
    "comments": "<!--" * 1_000,
    "headings": "## 一\n" * 3_000,
    "lines": "\n" * 30_000,
    "backticks": "`" * 30_000,
    "tags": "<b" * 30_000,
    "cells": "|" * 200_000,
    "one line": "新收申请1件，" * 10_000,
    "text": ("新收申请" * 300 + "\n") * 500,
}


@pytest.mark.parametrize("text", MUCH.values(), ids=MUCH)
def test_page_of_too_much_of_one_thing_is_refused_unparsed(site: Site, text: str) -> None:
    site.write("docs/x/note.md", f"# 题\n\n{text}\n")
    assert said_of(site, "docs/x/note.md") == {"page-many"}


FORM = Path(forms.__file__).with_name("gia-2021.yml").read_text(encoding="utf-8")
LONG_TEXT = "甲" * 24
WORST: dict[str, Callable[[Site], Site]] = {
    "agency": lambda site: site.write(AGENCY, site.read(AGENCY) + lines("k{number}: {text}\n", 19_000)),
    "data": lambda site: site.write(
        DATA, site.read(DATA) + "\nnotes:\n" + lines("  - {{at: 申请, text: {text}{text}}}\n", 9_500)
    ),
    "form": lambda site: site.write(
        "data/forms/case-1.yml",
        FORM.replace("form: gia-2021", "form: case-1", 1).replace(
            "        rows:\n",
            "        rows:\n" + lines("          r{number}: {{label: 行{number}, short: 行{number}}}\n", 9_000),
            1,
        ),
    ),
    "narrative of figures": lambda site: in_narrative(site, ("甲乙丙丁，新收申请3件。" * 8 + "\n\n") * 1_450),
    "narrative of dashes": lambda site: in_narrative(site, "-" * 14_900 + "x\n"),
    "narrative of blanks to fill in": lambda site: in_narrative(site, "_" * 14_900 + "\n"),
}
"""Files that go to the limits and no further, so that all of them is parsed and checked."""
MEASURE = """
import gc, json, sys, time
from pathlib import Path
from gongkai.reports.layout import Layout
from gongkai.routes import RESERVED
from gongkai.workspace import Workspace
from tests.peak_memory import peak_memory
gc.set_threshold(10_000)  # as the command and a build do
for root in map(Path, sys.argv[1:]):
    start = time.process_time()
    site = Workspace(Layout(root, root / "data", root / "docs"), reserved=RESERVED)
    said = sorted({item.variant or item.code for item in site.findings})
    seconds = time.process_time() - start
    print(json.dumps([seconds, peak_memory() // 1024, said]))
"""
"""Prints for each site seconds of the processor, most megabytes of the process so far, and what is said of it."""


def lines(pattern: str, count: int) -> str:
    return "".join(pattern.format(number=number, text=LONG_TEXT) for number in range(count))


def in_narrative(site: Site, text: str) -> Site:
    return site.write(TEXT, f"{site.read(TEXT)}\n{text}")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[float, int, list[str]]]:
    """By kind of file what it took to check a site with the worst one, in one process for all."""
    folder = tmp_path_factory.mktemp("worst")
    roots = [str(make(Site(folder / str(number))).root) for number, make in enumerate(WORST.values())]
    command = [sys.executable, "-c", MEASURE, *roots]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, cwd=ROOT)
    return dict(zip(WORST, (tuple(json.loads(line)) for line in ran.stdout.splitlines()), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORST)
def test_worst_file_that_is_read_takes_less_than_five_seconds_and_512_megabytes(
    measured: Mapping[str, tuple[float, int, list[str]]], kind: str
) -> None:
    seconds, megabytes, variants = measured[kind]
    assert seconds < 5
    assert megabytes < 512
    assert not {"file-large", "file-many", "page-many"} & set(variants)


def test_picture_within_a_page_may_make_a_long_line(site: Site) -> None:
    site.write("docs/x/note.md", f"# 题\n\n![图](data:image/png;base64,{'A' * 100_000})\n")
    assert said_of(site, "docs/x/note.md") == set()


@pytest.mark.parametrize("written", [r"\b", r"\0", r"\uFFFF", r"\u202E", r"\u2066", r"\x7F", r"\x85", r"\u200B"])
@pytest.mark.parametrize("line", ['{{at: 申请, text: "甲{}乙"}}', '{{at: 一, "text{}": 甲}}'])
def test_sign_that_is_written_as_an_escape_is_refused_like_the_sign_itself(site: Site, written: str, line: str) -> None:
    site.write(DATA, f"{site.read(DATA)}\nnotes:\n  - {line.format(written)}\n")
    assert "escaped" in said_of(site, DATA)


@pytest.mark.parametrize("sign", ["\b", "\0", "\uffff", "\u202e", "\u2066", "\x7f", "\x85", "\x1b"])
def test_sign_in_a_text_is_refused_at_its_place(site: Site, sign: str) -> None:
    site.write("docs/x/note.md", f"# 题\n\n甲{sign}乙\n")
    (finding,) = findings(site)
    assert (finding.variant, finding.line, finding.column) == ("page-character", 3, 2)
    assert finding.args["detail"] == f"U+{ord(sign):04X}"


DAYS = {
    "1925-01-01": "day-outside",
    "2007-12-31": "day-outside",
    "2100-01-01": "day-outside",
    "9999-12-31": "day-outside",
    "0000-01-01": "no-such-day",
    "2024-02-30": "no-such-day",
}


@pytest.mark.parametrize(("written", "variant"), DAYS.items())
@pytest.mark.parametrize("key", ["published", "corrections"])
def test_day_before_the_regulation_or_too_far_away_is_refused(site: Site, key: str, written: str, variant: str) -> None:
    if key == "published":
        site.change(DATA, "published: 2024-01-15", f"published: {written}")
    else:
        entry = f"{{at: 申请.本年新收.自然人, was: 1, date: {written}, reason: 笔误}}"
        site.write(DATA, f"{site.read(DATA)}\ncorrections:\n  - {entry}\n")
    assert variant in said_of(site, DATA)


@pytest.mark.parametrize("digits", [16, 40, 5_000])
def test_number_of_more_than_fifteen_digits_is_none(site: Site, digits: int) -> None:
    site.change(DATA, "[5, 2,", f"[{'9' * digits}, 2,").change(DATA, "[12.30]", f"[{'9' * digits}.30]")
    site.write(AGENCY, f"{site.read(AGENCY)}due: {{2024: {'9' * digits}}}\n")
    assert [item.variant for item in findings(site) if item.code == "not-a-count"] == ["digits", "digits"]


def test_at_most_a_hundred_findings_of_a_file_are_listed_and_the_rest_counted(site: Site) -> None:
    site.write(DATA, site.read(DATA) + "".join(f"k{number}: 1\n" for number in range(250)))
    mine = [item for item in findings(site) if item.path == DATA]
    assert len(mine) == MOST_OF_A_FILE + 1
    (more,) = [item for item in mine if item.variant == "more"]
    assert (more.args["count"], more.level) == ("150", Level.ERROR)


def test_the_one_error_among_many_remarks_is_listed() -> None:
    remarks = [Finding(code="stock", level=Level.NOTICE, path="a", line=line) for line in range(500)]
    explained = [Finding(code="stock", level=Level.WAIVED, path="a", line=line) for line in range(500, 700)]
    error = Finding(code="balance", level=Level.ERROR, path="a", line=900)
    other = Finding(code="balance", level=Level.ERROR, path="b", line=1)
    listed = with_limit([*remarks, *explained, error, other])
    assert {error, other, *explained} <= set(listed)
    (more,) = [item for item in listed if item.variant == "more"]
    assert (more.level, more.args["count"]) == (Level.NOTICE, "401")


SLIPS = {
    "wide colon": "甲：1\n",
    "tab": "\t甲: 1\n",
    "unseen": "甲\u200b: 1\n",
    "wide blank": "\u3000甲: 1\n",
    "conflict": "<<<<<<< a\n",
    "quote": "甲: “\n",
    "wide comma": "甲: [1，2]\n",
    "open": "甲: [1\n",
    "brace": "甲: }\n",
    "dash": "-甲\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_work_of_reading_data_grows_as_the_file_does(slip: str) -> None:
    calls = Calls()
    small, large = (calls.of(lambda text=slip * lines: parse(text)) for lines in (1_000, 4_000))
    assert large < 6 * small


def test_text_for_a_terminal_names_what_it_would_act_on() -> None:
    assert visible("甲\x1b[31m\r\n\u202e乙\ud800") == "甲\\x1b[31m\\r\\n\\u202e乙\\ud800"
    assert visible("甲乙 “ab”—𠮷") == "甲乙 “ab”—𠮷"
