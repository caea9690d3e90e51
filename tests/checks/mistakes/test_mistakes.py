"""Every mistake of cases/ is reported in the words that its case lists, from the first line to the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.findings import as_text
from tests.checks.mistakes.case_files import REPORT, SITE, Mistake, as_parameters, chapters, checked, lines_on, mistakes

if TYPE_CHECKING:
    import logging
    from pathlib import Path

FEWEST = 150
NAMES = {"ANSI", "Excel", "GBK", "Git", "Markdown", "MkDocs", "PDF", "Tab", "UTF", "Unicode", "WPS", "Word", "YAML"}
"""Words of another language that Chinese has no other for."""
TYPED = re.compile(
    r"^(?:data|docs)/.*?:[0-9:]+|“[^”]*”|‘[^’]*’|^(例如|用法)：.*|gongkai [ -~]*|--[a-z]+ [a-z-]+|\{[{%#].*?[}%#]\}"
)
"""What is to be typed as it is, or was: what is quoted, examples, commands, and what stands between braces."""
ENGLISH = re.compile(r"[A-Z][A-Za-z]+|[A-Za-z]{2,} [A-Za-z]{2,}")
"""A word that begins as a sentence does, and two words in a row; a single one may be a key, a code or a name."""


@pytest.mark.parametrize("name", as_parameters(with_command=True))
def test_what_is_said_of_a_mistake_is_what_its_case_lists(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    _warning_records: list[logging.LogRecord],  # noqa: PT019 - its list is changed, and may be empty
) -> None:
    monkeypatch.chdir(tmp_path)
    case = mistakes()[name]
    if case.run:
        assert lines_on(case, tmp_path) == case.says
    else:
        assert tuple(as_text(item) for item in checked(name).findings) == case.says
    # MkDocs logs in English what is wrong with mkdocs.yml before the command says it in its own words.
    _warning_records[:] = [record for record in _warning_records if record.name != "mkdocs.config"]


def test_nothing_is_said_of_the_site_without_a_mistake(tmp_path: Path) -> None:
    assert lines_on(Mistake(says=(), mends=""), tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-20", '"2026-01-20"'),
        ("2026-01-20", "2026-1-20"),
        ("[12, 1, 0, 0, 0, 0]", "[12, 1, 0, 0, 0, 0,]"),
        ("[12, 1, 0, 0, 0, 0]", '["12", "1", "0", "0", "0", "0"]'),
        ("[12, 1, 0, 0, 0, 0]", "[12,\u30001,0,0, 0, 0]"),
        ("[12, 1, 0, 0, 0, 0]", "[12件, 1件, 0, 0, 0, 0]"),
        ("[12, 1, 0, 0, 0, 0]", "[12, 1, 0, 0, 0, 0]# 含补登 1 件"),
        ("[12, 1, 0, 0, 0, 0]", "[12, 1, 0,\n             0, 0, 0]"),
        ("本年新收:", "一、本年新收政府信息公开申请数量:"),
        ("本年新收:", "received:"),
        ("\n", "\r\n"),
    ],
)
def test_what_is_meant_and_can_be_read_is_read_without_a_word(old: str, new: str, tmp_path: Path) -> None:
    text = (SITE / REPORT).read_text(encoding="utf-8").replace(old, new)
    assert lines_on(Mistake(write={REPORT: text}, says=(), mends=""), tmp_path) == ()


def test_cases_are_many_and_each_has_its_own_name_and_a_judgement() -> None:
    assert len(mistakes()) >= FEWEST
    assert len(mistakes()) == sum(len(cases) for cases in chapters().values())
    for name, case in mistakes().items():
        assert re.fullmatch(r"不?能：.+。", case.mends), name
        assert case.says, name


def test_what_is_said_is_chinese() -> None:
    lines = [(name, line) for name, case in mistakes().items() for line in case.says]
    assert [(name, line) for name, line in lines if set(ENGLISH.findall(TYPED.sub("", line))) - NAMES] == []


@pytest.mark.parametrize("line", ["Error: No such option", "--format：'xml' is not one of", "Missing command."])
def test_english_is_seen(line: str) -> None:
    assert not set(ENGLISH.findall(TYPED.sub("", line))) <= NAMES
