"""Resolves macro calls: looks their arguments up in form and reports, or says in Chinese why that fails.

The check of a narrative and the macros themselves both use this module, so that a page never fails on a call that a
check has passed.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from gongkai.errors import PlaceError, UsageError
from gongkai.figures import Figure, State, printed, total
from gongkai.findings import say
from gongkai.forms import Form, Place, resolve
from gongkai.narrative.miswritten.call_meant import call_meant
from gongkai.narrative.model import CALL_SHAPES, Argument, Slot
from gongkai.reports import Report

Lookup = Callable[[str, int], Report | None]
"""The report of an agency (slug) on a year, or None."""

SMALL = 100
"""A share of fewer than this is printed as two counts, because a percentage of a small number misleads."""

_YEARS_AROUND = 15
"""How many years before and after one without a report are looked at for those that have one."""


@dataclass(frozen=True, slots=True)
class ResolvedCall:
    """A macro call whose arguments were looked up and are valid.

    Attributes:
        report: The report whose figures it prints.
        form: The form of that report.
        args: Its positional arguments: places on the form.
        of: The option of that name of ``share``.
    """

    report: Report
    form: Form
    args: tuple[str, ...]
    of: str | None = None


def resolve_call(slot: Slot, report: Report | None, lookup: Lookup, *, agency: str) -> ResolvedCall | None:
    """Check a macro call, and look up what it prints from.

    Args:
        slot: The call.
        report: The report of the page that has the call; None on other pages, where a call must name the year.
        lookup: Finds other reports.
        agency: Slug of the agency whose page it is.

    Returns:
        The resolved call, or None for a macro that takes no arguments.

    Raises:
        UsageError: The arguments are not valid; the message says why.
    """
    _check_arguments(slot)
    source = _report(slot, report, lookup, agency)
    if not CALL_SHAPES[slot.name].most:
        return None
    if source.form is None:
        raise UsageError(say("narrative-why.no-form"))
    call = ResolvedCall(source, source.form, tuple(str(arg) for arg in slot.args), _text(slot.option("of")))
    try:
        _resolve_places(slot.name, call)
    except _NoPlaceError as error:
        raise UsageError(_nearest_call(slot, error) or str(error)) from error
    return call


class _NoPlaceError(UsageError):
    """A place of a call is none.

    Attributes:
        text: The place.
        reason: What is wrong with it.
    """

    def __init__(self, text: str, reason: PlaceError) -> None:
        super().__init__(str(reason))
        self.text = text
        self.reason = reason


def _nearest_call(slot: Slot, error: _NoPlaceError) -> str | None:
    """What to say of a call with a place that is none: the call with the nearest place that there is."""
    near = error.reason.near
    if near is None:
        return None
    names = {error.text: near}
    args = tuple(names.get(str(arg), arg) for arg in slot.args)
    options = tuple((key, names.get(str(value), value) if key == "of" else value) for key, value in slot.options)
    call = replace(slot, args=args, options=options).code
    return error.reason.why + say("narrative-why.near", {"call": call})


def _check_arguments(slot: Slot) -> None:
    signature, names = CALL_SHAPES[slot.name], {"name": slot.name, "usage": say(f"usage.{slot.name}")}
    unknown = next((key for key, _ in slot.options if key not in signature.options), None)
    if not signature.most and (slot.args or slot.options):
        raise UsageError(say("narrative-why.takes-none", names))
    if unknown is not None:
        _refuse_as_meant(slot)
        raise UsageError(
            say("narrative-why.option", names | {"option": unknown, "known": "、".join(signature.options)})
        )
    if len(slot.args) < signature.least or not all(isinstance(arg, str) for arg in slot.args):
        raise UsageError(say("narrative-why.no-places", names))
    if len(slot.args) > signature.most:
        _refuse_as_meant(slot)
        calls = " ".join(replace(slot, args=(arg,)).code for arg in slot.args)
        raise UsageError(say("narrative-why.places", names | {"calls": calls}))


def _refuse_as_meant(slot: Slot) -> None:
    """Refuse a call that plainly means another one, which the reason then names."""
    call = call_meant(slot.code)
    if call is not None and call.slot.code != slot.code:
        raise UsageError(say("narrative-why.meant", {"detail": call.why, "call": call.slot.code}))


def _report(slot: Slot, report: Report | None, lookup: Lookup, agency: str) -> Report:
    slug, year = slot.option("agency"), slot.option("year")
    slug = agency if slug is None else slug
    year = report.year if year is None and report is not None else year
    if year is None:
        reason = "no-report" if CALL_SHAPES[slot.name].most else "no-page-report"
        raise UsageError(say(f"narrative-why.{reason}", {"name": slot.name}))
    if not isinstance(year, int):
        _refuse_as_meant(slot)
        raise UsageError(say("narrative-why.year-shape", {"year": year}))
    if report is not None and (slug, year) == (report.agency, report.year):
        return report
    other = lookup(str(slug), year)
    if other is None:
        raise UsageError(_no_report(str(slug), year, agency, lookup))
    return other


def _no_report(slug: str, year: int, own: str, lookup: Lookup) -> str:
    """What to say where there is no report of an agency on a year: the years that have one, or what a code is."""
    near = range(year - _YEARS_AROUND, year + _YEARS_AROUND + 1)
    years = [item for item in near if lookup(slug, item) is not None]
    reason = "year" if years else "agency" if slug != own else "first-year"
    names = {"agency": slug, "year": year, "years": "、".join(str(item) for item in years), "own": own}
    return say(f"narrative-why.{reason}", names)


def _text(value: Argument | None) -> str | None:
    return None if value is None else str(value)


def _resolve_places(name: str, call: ResolvedCall) -> None:
    if name == "table":
        table_id(call)
        return
    for place in call.args:
        cell_figure(call, place)
    if name == "share":
        share_base(call)


def table_id(call: ResolvedCall) -> str:
    """Id of the table that a ``table`` call names.

    Raises:
        UsageError: The place is not a table of the form.
    """
    place = _place(call.form, call.args[0])
    if place.table is None:
        raise UsageError(say("narrative-why.section-no-table", {"place": call.args[0]}))
    if place.row is not None:
        names = {"place": call.args[0], "table": call.form.table_index[place.table].name.short}
        raise UsageError(say("narrative-why.not-a-table", names))
    return place.table


def cell_figure(call: ResolvedCall, text: str) -> Figure:
    """The figure at a place; a place that stops at a row means the row's total.

    Raises:
        UsageError: The place is not a cell, and not a row that has a total.
    """
    return call.report.figure(*called_cell(call.form, text))


def called_cell(form: Form, text: str) -> tuple[str, str, str]:
    """Table, row and column that a place in a call means; a place that stops at a row means the row's total.

    Raises:
        UsageError: The place is not a cell, and not a row that has a total.
    """
    return _cell(form, _place(form, text), text)


def sum_text(call: ResolvedCall) -> str:
    """What ``total`` prints: the sum over its places, blanks left out."""
    return _printed(total(cell_figure(call, place) for place in call.args))


def figure_text(call: ResolvedCall) -> str:
    """What ``figure`` prints: the figure as written, or the word for a blank."""
    return _printed(cell_figure(call, call.args[0]))


def printed_call(slot: Slot, report: Report | None, lookup: Lookup, *, agency: str, otherwise: str = "") -> str:
    """What a macro call prints between words; nothing for one that prints a block.

    Args:
        slot: The call.
        report: The report of the page that has the call; None on other pages.
        lookup: Finds other reports.
        agency: Slug of the agency whose page it is.
        otherwise: What is in the place of a call that is not valid.
    """
    if slot.name not in _PRINTERS:
        return ""
    try:
        call = resolve_call(slot, report, lookup, agency=agency)
    except UsageError:
        return otherwise  # `narrative-template` reports it, and stops the build
    return _PRINTERS[slot.name](call) if call is not None else ""


def share_base(call: ResolvedCall) -> Figure:
    """What a ``share`` is a percentage of: its ``of``, else the total of the column that the form adds the row into.

    Raises:
        UsageError: The form has no such total.
    """
    if call.of is not None:
        return cell_figure(call, call.of)
    table, row, col = called_cell(call.form, call.args[0])
    for identity in call.form.identities:
        if identity.table == table and identity.each == "column" and identity.total and row in identity.parts:
            return call.report.figure(table, identity.total, col)
    raise UsageError(say("narrative-why.share-of", {"place": call.args[0], "usage": say("usage.share")}))


def share_text(call: ResolvedCall) -> str:
    """What ``share`` prints: a percentage to one place, or both figures where the base is small or blank."""
    part, base = cell_figure(call, call.args[0]), share_base(call)
    if part.state is not State.GIVEN:
        return _printed(part)
    if base.state is not State.GIVEN or base.number < SMALL:
        return f"{_printed(part)}／{_printed(base)}"
    percent = Decimal(part.number) * 100 / Decimal(base.number)
    return f"{percent.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


_PRINTERS = {"figure": figure_text, "total": sum_text, "share": share_text}
"""By name of a macro that prints text within a sentence, what prints it."""


def _printed(figure: Figure) -> str:
    return printed(figure) or say("page.blank")


def _place(form: Form, text: str) -> Place:
    try:
        return resolve(form, text)
    except PlaceError as error:
        raise _NoPlaceError(text, _with_dots(form, text) or error) from error


def _with_dots(form: Form, text: str) -> PlaceError | None:
    """The reason why a place is none that is one but for its full stops, or None."""
    dotted = re.sub(r"\s*[。．·]\s*", ".", text)
    with suppress(PlaceError):
        resolve(form, dotted)
        return PlaceError(say("narrative-why.dots"), near=dotted, names=())
    return None


def _cell(form: Form, place: Place, text: str) -> tuple[str, str, str]:
    if place.cell is not None:
        return place.cell
    if place.table is not None and place.row is not None:
        table = form.table_index[place.table]
        columns = {column.id for column in table.columns(table.row_index[place.row])}
        possible = columns if place.cols is None else columns & set(place.cols)
        for identity in form.identities:
            if identity.table == place.table and identity.each == "row" and identity.total in possible:
                return place.table, place.row, identity.total
        names = [column.name.short for column in table.columns(table.row_index[place.row])]
        raise UsageError(say("narrative-why.row", {"place": text, "names": "、".join(names), "column": names[0]}))
    reason = "section" if place.section is not None else "not-a-cell"
    raise UsageError(say(f"narrative-why.{reason}", {"place": text, "usage": say("usage.figure")}))
