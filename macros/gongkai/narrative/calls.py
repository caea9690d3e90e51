"""What a macro call means: its arguments resolved against form and reports, or why they cannot be.

The check of a narrative and the macro itself both come here, so that a page never fails on what a check has passed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.errors import PlaceError, UsageError
from gongkai.figures import Figure, State, total, written
from gongkai.findings import say
from gongkai.forms import Form, Place, resolve
from gongkai.narrative.model import Argument, Slot
from gongkai.reports import Report

Lookup = Callable[[str, int], Report | None]
"""The report of an agency (slug) on a year, or None."""

SMALL = 100
"""Below this a share is told as two counts: a percentage of a small number misleads."""

_OPTIONS = {
    "table": {"year", "agency"},
    "figure": {"year", "agency"},
    "total": {"year", "agency"},
    "share": {"of", "year", "agency"},
    "notes": set[str](),
    "report_header": set[str](),
    "downloads": set[str](),
}
_COUNTS = {"table": (1, 1), "figure": (1, 1), "total": (1, 30), "share": (1, 1)}


@dataclass(frozen=True, slots=True)
class Target:
    """A call made ready: the report that it speaks of, its form, and the arguments as texts."""

    report: Report
    form: Form
    args: tuple[str, ...]
    of: str | None = None


def target(slot: Slot, report: Report | None, lookup: Lookup, *, agency: str) -> Target | None:
    """Check a call against the reports at hand.

    Args:
        slot: The call.
        report: The report whose page it stands on; None on a page of no report, where a call must name the year.
        lookup: Finds other reports.
        agency: Slug of the agency whose page it is.

    Returns:
        The call made ready, or None for a macro that takes no arguments.

    Raises:
        UsageError: The arguments have no meaning; the message says why.
    """
    _signature(slot)
    meant = _report(slot, report, lookup, agency)
    if slot.name not in _COUNTS:
        return None
    if meant.form is None:
        raise UsageError(say("narrative-why.no-form"))
    found = Target(meant, meant.form, tuple(str(arg) for arg in slot.args), _text(slot.option("of")))
    _resolve_all(slot.name, found)
    return found


def _signature(slot: Slot) -> None:
    low, high = _COUNTS.get(slot.name, (0, 0))
    known = {key for key, _ in slot.options} <= _OPTIONS[slot.name]
    if not known or not low <= len(slot.args) <= high or not all(isinstance(arg, str) for arg in slot.args):
        raise UsageError(say("narrative-why.arguments", {"usage": say(f"usage.{slot.name}")}))


def _report(slot: Slot, report: Report | None, lookup: Lookup, agency: str) -> Report:
    slug, year = slot.option("agency"), slot.option("year")
    slug = agency if slug is None else slug
    year = report.year if year is None and report is not None else year
    if year is None:
        raise UsageError(say("narrative-why.no-report"))
    if not isinstance(year, int) or not isinstance(slug, str):
        raise UsageError(say("narrative-why.arguments", {"usage": say(f"usage.{slot.name}")}))
    if report is not None and (slug, year) == (report.agency, report.year):
        return report
    found = lookup(slug, year)
    if found is None:
        raise UsageError(say("narrative-why.year", {"agency": slug, "year": year}))
    return found


def _text(value: Argument | None) -> str | None:
    return None if value is None else str(value)


def _resolve_all(name: str, found: Target) -> None:
    if name == "table":
        table_of(found)
        return
    for place in found.args:
        cell_figure(found, place)
    if name == "share":
        whole_of(found)


def table_of(found: Target) -> str:
    """Id of the table that a ``table`` call names.

    Raises:
        UsageError: There is none.
    """
    place = _place(found.form, found.args[0])
    if place.table is None or place.row is not None:
        raise UsageError(say("narrative-why.arguments", {"usage": say("usage.table")}))
    return place.table


def cell_figure(found: Target, text: str) -> Figure:
    """The figure at a place; a place that stops at a row means the row's total.

    Raises:
        UsageError: The place is no cell.
    """
    table, row, col = _cell(found.form, _place(found.form, text), text)
    return found.report.figure(table, row, col)


def sum_text(found: Target) -> str:
    """What ``total`` prints: the sum over its places, blanks left out."""
    return _printed(total(cell_figure(found, place) for place in found.args))


def figure_text(found: Target) -> str:
    """What ``figure`` prints: the figure as written, or the word for a blank."""
    return _printed(cell_figure(found, found.args[0]))


def whole_of(found: Target) -> Figure:
    """What a ``share`` is a share of: its ``of``, else the total of the column that the form adds the row into.

    Raises:
        UsageError: There is no such total.
    """
    if found.of is not None:
        return cell_figure(found, found.of)
    table, row, col = _cell(found.form, _place(found.form, found.args[0]), found.args[0])
    for identity in found.form.identities:
        if identity.table == table and identity.each == "column" and identity.total and row in identity.parts:
            return found.report.figure(table, identity.total, col)
    raise UsageError(say("narrative-why.arguments", {"usage": say("usage.share")}))


def share_text(found: Target) -> str:
    """What ``share`` prints: a percentage to one place, or both figures where the whole is small or none is given."""
    part, whole = cell_figure(found, found.args[0]), whole_of(found)
    if part.state is not State.GIVEN:
        return _printed(part)
    if whole.state is not State.GIVEN or whole.number < SMALL:
        return f"{_printed(part)}／{_printed(whole)}"
    percent = Decimal(part.number) * 100 / Decimal(whole.number)
    return f"{percent.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _printed(figure: Figure) -> str:
    return written(figure) or say("page.blank")


def _place(form: Form, text: str) -> Place:
    try:
        return resolve(form, text)
    except PlaceError as error:
        raise UsageError(str(error)) from error


def _cell(form: Form, place: Place, text: str) -> tuple[str, str, str]:
    if place.cell is not None:
        return place.cell
    if place.table is not None and place.row is not None:
        table = form.table_index[place.table]
        columns = {column.id for column in table.columns(table.row_index[place.row])}
        meant = columns if place.cols is None else columns & set(place.cols)
        for identity in form.identities:
            if identity.table == place.table and identity.each == "row" and identity.total in meant:
                return place.table, place.row, identity.total
    raise UsageError(say("narrative-why.group", {"place": text}))
