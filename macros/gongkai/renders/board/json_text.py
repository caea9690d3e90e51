"""The filing board as JSON."""

import json

from gongkai.pages.board import BoardRow, FilingBoard, ReviewStanding


def board_json(board: FilingBoard) -> str:
    """The board: the year, the day, the tally, and a mapping an agency; absent parts are null."""
    document = {
        "schema": 1,
        "year": board.year,
        "today": board.today.isoformat(),
        "tally": {state.value: count for state, count in board.tally.items()},
        "review_tally": {state.value: count for state, count in board.review_tally.items()},
        "agencies": [_row(row) for row in board.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _review(standing: ReviewStanding) -> dict[str, object]:
    last = standing.last
    return {
        "state": standing.state.value,
        "result": last.result.value if last else None,
        "date": last.date if last else None,
        "reason": (last.reason or None) if last else None,
        "void": standing.is_void,
    }


def _row(row: BoardRow) -> dict[str, object]:
    received, concluded, carried = row.totals or (None, None, None)
    return {
        "id": row.agency.slug,
        "name": row.agency.name,
        "scope": row.agency.scope.value if row.agency.scope else None,
        "state": row.state.value,
        "review": _review(row.review),
        "due": row.due.isoformat() if row.due else None,
        "filed": row.filed.isoformat() if row.filed else None,
        "days_late": row.days_late,
        "errors": row.errors,
        "warnings": row.warnings,
        "explained": row.explained,
        "received": received,
        "concluded": concluded,
        "carried_over": carried,
        "change": row.change,
    }
