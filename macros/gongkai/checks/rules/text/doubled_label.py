"""A paragraph's name that is written twice: in the template's bold letters, and once more in what was pasted behind."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.narrative.miswritten.doubled_labels import doubled_labels


@rule(
    "doubled-label",
    name="名称重复",
    levels=(Level.NOTICE,),
    source="本软件的写法",
    statement="一段开头加粗的名称只写一次，粘贴在后面的文字不再写一遍。",
    english="a paragraph that begins with its name in bold does not repeat it",
    needs_form=False,
    wordings={"text": "“{label}”写了两次，网页上也会印两次。请删去后一个。"},
)
def doubled_label(subject: Subject) -> Iterator[Finding]:
    """A finding for each name; lines of a template that is out of order are reported as such."""
    narrative = subject.narrative
    if narrative is None:
        return
    for match in doubled_labels(narrative.masked, narrative.body_start):
        begin = match.start("name")
        yield subject.finding(
            "doubled-label",
            level=Level.NOTICE,
            path=narrative.path,
            line=narrative.masked.count("\n", 0, begin) + 1,
            column=begin - narrative.masked.rfind("\n", 0, begin),
            args={"label": match["name"]},
        )
