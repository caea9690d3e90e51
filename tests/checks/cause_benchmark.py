"""How often a likely cause is said of a single mistake, and how often it names what was really wrong.

    python -m tests.checks.cause_benchmark [--examples 200] [--seed 1]

Over reports that add up (made up at random and of the demo district), of both forms, with totals stated and added up,
with and without the year before. A change counts as said where one of its sums has a cause, as right where every cause
that is said names a cell that was changed, or a row that was miscounted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from gongkai.checks import all_rules
from gongkai.demo import demo_files
from gongkai.findings import cause_text
from gongkai.forms import shipped_forms
from gongkai.reports.carry_over import CARRY_OVER
from tests.checks import subjects
from tests.checks.generate import chance, generate
from tests.checks.single_changes import KINDS, Mistake

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from gongkai.findings import Finding
    from gongkai.forms import Form
    from gongkai.reports import Report
    from tests.checks.changes import Change

SUMS = {"balance", "outcome-total", "row-total", "review-total"}
SOURCES = 60
TRIES = 40
MODES = ("stated", "added up")


@dataclass(frozen=True)
class Score:
    """What was counted over the changes of one kind.

    Attributes:
        changes: Changes that broke a sum.
        with_cause: Those of which a cause was said.
        right: Those of which every cause that was said names what was wrong.
        causes: How often each kind of cause was said of a sum.
        wrong: Messages of causes that name something else, to look at.
    """

    changes: int
    with_cause: int
    right: int
    causes: Counter[str]
    wrong: tuple[str, ...]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=200, help="changes of each kind, form and way of totals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, help="how many wrong causes of each kind are printed")
    options = parser.parse_args()
    print(f"{'kind':30}{'form':10}{'totals':10}{'changes':>8}{'said':>7}{'right':>7}  causes said of sums")
    for kind in KINDS:
        for form in shipped_forms():
            for mode in MODES:
                score = measure(kind, form, mode, examples=options.examples, seed=options.seed)
                if score.changes:
                    print(f"{kind:30}{form.id:10}{mode:10}{_numbers(score)}")
                for text in score.wrong[: options.wrong]:
                    print("    ", text)


def _numbers(score: Score) -> str:
    right = f"{score.right / score.with_cause:7.3f}" if score.with_cause else "      -"
    causes = " ".join(f"{name}:{number}" for name, number in sorted(score.causes.items()))
    return f"{score.changes:8}{score.with_cause / score.changes:7.2f}{right}  {causes}"


def measure(kind: str, form: Form, mode: str, *, examples: int, seed: int) -> Score:
    """Make changes of a kind and count what is said of them.

    Args:
        kind: A key of ``KINDS``.
        form: The form of the reports.
        mode: ``stated`` or ``added up``: whether the totals are written down.
        examples: How many changes; fewer where the kind is hardly possible.
        seed: What all chance comes from.
    """
    rng = chance(f"{kind}-{form.id}-{mode}-{seed}")
    changes = with_cause = right = 0
    causes: Counter[str] = Counter()
    wrong = []
    for change, previous in _changes(KINDS[kind], form, mode, rng, examples * TRIES):
        findings = list(_findings(change.report, previous))
        named = [item for item in findings if item.cause is not None]
        bad = [item for item in named if not names_one_of(item, change)]
        changes += bool(findings)
        with_cause += bool(named)
        right += bool(named) and not bad
        causes.update(item.cause.kind for item in named if item.cause is not None)
        wrong += [f"{item.cause and cause_text(item.cause)} | {sorted(change.cells)}" for item in bad]
        if changes == examples:
            break
    return Score(changes, with_cause, right, causes, tuple(wrong))


def _changes(
    mistake: Mistake, form: Form, mode: str, rng: random.Random, tries: int
) -> Iterator[tuple[Change, Report | None]]:
    reports = [*made_up(form, mode), *demo(form, mode)]
    for _ in range(tries):
        report = rng.choice(reports)
        change = mistake(report, rng)
        previous = year_before(report) if rng.random() < 0.5 else None
        if change is not None:
            yield change, previous


def _findings(report: Report, previous: Report | None) -> Iterator[Finding]:
    """What the rules on sums say of a report; the others take four times as long and say nothing of causes of sums."""
    others = {(previous.agency, previous.year): previous} if previous else {}
    subject = subjects.subject(report, others=others)
    for item in all_rules():
        if item.code in SUMS and item.applies(report.form):
            yield from item.check(subject)


def names_one_of(finding: Finding, change: Change) -> bool:
    """Whether the cause of a finding names a cell that was changed: by row and column, or by row or column alone."""
    assert finding.cause is not None
    text = cause_text(finding.cause).translate(_QUOTES)
    return any(all(f"“{name}”" in text for name in names) for names in _names(finding, change))


_QUOTES = str.maketrans("‘’", "“”")
"""A name with quotes is printed with single ones inside quotes."""


def _names(finding: Finding, change: Change) -> Iterator[tuple[str, ...]]:
    """What a cause may call each cell that it may name: by row and column, or by its place within the sum."""
    table = change.table
    for row, column in change.cells:
        names = (table.rows[row].name.label, table.columns(row)[column].printed)
        if finding.cause is not None and finding.cause.kind in {"crossing", "shared", "across-years"}:
            yield names
        else:
            yield (names[1],) if finding.code in {"row-total", "review-total"} else (names[0],)


@cache
def made_up(form: Form, mode: str) -> tuple[Report, ...]:
    """Reports of random figures that add up."""
    year = form.years.start + 1
    sheets = [generate(chance(f"causes-{seed}"), form, stated=mode == "stated") for seed in range(SOURCES)]
    return tuple(subjects.load(sheet.text(), year=year)[0] for sheet in sheets)


@cache
def demo(form: Form, mode: str) -> tuple[Report, ...]:
    """Reports of the demo district, whose totals are not typed, with requests in them."""
    reports = []
    for path, text in _district():
        folder, _, name = path.removesuffix(".yml").rpartition("/")
        if not path.startswith("data/") or not name.isdecimal() or f"form: {form.id}" not in text:
            continue
        report, _ = subjects.load(text, year=int(name), slug=folder.removeprefix("data/"))
        if mode == "stated":
            reports.append(_stated(report))
        elif all(report.computed[item.table] for item in form.identities):
            reports.append(report)
    return tuple(reports)


@cache
def _district() -> tuple[tuple[str, str], ...]:
    return tuple(demo_files(12, 6, seed=1))


def _stated(report: Report) -> Report:
    """The report as if every total had been typed."""
    return replace(report, computed=dict.fromkeys(report.computed, frozenset()))


@cache
def year_before(report: Report) -> Report:
    """A report on the year before that what was carried in follows from."""
    form = report.form
    assert form is not None
    rule = next(rule for rule in form.across if rule.code == CARRY_OVER)
    table = form.table_index[rule.table]
    source = rule.terms[0].row
    here, there = table.row_index[rule.rows[0]], table.row_index[str(source)]
    grid = list(report.grids[table.id])
    grid[there] = grid[here]
    return replace(report, year=report.year - 1, grids={**report.grids, table.id: tuple(grid)})


if __name__ == "__main__":
    main()
