"""The macro call that a clerk means who writes it another way: with Chinese marks, a misspelt name, no quotation marks.

Nothing here is ever run: what it gives is proposed in a message.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from gongkai.findings import say
from gongkai.narrative.model import CALL_SHAPES, MACROS, Argument, Slot
from gongkai.words import words

_QUOTES = str.maketrans("“”‘’「」『』＂＇`", '"""""""""""')
_WIDE = {"wide-quotes": "“”‘’「」『』＂＇", "wide-brackets": "（）", "wide-signs": "，＝．"}
_BRACES = re.compile(r"^[\\{}\s]+|[\\{}\s]+$")
_FIGURE_SUM = re.compile(r"figure\s*\([^()]*\)(?:\s*\+\s*figure\s*\([^()]*\))+")
_PLACE = re.compile(r"\"?[^\s\"'(),=+*/|.。·]+(?:[.。·][^\s\"'(),=+*/|.。·]+)+\"?")
_CALL = re.compile(r"(?P<name>[^\s\"'(),=.。·]+)\s*(?P<inside>.*)", re.DOTALL)
_WORD = re.compile(r"[^\s\"'(){}\[\]<>=+*/|%~\\\\]+")
_YEAR = re.compile(r"(20\d\d|19\d\d)\s*(?:年度?)?")
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class MeantCall:
    """A call that is meant.

    Attributes:
        slot: The call; its line and column are 0.
        slips: What is written another way, each in Chinese without a stop.
        guessed: Whether more than marks is written another way: a name, an option, a sum.
    """

    slot: Slot
    slips: tuple[str, ...]
    guessed: bool = False

    @property
    def why(self) -> str:
        """What is written another way, in Chinese, without a stop."""
        return "，".join(self.slips) or say("call-slips.other")


@lru_cache(maxsize=1024)
def call_meant(source_text: str) -> MeantCall | None:
    """The call that a piece of text means; None where that is not plain.

    Args:
        source_text: The text, with or without its braces.
    """
    plain = unicodedata.normalize("NFKC", source_text).translate(_QUOTES)
    inner = _BRACES.sub("", plain)
    call = _sum(inner) or _bare_place(inner) or _call(inner)
    if call is None:
        return None
    slips = [*_signs(source_text, plain, inner, call), *call.slips]
    return replace(call, slips=tuple(dict.fromkeys(slips)))


def _signs(source_text: str, plain: str, inner: str, call: MeantCall) -> Iterator[str]:
    """What is amiss with the marks."""
    yield from (
        say(f"call-slips.{slip}") for slip, signs in _WIDE.items() if any(sign in source_text for sign in signs)
    )
    if not plain.rstrip().endswith("}}") or not plain.lstrip().startswith("{{"):
        yield say("call-slips.braces")
    if say("call-slips.no-name") in call.slips:
        return
    if "(" not in inner or ")" not in inner:
        yield say(f"call-slips.{'bracket' if '(' in inner or ')' in inner else 'no-brackets'}")
    if inner.count('"') + inner.count("'") < 2 * sum(isinstance(item, str) for item in call.slot.args):
        yield say("call-slips.quotes")


def _sum(inner: str) -> MeantCall | None:
    """Figures that are added up: ``total`` does that."""
    if not _FIGURE_SUM.fullmatch(inner):
        return None
    parts = [_call(part.strip()) for part in inner.split("+")]
    args = [item for part in parts if part is not None for item in part.slot.args if not part.slot.options]
    return (
        MeantCall(Slot("total", tuple(args), (), 0, 0), (say("call-slips.sum"),), guessed=True)
        if len(args) == len(parts)
        else None
    )


def _bare_place(inner: str) -> MeantCall | None:
    """A place with no macro before it: ``figure`` prints what is written there."""
    if not _PLACE.fullmatch(inner) or inner.isascii():
        return None
    return MeantCall(
        Slot("figure", (re.sub("[。·]", ".", inner.strip('"')),), (), 0, 0), (say("call-slips.no-name"),), guessed=True
    )


def _call(inner: str) -> MeantCall | None:
    match = _CALL.fullmatch(inner)
    name = _name(match["name"]) if match is not None else None
    if match is None or name is None:
        return None
    inside = match["inside"].removeprefix("(").strip().removesuffix(")").strip()
    slips = [say("call-slips.name", {"name": match["name"]})] if match["name"] != name else []
    guessed = match["name"].lower() != name
    args: list[Argument] = []
    options: dict[str, Argument] = {}
    for part in re.split(r"[,、;]", inside) if inside else []:
        key, value, slip = _argument(part.strip(), CALL_SHAPES[name].options)
        if value is None or key in options:
            return None
        slips.extend(slip)
        guessed = guessed or bool(key) != ("=" in part) or (key != "" and key != part.partition("=")[0].strip())
        if key:
            options[key] = value
        else:
            args.append(value)
    signature = CALL_SHAPES[name]
    if not signature.least <= len(args) <= signature.most:
        return None
    return MeantCall(Slot(name, tuple(args), tuple(options.items()), 0, 0), tuple(slips), guessed)


def _name(text: str) -> str | None:
    """The macro that a word names: by its name, a Chinese word for it, or a near miss of either."""
    chinese: dict[str, list[str]] = words()["call-names"]
    lower = text.lower()
    if lower in MACROS or not text.isascii():
        return next((name for name in MACROS if name == lower or text in chinese.get(name, [])), None)
    near = get_close_matches(lower, MACROS, n=1, cutoff=_ALIKE)
    return near[0] if near else None


def _argument(part: str, option_names: tuple[str, ...]) -> tuple[str, Argument | None, list[str]]:
    """The option that a part between commas sets, empty for a place; its value; what is amiss with it."""
    key, sign, value = (item.strip() for item in part.rpartition("="))
    text = value.strip("\"'").strip()
    year = _YEAR.fullmatch(text)
    if not sign and year is not None and "year" in option_names:
        return "year", int(year[1]), [say("call-slips.option", {"name": text, "right": f"year={year[1]}"})]
    place = re.sub(r"\s*[。·]\s*", ".", text)
    slips = [say("call-slips.dots")] if place != text else []
    name = _option(key, option_names) if sign else ""
    if name is None or not _WORD.fullmatch(place):
        return "", None, []
    if name != key:
        slips.append(say("call-slips.option", {"name": key, "right": name}))
    if name != "year":
        return name, place, slips
    if year is not None and value != year[1]:
        slips.append(say("call-slips.year"))
    return name, int(year[1]) if year is not None else None, slips


def _option(key: str, option_names: tuple[str, ...]) -> str | None:
    """The option that a word names: by its name, a Chinese word for it, or a near miss of either."""
    chinese: dict[str, list[str]] = words()["call-options"]
    near = get_close_matches(key.lower(), option_names, n=1, cutoff=_ALIKE)
    return next((item for item in option_names if key == item or key in chinese[item]), near[0] if near else None)
