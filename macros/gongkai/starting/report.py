"""Creates the two files of a new report, data with every row and a narrative with its sections; or a workbook for it.

Carry-over and stocks are taken from last year's report; everything else is blank, so that a check points it out.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.errors import UsageError
from gongkai.figures import BLANK, count
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry, load_registry, shipped_forms, statutory_form
from gongkai.forms.places import nearest
from gongkai.forms.schema import schema_text
from gongkai.reports import Agency, Report, Scope, load_agency, load_report, slug_fault
from gongkai.reports.carry_over import CarriedCell, carried, carried_over, left_behind
from gongkai.reports.drafts import draft_report
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.reports.titles import opening_text
from gongkai.reports.write import agency_text, report_text
from gongkai.starting.carried_words import carried_notes, remarks_on_carried
from gongkai.starting.folder import NewFiles, write


@dataclass(frozen=True, slots=True)
class NewReportOptions:
    """Which report is to be begun, and how, as ``gongkai new`` is told.

    Attributes:
        agency: Slug of the agency.
        year: The year reported on, as typed.
        name: Full name of an agency that is new to the site.
        form_id: Id of the form; left out, it is the site's own form that last year's report is on where that is
            still valid, else the statutory form of the year.
        zeros: Whether there was no case in the year: rows then hold 0 instead of blanks.
        force: Whether files that are there may be overwritten.
    """

    agency: str
    year: str
    name: str | None = None
    form_id: str | None = None
    zeros: bool = False
    force: bool = False


def new_report(layout: Layout, options: NewReportOptions, *, reserved: Collection[str]) -> NewFiles:
    """Create the files of one report; where one of the two is there, only the other one.

    Args:
        layout: The folders of the site.
        options: Which report, and how.
        reserved: Names of folders that are the site's own, which no agency can have.

    Raises:
        UsageError: Slug, year, name or form is not valid, a file exists already, or ``zeros`` contradicts last year.
    """
    agency, force = options.agency, options.force
    year = _checked(options, reserved)
    owner, is_new = _owner(layout, options)
    data, page = layout.report(agency, year), layout.narrative(agency, year)
    registry = _registry(layout)
    existing = _report(layout, agency, year, registry) if data.exists() and not page.exists() and not force else None
    if existing is not None:
        note = say("new.narrative-only", {"file": layout.name(data)})
        return NewFiles((write(page, _page(existing.form, owner, year)),), (note,))
    if data.exists() and not force:
        raise UsageError(say("command.exists-report", {"file": layout.name(data)}))
    beginning = _beginning(layout, registry, year, options)
    files = [write(data.with_name("agency.yml"), agency_text(owner, head=[say("new.agency")]))] if is_new else []
    files.append(write(data, _data(beginning.report, beginning.start, zeros=options.zeros)))
    if force or not page.exists():
        files.append(write(page, _page(beginning.report.form, owner, year)))
    files.extend(_schema(layout, beginning.report.form))
    return NewFiles(tuple(files), tuple(_notes(beginning)))


def new_workbook(layout: Layout, options: NewReportOptions, *, reserved: Collection[str]) -> NewFiles:
    """Create the workbook of one report for somebody to fill in; ``gongkai import`` makes the report of it.

    Args:
        layout: The folders of the site.
        options: Which report, and how.
        reserved: Names of folders that are the site's own, which no agency can have.

    Raises:
        UsageError: Slug, year, name or form is not valid, the workbook exists already, the year has no form, or
            ``zeros`` contradicts last year.
    """
    year = _checked(options, reserved)
    owner, _ = _owner(layout, options)
    file = layout.workbook(options.agency, year)
    if file.exists() and not options.force:
        raise UsageError(say("command.exists-workbook", {"file": layout.name(file)}))
    beginning = _beginning(layout, _registry(layout), year, options)
    if beginning.report.form is None:
        raise UsageError(say("command.no-workbook", {"year": year}))
    from gongkai.renders.spreadsheet.fill_in import fill_in_workbook  # noqa: PLC0415 - few commands need XlsxWriter

    file.write_bytes(fill_in_workbook(beginning.report, owner, beginning.previous))
    return NewFiles((file,), tuple(_notes(beginning)))


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What a report begins as.

    Attributes:
        report: A draft.
        previous: Last year's report.
        start: What was taken over from it.
        still_open: How many requests were.
        not_asked_for: The site's own forms that the report may be meant to be on, as nothing else was said.
    """

    report: Report
    previous: Report | None
    start: tuple[CarriedCell, ...]
    still_open: int
    not_asked_for: tuple[Form, ...]


def _beginning(layout: Layout, registry: FormRegistry, year: int, options: NewReportOptions) -> _Beginning:
    agency, zeros = options.agency, options.zeros
    previous = _report(layout, agency, year - 1, registry)
    form = _form(registry, year, options.form_id, previous)
    other = count(0) if zeros else BLANK
    path = layout.name(layout.report(agency, year))
    report = draft_report(form, year, agency=agency, path=path, previous=previous, other=other)
    still_open = carried_over(report)
    behind = left_behind(form, year, previous) if form is not None and previous is not None else 0
    if zeros and still_open + behind:
        raise UsageError(say("command.zeros-carried", {"year": year - 1, "count": still_open + behind}))
    start = carried(form, year, previous) if form is not None and previous is not None else ()
    own = [item for item in registry if options.form_id is None and form is not None and item not in shipped_forms()]
    if previous is not None:  # a statutory form goes on although another answers to it, perhaps for some reports only
        own = [item for item in own if form is not None and item.answers_to == form.id and year in item.years]
    return _Beginning(report, previous, start, still_open, tuple(own))


