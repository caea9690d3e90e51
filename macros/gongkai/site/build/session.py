"""The workspace of one build: where it is by MkDocs' configuration, and what its findings mean for the build."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from gongkai.errors import GongkaiError
from gongkai.findings import Finding, Level, as_text, say
from gongkai.listed_findings import without_first_years
from gongkai.renders.export import Format, published_formats
from gongkai.reports import ReportKey
from gongkai.site.cluster.workers import Workers, check_reachable
from gongkai.site.faults import FaultError, RepairableError
from gongkai.site.pages import slugs_reserved_on
from gongkai.site_config import layout_of
from gongkai.system_errors import system_reason
from gongkai.work.kept import FileKeeper
from gongkai.workspace import Workspace, agency_keeper, file_keeper
from gongkai.workspace.district.ledger import update_ledger
from gongkai.workspace.district.withholding import withheld_reports, withhold
from gongkai.workspace.examined import ExaminedAgencies

log = logging.getLogger("mkdocs.plugins.gongkai")

_LOGGED = {
    Level.ERROR: logging.ERROR,
    Level.WARNING: logging.WARNING,
    Level.NOTICE: logging.INFO,
    Level.WAIVED: logging.INFO,
}


class Session:
    """One build's workspace and findings.

    Attributes:
        preview: Whether the office alone looks on: drafts and findings are shown, and nothing stops.
        internal: Whether that is a site of its own, and no ``mkdocs serve``.
        formats: The formats that reports are published in; None where there is no plugin, which makes such files.
        withheld: The reports that are kept back for their errors, while others are published.
        keeper: Writes reports in these formats.
        workers: Who makes the pages and files of agencies.
    """

    def __init__(  # noqa: PLR0913 - what a build begins with
        self,
        workspace: Workspace,
        findings: tuple[Finding, ...],
        *,
        preview: bool,
        formats: tuple[Format, ...] | None,
        keeper: FileKeeper,
        withheld: frozenset[ReportKey] = frozenset(),
        internal: bool = False,
        workers: Workers = Workers(),  # noqa: B008 - it cannot be changed
    ) -> None:
        """Hold what was loaded; see ``open_session``."""
        self.workers = workers
        self.withheld = withheld
        self.workspace = workspace
        self.findings = findings
        self.preview = preview
        self.internal = internal
        self.formats = formats
        self.keeper = keeper
        self._about = _by_agency(findings)

    def take_over(self, newer: "Session") -> None:
        """Hold what was loaded since, for all that holds this session."""
        self.workspace, self.findings, self.keeper = newer.workspace, newer.findings, newer.keeper
        self._about = _by_agency(newer.findings)

    def about(self, agency: str | None) -> Sequence[Finding]:
        """Findings about one agency; those about none belong to the whole site."""
        return self._about.get(agency, ())


def _by_agency(findings: Iterable[Finding]) -> Mapping[str | None, list[Finding]]:
    about: dict[str | None, list[Finding]] = {}
    for item in findings:
        about.setdefault(item.agency, []).append(item)
    return about


def open_session(  # noqa: PLR0913 - what MkDocs and the options say of a site
    config: Any,
    data_dir: str,
    *,
    preview: bool,
    formats: Mapping[str, bool] | None,
    published: Path | None = None,
    clean: bool = False,
    anew: bool = False,
    internal: bool = False,
    examined: ExaminedAgencies | None = None,
    workers: Workers = Workers(),  # noqa: B008 - it is frozen
) -> Session:
    """Load and check a site.

    Args:
        config: MkDocs' configuration.
        data_dir: The folder of data, relative to mkdocs.yml.
        preview: Under ``mkdocs serve`` or internally: findings are shown, drafts too, and nothing stops.
        formats: By name of a format whether it is published; None where there is no plugin.
        published: The folder of the published site, where it is at hand.
        clean: Whether reports with errors are kept back and all others published.
        anew: Whether files that are kept between builds are made anew.
        internal: Whether the site is the office's own: its pages show the findings, and ``--strict`` passes over them.
        examined: What is known of agencies since the site was loaded last in this process.
        workers: Who makes the pages and files of agencies.

    Raises:
        PluginError: There are findings at error level, all of them in the message, and this is no preview.
        RepairableError: The site cannot be read, or what another package has added cannot be used.
        FaultError: The cluster that is to make pages cannot be asked.
    """
    check_reachable(workers)
    try:
        # A format that cannot be used stops here, where nothing is written yet.
        site_formats = published_formats(formats or {}, office=internal)
        layout = layout_of(config, data_dir, published=published)
        agencies = agency_keeper(layout, anew=anew)
        reserved = slugs_reserved_on(layout.data)
        workspace = Workspace(
            layout, reserved=reserved, keeper=agencies, examined=examined, processes=workers.processes
        )
    except GongkaiError as error:
        raise RepairableError(str(error)) from error
    findings = workspace.findings if preview else workspace.public_findings()
    keeper = file_keeper(workspace, anew=anew)
    if preview:
        _log(findings, quietly=internal)
    return Session(
        workspace,
        findings,
        preview=preview,
        internal=internal,
        formats=None if formats is None else site_formats,
        keeper=keeper,
        withheld=frozenset() if preview else _withhold_or_refuse(workspace, findings, clean=clean),
        workers=workers,
    )


def _withhold_or_refuse(workspace: Workspace, findings: Sequence[Finding], *, clean: bool) -> frozenset[ReportKey]:
    """Log the findings of a site that is to be published, and keep out of it what has errors.

    Args:
        workspace: The loaded site, out of which withheld reports are taken.
        findings: Its findings.
        clean: Whether reports with errors are withheld; else an error stops the build.

    Returns:
        The reports that are withheld.

    Raises:
        PluginError: There are errors, and reports with errors are not to be withheld, or one is about no report.
    """
    errors = [item for item in findings if item.level is Level.ERROR]
    withheld = withheld_reports(workspace, findings) if clean and errors else None
    if withheld is not None:
        withhold(workspace, withheld)
        _log_withheld(findings, withheld)
    elif errors:
        _log(item for item in findings if item.level is not Level.ERROR)
        raise PluginError(_refusal(errors))
    else:
        _log(findings)
    return withheld or frozenset()


def _refusal(errors: list[Finding]) -> str:
    return "\n".join([say("build.refused", {"count": len(errors)}), *(as_text(item) for item in errors)])


def enter_published(session: Session) -> None:
    """Enter the reports of a site that is published into the ledger, and say how many are new there.

    Raises:
        FaultError: The ledger cannot be written.
    """
    try:
        count = update_ledger(session.workspace, besides=session.withheld)
    except OSError as error:
        raise FaultError(say("command.unwritable", {"file": error.filename, "why": system_reason(error)})) from error
    if count:
        log.info(say("ledger.written", {"count": count}))


def _log_withheld(findings: Iterable[Finding], withheld: frozenset[ReportKey]) -> None:
    """Log findings; findings of withheld reports as information, so that ``--strict`` still publishes the others."""
    for item in _without_first_years(findings):
        about = (item.agency or "", item.year or 0)
        kept_back = about in withheld or item.level is Level.ERROR
        log.log(logging.INFO if kept_back else _LOGGED[item.level], as_text(item))


def _log(findings: Iterable[Finding], *, quietly: bool = False) -> None:
    for item in _without_first_years(findings):
        log.log(logging.INFO if quietly else _LOGGED[item.level], as_text(item))


def _without_first_years(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings but for those that say that there is no year before, which are logged as a line a year."""
    others, lines = without_first_years(findings)
    for line in lines:
        log.info(line)
    return others


def session_of(config: Any) -> Session:
    """The plugin's session; where the plugin is not configured, one of its own.

    Raises:
        PluginError: There are findings at error level, or drafts, which only the plugin keeps from being published.
    """
    plugin = config.plugins.get("gongkai")
    session = getattr(plugin, "session", None)
    if isinstance(session, Session):
        return session
    session = open_session(config, "data", preview=False, formats=None)
    workspace = session.workspace
    drafts = [
        key for key in workspace.reports if not workspace.public(key) and workspace.layout.narrative(*key).is_file()
    ]
    if drafts:
        raise PluginError(say("build.drafts", {"names": "、".join(f"{slug}/{year}" for slug, year in drafts)}))
    return session
