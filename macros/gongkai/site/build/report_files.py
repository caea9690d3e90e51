"""Pages and files that come out of the data, and what a preview does to pages with findings."""

from collections.abc import Callable
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from gongkai.errors import FormatError
from gongkai.findings import Finding, Level, ordered, say
from gongkai.narrative import FRONT_KEYS, MACROS
from gongkai.renders.export import Format, public_formats
from gongkai.renders.html.report import findings_html
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.routes import Addresses
from gongkai.site.build.generated_file import DataFile
from gongkai.site.build.page_types import add_unwritten
from gongkai.site.build.session import Session, log
from gongkai.site.pages.catalog import HOME, Entries, home_text, markdown_text
from gongkai.site.pages.home import with_home
from gongkai.site.report.macros import Macros
from gongkai.workspace import PAGE_SUFFIXES, Key, Workspace

_DELIMITERS = (
    *("j2_block_start_string", "j2_block_end_string", "j2_variable_start_string", "j2_variable_end_string"),
    *("j2_comment_start_string", "j2_comment_end_string"),
)


def check_macros(config: MkDocsConfig, *, preview: bool) -> None:
    """Hold mkdocs-macros to what the template scan reads; a macro that fails stops a build, and no preview.

    Raises:
        PluginError: It is not there, so that braces would be published, or its delimiters are other ones.
    """
    plugin = config.plugins.get("macros")
    if plugin is None:
        raise PluginError(say("build.no-macros"))
    changed = [name for name in _DELIMITERS if plugin.config.get(name)]
    if changed:
        raise PluginError(say("build.delimiters", {"names": "、".join(changed)}))
    if not plugin.config.get("render_by_default"):
        raise PluginError(say("build.opt-in"))
    plugin.config["on_error_fail"] = not preview
    plugin.config["on_undefined"] = "strict"


def check_pluglet(config: MkDocsConfig) -> None:
    """See that the macros which mkdocs-macros has loaded are ours, and none is hidden by a variable.

    Raises:
        PluginError: One of them is missing, replaced or hidden.
    """
    plugin: Any = config.plugins["macros"]
    missing = [name for name in MACROS if not isinstance(getattr(plugin.macros.get(name), "__self__", None), Macros)]
    if missing:
        raise PluginError(say("build.no-pluglet", {"names": "、".join(missing)}))
    hidden = [name for name in MACROS if name in plugin.variables]
    if hidden:
        raise PluginError(say("build.hidden", {"names": "、".join(hidden)}))


def add_files(files: Files, config: MkDocsConfig, workspace: Workspace, *, preview: bool) -> None:
    """Add each report in its public formats, and a page where it has no narrative; leave drafts out of public."""
    for key, report in workspace.reports.items():
        source = f"{key[0]}/{key[1]}.md"
        present = files.get_file_from_path(source)
        if not preview and not workspace.public(key):
            hidden = [file for file in files if file is present or file.src_uri.startswith(f"{key[0]}/{key[1]}/")]
            for file in hidden:  # the draft and what lies in a folder of its name
                files.remove(file)
            continue
        if present is None:
            present = File.generated(config, source, content=_page(report, workspace))
            files.append(present)
        _give_way(files, present)
        for item in public_formats(report):
            _add_export(files, config, f"{key[0]}/{key[1]}/{item.file}", partial(_exported, workspace, key, item))


def _exported(workspace: Workspace, key: Key, item: Format) -> bytes:
    try:
        return item.write(workspace.report_export(*key))
    except FormatError as error:
        raise PluginError(str(error)) from error


def _add_export(files: Files, config: MkDocsConfig, name: str, make: Callable[[], bytes]) -> None:
    """Add a report in a format; a file of the same name below docs/ is left out, as its figures are not checked."""
    other = files.get_file_from_path(name)
    if other is not None:
        files.remove(other)
        log.warning(say("build.same-file", {"file": name}))
    files.append(DataFile.of(config, name, make))


