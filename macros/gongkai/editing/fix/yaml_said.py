"""Writes into a data file what the loader's findings tell the clerk to type there, if the file then has fewer faults.

Where a slip can be meant in one way only, the loader reads the file as it is meant, and its finding says what to type.
This mend takes the text from there, so that the finding and the mended file never differ.
"""

import re
from collections.abc import Iterator, Sequence

from gongkai import located
from gongkai.editing.fix.mends import YAML_KINDS, MendedText, TextKind, mend
from gongkai.findings import Finding

_LINES = frozenset(
    {"bracket-open", "bracket-wide", "bracket-extra", "behind-list", "no-colon", "quote", "wide-comma", "wide-space"}
    | {"indent-to", "indent-top", "dash-space", "dash-missing"}
)
"""Faults of YAML for which the loader has read a corrected line in place of the one that is written."""
_WORDS = frozenset(
    {("not-a-count", "meant"), ("full-width", "")}
    | {("syntax", "date-meant"), ("syntax", "published-meant"), ("syntax", "choice-named")}
    | {("unknown-row", "dots")}
)
"""Findings that name a word that is written, and the one to write."""
_COMMENT = re.compile(r"\s+#.*$")
_ROWS = ("row-length", "meant")
"""Findings that name a line of figures as it is meant."""


@mend("as-meant", *YAML_KINDS)
def _lines(source: MendedText) -> str:
    """The lines that the loader reads in place of those written."""
    _, faults = located.parse(source.text)
    numbers = [fault.mark.line for fault in faults if fault.reason in _LINES]
    if not numbers:
        return source.text
    lines, repaired_lines = source.text.split("\n"), located.repaired(source.text).split("\n")
    for number in numbers:
        lines[number - 1] = repaired_lines[number - 1]
        for place in range(number, len(lines)):  # what belongs to an item of a list moves with it
            if lines[place].lstrip() != repaired_lines[place].lstrip() or lines[place] == repaired_lines[place]:
                break
            lines[place] = repaired_lines[place]
    text = "\n".join(lines)
    return text if len(located.parse(text)[1]) < len(faults) else source.text


@mend("as-meant", TextKind.REPORT, TextKind.AGENCY)
def _words(source: MendedText) -> str:
    """The words and the lines of figures that findings say are meant, one after the other."""
    text, findings = source.text, source.judge(source.text).findings
    for finding in findings:
        for changed in _changed(text.split("\n"), finding):
            after = source.judge(changed).findings
            if len(after) < len(findings):
                text, findings = changed, after
    return text


def _changed(lines: Sequence[str], finding: Finding) -> Iterator[str]:
    """The text with what a finding says is meant, if it says so."""
    if finding.line is None or not 0 < finding.line <= len(lines):
        return
    line, start, instead = lines[finding.line - 1], (finding.column or 1) - 1, finding.args.get("instead", "")
    wording = finding.args.get("written", finding.args.get("text", ""))
    if (finding.code, finding.variant) == _ROWS and ": " in instead and ":" in line:
        key, _, value = line.partition(":")
        blank = value[: len(value) - len(value.lstrip())] or " "
        comment = _COMMENT.search(value)
        new = f"{key}:{blank}{instead.partition(': ')[2]}{comment[0] if comment is not None else ''}"
    elif (finding.code, finding.variant) in _WORDS and instead and line[start:].startswith(wording):
        new = f"{line[:start]}{instead}{line[start + len(wording) :]}"
    else:
        return
    yield "\n".join([*lines[: finding.line - 1], new, *lines[finding.line :]])
