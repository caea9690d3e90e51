"""The results of an import in words, for the terminal and for comments of the YAML."""

from collections.abc import Iterator, Mapping, Sequence

from gongkai.figures import Figure, State, written
from gongkai.findings import Finding, Level, code_name, level_text, message, say, words
from gongkai.forms import Form
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import STOPPING, DraftReason, ImportResult
from gongkai.readers.document import Origin
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from gongkai.visible_text import visible

_SHOWN = 60
_SHOWN_OF_UNREAD = 300
"""Characters of what was not read: its figures stand nowhere else."""
_MANY = 12


def remark_text(remark: Remark, form: Form | None) -> str:
    """A remark in words: printed table, row and column, and the source's own words; not its place in the source.

    Args:
        remark: The remark.
        form: The report's form, if it has one.
    """
    key = _key(remark)
    unread = remark.doubt in (Doubt.UNKNOWN, Doubt.AMBIGUOUS)
    words = short(remark.text, _SHOWN_OF_UNREAD if unread else _SHOWN)
    quoted = say("import.quoted", {"text": words}) if words else ""
    where, readings = cell_text(remark, form), _candidates(remark)
    args = {"text": words, "quoted": quoted}
    for name, value in remark.args:
        args.setdefault(name, short(value))
    sentence = say(key, args)
    if remark.candidates:
        sentence += say("import.read-as" if remark.sure else "import.candidates", {"candidates": readings})
    return f"{where}：{sentence}" if where else sentence


def _key(remark: Remark) -> str:
    """The key of the wording: that of the remark's code, else that of its kind of doubt."""
    known = words()["import"]["remarks"]
    return f"import.remarks.{remark.code}" if remark.code in known else f"import.doubts.{remark.doubt.value}"


def cell_text(remark: Remark, form: Form | None) -> str:
    """Printed table, row and column of a remark, as far as it names them.

    Args:
        remark: The remark.
        form: The report's form, if it has one.
    """
    table = form.table_index.get(remark.table) if form is not None and remark.table else None
    if table is None or form is None:
        return ""
    text = form.table_word(table.id)
    number = table.row_index.get(remark.row or "")
    if number is not None and table.rows[number].printed:
        text += f"“{table.rows[number].name.label}”"
    if remark.col is not None:
        columns = table.columns(number) if number is not None else table.blocks[0].columns
        column = next((item for item in columns if item.id == remark.col), None)
        text += f"“{column.printed}”" if column is not None else ""
    return text


def origin_text(origin: Origin) -> str:
    """A place in the source in words; empty where it is not known.

    Args:
        origin: The place.
    """
    parts = []
    if origin.sheet is not None:
        parts.append(say("import.places.sheet", {"sheet": origin.sheet}))
    if origin.page is not None:
        parts.append(say("import.places.page", {"page": origin.page}))
    if origin.line is not None:
        parts.append(say("import.places.line", {"line": origin.line}))
    if origin.table_number is not None:
        parts.append(say("import.places.table", {"table": origin.table_number}))
    if origin.cell is not None:
        whole = not parts or origin.sheet is not None or origin.table_number is not None
        parts.append(origin.cell if whole else say("import.in-table", {"cell": origin.cell}))
    if not parts and origin.block:
        parts.append(say("import.places.block", {"block": origin.block}))
    return "".join(parts)


def short(text: str, most: int = _SHOWN) -> str:
    """The source's words as they are shown: in one line of limited length, personal data masked.

    Args:
        text: As it stands in the source.
        most: Characters that are shown.
    """
    line = " ".join(text.split())
    return mask_personal_data(line if len(line) <= most else line[:most] + "…")


def _candidates(remark: Remark) -> str:
    listed = ["、".join(_figure(item) for item in reading) for reading in remark.candidates[:_MANY]]
    return "；".join(listed) + _cut(remark, len(listed))


def _cut(remark: Remark, listed: int) -> str:
    """What follows a list of readings that is cut: how many there are, where that is known."""
    count = dict(remark.args).get("count", "") if remark.code == "ambiguous" else ""
    total = max(int(count) if count.isdecimal() else 0, len(remark.candidates))
    if remark.code == "too-many" or (not count and len(remark.candidates) >= _MANY):
        return say("import.more-unknown")
    return say("import.more", {"count": total}) if total > listed else ""


def _figure(figure: Figure) -> str:
    return say("page.blank-cell") if figure.state is State.BLANK else written(figure)


def comment(remark: Remark, form: Form | None) -> str:
    """A remark as a comment of the YAML: what needs a look, and where in the source.

    Args:
        remark: The remark.
        form: The report's form, if it has one.
    """
    where = origin_text(remark.origin)
    text = remark_text(remark, form)
    mark = say("import.mark.noted" if remark.sure else "import.mark.look")
    return mask_personal_data(f"{mark}{text}" + (say("import.at", {"where": where}) if where else ""))


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
    """How many documents are certain, need a look, were there already or were not taken.

    Args:
        items: The result of each document.
    """
    codes = [item.exit_code for item in items]
    counts = {name: codes.count(code) for code, name in enumerate(("certain", "looks", "failed"))}
    existing = sum(item.exists for item in items)
    counts["failed"] -= existing
    return say("import.summary.all", {"count": len(items), "there": existing, **counts})


