"""Of the mistakes that clerks make: `gongkai fix` mends those whose message says so, and makes none worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.cli import main, targets
from gongkai.editing.fix import MendedFile, SiteFile, mended_file
from gongkai.findings import Finding, message, say
from gongkai.reports.layout import Layout
from tests.checks.mistakes.case_files import as_parameters, check, checked, mistakes, write_site
from tests.site.sites import hashes

if TYPE_CHECKING:
    from pathlib import Path


def hinted(findings: tuple[Finding, ...]) -> set[tuple[str, str, str | None]]:
    """Code, variant and file of the findings whose message names `gongkai fix`."""
    return {
        (item.code, item.variant, item.path)
        for item in findings
        if message(item).endswith((say("fix.hint"), say("fix.hint-behind")))
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", as_parameters(with_command=False))
def test_a_finding_that_names_the_command_is_gone_after_it_and_no_other(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # mkdocs.yml is the same in all cases and takes a third of the time to read.
    monkeypatch.setattr(targets, "read_layout", lambda site: Layout(site, site / "data", site / "docs"))
    if not any(path.startswith("data/forms/") for path in mistakes()[name].write):
        monkeypatch.setattr("gongkai.cli.fix.mended_file", mended_once)
    write_site(mistakes()[name], tmp_path)
    before, written = checked(name).findings, hashes(tmp_path)
    ran = CliRunner().invoke(main, ["fix", "--yes", "--site", str(tmp_path)])
    assert ran.exit_code in (0, 1), ran.output
    after = before if hashes(tmp_path) == written else check(tmp_path).findings
    assert hinted(after) == set()
    missing = {(item.code, item.variant, item.path) for item in before if item.code in ("syntax", "row-length")}
    missing -= {(item.code, item.variant, item.path) for item in after}
    assert missing <= hinted(before) | UNSAID


_mended: dict[tuple[object, ...], MendedFile] = {}


def mended_once(file: SiteFile, *, hard_paragraphs: bool) -> MendedFile:
    """A file as the command mends it. All but one or two are the same in every case, and mended in the first of them.

    What a file is to hold depends on nothing else but its place and kind, and the forms.
    """
    key = file.path, file.data, file.kind, hard_paragraphs
    if key not in _mended:
        _mended[key] = mended_file(file, hard_paragraphs=hard_paragraphs)
    return _mended[key]


UNSAID = {("row-length", "", "data/jia-jiedao/2025.yml")}
"""What is mended in some cases only, so that no message can promise it: thousands."""
