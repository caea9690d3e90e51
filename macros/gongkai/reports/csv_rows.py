"""The rows of a CSV file as spreadsheets save it, in any encoding and with any mark between columns that they use."""

import csv
import io


def csv_text(data: bytes) -> str | None:
    """The text of a list: UTF-8, with or without a byte order mark, UTF-16 with one, or GB18030; None for none of them.

    Args:
        data: The file.
    """
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_wide(head: str) -> bool:
    """Whether the first line of a list has full-width marks between its columns, which no spreadsheet writes.

    Args:
        head: The line.
    """
    return not any(sign in head for sign in ",;\t") and any(sign in head for sign in "，；、")


def csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line, from 1.

    Args:
        text: The text; comma, semicolon or tab between columns, whichever the first line has most of.
    """
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