def _lines(item: ImportResult, form: Form | None, *, dry_run: bool) -> Iterator[str]:
    file = item.job.display_name
    if item.error:
        yield f"{file} {say('levels.error')}：{mask_personal_data(item.error)}"
        return
    for remark in item.remarks:
        if not remark.sure:
            where = origin_text(remark.origin)
            text = mask_personal_data(remark_text(remark, form))
            yield f"{file}{'：' if where else ''}{where} {say('import.mark.look')}{text}"
    for finding in item.findings:
        if finding.level is not Level.NOTICE:  # that there is no year before is no doubt about what was imported
            yield mask_personal_data(_finding_text(finding))
    yield from _noted(item)
    for write in item.writes:
        yield say("import.would-write" if dry_run else "import.written", {"file": write.path})
    for path in item.former:
        yield say("import.former", {"file": path})
    yield from summary(item, form)


def _noted(item: ImportResult) -> Iterator[str]:
    """One line that counts the remarks for the record; the data file has each of them as a comment."""
    noted = [remark.code for remark in item.remarks if remark.sure]
    split = noted.count("split")
    parts = [say("import.noted.split", {"count": split})] if split else []
    if len(noted) > split:
        parts.append(say("import.noted.other", {"count": len(noted) - split}))
    if parts:
        yield say("import.noted.line", {"file": item.job.display_name, "parts": "，".join(parts)})


def _finding_text(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    return visible(f"{place} {level_text(finding)}：{finding_message(finding)}".lstrip())


def finding_message(finding: Finding) -> str:
    """A finding in the words of the checks; a blank has others, as a clerk must not fill in the document's blanks.

    Args:
        finding: The finding.
    """
    if finding.code != "blank" or finding.variant == "draft":  # a draft's lines are for the clerk to fill in
        return visible(message(finding))
    args = {"row_name": finding.args.get("row_name", ""), "count": finding.args.get("count", "1")}
    return say("import.blank", args)


def summary(item: ImportResult, form: Form | None) -> Iterator[str]:
    """The summary of one document: how many figures were taken, are blank, guessed, missing or faulty.

    Args:
        item: The result.
        form: The report's form, if it has one.
    """
    cells = item.cells
    if form is None:
        yield say("import.summary.no-form", {"file": item.job.display_name}) + _status(item)
    else:
        parts = [say("import.summary.taken", {"taken": cells.taken, "total": cells.total})]
        parts.append(say("import.summary.blank", {"count": cells.blank}))
        unsure = [cell_text(remark, form) for remark in item.remarks if _unsure(remark)]
        parts.append(_counted("unsure", cells.unsure, unsure))
        if cells.missing:
            parts.append(say("import.summary.missing", {"count": cells.missing}))
        faults = [finding for finding in item.findings if is_fault(finding)]
        parts.append(_counted("faults", len(faults), [_fault_place(fault, form) for fault in faults]))
        yield f"{item.job.display_name}：" + "；".join(parts) + "。" + _status(item)
    looks = sum(not remark.sure for remark in item.remarks)
    warnings = sum(finding.level is Level.WARNING for finding in item.findings)
    if looks or warnings:
        yield say("import.summary.looks", {"looks": looks, "warnings": warnings})


def _status(item: ImportResult) -> str:
    """That the report is a draft, why, and what comes next; or that a published one had better be one."""
    published = item.status is not Status.DRAFT
    if published and not item.reasons:
        return ""
    args = {"target": f"{item.job.agency}/{item.year}", "status": item.status.value if item.status else ""}
    reasons = "；".join(reason_text(item, reason) for reason in item.reasons)
    stops = say(f"import.summary.stops{'-now' if published else ''}") if STOPPING & set(item.reasons) else ""
    kind = "published-open" if published else "draft" if reasons else "still-draft"
    return say(f"import.summary.{kind}", {**args, "reasons": reasons, "stops": stops})


def reason_text(item: ImportResult, reason: DraftReason) -> str:
    """Why a report is a draft, in a few words.

    Args:
        item: The result.
        reason: One of its reasons.
    """
    rules = "、".join(dict.fromkeys(code_name(fault.code) for fault in item.faults))
    return say(f"import.reasons.{reason.value}", {"count": len(item.faults), "rules": rules})


_FAULTS = frozenset({"decimals", "stock"})
"""Rules of level warning whose findings count as faults of the document."""


def is_fault(finding: Finding) -> bool:
    """Whether a finding is a fault of the document itself: an error, or figures that do not follow."""
    if finding.code == "personal-data":
        return False  # a fault of the text, of which the summary speaks apart
    return finding.level is Level.ERROR or (finding.level is Level.WARNING and finding.code in _FAULTS)


def _counted(key: str, count: int, places: list[str]) -> str:
    listed = list(dict.fromkeys(place for place in places if place))
    more = say("import.and-more") if len(listed) > _MANY else ""
    where = say("import.where", {"where": "、".join(listed[:_MANY]) + more}) if count and listed else ""
    return say(f"import.summary.{key}", {"count": count}) + where


def _unsure(remark: Remark) -> bool:
    return remark.doubt in (Doubt.GUESSED, Doubt.AMBIGUOUS) and remark.table is not None


def _fault_place(finding: Finding, form: Form) -> str:
    remark = Remark(Doubt.NOTED, "", table=finding.table, row=finding.row, col=finding.col)
    return cell_text(remark, form) or f"{finding.path}:{finding.line}"