def _registry(layout: Layout) -> FormRegistry:
    """The forms at hand; of files that are not forms ``gongkai check`` speaks."""
    return load_registry(layout.data, name=layout.name, codes=rule_codes())[0]


def _checked(options: NewReportOptions, reserved: Collection[str]) -> int:
    """The year as a number; slug and year are as they must be.

    Raises:
        UsageError: One of them is not.
    """
    fault = slug_fault(options.agency, reserved)
    if fault is not None:
        raise UsageError(say(f"command.{fault}", {"slug": options.agency}))
    if not REPORT_YEAR.fullmatch(options.year):
        raise UsageError(say("command.year-shape", {"year": options.year}))
    return int(options.year)


def _owner(layout: Layout, options: NewReportOptions) -> tuple[Agency, bool]:
    """The agency, and whether it is new to the site."""
    slug = options.agency
    file = layout.data / slug / "agency.yml"
    given_name = (options.name or "").strip()
    if not file.is_file():
        if not given_name:
            raise UsageError(say("command.needs-name", {"agency": slug, "year": options.year}))
        return Agency(slug, given_name, given_name, scope=Scope.OWN), True
    # `_checked` has checked the slug.
    agency, _ = load_agency(_text(layout, file), path=layout.name(file), slug=slug, reserved=())
    if agency is None:
        raise UsageError(say("command.unreadable", {"file": layout.name(file)}))
    if given_name and given_name != agency.name:
        names = {"agency": slug, "name": agency.name, "file": layout.name(file)}
        raise UsageError(say("command.other-name", names))
    return agency, False


def _form(registry: FormRegistry, year: int, form_id: str | None, previous: Report | None) -> Form | None:
    """The form of a new report; None for a year before the first statutory form."""
    if form_id is not None:
        form = registry.get(form_id)
        if form_id in registry.refused:
            raise UsageError(say("command.form-refused", {"form": form_id, "file": registry.refused[form_id]}))
        if form is None or year not in form.years:
            valid = [item.id for item in registry.valid_in(year)]
            near = nearest(form_id, valid) if form is None else None
            names = {
                "form": form_id,
                "year": year,
                "known": "、".join(valid) or "—",
                "near": say("cli.near", {"name": near}) if near else "",
            }
            raise UsageError(say("command.no-form" if form is None else "command.form-years", names))
        return form
    before = previous.form if previous is not None else None
    if before is None or before is statutory_form(year - 1):
        return statutory_form(year)
    if year in before.years:
        return before
    next_forms = [form for form in registry.valid_in(year) if form.answers_to == before.id]
    return next_forms[0] if len(next_forms) == 1 else statutory_form(year)


def _report(layout: Layout, agency: str, year: int, registry: FormRegistry) -> Report | None:
    """A report of the site; None where there is none, or where its file is not a readable report."""
    file = layout.report(agency, year)
    if not file.is_file():
        return None
    report, _ = load_report(_text(layout, file), path=layout.name(file), agency=agency, year=year, registry=registry)
    return report


def _text(layout: Layout, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(say("command.unreadable", {"file": layout.name(file)})) from error


def _data(report: Report, start: Sequence[CarriedCell], *, zeros: bool) -> str:
    head = [say("new.head-zeros" if zeros else "new.head"), say("new.publish")]
    remarks = dict(remarks_on_carried(report.form, report.year - 1, start)) if report.form is not None else {}
    return report_text(report, head=head if report.form else head[1:], remarks=remarks)


def _page(form: Form | None, owner: Agency, year: int) -> str:
    title = form.title if form is not None else say("new.title")
    parts = [f"# {say('page.title', {'agency': owner.name, 'year': year, 'title': title})}", "{{ report_header() }}"]
    blank = say("new.fill-in")
    parts.append(opening_text(form, owner, year) if form is not None else blank)
    for section in form.sections if form is not None else ():
        parts.append(f"## {section.number}、{section.title}")
        if section.holds == "overview" and form is not None and form.aspects:
            parts.extend(f"**{aspect.name}**：{blank}" for aspect in form.aspects)
            if owner.is_government and form.assessment:
                parts.append(f"**{'、'.join(aspect.name for aspect in form.assessment)}**：{blank}")
        else:
            parts.append(blank)
        if form is not None and section.table is not None:
            parts.append(f'{{{{ table("{form.table_index[section.table].name.short}") }}}}')
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}"]) + "\n"


def _schema(layout: Layout, form: Form | None) -> Iterator[Path]:
    """Write the schema that editors use if it is missing; the clerk never edits it, so that it needs no ``force``."""
    file = layout.data / ".schema" / f"{form.id}.json" if form is not None else None
    if form is not None and file is not None and not file.exists():
        yield write(file, schema_text(form, rule_codes()))


def _notes(beginning: _Beginning) -> Iterator[str]:
    report, start = beginning.report, beginning.start
    if report.form is None:
        yield say("new.no-form", {"year": report.year})
        return
    if beginning.not_asked_for:
        names = "、".join(f"{form.id}（{form.years.text}）" for form in beginning.not_asked_for)
        yield say("new.other-forms", {"form": report.form.id, "names": names})
    yield from carried_notes(report.form, report.year, beginning.previous, start, beginning.still_open)
