"""The meta tags that inspections of government sites look for (国办发〔2017〕47号), as names and contents.

A tag whose content is not known is left out: no code, domain, date or publisher is ever invented. The theme's
``gongkai/main.html`` writes the tags and escapes them.
"""

from urllib.parse import urlsplit

from gongkai.findings import say
from gongkai.pages.remarks import retelling_text
from gongkai.reports import Agency, Report
from gongkai.reports.titles import ReportKinds, kind_of, report_title
from gongkai.work.settings import SiteSettings

MetaTag = tuple[str, str]
"""Name and content, not yet escaped."""


def site_tags(site: SiteSettings) -> list[MetaTag]:
    """Tags of every page: name, domain and code of the site."""
    return _with_content(
        [("SiteName", site.name), ("SiteDomain", urlsplit(site.url).hostname or ""), ("SiteIDCode", site.code)]
    )


def column_tags(name: str, description: str, kinds: ReportKinds, *, about: str = "") -> list[MetaTag]:
    """Tags of a list of reports, or of the list that a report belongs to.

    Args:
        name: The list's name.
        description: What it lists.
        kinds: What the reports are called.
        about: The agency, where all reports of the list are one agency's.
    """
    keywords = [*kinds.keywords, about]
    return _with_content(
        [
            ("ColumnName", name),
            ("ColumnDescription", description),
            ("ColumnKeywords", ",".join(word for word in keywords if word)),
            ("ColumnType", kinds.column),
        ]
    )


def article_tags(
    site: SiteSettings, report: Report, agency: Agency, *, url: str | None, description: str = ""
) -> list[MetaTag]:
    """Tags of a report.

    Args:
        site: The site.
        report: The report.
        agency: Its agency.
        url: The page's full address; None where the site has no address.
        description: The page's own description, if its front matter has one.

    Returns:
        The tags. ``PubDate`` is there only if the time of day is known, because its format requires one.
        ``ContentSource`` is the site's publisher, else the agency; a site with ``noindex``, which is not the agency's
        own, has none unless a publisher is set.
    """
    published = report.published
    source = site.publisher or ("" if site.noindex else agency.name)
    return _with_content(
        [
            ("ArticleTitle", report_title(report, agency)),
            ("PubDate", str(published) if published is not None and published.time is not None else ""),
            ("ContentSource", source),
            ("Keywords", ",".join(dict.fromkeys(_keywords(report, agency)))),
            ("Description", description or report_description(report, agency)),
            ("Url", url or ""),
        ]
    )


def _keywords(report: Report, agency: Agency) -> list[str]:
    year = say("theme.year", {"year": report.year})
    return [agency.name, agency.short, year, *ReportKinds.of([kind_of(report.form)]).keywords]


def report_description(report: Report, agency: Agency) -> str:
    """What describes a report: its title and its sections, or that somebody else retells it."""
    title = report_title(report, agency)
    if report.retold is not None:
        return say("theme.retold", {"title": title, "notice": retelling_text(report.retold)})
    if report.form is None:
        return title
    sections = "；".join(section.title for section in report.form.sections)
    return say("theme.description", {"title": title, "sections": sections})


def _with_content(tags: list[MetaTag]) -> list[MetaTag]:
    """The tags that have a content, with its white space reduced to single blanks."""
    return [(name, " ".join(content.split())) for name, content in tags if content.strip()]
