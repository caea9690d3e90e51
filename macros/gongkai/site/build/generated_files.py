"""The files that a build adds to those of the docs folder: pages and files of every declared kind, and the reports.

A Markdown file that the site has written under the same source takes the place of a generated page.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from gongkai import routes
from gongkai.errors import FormatError
from gongkai.findings import say
from gongkai.renders.export import Format, public_formats
from gongkai.reports import Report, ReportKey
from gongkai.reports.layout import Layout
from gongkai.reports.titles import report_title
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.lazy_file import LazyFile, add_lazy
from gongkai.site.build.session import Session, log
from gongkai.site.build.withdrawn_page import withdrawn_text
from gongkai.site.faults import RepairableError
from gongkai.site.pages import agency_file_types, page_types
from gongkai.site.pages.home import home_text, markdown_text
from gongkai.site.taken_names import refuse
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import AgencyFileType, AgencyPageType, AnyType, FileType, OfAgency
from gongkai.workspace import Workspace


class ReportFile(LazyFile):
    """A report in a format."""

    session: Session
    format: Format

    @classmethod
    def of_report(cls, config: MkDocsConfig, session: Session, key: ReportKey, item: Format) -> "ReportFile":
        """The file of a report in a format; what makes it is shared, as a large site has ten thousands of them."""
        file = cls.of(config, routes.report_file(*key, item.file), bytes)
        assert isinstance(file, cls)  # noqa: S101 - of makes an object of the class that it is called on
        file.session, file.format = session, item
        return file

    def content(self) -> bytes:
        """The report, written now."""
        key = routes.report_of_file(self.src_uri)
        assert key is not None  # noqa: S101 - so it was named
        try:
            return self.session.keeper.write(self.format, self.session.workspace.report_export(*key))
        except FormatError as error:
            raise RepairableError(str(error)) from error


def add_made(
    files: Files,
    config: MkDocsConfig,
    session: Session,
    contents: SiteContents,
    agencies: Iterable[AgencyContents],
) -> None:
    """Add everything that is made of the data but the files of figures.

    Args:
        files: The files of the docs folder.
        config: MkDocs' configuration.
        session: The checked site.
        contents: What pages that compare agencies are made from.
        agencies: What each agency's pages are made from.
    """
    layout = session.workspace.layout
    add_report_files(files, config, session)
    add_home(files, config, layout, contents)
    add_generated(files, config, layout, contents, agencies)


def add_report_files(files: Files, config: MkDocsConfig, session: Session) -> None:
    """Add each report in its public formats, and a page where it has no narrative.

    Reports that are not public are left out; of one that was taken back a page says so.
    """
    workspace = session.workspace
    addressed: dict[str, list[File]] = {}
    for file in files:
        addressed.setdefault(file.dest_uri, []).append(file)
    for key in session.withheld - workspace.reports.keys():  # nothing of what cannot be read
        _hide(files, key)
    for key, report in workspace.reports.items():
        source = routes.report_page(*key)
        present = files.get_file_from_path(source)
        if not session.preview and not workspace.public(key):
            _hide(files, key)
            if report.withdrawn is not None:
                content, inclusion = withdrawn_text(report, workspace), InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, source, content=content, inclusion=inclusion))
            continue
        if present is None:
            present = File.generated(config, source, content=_report_markdown(report, workspace))
            files.append(present)
        _give_way(files, present, addressed.get(present.dest_uri, ()))
        for item in public_formats(report, among=session.formats):
            add_lazy(files, ReportFile.of_report(config, session, key, item))


def _hide(files: Files, key: ReportKey) -> None:
    """Take out the page of a report that is not public, and what lies in a folder of its name."""
    page, folder = routes.report_page(*key), routes.report_file(*key, "")
    for file in [file for file in files if file.src_uri == page or file.src_uri.startswith(folder)]:
        files.remove(file)


def add_generated(
    files: Files, config: MkDocsConfig, layout: Layout, contents: SiteContents, agencies: Iterable[AgencyContents]
) -> None:
    """Add the pages and files of every declared kind, but for what the site has written itself.

    Args:
        files: The files of the build.
        config: MkDocs' configuration.
        layout: Where the site keeps what.
        contents: What pages that compare agencies are made from.
        agencies: What each agency's pages are made from.
    """
    of_agencies = tuple(agencies)
    add_unwritten(
        files, layout, (file for item in page_types() for file in _of_type(config, item, contents, of_agencies))
    )


def renew_generated(files: Files, contents: SiteContents, agencies: Iterable[AgencyContents]) -> None:
    """Let the generated pages and files of a preview be made from what is known now.

    Args:
        files: The files of the preview; which pages and files there are has not changed.
        contents: What pages that compare agencies are made from.
        agencies: What each agency's pages are made from.
    """
    of_agencies = {agency.entry.slug: agency for agency in agencies}
    makers_of_agencies = {
        routes.page_of_route(item.route, slug): partial(item.content, agency)
        for item in agency_file_types()
        for slug, agency in of_agencies.items()
    }
    file_makers = {item.route: item.content for item in page_types() if isinstance(item, FileType)}
    for file in files:
        if isinstance(file, LazyFile) and file.src_uri in file_makers:
            file.make = partial(file_makers[file.src_uri], contents)
        elif isinstance(file, LazyFile) and file.src_uri in makers_of_agencies:
            file.make = makers_of_agencies[file.src_uri]
        elif isinstance(file, GeneratedFile) and isinstance(file.page_type, AgencyPageType):
            file.contents = of_agencies[routes.folder_of_page(file.src_uri)]
        elif isinstance(file, GeneratedFile):
            file.contents = contents


def add_unwritten(files: Files, layout: Layout, generated: Iterable[File]) -> None:
    """Add generated files, but for pages that the site has written; say where it has one's address by another name.

    Args:
        files: The files of the build.
        layout: Where the site keeps what.
        generated: Files whose addresses differ from each other.

    Raises:
        PluginError: A file of the site that is no page has the address of a generated one.
    """
    by_address = {file.dest_uri: file for file in files}
    collisions: list[tuple[str, str]] = []
    for file in generated:
        own = by_address.get(file.dest_uri)
        if own is None:
            files.append(file)
        elif not own.is_documentation_page():
            collisions.append((own.src_uri, file.src_uri))
        elif own.src_uri != file.src_uri:
            log.warning(say("build.same-address", {"own": own.src_uri, "page": file.src_uri}))
    refuse(layout, collisions)


def add_home(files: Files, config: MkDocsConfig, layout: Layout, contents: SiteContents) -> None:
    """Add a home page where the site has none; keep agencies and lists out of the navigation.

    A page's own agency is put into its navigation by the theme, so that it stays as short on a site of any size. A site
    that has written its navigation is not told that it leaves out what we have added.
    """
    hidden = InclusionLevel.UNDEFINED if config.nav is None else InclusionLevel.NOT_IN_NAV
    if files.get_file_from_path(routes.HOME) is None:
        content = home_text(title=config.site_name, intro=config.site_description or "")
        add_unwritten(files, layout, [File.generated(config, routes.HOME, content=content, inclusion=hidden)])
    lists = routes.folders_of((routes.AGENCIES, routes.YEARS))
    for file in files.documentation_pages():
        folder = routes.folder_of_page(file.src_uri)
        if folder in contents.entries or folder in lists:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _of_type(
    config: MkDocsConfig, item: AnyType, contents: SiteContents, agencies: tuple[AgencyContents, ...]
) -> Iterator[File]:
    if isinstance(item, FileType):
        if item.exists is None or item.exists(contents):
            yield LazyFile.of(config, item.route, partial(item.content, contents))
    elif isinstance(item, OfAgency):
        for agency in agencies:
            yield from _of_agency(config, item, agency)
    elif item.make is not None:
        for page in item.pages_of(contents):
            yield GeneratedFile.of(config, page, item, contents)


def _of_agency(config: MkDocsConfig, item: OfAgency, agency: AgencyContents) -> Iterator[File]:
    if isinstance(item, AgencyFileType):
        if item.exists(agency):
            path = routes.page_of_route(item.route, agency.entry.slug)
            yield LazyFile.of(config, path, partial(item.content, agency))
    elif item.make is not None:
        for page in item.pages_of(agency):
            yield GeneratedFile.of(config, page, item, agency)


def _give_way(files: Files, page: File, addressed: Iterable[File]) -> None:
    """Leave out files of another name at a report's address, which would take the figures away, and say so."""
    for other in addressed:
        if other.src_uri != page.src_uri:
            files.remove(other)
            log.warning(say("build.same-report", {"own": other.src_uri, "page": page.src_uri}))


def _report_markdown(report: Report, workspace: Workspace) -> str:
    """The page of a report without a narrative: the form's sections that have a table."""
    title = report_title(report, workspace.owner(report.agency))
    parts = [f"# {markdown_text(title)}", "{{ report_header() }}"]
    for section in report.form.sections if report.form else ():
        if section.table:
            heading = markdown_text(f"{section.number}、{section.title}")
            parts.extend((f"## {heading}", f'{{{{ table("{section.table}") }}}}'))
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}", ""])
