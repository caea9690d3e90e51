"""The cases of mistakes as the manual shows them: what is typed, what is said, and whether a clerk could mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.checks.mistakes.case_files import chapters

if TYPE_CHECKING:
    from tests.checks.mistakes.case_files import Mistake

HEAD = "| 误写 | 写成 | 提示 | 能自己改吗 |\n|---|---|---|---|"
_SHOWN = {"\n": "⏎", "\t": "⇥", "\u3000": "□", "\u00a0": "␣", "\u200b": "◌"}
"""What blanks and invisible signs are shown as."""
_LONGEST = 80
"""Characters of what is typed that are shown."""
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|&]")


def chapters_text() -> str:
    """Every chapter: its heading and its table."""
    parts = []
    for heading, cases in chapters(own=True).items():
        rows = [_row(name, case) for name, case in cases.items()]
        parts.append("\n".join([f"## {heading}", "", HEAD, *rows]))
    return "\n\n".join(parts) + "\n"


def _row(name: str, case: Mistake) -> str:
    says = "<br>".join(_escaped(line) for line in case.says)
    return f"| {_escaped(name)} | {_typed(case)} | {says} | {_escaped(case.mends)} |"


def _typed(case: Mistake) -> str:
    """What is typed: the command, what is written in the place of something else, or the names of files."""
    if case.typed:
        return _code(case.typed)
    if case.run and not case.change:
        return _code(" ".join(("gongkai", *case.run)))
    typed = [_code(new) if new else f"（删去 {_code(old)}）" for old, new in case.change.items()]
    typed += [_code(new) for new in case.rename.values()]
    typed += [_code(name) for name in case.write]
    typed += [f"（删去 {_code(name)}）" for name in case.remove]
    return "<br>".join(typed)


def _code(text: str) -> str:
    for sign, shown in _SHOWN.items():
        text = text.strip("\n").replace(sign, shown)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"<code>{_escaped(shown)}</code>"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", text)
