"""What the READMEs show of a first site is what the commands say, from nothing to a report that is published."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import run
from tests.test_docs import READMES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the sed of other systems takes other options"),
]


def steps(text: str) -> list[tuple[str, str]]:
    """The commands of a document in their order, each with what is shown of its output."""
    shown = "".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    return [(command, output) for command, output in re.findall(r"(?m)^\$ (.*)\n((?:(?!\$ ).*\n)*)", shown)]


def fits(line: str, output: str) -> bool:
    """Whether a line stands in an output, whatever is in the place of its dots."""
    pattern = "[^\n]*".join(map(re.escape, line.split("…")))
    return re.search(rf"(?m)^{pattern}$", output) is not None


def test_first_site_of_the_readmes_is_what_the_commands_say_and_ends_with_a_published_report(
    root: Path, tmp_path: Path
) -> None:
    english, chinese = ((root / name).read_text(encoding="utf-8") for name in READMES)
    assert steps(english) == steps(chinese)
    folder = tmp_path
    for line, shown in steps(english):
        for command in map(shlex.split, line.split(" && ")):
            if command[0] == "cd":
                folder /= command[1]
            elif command[0] == "sed":
                subprocess.run(command, cwd=folder, check=True)
            else:
                ran = run(*command, cwd=folder)
                assert ran.code == 0, ran.output
                assert [item for item in shown.splitlines() if not fits(item, ran.output)] == [], ran.output
                assert command[0] == "mkdocs" or ran.output == shown
    assert "2025年政府信息公开工作年度报告" in (folder / "site/jiedao/2025/index.html").read_text(encoding="utf-8")
