"""Pictures and attachments of a text are there."""

from collections.abc import Iterable, Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.narrative.links import FileLink


@rule(
    "attachment",
    name="图片和附件",
    levels=(Level.ERROR, Level.WARNING),
    source="本软件的写法",
    statement="文字里的图片和附件都在；没有网页用到的 Word、Excel 文件不放在 docs 文件夹里。",
    english="pictures and attachments are there; office files that no page links to are not in the docs folder",
    needs_form=False,
    wordings={
        "picture": (
            "图片“{target}”找不到，公布以后显示不出来。请把图片放到 {place}（大小写也要相同）；不要的，删去这一处。"
        ),
        "file": "附件“{target}”找不到，公布以后打不开。请把文件放到 {place}（大小写也要相同）；不要的，删去这一处。",
        "unlinked": (
            "“{target}”会随网站公布，却没有网页链接到它。是附件的，在文字里写“[附件名称]({target})”；"
            "是草稿、底稿的，移出 docs 文件夹。"
        ),
    },
)
def attachment(subject: Subject) -> Iterator[Finding]:
    """Pictures and documents that a narrative names are files of the site; the loader has looked for them."""
    if subject.narrative is not None:
        agency, year = subject.report.agency, subject.report.year
        yield from lost_files(subject.lost_files, subject.narrative.path, agency=agency, year=year)


def lost_files(
    links: Iterable[FileLink], path: str, *, agency: str | None, year: int | None = None
) -> Iterator[Finding]:
    """Files that a page names and that are not there, as findings.

    Args:
        links: What the page names, where it names it.
        path: The page.
        agency: The agency whose page it is; None for a page of none.
        year: The year of the report whose page it is; None for any other page.
    """
    folder = path.rpartition("/")[0]
    for link in links:
        yield Finding(
            code="attachment", level=Level.ERROR, variant="picture" if link.is_picture else "file", path=path,
            line=link.line, column=link.column, agency=agency, year=year,
            args={"target": link.target, "place": f"{folder}/{link.target}".removeprefix("/")},
        )  # fmt: skip


def unlinked_file(path: str, *, agency: str | None) -> Finding:
    """An office file that is published and that no page links to.

    Args:
        path: The file.
        agency: The agency in whose folder it is; None for a folder of none.
    """
    return Finding(
        code="attachment", level=Level.WARNING, variant="unlinked", path=path, line=1, column=1, agency=agency,
        args={"target": path.rpartition("/")[2]},
    )  # fmt: skip
