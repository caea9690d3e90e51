"""Compares what was read of a document with what had been drawn: right, listed as open, or one of the faults below."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

from gongkai.errors import ReadError
from gongkai.figures import BLANK, State
from gongkai.readers.facts.identity import DocumentIdentity, identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.prose.compose import compose
from gongkai.readers.prose.table_rows import IN_TEXT
from gongkai.readers.remarks import Doubt
from tests.readers.corpus.sheet import FORMS
from tests.readers.mess.layout import BESIDE
from tests.readers.mess.truth import UNIT, is_printed_as, plain_text, without_noughts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongkai.figures import Figure
    from gongkai.readers.document import Document
    from gongkai.readers.matching import MatchResult
    from gongkai.readers.remarks import Remark
    from tests.readers.mess.draft import CellId
    from tests.readers.mess.draw import DraftDocument

FAULTS = ("wrong", "blank", "lost", "made up", "unsaid", "dropped", "narrated", "exception")
"""Wrong in silence; a false blank; missing without a word; a figure for a cell that the document has not or that
nobody can read; right, but under heads that are not there, which has to be said; a printed figure that is neither
taken nor in any remark; a row that is a line of the narrative, and no remark says so; and an exception."""
_MARKUP = re.compile(r"^(?:#+|[-*])\s|&#\d+;")
_MARKS = re.compile("[①-⑳]")
"""The marks of footnotes behind labels, which are no figures."""
COUNTING = "件项宗家起"
"""Counting words behind figures (``figures.counting_words``), which a reading that is proposed lacks."""
OPEN = (Doubt.AMBIGUOUS, Doubt.UNREADABLE, Doubt.MISSING)


@dataclass
class Verdict:
    """What became of the cells of one document.

    Attributes:
        kind: Kind of the document.
        counts: Cells by what became of them: ``right``, ``guessed`` (right, and to be looked at), ``open``, or a fault.
        plain: Cells that the document tells for certain, and how many of them are right outright.
        faults: What is wrong, for a person.
        facts: What the document says of itself.
    """

    kind: str
    name: str
    counts: Counter[str] = field(default_factory=Counter)
    plain: list[int] = field(default_factory=lambda: [0, 0])
    faults: list[str] = field(default_factory=list)
    facts: DocumentIdentity | None = None

    def add(self, outcome: str, text: str = "") -> None:
        """Count a cell."""
        self.counts[outcome] += 1
        if outcome in FAULTS:
            self.faults.append(f"{outcome}: {text}")


def judge(drawn: DraftDocument, ready: Path | None = None) -> Verdict:
    """Read a document and compare every cell; ``ready`` is where old Word files have been converted."""
    verdict = Verdict(drawn.kind, drawn.name)
    sheet = drawn.draft.sheet
    try:
        document = read_document(drawn.data, name=drawn.name, ready=ready)
        matched = match_document(document, tuple(FORMS.values()), sheet.year)
    except ReadError as error:
        verdict.add("exception", str(error))
        return verdict
    except Exception as error:  # noqa: BLE001 - any is a fault of ours
        verdict.add("exception", repr(error))
        return verdict
    if matched.form is None or matched.form.id != sheet.form:
        verdict.add("lost", f"form {matched.form and matched.form.id}")
        return verdict
    for at, text in sheet.cells.items():
        _judge_cell(drawn, matched, at, text, verdict)
    for at in drawn.draft.absent:
        figure = matched.figures.get(at)
        if not needs_look(at, matched):
            verdict.add("made up" if figure is not None else "lost", f"{'.'.join(at)} is not there, read {figure}")
        else:
            verdict.add("open")
    _look_for_dropped(drawn, matched, verdict)
    verdict.facts = identify(document)
    _look_for_narrated(drawn, document, verdict.facts, matched, verdict)
    return verdict


def _judge_cell(drawn: DraftDocument, matched: MatchResult, at: CellId, text: str, verdict: Verdict) -> None:
    figure, doubted = matched.figures.get(at), needs_look(at, matched)
    place = ".".join(at)
    if at in drawn.draft.unreadable:
        if figure is not None and figure.state is not State.UNREADABLE and not (doubted and figure != BLANK):
            verdict.add("blank" if figure == BLANK else "made up", f"{place} cannot be read, became {figure}")
        else:
            verdict.add("open" if doubted else "lost", f"{place} cannot be read and is not said")
        return
    right = figure is not None and is_printed_as(figure, text)
    if not drawn.draft.is_harmed(at):
        verdict.plain[0] += 1
        verdict.plain[1] += right and not doubted
    if right and at[0] in drawn.draft.headless and not doubted and text.strip():  # a blank is one in any column
        verdict.add("unsaid", f"{place} {text!r} has no head")
    elif right:
        verdict.add("guessed" if doubted else "right")
    elif figure is None:
        verdict.add("open" if doubted else "lost", f"{place} {text!r}")
    elif figure == BLANK and not doubted:
        verdict.add("blank", f"{place} {text!r}")
    else:
        verdict.add("open" if doubted else "wrong", f"{place} {text!r} became {figure}")


def needs_look(at: CellId, matched: MatchResult) -> bool:
    """Whether a remark says that a cell needs a look."""
    table, row, col = at
    return any(
        remark.table == table
        and (
            (remark.row == row and remark.col in (None, col))
            or (
                remark.row is None
                and remark.code
                in (
                    "missing-table",
                    "unread-table",
                    "image",
                    "no-heads",
                    "heads-apart",
                    "row-higher",
                    "two-tables",
                    "other-set",
                    "dropped-lines",
                )
            )
        )
        for remark in matched.remarks
        if remark.doubt in OPEN or remark.doubt is Doubt.GUESSED
    )


def _look_for_dropped(drawn: DraftDocument, matched: MatchResult, verdict: Verdict) -> None:
    """Every printed figure of a cell that was not taken has to stand in a remark on its table."""
    texts: dict[str, str] = {}
    for remark in matched.remarks:
        shown = "".join(_shown(figure) for reading in remark.candidates for figure in reading)
        args = dict(remark.args)
        if args.get("hint") == "end":  # it says that a figure of the row may go on with the one below
            shown += ",".join(word + args["figure"] for word in remark.text.split())
        texts[remark.table or ""] = texts.get(remark.table or "", "") + plain_text(remark.text) + "," + shown
    for (table, _, _), figure in matched.figures.items():
        texts[table] = texts.get(table, "") + "," + _shown(figure)  # perhaps in another column, which is said
    for at, text in drawn.draft.sheet.cells.items():
        number = UNIT.sub("", plain_text(text)).rstrip(COUNTING)  # the unit may stand elsewhere
        if at in drawn.draft.unreadable or number in ("", "0") or matched.figures.get(at) not in (None, BLANK):
            continue
        shown = texts.get(at[0], "") + texts.get("", "")
        # A workbook keeps 167 where it shows 167.00.
        if number not in shown and without_noughts(number) not in shown and not is_torn(at, number, matched.remarks):
            verdict.add("dropped", f"{'.'.join(at)} {text!r}")


def is_torn(at: CellId, number: str, remarks: Iterable[Remark]) -> bool:
    """Whether a figure was torn over two lines or pages, and both of its pieces are quoted.

    The first one has to stand in a remark on its row, the second one in a remark on a row of the table that has no
    label.
    """
    table, row, _ = at
    pieces: dict[bool, set[str]] = {True: set(), False: set()}
    for remark in remarks:
        if remark.table == table and remark.row in (row, None):
            words = (UNIT.sub("", plain_text(word)).rstrip(COUNTING) for word in remark.text.split())
            pieces[remark.row == row].update(words)
    return any(number[:place] in pieces[True] and number[place:] in pieces[False] for place in range(1, len(number)))


def _look_for_narrated(
    drawn: DraftDocument, document: Document, facts: DocumentIdentity, matched: MatchResult, verdict: Verdict
) -> None:
    """No line of the narrative but those of the report's text has a figure, unless a remark asks for a look at it."""
    sheet, prose = drawn.draft.sheet, compose(document, matched, facts)
    paragraphs = (text for texts in sheet.prose.values() for text in texts)
    texts = (sheet.title, *sheet.before, *sheet.after, *sheet.sections.values(), *paragraphs, *BESIDE["备注"])
    own = comparable("".join(texts))
    parts = sorted(map(comparable, texts), key=len, reverse=True)
    quoted = {comparable(_MARKS.sub("", remark.text)) for remark in prose.remarks if remark.code == IN_TEXT}
    for line in "\n".join(prose.parts).split("\n"):
        words = comparable(_MARKS.sub("", _MARKUP.sub("", line)))
        rest = reduce(lambda left, part: left.replace(part, ""), parts, words)  # print may put several on one line
        if re.search(r"\d", rest) and words not in own and not line.startswith(("|", "{{")) and words not in quoted:
            verdict.add("narrated", line)


def _shown(figure: Figure) -> str:
    if figure.state is State.NOT_APPLICABLE:
        return "不适用,"
    number = f"{'' if figure.value is None else figure.value}{figure.unit or ''}"
    note = plain_text(figure.note or "")  # that of 约5 was before the number, others were behind it, most in brackets
    return f"{note}{number}{note},{number}（{note}）,"
