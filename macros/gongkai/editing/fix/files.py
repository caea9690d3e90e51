"""One file of a site, mended: what it is to hold, which slips were in it, and what is left to the clerk."""

from dataclasses import dataclass

from gongkai import located
from gongkai.editing.changes import FileChange
from gongkai.editing.fix.doubts import OpenReading, open_readings
from gongkai.editing.fix.mends import YAML_KINDS, Judge, MendedText, TextKind, mended_text, no_verdict
from gongkai.file_text import read_text


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site that ``gongkai fix`` may mend.

    Attributes:
        path: Its path relative to the site's folder, with forward slashes.
        data: Its bytes.
        kind: Which kind of file it is, and so which mends there are for it.
        judge: Says what the loader of the file has against a text.
    """

    path: str
    data: bytes
    kind: TextKind
    judge: Judge = no_verdict


@dataclass(frozen=True, slots=True)
class MendedFile:
    """What mending a file has come to.

    Attributes:
        change: What it held and is to hold.
        mends: Codes of the slips that were in it.
        open_readings: What has more than one reading and is left as it is; lines are those of the mended text.
    """

    change: FileChange
    mends: tuple[str, ...]
    open_readings: tuple[OpenReading, ...]


def mended_file(file: SiteFile, *, hard_paragraphs: bool) -> MendedFile:
    """Mend the slips of a file that have only one reading; nothing is written.

    Args:
        file: The file.
        hard_paragraphs: Whether each line of a narrative is a paragraph on this site.
    """
    content = read_text(file.data)
    if content is None:
        return MendedFile(FileChange(file.path, file.data, file.data), (), (OpenReading("encoding", 1),))
    hard = hard_paragraphs and file.kind is TextKind.NARRATIVE
    source = MendedText(content.text, file.kind, file.judge, hard)
    text, codes = mended_text(source)
    if file.kind in YAML_KINDS and _faults(text) > _faults(content.text):
        text, codes = content.text, ()
    data = content.encoded(text) if codes or content.slips else file.data
    doubts = tuple(open_readings(MendedText(text, file.kind, file.judge, hard)))
    return MendedFile(FileChange(file.path, file.data, data), (*content.slips, *codes), doubts)


def _faults(text: str) -> int:
    return len(located.parse(text)[1])
