"""The functions of the public face, see ``gongkai``: a site, a form or a report from its file, checked and exported."""

import re
from collections.abc import Iterable
from dataclasses import replace
from os import PathLike
from pathlib import Path

from gongkai.checks import Subject, rule_codes, run
from gongkai.errors import UsageError, WorkspaceError
from gongkai.findings import Finding, say
from gongkai.forms import Form, FormRegistry, installed_forms, shipped_forms
from gongkai.forms import load_form as load_form_text
from gongkai.reports import Agency, Report
from gongkai.reports import load_report as load_report_text
from gongkai.site.pages import slugs_reserved_on
from gongkai.site_config import read_layout
from gongkai.system_errors import system_reason
from gongkai.work.examine import placed
from gongkai.workspace import Workspace

_REPORT = re.compile(r"(?P<agency>[a-z0-9-]+)/(?P<year>[0-9]{4})\.yml")


def load_site(folder: str | PathLike[str]) -> Workspace:
    """Load a site: every agency, form and report below its folder of data.

    Faults of the data are findings of the site, not exceptions; see ``check``.

    Args:
        folder: The folder with ``mkdocs.yml``.

    Raises:
        GongkaiError: There is no ``mkdocs.yml``, MkDocs cannot read it, or the folder of data is missing.
    """
    path = Path(folder)
    if not (path / "mkdocs.yml").is_file():
        raise WorkspaceError(say("api.no-site", {"folder": path}))
    layout = read_layout(path)
    return Workspace(layout, reserved=slugs_reserved_on(layout.data))


def load_form(file: str | PathLike[str]) -> Form:
    """Load a statutory form from its YAML.

    Args:
        file: The file, named as the form (``case-2024.yml``).

    Raises:
        GongkaiError: The file cannot be read or is not a form; the message says where and why.
    """
    path = Path(file)
    return load_form_text(_text(path), path=path.as_posix(), codes=rule_codes())


def load_report(file: str | PathLike[str], *, forms: Iterable[Form] = ()) -> tuple[Report | None, tuple[Finding, ...]]:
    """Load one report from its YAML, without the site around it.

    Args:
        file: The file; its folder names the agency, its name the year: ``…/erligang/2020.yml``.
        forms: Forms of the site's own, further to those that come with the package.

    Returns:
        The report, or None where the file is none, and what is wrong with the way it is written.

    Raises:
        GongkaiError: The file cannot be read, or does not lie in an agency's folder under a year's name.
    """
    if isinstance(forms, Form):
        raise UsageError(say("api.forms-list"))
    path = Path(file)
    name = _REPORT.fullmatch("/".join(path.absolute().parts[-2:]))
    if name is None:
        raise UsageError(say("api.report-name", {"file": path}))
    registry = FormRegistry((*shipped_forms(), *installed_forms(rule_codes()), *forms), rule_codes())
    report, findings = load_report_text(
        _text(path), path=path.as_posix(), agency=name["agency"], year=int(name["year"]), registry=registry
    )
    return report, tuple(map(_with_forms_to_give, findings))


def _with_forms_to_give(finding: Finding) -> Finding:
    """A finding; of a form that is not at hand it says how a program gives it, as there is no site to take it from."""
    unknown = finding.code == "syntax" and finding.variant == "unknown-form-alone"
    return replace(finding, variant="unknown-form-given") if unknown else finding


def check(subject: Workspace | Report) -> tuple[Finding, ...]:
    """Run every check that applies.

    Args:
        subject: A site, with narratives and earlier years; or a report alone, whose narrative and earlier years are not
            at hand and so not checked.

    Returns:
        The findings in the order of the command, those that a signed explanation lets pass at level ``WAIVED``. Their
        lines are those of the file of the report as it is now; where it is not there they have none.
    """
    if isinstance(subject, Workspace):
        return subject.findings
    _prove(subject, Report, "report-expected", of="check")
    agency = Agency(subject.agency, subject.agency, subject.agency)
    registry = FormRegistry((*shipped_forms(), *installed_forms(rule_codes())), rule_codes())
    text = _text_of(subject)
    findings = run(Subject(subject, agency, registry, lambda _agency, _year: None, text=text, has_other_years=False))
    return tuple(placed(subject, text, findings)) if text else findings


def export(site: Workspace, agency: str, year: int, *, format_name: str = "json") -> bytes:
    """Write a report in a format, as ``gongkai export`` and the site do; findings do not keep it from being written.

    Args:
        site: The site.
        agency: Slug of the agency.
        year: The year reported on.
        format_name: Name of the format; ``formats`` lists them.

    Raises:
        GongkaiError: There is no such report, or it cannot be written in this format.
    """
    _prove(site, Workspace, "site-expected", of="export")
    if not isinstance(year, int):
        raise UsageError(say("api.year", {"year": repr(year)}))
    return site.export(agency, year, format_name)


def _prove(value: object, kind: type, fault: str, *, of: str) -> None:
    """Refuse an argument of another kind: what fails later would say nothing of it.

    Args:
        value: The argument.
        kind: What it should be.
        fault: What is wrong with another, as a key below ``api``.
        of: The function that it is given to.
    """
    if not isinstance(value, kind):
        raise UsageError(say(f"api.{fault}", {"function": of, "kind": type(value).__name__}))


def _text_of(report: Report) -> str:
    """The text of a report's file, for the lines of findings; empty where it cannot be read any more."""
    try:
        return _text(Path(report.path))
    except WorkspaceError:
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(say("command.no-file", {"file": path, "why": system_reason(error)})) from error
