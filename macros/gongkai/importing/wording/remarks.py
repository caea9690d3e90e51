"""A remark, or several with one cause, in words: printed table, row and column, and the source's own words."""

from dataclasses import replace

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import HIDDEN, TRACKED
from gongkai.importing.wording.joining import RemarkGroup
from gongkai.readers.document import Origin
from gongkai.readers.files.suffixes import DOCUMENTS
from gongkai.readers.remarks import Doubt, Remark
from gongkai.words import words

_SHOWN = 60
_SHOWN_OF_UNREAD = 300
"""Characters of what was not read: its figures stand nowhere else."""
_SHOWN_OF = {"hidden-table": 3_000, "source-table": 3_000, "numbered-rows": 3_000, "row-in-text": 3_000}
"""Likewise by code of the remark: of a whole table."""
_MANY = 12
_FEW = 3
"""Columns that are named of those that a remark speaks of."""


def remark_text(remark: Remark, form: Form | None, where: str | None = None) -> str:
    """A remark in words: printed table, row and column, and the source's own words; not its place in the source.

    Args:
        remark: The remark.
        form: The report's form, if it has one.
        where: The cells that it speaks of in words, where it speaks for others as well.
    """
    key = _key(remark)
    unread = remark.doubt in (Doubt.UNKNOWN, Doubt.AMBIGUOUS) or remark.code in HIDDEN
    words = short(remark.text, _SHOWN_OF.get(remark.code, _SHOWN_OF_UNREAD if unread else _SHOWN))
    quoted = say("import.quoted", {"text": words}) if words else ""
    where, readings = cell_text(remark, form) if where is None else where, _candidates(remark)
    args = {"text": words, "quoted": quoted}
    for name, value in remark.args:
        args.setdefault(name, short(value))
    sentence = say(key, args)
    if "hint" in args:
        sentence += say(f"import.hints.{args['hint']}", args)
    if remark.candidates:
        sentence += say("import.read-as" if remark.sure else "import.candidates", {"candidates": readings})
    return f"{where}：{sentence}" if where else sentence


def _key(remark: Remark) -> str:
    """The key of the wording: by the remark's code, in the variant for quotations if it quotes; else by its doubt."""
    wordings = words()["import"]["remarks"]
    if remark.code == "text" and remark.text == say("readers.no-result"):
        return "import.remarks.no-result"
    if remark.text and f"{remark.code}-quoted" in wordings:
        return f"import.remarks.{remark.code}-quoted"
    return f"import.remarks.{remark.code}" if remark.code in wordings else f"import.doubts.{remark.doubt.value}"


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


def group_text(group: RemarkGroup, form: Form | None) -> str:
    """Remarks with one cause in words; see ``remark_text``.

    Args:
        group: The remarks.
        form: The report's form, if it has one.
    """
    first = group.first
    if group.count == 1 or form is None:
        return remark_text(first, form)
    if first.code in TRACKED:
        changed = "、".join(_changed(item, form) for item in group.members[:_MANY])
        changed += say("import.and-more") if group.count > _MANY else ""
        return say("import.joined.tracked", {"names": changed, "count": group.count})
    if first.code == "extra":
        return _extra_text(group, form)
    if len(group.rows) > 1 and group.cols:
        where = cell_text(replace(first, row=None), form)
        rows = [row_text(first, row, form) for row in group.rows]
        return remark_text(first, form, where + say("import.joined.column", {"count": len(rows)}))
    if len(group.rows) > 1 or group.texts:
        return _text_of_rows(group, form) if not group.texts else _text_of_cells(group, form)
    tables = dict.fromkeys(item.table for item in group.members if item.table)
    where = (
        "、".join(map(form.table_word, tables))
        if tables.keys() > {first.table}
        else cell_text(replace(first, col=None), form)
    )
    if group.cols:
        names = [cell_text(replace(first, row=None, col=col), form) for col in group.cols]
        bare = form.table_word(first.table or "")
        cell_names = "、".join(name.removeprefix(bare) for name in names[:_FEW])
        more = say("import.and-more") if len(names) > _FEW else ""
        where += say("import.joined.cells", {"names": cell_names + more, "count": len(names)})
    return remark_text(first, form, where)


def _extra_text(group: RemarkGroup, form: Form) -> str:
    """Figures that are in no column: those of a row, or some of those of many rows."""
    first, several = group.first, len(group.rows) > 1
    quoted_items = group.members[:_MANY]
    texts = "、".join(say("quoted", {"text": short(item.text)}) for item in quoted_items)
    args = {
        "count": len(group.rows),
        "texts": texts + (say("import.and-more") if group.count > len(quoted_items) else ""),
    }
    where = cell_text(replace(first, row=None) if several else first, form)
    hint = dict(first.args)
    sentence = say(f"import.joined.extra{'s' if several else ''}", args)
    return f"{where}{sentence}" + (say(f"import.hints.{hint['hint']}", hint) if "hint" in hint else "")


