"""Whether an old workbook (.xls) has formulas, whose results its library takes as they are stored.

Programs that do not calculate store 0, or what was there before; LibreOffice stores 0 for every formula that gives a
text where it makes an old workbook of a newer one; and some give another number each day. What the formula says is
compared once the workbook is converted ([MS-XLS] 2.1.7.20 and 2.4.127).
"""

_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""How the workbook itself begins: the first of its parts, which are followed by those of its sheets."""
_BEGIN_OF_PART, _END_OF_PART, _SHEET, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0006
"""The records that begin and end a part, that name a sheet, and that hold a formula."""
_HEAD, _LARGEST = 4, 8224
"""Bytes of the type and the size of a record, and the most that come after these."""


def may_have_formulas(data: bytes) -> bool:
    """Whether a cell has a formula, also where the records do not stand in one piece, so that nobody can tell.

    Args:
        data: The file; workbooks of before Excel 97 begin otherwise, and are converted in any case (see ``looks``).
    """
    place, parts_left, depth = data.find(_BEGIN), 1, 0
    while parts_left and place >= 0:
        kind, size = (int.from_bytes(data[place + at : place + at + 2], "little") for at in (0, 2))
        if kind == _FORMULA or size > _LARGEST or place + _HEAD > len(data) or (not depth and kind != _BEGIN_OF_PART):
            return True
        depth += (kind == _BEGIN_OF_PART) - (kind == _END_OF_PART)
        parts_left += (kind == _SHEET) - (kind == _END_OF_PART and not depth)
        place += _HEAD + size
    return False
