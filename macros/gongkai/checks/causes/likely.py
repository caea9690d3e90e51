"""The likely cause of a broken sum: evidence is looked at in the order of how much it proves."""

from gongkai.checks.causes.across_years import across_years_cause, cell_off_across_years
from gongkai.checks.causes.columns import wrong_columns
from gongkai.checks.causes.crossing import crossing_cause, crossing_cell
from gongkai.checks.causes.miscounted import miscounted_row, row_too_high, shared_cause, shared_cell
from gongkai.checks.causes.mismatches import Mismatches, row_label
from gongkai.checks.causes.slips import slip
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.figures import State
from gongkai.findings import Cause


def likely_cause(mismatches: Mismatches, broken: BrokenIdentity) -> Cause | None:
    """The likely cause of a broken identity, or None where anything said would be a guess.

    Args:
        mismatches: All that does not hold in the report.
        broken: The broken identity.
    """
    if broken.identity.total and mismatches.figure(broken.table, broken.actual.cells[0]).state is State.BLANK:
        return Cause("blank-total")
    crossing = crossing_cell(mismatches, broken)
    follows = cell_off_across_years(mismatches, broken)
    if follows is not None and crossing in (None, follows):
        return across_years_cause(broken, follows)
    if crossing is not None:
        shifted = wrong_columns(mismatches, broken)
        same_row = shifted is not None and dict(shifted.args).get("row") == row_label(broken.table, crossing[0])
        return shifted if same_row else crossing_cause(broken, crossing)
    shared = shared_cell(mismatches, broken)
    if shared is not None:
        other, cell = shared
        total = broken if broken.identity.total else other
        return wrong_columns(mismatches, total) or miscounted_row(mismatches, total) or shared_cause(broken, cell)
    return wrong_columns(mismatches, broken) or row_too_high(mismatches, broken) or slip(mismatches, broken)
