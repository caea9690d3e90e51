"""A comparison of two reports in words: requests received, concluded, carried over; how they ended; the forms."""

from decimal import Decimal

from gongkai.figures import MINUS, Number
from gongkai.findings import say
from gongkai.forms.roles import KEY_ROLES
from gongkai.pages.compared_outcomes import compared_groups
from gongkai.pages.outcomes import outcome_groups
from gongkai.tables.cell_list import listed_cell
from gongkai.tables.comparison import Comparison, FigurePair, NoChange
from gongkai.tables.comparison_lines import comparison_lines


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """The main differences in plain words: requests received, concluded, carried over; how they ended; the forms."""
    quiet = _quiet(comparison)
    texts = (say("compare.quiet"),) if quiet else (_keys(comparison), _outcomes(comparison))
    lines = [text for text in texts if text]
    if comparison.broken and comparison.report.form and comparison.earlier.form:
        forms = {"now": comparison.report.form.authority, "before": comparison.earlier.form.authority}
        lines.append(say("compare.two-forms", forms))
    return tuple(lines)


def signed(number: Number) -> str:
    """A difference with its sign, or the word for none."""
    if not number:
        return say("compare.same")
    return f"{'+' if number > 0 else MINUS}{_size(number)}"


def change_text(pair: FigurePair) -> str:
    """The difference of two figures, or why there is none."""
    if pair.change is not None:
        return signed(pair.change)
    return say(f"compare.no-{(pair.reason or NoChange.BLANK).value}")


def _size(number: Number) -> str:
    return f"{abs(number):f}" if isinstance(number, Decimal) else str(abs(number))


def _quiet(comparison: Comparison) -> bool:
    """Whether nothing was received, concluded or carried over in either year."""
    pairs = [_total(comparison, role) for role in KEY_ROLES]
    return all(
        pair is not None and pair.before is not None and pair.now.value == pair.before.value == 0 for pair in pairs
    )


def _keys(comparison: Comparison) -> str:
    parts = []
    for role in KEY_ROLES:
        pair = _total(comparison, role)
        if pair is not None and pair.change is not None:
            word = "more" if pair.change > 0 else "less" if pair.change < 0 else "even"
            change = say(f"compare.{word}", {"number": _size(pair.change)})
            parts.append(say(f"compare.{role}", {"number": pair.now.value, "change": change}))
    return say("compare.sentence", {"parts": "；".join(parts)}) if parts else ""


def _total(comparison: Comparison, role: str) -> FigurePair | None:
    """The pair of the figure that has a role; None where the form has none or the two are not comparable."""
    form = comparison.report.form
    spot = listed_cell(form, cell) if form is not None and (cell := form.role(role)) is not None else None
    for item in comparison.tables:
        for line in comparison_lines(form, item.match) if form is not None and spot is not None else ():
            if line.cell == spot and line.comparable:
                return item.rows[line.position].pairs[line.cell.column]
    return None


def _outcomes(comparison: Comparison) -> str:
    """Outcomes whose number is another one; nothing is said of those that the two forms do not count alike."""
    pairs = compared_groups(comparison)
    changes = [pair for pair in pairs if pair.complete]
    if not changes:
        return ""
    different = [
        say("compare.outcome", {"name": pair.name, "number": pair.now, "change": signed(pair.now - pair.before)})
        for pair in changes
        if pair.now != pair.before
    ]
    every = len(pairs) == len(outcome_groups(comparison.report))
    gaps = [pair.name for pair in pairs if not pair.complete]
    if not different:
        return "" if gaps or not every else say("compare.outcomes-even")
    rest = say("compare.rest") if every and len(different) < len(changes) else ""
    if gaps:
        rest += say("compare.gaps", {"names": "、".join(gaps)})
    return say("compare.outcomes", {"parts": "，".join(different), "rest": rest})
