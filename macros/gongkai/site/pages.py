"""Pages and files that come out of the data, and what a preview does to pages with findings."""

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from gongkai.findings import Finding, Level, say
from gongkai.narrative import FRONT_KEYS
from gongkai.reports import Report
from gongkai.site.lists import HOME, Entries, generated_pages, markdown_text, with_agencies
from gongkai.site.pieces import findings_html
from gongkai.site.session import Session
from gongkai.workspace import Workspace

_DELIMITERS = (
    *("j2_block_start_string", "j2_block_end_string", "j2_variable_start_string", "j2_variable_end_string"),
    *("j2_comment_start_string", "j2_comment_end_string"),
)


def check_macros(config: MkDocsConfig) -> None:
    """Hold mkdocs-macros to what the template scan reads.

    Raises:
        PluginError: Its delimiters are other ones, or it hides failures of a macro.
    """
    plugin = config.plugins.get("macros")
    if plugin is None:
        return
    changed = [name for name in _DELIMITERS if plugin.config.get(name)]
    if changed:
        raise PluginError(say("build.delimiters", {"names": "、".join(changed)}))
    if not plugin.config.get("on_error_fail"):
        plugin.config["on_error_fail"] = True
    plugin.config["on_undefined"] = "strict"


def add_files(files: Files, config: MkDocsConfig, workspace: Workspace, *, preview: bool) -> None:
    """Add each report's JSON, and a page where it has no narrative; take drafts out of what is public."""
    for key, report in workspace.reports.items():
        source = f"{key[0]}/{key[1]}.md"
        present = files.get_file_from_path(source)
        if not preview and not workspace.public(key):
            if present is not None:
                files.remove(present)
            continue
        if present is None:
            files.append(File.generated(config, source, content=_page(report, workspace)))
        files.append(File.generated(config, f"{key[0]}/{key[1]}/report.json", content=workspace.report_json(*key)))


def add_lists(files: Files, config: MkDocsConfig, entries: Entries) -> None:
    """Add home, list of agencies and their pages where the site has none; keep agencies out of the navigation.

    A page's own agency is put into its navigation by the theme, so that it stays as short on a site of any size.
    """
    written = generated_pages(entries, title=config.site_name, intro=config.site_description or "")
    for source, content in written:
        if files.get_file_from_path(source) is None:
            files.append(File.generated(config, source, content=content))
    for file in files.documentation_pages():
        folder = file.src_uri.partition("/")[0] if "/" in file.src_uri else ""
        if config.nav is None and (folder in entries or folder == "agencies"):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def with_lists(markdown: str, page: Page, entries: Entries) -> str:
    """Put the agencies on the home page, unless its front matter hides them (``hide: [agencies]``)."""
    if page.file.src_uri != HOME or "agencies" in (page.meta.get("hide") or ()):
        return markdown
    return with_agencies(markdown, entries)


def _page(report: Report, workspace: Workspace) -> str:
    """The page of a report without a narrative: the form's sections that have a table."""
    agency = workspace.agencies.get(report.agency)
    form = report.form
    title = say(
        "page.title",
        {"agency": agency.name if agency else report.agency, "year": report.year, "title": form.title if form else ""},
    )
    parts = [f"# {markdown_text(title)}", "{{ report_header() }}"]
    for section in form.sections if form else ():
        if section.table:
            heading = markdown_text(f"{section.number}、{section.title}")
            parts.extend((f"## {heading}", f'{{{{ table("{section.table}") }}}}'))
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}", ""])


def disarm(markdown: str, page: Page, findings: Iterable[Finding]) -> str:
    """Take the braces out of a page that would do more than call macros, so that a preview shows it and lives on."""
    path = page.file.src_uri
    bad = any(item.code == "narrative-template" and (item.path or "").endswith(path) for item in findings)
    if not bad:
        return markdown
    for key in [key for key in page.meta if key not in FRONT_KEYS or "{" in str(page.meta[key])]:
        del page.meta[key]
    return markdown.replace("{", "&#123;")


def with_findings(html: str, page: Page, session: Session) -> str:
    """Show the findings about a page's report, and of the file itself, above its content."""
    agency, _, name = page.file.src_uri.removesuffix(".md").rpartition("/")
    found = [
        item
        for item in session.findings
        if item.level is not Level.WAIVED
        and ((item.agency == agency and str(item.year) == name) or (item.path or "").endswith(page.file.src_uri))
    ]
    return findings_html(found) + html if found else html
