"""The roll-up of a government on a year, whether or not its consolidated report has been filed."""

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import statutory_form
from gongkai.reports import Agency
from gongkai.reports.rollup import RollUp, members_of
from gongkai.workspace.workspace import Workspace


def roll_up_of(workspace: Workspace, agency: str, year: int) -> RollUp:
    """The sums that an agency's consolidated report on a year should hold.

    Args:
        workspace: The loaded site.
        agency: Slug of a government.
        year: The year reported on.

    Raises:
        UsageError: The year has no form, or no agency is added up in it.
    """
    filed = workspace.report(agency, year)
    form = filed.form if filed is not None and filed.form is not None else statutory_form(year)
    if form is None:
        raise UsageError(say("rollup.no-form", {"year": year}))
    sums = workspace.district.roll_up(agency, year, workspace.registry.get(form.id) or form)
    if not sums.parts and not sums.lacking:
        raise UsageError(say("rollup.no-members", {"agency": agency}))
    return sums


def consolidated_with(workspace: Workspace, agency: str, year: int) -> tuple[Agency, ...]:
    """The governments whose consolidated reports on a year add up an agency's report."""
    district = workspace.district
    adding = []
    for report in district.consolidated():
        members = members_of(report.agency, year, district.agencies, district.below)
        if report.year == year and any(member.slug == agency for member in members.counted):
            adding.append(district.agencies[report.agency])
    return tuple(adding)
