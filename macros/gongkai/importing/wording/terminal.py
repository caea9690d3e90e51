"""The results of an import in words for the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from gongkai.findings import Finding, Level, code_name, level_text, say
from gongkai.forms import Form
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import HIDDEN, STOPPING, DraftReason, ImportResult
from gongkai.importing.wording.findings import finding_message, is_fault
from gongkai.importing.wording.joining import joined, representatives
from gongkai.importing.wording.remarks import cell_text, group_text, origin_text, remark_text
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from gongkai.visible_text import visible
from gongkai.words import words

_MANY, _FEW = 12, 3
"""Places that are named; and of those that a line above names already, or a table has no room for."""
_MOST_SAID = 500
"""Lines on one document besides those on its files; one that every cell is asked about has two hundred."""
_OF_SITE = frozenset({"last-year-draft"})
"""Codes of what is said of the site and not of the document: no doubt, and no comment of the data file."""
_CHOSEN = (
    frozenset({"date-signed-other", "one-of-offices", "sheets-left-out", "hidden-noughts", "table-copies"}) | HIDDEN
)
"""Codes of what was chosen or left out for certain: no doubt, and said all the same."""


def lines(
    items: Sequence[ImportResult], forms: Mapping[str, Form], *, dry_run: bool, total: bool = True
) -> Iterator[str]:
    """A run as lines for the terminal: for each document what needs a look, what was written, and a summary.

    Args:
        items: The result of each document.
        forms: Forms by id.
        dry_run: Whether nothing was written.
        total: Whether the last line counts the documents, where there are several.
    """
    for item in items:
        yield from _lines(item, forms.get(item.form or ""), dry_run=dry_run)
    if total and len(items) > 1:
        yield total_line(items)


def total_line(items: Sequence[ImportResult]) -> str:
    """How many documents are certain, need a look, were there already, came in with others or were not taken.

    Args:
        items: The result of each document.
    """
    codes = [item.exit_code for item in items if not (item.exists or item.is_part or item.is_copy)]
    counts = {name: codes.count(code) for code, name in enumerate(("certain", "looks", "failed"))}
    counts |= {"count": len(items), "there": sum(item.exists for item in items)}
    with_others = {"parts": sum(item.is_part for item in items), "copies": sum(item.is_copy for item in items)}
    sentences = (say(f"import.summary.{name}", {"count": count}) for name, count in with_others.items() if count)
    return say("import.summary.all", {**counts, "parts": "".join(sentences)})


def _lines(item: ImportResult, form: Form | None, *, dry_run: bool) -> Iterator[str]:
    file = item.job.display_name
    if item.error:
        yield f"{file} {say('levels.error')}：{mask_personal_data(item.error)}"
        return
    texts = list(dict.fromkeys(_said(item, form, dry_run=dry_run)))
    yield from texts[:_MOST_SAID]
    if len(texts) > _MOST_SAID:
        yield f"{file} {say('import.mark.look')}{say('import.more-said', {'count': len(texts) - _MOST_SAID})}"
    for write in item.writes:
        yield say("import.would-write" if dry_run else "import.written", {"file": write.path})
    for path in item.former:
        yield say("import.former", {"file": path})
    yield from summary(item, form, rows_apart=dry_run)


def _said(item: ImportResult, form: Form | None, *, dry_run: bool) -> Iterator[str]:
    """What there is to say of a document that was taken."""
    file = item.job.display_name
    for group in joined(item.remarks, rows_apart=dry_run):
        if not group.first.sure:
            where = origin_text(group.origin)
            text = mask_personal_data(group_text(group, form))
            yield f"{file}{'：' if where else ''}{where} {say('import.mark.look')}{text}"
    for finding in item.findings:
        if finding.level is not Level.NOTICE:  # that there is no year before is no doubt about what was imported
            yield mask_personal_data(_finding_text(finding, form))
    yield from (f"{file} {remark_text(remark, form)}" for remark in item.remarks if remark.code in _OF_SITE)
    for remark in (item for item in item.remarks if item.code in _CHOSEN):
        where = origin_text(remark.origin) if remark.code in HIDDEN | {"hidden-noughts"} else ""
        mark = say("import.mark.noted")
        yield f"{file}{'：' if where else ''}{where} {mark}{mask_personal_data(remark_text(remark, form))}"
    yield from _noted(item)


def _noted(item: ImportResult) -> Iterator[str]:
    """One line that counts the remarks for the record; the data file has each of them as a comment."""
    codes = [remark.code for remark in item.remarks if remark.sure and remark.code not in _OF_SITE | _CHOSEN]
    split = codes.count("split")
    parts = [say("import.noted.split", {"count": split})] if split else []
    if len(codes) > split:
        parts.append(say("import.noted.other", {"count": len(codes) - split}))
    if parts:
        yield say("import.noted.line", {"file": item.job.display_name, "parts": "，".join(parts)})


def _finding_text(finding: Finding, form: Form | None) -> str:
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    return visible(f"{place} {level_text(finding)}：{finding_message(finding, form)}".lstrip())


def summary(item: ImportResult, form: Form | None, *, rows_apart: bool = False) -> Iterator[str]:
    """The summary of one document: how many figures were taken, are blank, guessed, missing or faulty.

    It names the tables and columns that are in doubt as a whole.

    Args:
        item: The result.
        form: The report's form, if it has one.
        rows_apart: See ``doubts``.
    """
    cells = item.cells
    if form is None:
        yield say("import.summary.no-form", {"file": item.job.display_name}) + _status(item)
    else:
        parts = [say("import.summary.taken", {"taken": cells.taken, "total": cells.total})]
        parts.append(say("import.summary.blank", {"count": cells.blank}))
        unsure = [cell_text(remark, form) for remark in representatives(item.remarks) if _unsure(remark)]
        parts.append(_counted("unsure", cells.unsure, unsure))
        whole = whole_places(item, form)
        parts += [_counted("whole", len(whole), whole)] if whole else []
        if cells.missing:
            parts.append(say("import.summary.missing", {"count": cells.missing}))
        faults = [finding for finding in item.findings if is_fault(finding)]
        parts.append(_counted("faults", len(faults), [_fault_place(fault, form) for fault in faults]))
        yield f"{item.job.display_name}：" + "；".join(parts) + "。" + _status(item)
    looks = doubts(item, rows_apart=rows_apart)
    warnings = sum(finding.level is Level.WARNING for finding in item.findings)
    if looks or warnings:
        yield say("import.summary.looks", {"looks": looks, "warnings": warnings})


def doubts(item: ImportResult, *, rows_apart: bool = False) -> int:
    """How many things of a document need a look, each cause counted once.

    Args:
        item: The result.
        rows_apart: Whether rows are listed one by one, as no file holds them in its comments.
    """
    return sum(not group.first.sure for group in joined(item.remarks, rows_apart=rows_apart))


def whole_places(item: ImportResult, form: Form) -> list[str]:
    """The tables and columns that questions are about as a whole, whose cells are not counted as unsure, in words.

    Args:
        item: The result.
        form: The report's form.
    """
    remarks = (remark for remark in item.remarks if _unsure(remark) and remark.row is None)
    return list(dict.fromkeys(place for remark in remarks if (place := cell_text(remark, form))))


def _status(item: ImportResult) -> str:
    """That the report is a draft, why, and what comes next; that it will be published, or had better be a draft."""
    published = item.status is not Status.DRAFT
    if published and not item.reasons:
        args = {"status": item.status.value if item.status else ""}
        if item.was_held_back:
            return say("import.summary.lifted", args)
        is_new = item.status is Status.PUBLISHED and not item.former
        return say("import.summary.published") if is_new else ""
    target = f"{item.job.agency}/{item.year}"
    goal = item.goal if item.goal is Status.REVIEWED else Status.PUBLISHED
    following = say(f"import.summary.following.{goal.value}", {"target": target})
    args = {"target": target, "status": item.status.value if item.status else "", "goal": goal.value}
    reasons = "；".join(reason_text(item, reason) for reason in item.reasons)
    is_stopping = STOPPING & set(item.reasons) or any(finding.level is Level.ERROR for finding in item.findings)
    stops = say(f"import.summary.stops{'-now' if published else ''}") if is_stopping else ""
    kind = "published-open" if published else "draft" if reasons else "still-draft"
    return say(f"import.summary.{kind}", {**args, "reasons": reasons, "stops": stops, "following": following})


def reason_text(item: ImportResult, reason: DraftReason) -> str:
    """Why a report is a draft, in a few words.

    Args:
        item: The result.
        reason: One of its reasons.
    """
    rules = "、".join(dict.fromkeys(code_name(fault.code) for fault in item.faults))
    what = _in_text(item) if reason is DraftReason.TEXT else ""
    return say(f"import.reasons.{reason.value}", {"count": len(item.faults), "rules": rules, "what": what})


def _in_text(item: ImportResult) -> str:
    """What the text holds that no text may, with the lines; what is not filled in is no error of a draft."""
    kinds = words()["import"]["in-text"]
    places: dict[str, list[str]] = {}
    for finding in item.findings:
        if finding.code in kinds:
            quoted = finding.args.get("written", "") if finding.code == "placeholder" else ""
            args = {"file": finding.path, "line": finding.line, "quoted": quoted}
            places.setdefault(finding.code, []).append(say("import.line-of-text", args))
    kinds_there = [say(f"import.in-text.{code}") + _where(listed, _FEW) for code, listed in places.items()]
    return "、".join(kinds_there) or say("import.in-text-either")


def _counted(key: str, count: int, places: list[str]) -> str:
    return say(f"import.summary.{key}", {"count": count}) + (_where(places, _MANY) if count else "")


def _where(places: list[str], most: int) -> str:
    """Places in brackets, each once; empty without any."""
    listed = list(dict.fromkeys(place for place in places if place))
    more = say("import.and-more") if len(listed) > most else ""
    return say("import.where", {"where": "、".join(listed[:most]) + more}) if listed else ""


def _unsure(remark: Remark) -> bool:
    return remark.doubt in (Doubt.GUESSED, Doubt.AMBIGUOUS) and remark.table is not None


def _fault_place(finding: Finding, form: Form) -> str:
    remark = Remark(Doubt.NOTED, "", table=finding.table, row=finding.row, col=finding.col)
    return cell_text(remark, form) or f"{finding.path}:{finding.line}"