def _text_of_rows(group: RemarkGroup, form: Form) -> str:
    """Remarks on several rows of a table; what each of them holds stands in the comments of the data file."""
    first, table = replace(group.first, text=""), form.table_index[group.first.table or ""]
    widths = [
        len(table.columns(table.row_index[item.row])) if item.row and not item.col else 1 for item in group.members
    ]
    names = [row_text(first, row, form) for row in group.rows]
    listed = "、".join(names[:_MANY]) + (say("import.and-more") if len(names) > _MANY else "")
    args = {"count": len(names), "names": listed, "cells": sum(widths)}
    where = cell_text(replace(first, row=None, col=None), form) + say("import.joined.rows", args)
    more = "" if first.code == "missing-row" else say("import.joined.see-comments")
    return remark_text(replace(first, col=None), form, where) + more


def _text_of_cells(group: RemarkGroup, form: Form) -> str:
    """Remarks on many cells of a table that were read in the same way: how many, in which rows, and some of them."""
    first = replace(group.first, row=None, col=None)
    names = "、".join(row_text(first, row, form) for row in group.rows[:_FEW])
    names += say("import.and-more") if len(group.rows) > _FEW else ""
    args = {"count": len(group.rows), "names": names, "cells": group.count}
    where = cell_text(first, form) + say("import.joined.rows", args)
    text = "、".join(short(text) for text in group.texts[:_FEW]) + "……" * (len(group.texts) > _FEW)
    if first.code in words()["import"]["joined-cells"]:
        sentence = f"{where}：{say(f'import.joined-cells.{first.code}', {'text': text})}"
    else:
        sentence = remark_text(replace(first, text=text), form, where)
    return sentence + say("import.joined.see-comments")


def _changed(remark: Remark, form: Form) -> str:
    """A cell with what stood there before a change and what stands there now."""
    args = {"before": short(dict(remark.args).get("before", "")), "text": short(remark.text)}
    kind = "changed" if args["before"] and args["text"] else "inserted" if args["text"] else "deleted"
    return cell_text(remark, form) + say(f"import.joined.{kind}", args)


def row_text(remark: Remark, row: str, form: Form) -> str:
    """The name of a row of a remark's table in quotation marks."""
    bare = form.table_word(remark.table or "")
    return cell_text(replace(remark, row=row, col=None), form).removeprefix(bare)


def origin_text(origin: Origin) -> str:
    """A place in the source in words; empty where it is not known.

    Args:
        origin: The place.
    """
    parts = []
    if origin.sheet is not None:
        kind = "file" if origin.sheet.lower().endswith(DOCUMENTS) else "sheet"  # one of several files of a report
        parts.append(say(f"import.places.{kind}", {kind: origin.sheet}))
    if origin.page is not None:
        parts.append(say("import.places.page", {"page": origin.page}))
    if origin.line is not None and origin.table_number is None:
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
    blank = say("import.lacking-cell" if remark.code == "missing-cell" else "page.blank-cell")
    listed = ["、".join(_figure(item, blank) for item in reading) for reading in remark.candidates[:_MANY]]
    return "；".join(listed) + _cut(remark, len(listed))


def _cut(remark: Remark, listed: int) -> str:
    """What follows a list of readings that is cut: how many there are, where that is known."""
    count = dict(remark.args).get("count", "") if remark.code == "ambiguous" else ""
    total = max(int(count) if count.isdecimal() else 0, len(remark.candidates))
    if remark.code == "too-many" or (not count and len(remark.candidates) >= _MANY):
        return say("import.more-unknown")
    return say("import.more", {"count": total}) if total > listed else ""


def _figure(figure: Figure, blank: str) -> str:
    return blank if figure.state is State.BLANK else written(figure)


def comment(group: RemarkGroup, form: Form | None) -> str:
    """Remarks with one cause as a comment of the YAML: what needs a look, and where in the source.

    Args:
        group: The remarks.
        form: The report's form, if it has one.
    """
    remark = group.first
    where = origin_text(group.origin)
    text = group_text(group, form)
    mark = say("import.mark.noted" if remark.sure else "import.mark.look")
    return mask_personal_data(f"{mark}{text}" + (say("import.at", {"where": where}) if where else ""))
