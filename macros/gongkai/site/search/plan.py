"""Which pages of a site its search finds, in which order, and what ids their headings have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import File, Files

from gongkai import routes
from gongkai.reports import ReportKey
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import PageType
from gongkai.work.search.narrative_text import HeadingIds


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """Which pages are found, in three parts, each by source with the path of its page below the site.

    Pages of agencies are not among them: they are found by their names, which the search page has in a list.

    Attributes:
        before: What explains terms: it comes before the reports.
        reports: The reports, in the order of lists, by slug and year.
        behind: Further pages of agencies, and the site's own pages, last.
        agencies: The agencies that have a page, in the order of lists.
    """

    before: Mapping[str, File]
    reports: Mapping[ReportKey, File]
    behind: Mapping[str, File]
    agencies: Sequence[str]


def plan_search(files: Files, contents: SiteContents) -> SearchPlan:
    """Choose the pages that are found; reports that are not shown are not among them.

    Args:
        files: The site's files as MkDocs will render them.
        contents: What the site shows.
    """
    agencies = {routes.agency_page(slug): slug for slug in contents.entries}
    keys = {
        routes.report_page(slug, year): (slug, year) for slug, entry in contents.entries.items() for year in entry.years
    }
    searched: dict[str, File] = {}
    of_agencies: dict[str, File] = {}
    present: dict[str, File] = {}
    behind: dict[str, File] = {}
    for file in files.documentation_pages():
        source = file.src_uri
        if source in keys or (source in agencies and isinstance(file, GeneratedFile)):
            present[source] = file
        elif isinstance(file, GeneratedFile):
            if file.page_type.searched:
                (searched if isinstance(file.page_type, PageType) else of_agencies)[source] = file
        elif file.generated_by is None:
            behind[source] = file
    pages = [slug for source, slug in agencies.items() if source in present]
    reports = {key: present[source] for source, key in keys.items() if source in present}
    return SearchPlan(searched, reports, {**of_agencies, **behind}, pages)


def heading_ids(config: Any) -> HeadingIds:
    """What mkdocs.yml says of the Markdown extensions ``toc`` and ``attr_list``."""
    options = config.mdx_configs.get("toc") or {}
    slugify = options.get("slugify") or HeadingIds().slugify
    return HeadingIds(slugify, str(options.get("separator") or "-"), "attr_list" in config.markdown_extensions)
