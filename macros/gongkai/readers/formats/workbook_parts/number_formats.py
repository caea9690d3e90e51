"""What a number format of a workbook makes of a number, as far as it shows another figure than the cell holds.

The figure on paper is the published one: 75.375 under the format ``0.00`` was published as 75.38. What a format shows
in thousands, per cent or words, or as a whole number though it is none, is said and left to a person.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from gongkai.findings import say
from gongkai.readers.document.signs import COMPARISONS
from gongkai.readers.files.office_looks import BLACK, WHITE, Rgb
from gongkai.readers.formats.workbook_parts.format_codes.color_names import COLOR_IN_FORMAT, named_color
from gongkai.readers.formats.workbook_parts.format_codes.sections import (
    MINUS,
    MOST_DIGITS,
    PLACEHOLDERS,
    FormatSection,
    read_section,
    split_code,
)

_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_OF_NUMBERS, _OF_TEXTS = 3, 4
"""How many sections a format has at most for numbers, and which one is for texts."""
_OF_DATES = frozenset("ymdhseAG")
"""Signs of dates and times."""
_WITHOUT_MEANING = re.compile(r"(?:[-+()（）￥¥\s]|CNY|RMB)*|[件个宗条份人家起项次篇]")
"""Signs and measure words of a format that add nothing to a figure; a currency other than 元 would."""
_SET_MINUS = re.compile(r"[-－−▲△▼(（]")
"""Signs of an amount below nought, which a format may set before one that is not."""
_NOUGHT = re.compile(r"[-—–－/／\s]*|无|零|没有|nil|none", re.IGNORECASE)
"""What stands for a nought on paper."""
_SHOWN_DIGITS = 10
"""The digits of a number with decimal places that a cell without a format shows."""
_PROBES = ("1", "253465", "-253465", "0")
"""Whole numbers of either sign and of few and many digits, which no format has to round."""


def shown_number(value: str, code: str) -> str | None:
    """The text of a number under a number format; None where it shows the number as the cell holds it.

    Args:
        value: The number as the file has it.
        code: The code of the format, such as ``#,##0.00_ ;(#,##0.00)``.
    """
    number = _decimal(value) if code else None
    if number is None or abs(number.adjusted()) > MOST_DIGITS:
        return None
    texts = split_code(code)[:_OF_NUMBERS]
    place = _place_for(number, texts)
    concerned = [read_section(text) for text in (texts if place is None else texts[place : place + 1])]
    stored = format(number, "f")
    if any(item.signs & _OF_DATES for item in concerned):
        is_year_alone = any(item.signs & _OF_DATES == {"e"} and not item.digits for item in concerned)
        return say("readers.formatted", {"stored": stored, "format": code}) if is_year_alone else None
    if place is None or not _is_clear(number, concerned[0]):
        return say("readers.formatted", {"stored": stored, "format": code})
    section = concerned[0]
    if not number or section.is_scaled:
        return None  # a nought is one however it is shown; the other is a fraction or a power of ten of the same value
    if number < 0 and place == 1 and not _CONDITION.search(code) and not _shows_minus(texts[1], section):
        return say("readers.shown-as", {"stored": stored, "shown": format(-number, "f")})
    seems_negative = number > 0 and (_SET_MINUS.search(section.before) or section.behind.strip() in MINUS)
    display = f"{section.before}{stored}{section.behind}".strip()
    return (
        say("readers.shown-as", {"stored": stored, "shown": display})
        if seems_negative
        else _text(number, stored, section)
    )


def changes_figures(code: str) -> bool:
    """Whether a number format may show another figure than a whole number, or a text, is.

    Args:
        code: The code of the format.
    """
    displays = ((probe, shown_number(probe, code)) for probe in _PROBES)
    return changes_texts(code) or any(text is not None and _decimal(text) != Decimal(probe) for probe, text in displays)


def hides_nought(code: str) -> bool:
    """Whether a number format shows nothing for a nought, neither a digit nor a dash.

    Args:
        code: The code of the format, such as ``0;-0;;@``.
    """
    texts = split_code(code)[:_OF_NUMBERS] if code else []
    place = _place_for(Decimal(0), texts) if texts else None
    section = read_section(texts[place]) if place is not None else None
    if section is None or section.repeats_digits:
        return False
    return not f"{section.before}{section.behind}".strip() and not re.search(r"[0.\0]", section.digits)


def _is_clear(number: Decimal, section: FormatSection) -> bool:
    """Whether a section shows a number itself, and not thousands, hundredths, a part of its digits or more of them."""
    if section.is_parted or (number and section.repeats_digits):
        return False
    if not number:
        return _is_nought(section)
    if number < 0 and re.search(r"\d", section.before):
        return False
    return not section.is_scaled or _is_kept(number, section)


def _decimal(value: str) -> Decimal | None:
    try:
        number = Decimal(f"{float(value):.15g}")
    except ValueError:
        return None
    return number if number.is_finite() else None


def _place_for(number: Decimal, sections: list[str]) -> int | None:
    """Which section a number is shown by; None where it is not clear, or none of them is for it."""
    conditions = [_CONDITION.search(text) for text in sections]
    if not any(conditions):
        place = 0 if number > 0 else 1 if number < 0 else 2
        return place if place < len(sections) else 0
    for place, condition in enumerate(conditions):
        if condition is None:
            return place if place == len(sections) - 1 else None
        if COMPARISONS[condition[1]](number, Decimal(condition[2])):
            return place
    return None


def _is_nought(section: FormatSection) -> bool:
    """Whether a nought is still one, be it shown as a dash, with decimal places or not at all."""
    words = f"{section.before}{section.behind}".strip()
    has_digit = section.repeats_digits or re.search(r"\d", words) is not None
    return not has_digit and (section.digits != "" or _NOUGHT.fullmatch(words) is not None)


def _is_kept(number: Decimal, section: FormatSection) -> bool:
    """Whether a number is whole in a vulgar fraction, or loses no digit as a power of ten."""
    if "%" in section.signs:
        return False
    if "/" in section.signs:
        return number == number.to_integral_value()
    whole, _, rest = section.digits.partition("\0")[0].partition(".")
    before, behind = (sum(sign in PLACEHOLDERS for sign in part) for part in (whole, rest))
    places = number.adjusted() % max(before, 1) + behind  # the power is a multiple of the places before the point
    return "E" in section.signs and Decimal(f"{number:.{places}e}") == number


def _shows_minus(text: str, section: FormatSection) -> bool:
    """Whether a section for negative numbers shows that they are, by a sign, brackets or a colour."""
    return COLOR_IN_FORMAT.search(text) is not None or any(
        sign in f"{section.before}{section.behind}" for sign in "-－−(（▲△负"
    )


def shown_text(text: str, code: str) -> str | None:
    """What a number format makes of a text; None where it shows the text as it is.

    Args:
        text: The text.
        code: The code of the format.
    """
    if not changes_texts(code):
        return None
    section = read_section(_of_texts(code))
    display = f"{section.before.strip()}{text}{section.behind.strip()}" if section.digits else section.before.strip()
    return say("readers.shown-as", {"stored": text, "shown": display})


def changes_texts(code: str) -> bool:
    """Whether a number format shows texts otherwise than they are.

    Args:
        code: The code of the format.
    """
    part = _of_texts(code) if code else ""
    if not part and len(split_code(code)) < _OF_TEXTS:
        return False
    section = read_section(part)
    around = (section.before, section.behind)
    return not section.digits or not all(_WITHOUT_MEANING.fullmatch(words) for words in around)


def _of_texts(code: str) -> str:
    """The section of a format for texts; empty where there is none."""
    sections = split_code(code)
    if len(sections) >= _OF_TEXTS:
        return sections[_OF_TEXTS - 1]
    return sections[-1] if "@" in re.sub(r'"[^"]*"|\\.', "", sections[-1]) else ""


def color_of_format(value: str, code: str) -> Rgb | None:
    """The colour in which a number format shows a number; None where it names none.

    Args:
        value: The number as the file has it.
        code: The code of the format.
    """
    number = _decimal(value) if "[" in code else None
    sections = split_code(code)[:_OF_NUMBERS]
    place = _place_for(number, sections) if number is not None else None
    match = COLOR_IN_FORMAT.search(sections[place]) if place is not None else None
    return named_color(match) if match else None


def paints_like_paper(code: str) -> bool:
    """Whether a number format paints something in the colour of paper, or in black, which may be that of its cell.

    Args:
        code: The code of the format.
    """
    return any(named_color(match) in (BLACK, WHITE) for match in COLOR_IN_FORMAT.finditer(code))


def _text(number: Decimal, stored: str, section: FormatSection) -> str | None:
    behind = "" if _WITHOUT_MEANING.fullmatch(section.behind) else section.behind.strip()
    before = "" if _WITHOUT_MEANING.fullmatch(section.before) else section.before.strip()
    if not section.digits:
        return say("readers.shown-as", {"stored": stored, "shown": before})
    rounded = _rounded(number, section.places)
    if rounded != number and not section.places:
        return say("readers.shown-as", {"stored": stored, "shown": format(rounded, "f")})
    least = section.digits.partition(".")[2].count("0")
    places = max(least, -int(rounded.normalize().as_tuple().exponent))
    display = f"{before}{rounded:.{places}f}{behind}"
    # Without a format a cell shows ten digits of such a number: where its format shows more, they are given here.
    is_long = len(number.as_tuple().digits) > _SHOWN_DIGITS and 0 < section.places < MOST_DIGITS
    return None if display == stored and not is_long else display


def _rounded(number: Decimal, places: int) -> Decimal:
    """A number rounded to at most ``places`` decimal places."""
    is_longer = -int(number.as_tuple().exponent) > places
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if is_longer else number
