"""The result of an import as JSON, for programs; the manual's page on importing documents the keys."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.figures import Figure, State, written
from gongkai.findings import Finding, as_json
from gongkai.forms import Form
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import ImportResult
from gongkai.importing.wording.findings import finding_message
from gongkai.importing.wording.remarks import remark_text
from gongkai.importing.wording.terminal import doubts, whole_places
from gongkai.readers.remarks import Remark

SCHEMA = 1


def batch_json(items: Sequence[ImportResult], forms: Mapping[str, Form]) -> str:
    """The results of a run as a JSON text.

    Args:
        items: The result of each document.
        forms: Forms by id.
    """
    documents = [_document(item, forms.get(item.form or "")) for item in items]
    return json.dumps({"schema": SCHEMA, "documents": documents}, ensure_ascii=False, indent=1)


def _document(item: ImportResult, form: Form | None) -> dict[str, Any]:
    cells = item.cells
    return {
        "file": item.job.display_name,
        "agency": item.job.agency or None,
        "year": item.year,
        "form": item.form,
        "status": item.status.value if item.status is not None else None,
        "draft_because": [reason.value for reason in item.reasons],
        "error": mask_personal_data(item.error) or None,
        "cells": {
            "total": cells.total,
            "taken": cells.taken,
            "blank": cells.blank,
            "unsure": cells.unsure,
            "missing": cells.missing,
        },
        "questions": doubts(item),
        "whole": whole_places(item, form) if form is not None else [],
        "remarks": [_remark(remark, form) for remark in item.remarks],
        "findings": [_finding(finding, form) for finding in item.findings],
        "written": [write.path for write in item.writes],
        "former": list(item.former),
    }


def _remark(remark: Remark, form: Form | None) -> dict[str, Any]:
    origin = remark.origin
    return {
        "doubt": remark.doubt.value,
        "code": remark.code,
        "message": mask_personal_data(remark_text(remark, form)),
        "text": mask_personal_data(remark.text),
        "table": remark.table,
        "row": remark.row,
        "col": remark.col,
        "candidates": [[_figure(figure) for figure in reading] for reading in remark.candidates],
        "line": origin.line,
        "page": origin.page,
        "sheet": origin.sheet,
        "cell": origin.cell,
        "block": origin.block or None,
    }


def _figure(figure: Figure) -> str | None:
    return None if figure.state is State.BLANK else written(figure)


def _finding(finding: Finding, form: Form | None) -> dict[str, Any]:
    """As everywhere else, but for its message: the terminal's of an import."""
    return {**as_json(finding), "message": mask_personal_data(finding_message(finding, form))}
