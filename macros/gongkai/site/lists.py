"""Which agencies a site shows, with which years, and the pages that list them: the workspace in, Markdown out.

Links name Markdown files, so that MkDocs proves them and writes addresses in the way that the site has chosen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.reports import Agency
from gongkai.workspace import Workspace

PER_PAGE = 100
"""Agencies on one page of the list."""

ON_HOME = 30
"""A home page with more agencies than these shows how many there are and the way to the list."""

HOME = "index.md"
LIST = "agencies.md"

_SPECIAL = re.compile(r"^[-+=:\d]|[\\`*_{}\[\]<>#!|&~^]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency as the site shows it.

    Attributes:
        agency: Who reports.
        years: Years with a report that is shown, the newest first; never empty.
        drafts: Those among them that only a preview shows.
    """

    agency: Agency
    years: tuple[int, ...]
    drafts: frozenset[int] = frozenset()

    @property
    def slug(self) -> str:
        """Name of its folder."""
        return self.agency.slug

    def label(self, year: int) -> str:
        """How a year is called in lists."""
        return say("theme.draft-year" if year in self.drafts else "theme.year", {"year": year})


Entries = Mapping[str, Entry]
"""Entries by slug, in the order of slugs: an order that ranks nobody."""


def entries_of(workspace: Workspace, *, preview: bool) -> Entries:
    """Agencies with the years that are shown; one without any is not listed, so that no page tells who is late.

    Args:
        workspace: The loaded site.
        preview: Whether drafts are shown too.
    """
    years: dict[str, list[int]] = {}
    drafts: dict[str, set[int]] = {}
    for slug, year in workspace.reports:
        public = workspace.public((slug, year))
        if public or preview:
            years.setdefault(slug, []).append(year)
        if preview and not public:
            drafts.setdefault(slug, set()).add(year)
    return {
        slug: Entry(
            workspace.agencies.get(slug) or Agency(slug, slug, slug),
            tuple(sorted(years[slug], reverse=True)),
            frozenset(drafts.get(slug, ())),
        )
        for slug in sorted(years)
    }


def markdown_text(text: str) -> str:
    """Plain text for Markdown: neither Markdown, nor HTML, nor a template engine finds anything to act on."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def generated_pages(entries: Entries, *, title: str, intro: str) -> Iterator[tuple[str, str]]:
    """Home, list of agencies and a page for each of them, for a site that has not written its own.

    Args:
        entries: What is shown.
        title: The heading of the home page.
        intro: Its first paragraph; may be empty.

    Yields:
        Path below the docs folder and Markdown.
    """
    yield HOME, "\n\n".join(part for part in (f"# {markdown_text(title)}", markdown_text(intro)) if part) + "\n"
    chunks = _chunks(list(entries.values()))
    for number, chunk in enumerate(chunks, start=1):
        yield list_path(number), _list_page(chunk, number, len(chunks))
    for entry in entries.values():
        yield f"{entry.slug}/{HOME}", agency_page(entry, entries)


def list_path(number: int) -> str:
    """Path of one page of the list, from 1."""
    return LIST if number == 1 else f"agencies/{number}.md"


def with_agencies(markdown: str, entries: Entries) -> str:
    """A home page with the list of agencies below what was written."""
    if not entries:
        return markdown
    parts = [markdown.rstrip(), f"## {say('theme.reports')}"]
    if len(entries) <= ON_HOME:
        parts.append(_lines(entries.values(), ""))
    else:
        count = {"agencies": len(entries), "reports": sum(len(entry.years) for entry in entries.values())}
        parts.append(f"[{say('theme.count', count)}]({LIST})")
    return "\n\n".join(parts) + "\n"


def agency_page(entry: Entry, entries: Entries) -> str:
    """The page of one agency: what kind it is, whom it files to, its contact office, its years."""
    years = "\n".join(f"- [{_report(entry, year)}]({year}.md)" for year in entry.years)
    facts = "\n".join(f"- {say('theme.fact', fact)}" for fact in _facts(entry.agency, entries))
    title = f"# {markdown_text(entry.agency.name)}"
    return "\n\n".join(part for part in (title, facts, f"## {say('theme.reports')}", years) if part) + "\n"


def _report(entry: Entry, year: int) -> str:
    title = say("theme.report", {"year": year})
    return say("theme.draft", {"title": title}) if year in entry.drafts else title


def _facts(agency: Agency, entries: Entries) -> Iterator[Mapping[str, str]]:
    """What the agency's file says that a citizen may want to know; nothing that it does not say."""
    superior = entries.get(agency.reports_to or "")
    successor = entries.get(agency.successor or "")
    if agency.kind:
        yield {"name": say("theme.kind"), "text": markdown_text(agency.kind)}
    if superior:
        yield {"name": say("theme.superior"), "text": _link(superior, "../")}
    for key, text in agency.contact.items():
        yield {"name": say(f"theme.contact.{key}"), "text": markdown_text(text)}
    if agency.until:
        yield {"name": say("theme.until"), "text": say("theme.year", {"year": agency.until})}
    if successor:
        yield {"name": say("theme.successor"), "text": _link(successor, "../")}


def _list_page(chunk: Sequence[Entry], number: int, pages: int) -> str:
    base = "" if number == 1 else "../"
    title = say("theme.agencies") if number == 1 else say("theme.agencies-page", {"number": number})
    parts = [f"# {title}", _lines(chunk, base) or say("theme.none")]
    if pages > 1:
        parts.append(" ".join(_pager(number, pages, base)))
    return "\n\n".join(parts) + "\n"


def _pager(number: int, pages: int, base: str) -> Iterator[str]:
    if number > 1:
        yield f"[{say('theme.previous')}]({base}{list_path(number - 1)})"
    yield say("theme.page-of", {"number": number, "pages": pages})
    if number < pages:
        yield f"[{say('theme.next')}]({base}{list_path(number + 1)})"


def _lines(entries: Iterable[Entry], base: str) -> str:
    return "\n".join(" ".join(("-", _link(entry, base), *_years(entry, base))) for entry in entries)


def _years(entry: Entry, base: str) -> Iterator[str]:
    for year in entry.years:
        yield f"[{entry.label(year)}]({base}{entry.slug}/{year}.md)"


def _link(entry: Entry, base: str) -> str:
    return f"[{markdown_text(entry.agency.name)}]({base}{entry.slug}/{HOME})"


def _chunks(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    return [entries[start : start + PER_PAGE] for start in range(0, len(entries), PER_PAGE)] or [[]]
