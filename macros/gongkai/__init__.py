"""Gongkai: annual disclosure reports as YAML and Markdown, checked and published as a site.

The names in ``__all__`` are the public face for programs; they change only with a new major version. All else may
change with any version. Each name is imported when it is first asked for, because whoever imports one room
(``gongkai.figures``) must not load MkDocs, and because lower rooms do not import higher ones.
"""

import typing

if typing.TYPE_CHECKING:
    from gongkai.api import check, export, load_form, load_report, load_site
    from gongkai.checks import District, Subject, rule, rule_between
    from gongkai.checks.across_findings import across_findings
    from gongkai.checks.identity_findings import identity_findings
    from gongkai.errors import GongkaiError
    from gongkai.figures import Figure, State
    from gongkai.findings import ExplainedAt, Finding, Level, as_text
    from gongkai.forms import Form
    from gongkai.renders.export import Format, ReportExport, formats
    from gongkai.reports import Agency, Report
    from gongkai.workspace import Workspace

__all__ = [
    "Agency",
    "District",
    "ExplainedAt",
    "Figure",
    "Finding",
    "Form",
    "Format",
    "GongkaiError",
    "Level",
    "Report",
    "ReportExport",
    "State",
    "Subject",
    "Workspace",
    "across_findings",
    "as_text",
    "check",
    "export",
    "formats",
    "identity_findings",
    "load_form",
    "load_report",
    "load_site",
    "rule",
    "rule_between",
]

_MODULES = {
    **dict.fromkeys(("check", "export", "load_form", "load_report", "load_site"), "api"),
    **dict.fromkeys(("Agency", "Report"), "reports"),
    **dict.fromkeys(("District", "Subject", "rule", "rule_between"), "checks"),
    **dict.fromkeys(("ExplainedAt", "Finding", "Level", "as_text"), "findings"),
    **dict.fromkeys(("Figure", "State"), "figures"),
    **dict.fromkeys(("Format", "ReportExport", "formats"), "renders.export"),
    "across_findings": "checks.across_findings",
    "identity_findings": "checks.identity_findings",
    "Form": "forms",
    "GongkaiError": "errors",
    "Workspace": "workspace",
}
"""By public name the module that it comes from."""


def __getattr__(name: str) -> typing.Any:
    """Import a public name (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - not to be a name of this module

    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