def _give_way(files: Files, page: File) -> None:
    """Leave out a page of another name at a report's address, which would take the figures away, and say so."""
    stem = page.src_uri.removesuffix(".md")
    for source in (f"{stem}/index.md", f"{stem}/README.md"):
        other = files.get_file_from_path(source)
        if other is not None and other.dest_uri == page.dest_uri:
            files.remove(other)
            log.warning(say("build.same-report", {"own": source, "page": page.src_uri}))


def add_lists(files: Files, config: MkDocsConfig, entries: Entries) -> None:
    """Add a home page where the site has none; keep agencies and lists out of the navigation.

    A page's own agency is put into its navigation by the theme, so that it stays as short on a site of any size. A site
    that has written its navigation is not told that it leaves out what we have added.
    """
    hidden = InclusionLevel.UNDEFINED if config.nav is None else InclusionLevel.NOT_IN_NAV
    if files.get_file_from_path(HOME) is None:
        content = home_text(title=config.site_name, intro=config.site_description or "")
        add_unwritten(files, [File.generated(config, HOME, content=content, inclusion=hidden)])
    for file in files.documentation_pages():
        folder = file.src_uri.partition("/")[0] if "/" in file.src_uri else ""
        if folder in entries or folder in ("agencies", "years"):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def with_lists(html: str, page: Page, workspace: Workspace, entries: Entries, files: Files) -> str:
    """Put search, figures and agencies on the home page, unless its front matter hides them (``hide: [agencies]``)."""
    if page.file.src_uri != HOME or "agencies" in (page.meta.get("hide") or ()):
        return html
    addresses = Addresses(page.file.use_directory_urls)
    return with_home(html, workspace, entries, addresses=addresses, there=frozenset(file.src_uri for file in files))


def _page(report: Report, workspace: Workspace) -> str:
    """The page of a report without a narrative: the form's sections that have a table."""
    agency = workspace.agencies.get(report.agency) or Agency(report.agency, report.agency, report.agency)
    form = report.form
    title = report_title(report, agency)
    parts = [f"# {markdown_text(title)}", "{{ report_header() }}"]
    for section in form.sections if form else ():
        if section.table:
            heading = markdown_text(f"{section.number}、{section.title}")
            parts.extend((f"## {heading}", f'{{{{ table("{section.table}") }}}}'))
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}", ""])


def readable(page: Page, session: Session) -> str | None:
    """Something to show for a page that is not UTF-8, so that a preview lives on; None for any other."""
    own = _own(page, session)
    return f"# {page.file.name}\n" if any(item.variant == "encoding" for item in own) else None


def disarm(markdown: str, page: Page, session: Session) -> str:
    """Take the braces out of a page that would do more than call macros, so that a preview shows it and lives on."""
    bad = [item for item in _own(page, session) if item.code == "narrative-template" and item.variant != "argument"]
    if not bad:
        return markdown
    for key, value in list(page.meta.items()):
        if key not in FRONT_KEYS or "{" in str(value) or (key == "title" and not isinstance(value, str)):
            del page.meta[key]
    page.title = str(page.title).replace("{", "&#123;")
    return markdown.replace("{", "&#123;")


def with_findings(html: str, page: Page, session: Session) -> str:
    """Show findings above a page's content: of its report, its own file, its agency; on the home page of the site."""
    folder, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    found = [item for item in session.about(folder) if _of_agency(item) or str(item.year) == name]
    if page.file.src_uri == HOME:
        found += session.about(None)
    shown = ordered(item for item in (*found, *_own(page, session)) if item.level is not Level.WAIVED)
    return findings_html(shown) + html if shown else html


def _of_agency(finding: Finding) -> bool:
    """Whether a finding is about an agency as a whole, and so to be read on each of its pages."""
    return finding.year is None and not (finding.path or "").endswith(PAGE_SUFFIXES)


def _own(page: Page, session: Session) -> list[Finding]:
    """Findings in a page's own file."""
    layout = session.workspace.layout
    path = layout.name(layout.docs / page.file.src_uri)
    return [item for item in session.about(page.file.src_uri.partition("/")[0]) if item.path == path]
