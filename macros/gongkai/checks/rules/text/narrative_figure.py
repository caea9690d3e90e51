"""R11: a figure in the prose of a report is the one that its tables have."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from gongkai.checks.prose.compare import Judgement, Tables, judge
from gongkai.checks.prose.mentions import Mention, Statement, StatementKind
from gongkai.checks.prose.quantities import Counts
from gongkai.checks.prose.reading import mentions_of
from gongkai.checks.prose.spelling import figure_macro, reading_name, share_macro
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.figures import State
from gongkai.findings import ExplainedAt, Finding, Level, say
from gongkai.reports import Report, Status


@rule(
    "narrative-figure",
    name="文表不一致",
    number="R11",
    levels=(Level.WARNING, Level.NOTICE),
    source="审核惯例",
    statement="文字里说到的表内的数，与表内一致；说的是别的数的不比。",
    english="a figure in the narrative equals the cell that it speaks of",
    waivable=True,
    wordings={
        "text": "文中“{written}”，{table}{cells}为 {expected}。请改用 {macro}。",
        "received": "文中“{written}”，{table}{cells}为 {expected}。请改用 {macro}，或写明是否含上年结转。",
        "money": "文中“{written}”，{table}{cells}为 {expected}。请核对金额和单位。",
        "nothing": "文中说“{written}”，{table}{cells}为 {expected}。请核对，改写这句话或者更正表内的数。",
        "share": "文中“{written}”，按{table}{cells}占{base}计算为 {expected}%。请核对。",
        "share-macro": "文中“{written}”，按{table}{cells}占{base}计算为 {expected}%。请核对，或改用 {macro}。",
        "change": "文中“{written}”，{table}{cells}本年为 {this}，上年为 {last}，实际{expected}。请核对。",
        "unsure": (
            "文中“{written}”，与{table}的数都不相同，最近的是{cells}，为 {expected}。说的如果是这个数，请改用 {macro}。"
        ),
    },
)
def narrative_figure(subject: Subject) -> Iterator[Finding]:
    """R11. 文字里说到的表内的数，与表内一致. A number that a macro prints is right by itself."""
    if subject.narrative is None:
        return
    tables = Tables(subject)
    for mention in mentions_of(subject.narrative, tables):
        judgement = judge(mention.statement, tables)
        if judgement is None or judgement.holds or _is_unfilled(subject.report, judgement):
            continue
        yield _finding(subject, tables, mention, judgement)


def _is_unfilled(report: Report, judgement: Judgement) -> bool:
    """Whether a draft's line is still to be filled in, so that its total says nothing yet."""
    return report.status is Status.DRAFT and any(
        figure.state is State.BLANK for table, row, _ in judgement.reading for figure in report.grids[table][row]
    )


def _finding(subject: Subject, tables: Tables, mention: Mention, judgement: Judgement) -> Finding:
    statement, cells = mention.statement, tuple(tables.ids(cell) for cell in judgement.reading)
    table, row, col = cells[0]
    return subject.finding(
        "narrative-figure",
        level=Level.WARNING if statement.sure else Level.NOTICE,
        variant=_variant(tables, statement, judgement),
        path=subject.narrative.path if subject.narrative else None,
        line=mention.line,
        column=mention.column,
        table=table,
        row=row,
        col=col,
        cells=cells,
        expected=_expected(tables, statement, judgement),
        actual=_actual(statement),
        explained_at=ExplainedAt.ANY_CELL,
        args=_args(tables, mention, judgement),
    )


def _variant(tables: Tables, statement: Statement, judgement: Judgement) -> str:
    if statement.kind is StatementKind.SHARE:
        return "share-macro" if share_macro(tables.form, judgement.reading, judgement.base) else "share"
    if statement.kind is not StatementKind.FIGURE:
        return "nothing" if statement.kind is StatementKind.NOTHING else "change"
    if not statement.sure:
        return "unsure"
    if statement.quantity.counts is Counts.MONEY:
        return "money"
    # A form counts what came in and what was left over from last year apart; 受理 may mean either or both.
    return "received" if len(statement.readings) > 1 and len(statement.readings[1]) > len(statement.readings[0]) else ""


def _args(tables: Tables, mention: Mention, judgement: Judgement) -> dict[str, str]:
    form, statement, reading = tables.form, mention.statement, judgement.reading
    year = statement.year if statement.year != tables.report.year else None
    this, last = (tables.sum(reading, statement.year - before) for before in (0, 1))
    return {
        "written": mention.text,
        "table": form.table_word(reading[0][0]),
        "cells": ("" if year is None else say("of-year", {"year": year})) + reading_name(form, reading),
        "expected": _shown(statement, judgement, _expected(tables, statement, judgement)),
        "macro": share_macro(form, reading, judgement.base) or figure_macro(form, reading, year=year),
        "base": reading_name(form, judgement.base) if judgement.base else "",
        "this": "" if this is None else _plain(this),
        "last": "" if last is None else _plain(last),
    }


def _expected(tables: Tables, statement: Statement, judgement: Judgement) -> str:
    """What the tables have: amounts in their own unit, percentages to as many places as are written."""
    if statement.quantity.counts is Counts.MONEY:
        return tables.written(judgement.reading, statement.year)
    if statement.kind in (StatementKind.SHARE, StatementKind.GROWTH):
        places = Decimal(1).scaleb(-max(1, statement.quantity.decimals))
        return str(Decimal(judgement.expected).quantize(places, ROUND_HALF_UP))
    return _plain(judgement.expected)


def _actual(statement: Statement) -> str:
    number = _plain(statement.quantity.value)
    return say("yuan", {"number": number}) if statement.quantity.counts is Counts.MONEY else number


def _shown(statement: Statement, judgement: Judgement, number: str) -> str:
    """The same in words, where it is a change."""
    if statement.kind not in (StatementKind.CHANGE, StatementKind.GROWTH):
        return number
    more = (judgement.expected * statement.sign) >= 0
    words = ("rose" if more else "fell") if statement.kind is StatementKind.CHANGE else ("grew" if more else "shrank")
    return say(f"changes.{words}", {"number": number.lstrip("-")})


def _plain(number: Decimal | int) -> str:
    if isinstance(number, int) or number == number.to_integral_value():
        return str(int(number))
    return f"{number.normalize():f}"
