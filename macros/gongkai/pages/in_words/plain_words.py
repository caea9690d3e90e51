"""A report in plain words (易读版): ten short sentences at most, made from its figures.

They begin with the sentences of the summary, which every page of a report has; what follows is of the same kind: no
judgement, no percentage, and a blank is never taken for 0.
"""

from collections.abc import Iterator

from gongkai.figures import State
from gongkai.findings import say
from gongkai.forms import CellId, Form
from gongkai.pages.in_words.summary import summary
from gongkai.pages.remarks import corrections_line, retelling_text
from gongkai.pages.request_outline import request_outline
from gongkai.reports import Agency, Report
from gongkai.tables.cell_list import listed_cell

MOST = 10
"""Sentences of such a text."""


def has_plain_words(form: Form) -> bool:
    """Whether a form names cells that the sentences speak of; a form of another subject may name none."""
    return request_outline(form) is not None or any(
        form.role_cells(role) for role in ("documents_in_force", "review_cases")
    )


def plain_words(report: Report, agency: Agency, *, previous: Report | None) -> tuple[str, ...]:
    """The sentences, ``MOST`` of them or fewer.

    Args:
        report: The report.
        agency: Who reports.
        previous: The same agency's report on the year before, where the reader may see one.
    """
    return tuple(_sentences(report, agency, previous))[:MOST]


def _sentences(report: Report, agency: Agency, previous: Report | None) -> Iterator[str]:
    names = {"agency": agency.name, "year": report.year}
    yield say("plain-words.opening-consolidated" if agency.is_consolidated else "plain-words.opening", names)
    yield say("plain-words.drawn" if report.retold is None else "plain-words.retold", names)
    short = summary(report, previous)
    if short is not None:
        yield from short.sentences
    if report.form is not None:
        yield from _documents(report, report.form)
        yield from _cases(report, report.form)
    line = corrections_line(report)
    if line is not None:
        yield say("plain-words.corrected", {"count": line.count, "date": line.last})
    if report.retold is not None:
        yield say("summary.sentence", {"text": retelling_text(report.retold)})


def _documents(report: Report, form: Form) -> Iterator[str]:
    cell = form.role("documents_in_force")
    if cell is not None:
        yield say("summary.sentence", {"text": _number(report, cell, "in-force", year=report.year)})


def _cases(report: Report, form: Form) -> Iterator[str]:
    """Cases of reconsideration and litigation; that there was none is one short sentence."""
    cells = form.role_cells("review_cases")
    if not cells:
        return
    if all(report.figure(*cell).state is State.GIVEN and report.figure(*cell).value == 0 for cell in cells):
        yield say("plain-words.no-cases")
        return
    parts = (_number(report, cell, "case", name=_case_name(form, cell)) for cell in cells)
    yield say("summary.sentence", {"text": say("plain-words.cases", {"parts": "，".join(parts)})})


def _case_name(form: Form, cell: CellId) -> str:
    """What a kind of case is called: the head above its total."""
    spot = listed_cell(form, cell)
    return spot.above[-1].label if spot is not None and spot.above else ""


def _number(report: Report, cell: CellId, key: str, **parts: object) -> str:
    figure = report.figure(*cell)
    if figure.state is State.GIVEN:
        return say(f"plain-words.{key}", {**parts, "count": figure.value})
    return say(f"plain-words.{key}-unknown", {**parts, "state": say(f"summary.states.{figure.state.value}")})
