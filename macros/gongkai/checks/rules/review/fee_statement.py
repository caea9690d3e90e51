"""R12: section six states the information processing fee, which is a part of the charges of section two's table."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.prose.quantities import Counts, Quantity, quantities
from gongkai.checks.registry import rule
from gongkai.checks.section_text import UNFILLED, UNSEEN, SectionText, section_texts
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import written
from gongkai.findings import ExplainedAt, Finding, Level
from gongkai.forms import CellId
from gongkai.forms.names import Name
from gongkai.reports.money import cell_money

_FEE = re.compile("信息处理费|信息公开处理费|信息公开费")
_CHARGED = re.compile("收取|收费|费用|未收")
_TITLE = re.compile(r"《[^》\n]*》")
_OTHER = re.compile("减免|应收|应缴|退还|免收|免除")
"""Words between the fee and an amount that is another one, beside the names of all charges."""
_LEAST_STEP = Decimal(100)
"""In 元: two places of 万元, in which charges are usually given."""
_ENDS = "。；！？\n"
_BREAK = re.compile("[，,。；！？\\n]")
_BLANKS = " \t\u00a0\u3000"


@rule(
    "fee-statement",
    name="信息处理费",
    number="R12",
    levels=(Level.WARNING,),
    source="国办公开办函〔2021〕30号，其他需要报告的事项；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    statement=(
        "2021 年起，其他需要报告的事项写明信息处理费收取情况；"
        "信息处理费是行政事业性收费的一种，不超过主动公开表填的金额。"
    ),
    english="from 2021 on section six states the information processing fee, no more than the charges in the table",
    suits=lambda form: any(section.fee_within for section in form.sections),
    waivable=True,
    wordings={
        "text": ("“{heading}”没有写信息处理费。请写明本年度收取的金额；没有收取的写“本年度没有收取信息处理费”。"),
        "elsewhere": ("信息处理费写在第 {where} 行，应写在“{heading}”里。请把这一句移到那里。"),
        "more": (
            "“{heading}”写信息处理费 {fee}，{table}“{row_name}”为 {charges}。"
            "信息处理费是行政事业性收费的一种，不能比它多。请核对两处的金额和单位（元、万元）。"
        ),
    },
)
def fee_statement(subject: Subject) -> Iterator[Finding]:
    """R12. 其他需要报告的事项写明信息处理费，金额不超过行政事业性收费 (form, fee_within)."""
    form = form_of(subject)
    section = next((item for item in form.sections if item.fee_within is not None), None)
    if subject.narrative is None or section is None or section.fee_within is None:
        return
    texts = section_texts(form, subject.narrative)
    own = texts.get(section.number)
    if own is None or own.is_empty or own.is_bare or UNFILLED in own.text:  # which has another finding
        return
    text = _TITLE.sub(lambda match: UNSEEN * len(match[0]), own.text)
    if _FEE.search(text):
        yield from _too_much(subject, own, section.fee_within, text)
    elif not (own.is_cut or (_FEE.search(own.text) and _CHARGED.search(text))):
        yield _missing(subject, own, texts.values())


def _missing(subject: Subject, own: SectionText, texts: Iterable[SectionText]) -> Finding:
    """A finding at the section's heading; where the fee is stated in another section, it says so."""
    elsewhere = [(text, match.start()) for text in texts if (match := _FEE.search(text.text))]
    where = elsewhere[0][0].place(elsewhere[0][1])[0] if elsewhere else None
    return subject.finding(
        "fee-statement",
        level=Level.WARNING,
        variant="elsewhere" if where else "",
        path=own.path,
        line=own.heading_line,
        column=1,
        args={"number": own.section.number, "heading": own.section.heading, "where": str(where)},
    )


def _too_much(subject: Subject, own: SectionText, cell: CellId, text: str) -> Iterator[Finding]:
    charges = cell_money(subject.report, cell)
    if charges is None:
        return
    form = form_of(subject)
    table = form.table_index[cell.table]
    charges_row = table.rows[table.row_index[cell.row]]
    # Both may have been rounded to their last place; a 0 is no round number of 万元.
    most = charges.yuan + (charges.step / 2 if charges.yuan else min(charges.step, _LEAST_STEP) / 2)
    for amount, start, end in _fees(text, charges_row.name):
        if amount.low <= most:
            continue
        line, column = own.place(start)
        amount_text = written(subject.report.figure(*cell))
        yield subject.finding(
            "fee-statement",
            level=Level.WARNING,
            variant="more",
            path=own.path,
            line=line,
            column=column,
            table=cell.table,
            row=cell.row,
            col=cell.column,
            cells=(cell,),
            explained_at=ExplainedAt.ANY_CELL,
            args={
                "number": own.section.number,
                "heading": own.section.heading,
                "fee": own.text[start:end],
                "table": form.table_word(cell.table),
                "row_name": charges_row.name.label,
                "charges": amount_text if amount_text.endswith("元") else f"{amount_text} {charges.unit}",
            },
        )
        return


def _fees(text: str, charges: Name) -> Iterator[tuple[Quantity, int, int]]:
    """The amounts that a text gives as the fee, each with its place.

    That is the first amount after the word for it, else the one right before it.

    Args:
        text: A section.
        charges: The names of all charges; an amount after one of them is no fee.
    """
    if "元" not in text:
        return
    places = [place for place, sign in enumerate(text) if sign not in _BLANKS]
    close = "".join(text[place] for place in places)
    amounts = [item for item in quantities(close) if isinstance(item, Quantity) and item.counts is Counts.MONEY]
    for fee in _FEE.finditer(close):
        end = min((place for sign in _ENDS if (place := close.find(sign, fee.end())) >= 0), default=len(close))
        amount = next((item for item in amounts if fee.end() <= item.start < end), None)
        if amount is None:
            before = [item for item in amounts if item.end <= fee.start()]
            if before and not _BREAK.search(close, before[-1].end, fee.start()):
                amount = before[-1]
        elif _speaks_of_other(close[fee.end() : amount.start], charges):
            amount = None
        if amount is not None:
            yield amount, places[amount.start], places[amount.end - 1] + 1


def _speaks_of_other(text: str, charges: Name) -> bool:
    """Whether words between the fee and an amount say that this is another one."""
    names = (charges.label, charges.short, *charges.also)
    return _OTHER.search(text) is not None or any(name in text for name in names)
