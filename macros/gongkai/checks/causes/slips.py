"""Slips of the pen in a sum whose cells are in no other sum, such as a block of the table of review cases.

Nothing crosses there, so that a slip is said only where it is plain: neighbouring digits exchanged, a digit written
twice, one part counted twice or not at all. Every other cell in which one slip would do as well is named with it: one
digit typed wrong, lost or added, or a 0 for a figure. Where these are more than three in all, none is named.
"""

from collections.abc import Iterator

from gongkai.checks.causes.candidates import cause_among
from gongkai.checks.causes.miscounted import miscounted_cause
from gongkai.checks.causes.mismatches import Mismatches, column_label, signed_cells
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.figures import written
from gongkai.findings import Cause, say
from gongkai.forms import Position

SMALLEST = 10
"""A smaller difference equals some part by chance."""


def slip(mismatches: Mismatches, broken: BrokenIdentity) -> Cause | None:
    """The cells in which one slip would explain a broken sum; None unless one is a plain slip (miscounted, digits)."""
    if not broken.identity.total or not _alone(mismatches, broken):
        return None
    plain = dict([*_miscounted(mismatches, broken), *_digits(mismatches, broken)])
    if not plain:
        return None
    possible = {cell: cause for cell, cause in _possible(mismatches, broken) if cell not in plain}
    return cause_among([*plain.values(), *possible.values()])


def _alone(mismatches: Mismatches, broken: BrokenIdentity) -> bool:
    """Whether a sum is the only one over its cells."""
    mine = {broken.identity.total, *broken.identity.parts}
    others = [item for item in mismatches.form.identities if item.table == broken.table.id and item != broken.identity]
    return broken.identity.each == "row" and all(
        item.each == "row" and mine.isdisjoint((item.total, *item.parts, *item.left, *item.right)) for item in others
    )


def _miscounted(mismatches: Mismatches, broken: BrokenIdentity) -> Iterator[tuple[Position, Cause]]:
    if -SMALLEST < broken.difference < SMALLEST:
        return
    for cell in broken.expected.cells:
        figure = mismatches.figure(broken.table, cell)
        if figure.number == abs(broken.difference):
            yield cell, miscounted_cause("twice", column_label(broken.table, cell), written(figure))


def _digits(mismatches: Mismatches, broken: BrokenIdentity) -> Iterator[tuple[Position, Cause]]:
    for cell, stands, corrected in _readings(mismatches, broken):
        args = (("row", column_label(broken.table, cell)), ("figure", written(mismatches.figure(broken.table, cell))))
        if _one_digit(stands, corrected):
            continue
        if corrected in set(_exchanged(stands)):
            yield cell, Cause("digits", args)
        elif corrected in set(_undoubled(stands)):
            yield cell, Cause("doubled", args)


def _possible(mismatches: Mismatches, broken: BrokenIdentity) -> Iterator[tuple[Position, Cause]]:
    """The cells in which any one slip would do, and the total, which may be just any other number."""
    for cell, stands, corrected in _readings(mismatches, broken):
        if (
            not stands
            or not corrected
            or _one_digit(stands, corrected)
            or corrected in set(_shortened(stands))
            or stands in set(_shortened(corrected))
            or cell in broken.actual.cells
        ):
            figure = written(mismatches.figure(broken.table, cell)) or say("page.blank")
            yield cell, Cause("cell", (("row", column_label(broken.table, cell)), ("figure", figure)))


def _readings(mismatches: Mismatches, broken: BrokenIdentity) -> Iterator[tuple[Position, int, int]]:
    """Every cell with the count that is there and the one that, alone changed, would make the sum hold."""
    for cell, sign in signed_cells(broken):
        stands = mismatches.figure(broken.table, cell).number
        corrected = stands - sign * broken.difference
        if isinstance(stands, int) and isinstance(corrected, int) and corrected >= 0:
            yield cell, stands, corrected


def _one_digit(stands: int, corrected: int) -> bool:
    """Whether two numbers differ by a single digit at one place, which any wrong digit makes."""
    digits = str(abs(stands - corrected))
    return not digits[1:].strip("0")


def _exchanged(number: int) -> Iterator[int]:
    """The numbers that a number with two neighbouring digits exchanged may have been."""
    digits = str(number)
    for place in range(len(digits) - 1):
        exchanged = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if exchanged != digits and not exchanged.startswith("0"):
            yield int(exchanged)


def _undoubled(number: int) -> Iterator[int]:
    """The numbers that a number with one digit written twice may have been."""
    digits = str(number)
    for place in range(len(digits) - 1):
        if digits[place] == digits[place + 1]:
            yield int(digits[:place] + digits[place + 1 :])


def _shortened(number: int) -> Iterator[int]:
    """The numbers that are left where a number loses one digit."""
    digits = str(number)
    return (int(digits[:place] + digits[place + 1 :] or "0") for place in range(len(digits)))
