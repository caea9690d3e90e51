"""What the search page needs to understand a query: everyday words, traditional characters, names and how they sound.

Three files are made of it. ``words`` is read with every query; ``asking`` where a query finds little as it is typed;
``names`` where a piece of it may be a name, or somebody opens the list of agencies. They hold only what the site has:
no character that is on no page.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from gongkai import located, routes
from gongkai.findings import say
from gongkai.reports import Agency
from gongkai.work.search import tokens
from gongkai.work.search.sounds import syllables
from gongkai.work.search.word_index import recorded

_OWN_PAGES = {
    "contact": routes.CONTACT,
    "apply": f"{routes.CONTACT}#{routes.HOW_TO_APPLY}",
    "methods": routes.METHODS,
    "data": routes.DATA,
    "compare": routes.ANY_TWO,
    "glossary": routes.GLOSSARY,
    "accessibility": routes.ACCESSIBILITY,
    "agencies": routes.AGENCIES,
    "years": routes.YEARS,
    "rollups": routes.ROLLUPS,
}
"""Pages of the site, or places on them, by their names in the file of everyday words."""
_OF_AGENCY = {
    "agency": ("{agency}/", False),
    "series": ("{agency}/series/", False),
    "comparison": ("{agency}/{year}/compare/", False),
    "easy": ("{agency}/{year}/easy/", True),
    "year-table": ("data/{year}/", False),
}
"""Pages of an agency or of a year: the address, and whether that of any agency is an example where none is named."""

_HAN = ("\u4e00", "\u9fff")
"""The first and the last of the characters that are asked for their traditional forms and their sounds."""


@cache
def everyday() -> Mapping[str, Any]:
    """The file of everyday words as plain data.

    Raises:
        AssertionError: It cannot be read, which is a fault of the package.
    """
    text = resources.files("gongkai.work.search").joinpath("everyday.zh.yml").read_text(encoding="utf-8")
    tree, faults = located.parse(text)
    if tree is None or faults:
        raise AssertionError(f"everyday.zh.yml: {faults}")
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def characters(words: Iterable[str]) -> frozenset[str]:
    """The Chinese characters that some words are made of."""
    return frozenset(sign for sign in set("".join(words)) if _HAN[0] <= sign <= _HAN[1])


def words_file(has: Callable[[str], bool], pages: Mapping[str, str]) -> dict[str, Any]:
    """Everyday words by what they stand for, which the page may offer beside any results, and what asks for a rank.

    Also questions about the site itself, with the pages that answer them.

    Args:
        has: Whether the site has a text somewhere.
        pages: The addresses of the site's own pages, by source.
    """
    loaded = everyday()
    ranking = loaded["ranking"] | {name: _written_out(loaded["ranking"][name]) for name in ("asks", "words")}
    groups = {group: _there(loaded[group], has) for group in ("terms", "agencies")}
    return groups | {"ranking": ranking, "site": _site(loaded["site"], pages)}


def _site(questions: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> dict[str, Any]:
    """Questions about the site itself: patterns with names of pages; and the address and the text of each such page.

    Patterns of few letters, which are tried where little else is understood, have a third element.

    A page that an agency has comes with a third element: whether one of any agency answers where none is named.
    """
    places = ((name, *place.partition("#")) for name, place in _OWN_PAGES.items())
    own = {name: [pages[page] + sign + id_, _label(name)] for name, page, sign, id_ in places if page in pages}
    of_agency = {name: [address, _label(name), any_is] for name, (address, any_is) in _OF_AGENCY.items()}
    asks = [[_written_out(one["asks"]), one["pages"], *([1] if one.get("weak") else [])] for one in questions]
    return {"asks": asks, "pages": own | of_agency}


def _label(name: str) -> str:
    """What is said of a page, with fields for an agency and a year."""
    return say(f"search.ways.{name}", {"agency": "{agency}", "year": "{year}"})


def asking_file(signs: Collection[str], has: Callable[[str], bool]) -> dict[str, Any]:
    """What else is needed to understand a query: topics, patterns, how terms sound, years, words that ask, and more.

    Also what organs are called that the site has not, so that it can say so.

    Args:
        signs: The Chinese characters of the site's text.
        has: Whether the site has a text somewhere.
    """
    loaded = everyday()
    own = _everyday_characters() | characters(signs)
    terms, topics, patterns, cues = (_there(loaded[group], has) for group in ("terms", "topics", "patterns", "cues"))
    return {
        "topics": topics,
        "patterns": {term: list(map(_written_out, spellings)) for term, spellings in patterns.items()},
        "spoken": {term: " ".join(syllables(term)) for term in sorted({*terms, *topics, *patterns}) if " " not in term},
        "absent": {term: words for term, words in loaded["agencies"].items() if not any(map(has, term.split("、")))},
        "years": loaded["years"],
        "latest": loaded["latest"],
        "fillers": [word for line in loaded["fillers"] for word in line],
        "cues": {term: list(map(_written_out, spellings)) for term, spellings in cues.items()},
        "weak": loaded["weak"],
        "simple": _simple_forms(own),
    }


def _there(group: Mapping[str, list[str]], has: Callable[[str], bool]) -> dict[str, list[str]]:
    """The words of a group by what stands for them: of each entry the first alternative that the site has."""
    there: dict[str, list[str]] = {}
    for alternatives, words in group.items():
        term = next((term for term in alternatives.split("、") if all(map(has, term.split()))), None)
        if term is not None:
            there.setdefault(term, []).extend(words)
    return there


def _written_out(pattern: str) -> str:
    """A pattern with its classes of words."""
    return re.sub("〈(.+?)〉", lambda name: everyday()["classes"][name[1]], pattern)


def everyday_names(names: Sequence[str]) -> dict[str, list[str]]:
    """What people call agencies, by the part of their names that it stands for.

    Args:
        names: Full names of the agencies.
    """
    parts = ((part, words) for parts, words in everyday()["agencies"].items() for part in parts.split("、"))
    return {part: words for part, words in parts if any(part in name for name in names)}


def words_of_names(agency: Agency) -> Iterator[str]:
    """Words of the names of an agency, by which a query that may mean its page is recognised."""
    yield from (word for name in (agency.name, agency.short) for word in words_of_text(name))


@lru_cache(maxsize=4096)  # the same terms are asked for by both files of everyday words
def words_of_text(text: str) -> tuple[str, ...]:
    """What is recorded of a text (see ``word_index``) wherever it stands."""
    return tuple(recorded(" ".join(list(tokens.pairs(tokens.units(text)))[:-1])))


def names_file(
    agencies: Sequence[Agency],
    years: Mapping[int, Collection[str]],
    signs: Collection[str],
    bare: Mapping[int, Collection[str]] | None = None,
) -> dict[str, object]:
    """Names of agencies, how they sound, and which of them have a report on a year.

    Args:
        agencies: The agencies that are found, those with a report first, in the order of lists.
        years: By year the agencies (slugs) that have a report on it.
        signs: The Chinese characters of the site's text; a slip in a name is most often a character of the same sound.
        bare: By year the agencies (slugs) whose report on it has no figures: it has no pages that are made of these.
    """
    called = (word for words in everyday()["agencies"].values() for word in words)
    own = characters((*signs, *called, *(agency.name for agency in agencies)))
    alone = {sign: _sound(sign) for sign in sorted(own)}
    by_sound: dict[str, str] = {}
    for sign, sound in alone.items():
        by_sound[sound] = by_sound.get(sound, "") + sign
    other: dict[str, str] = {}
    for number, agency in enumerate(agencies):
        sounds = syllables(agency.name)
        if any(alone.get(sign, sound) != sound for sign, sound in zip(agency.name, sounds, strict=False)):
            other[str(number)] = " ".join(sounds)
    return {
        "names": [_name(agency) for agency in agencies],
        "sounds": by_sound,
        "other": other,
        "absent": {
            str(year): [number for number, agency in enumerate(agencies) if agency.slug not in slugs]
            for year, slugs in years.items()
        },
        "bare": {
            str(year): [number for number, agency in enumerate(agencies) if agency.slug in slugs]
            for year, slugs in (bare or {}).items()
        },
    }


@cache
def _sound(sign: str) -> str:
    """How a character is read that stands alone."""
    return syllables(sign)[0]


def _name(agency: Agency) -> str:
    """Slug, name and short name; the short name only where it differs."""
    parts = (agency.slug, agency.name, agency.short)
    return "|".join(parts if agency.short != agency.name else parts[:2])


@cache
def _everyday_characters() -> frozenset[str]:
    return characters(_everyday_words(everyday()))


def _everyday_words(loaded: Mapping[str, Any]) -> Iterable[str]:
    for group in ("terms", "topics", "agencies"):
        yield from (word for words in loaded[group].values() for word in words)
    yield from loaded["years"]
    yield from (
        sign for patterns in loaded["patterns"].values() for pattern in patterns for sign in _written_out(pattern)
    )


def _simple_forms(signs: Collection[str]) -> str:
    """Pairs of a traditional character and the simplified one, where the simplified one is among some characters."""
    return "".join(old + new for old, new in simplified() if new in signs)


@cache
def simplified() -> tuple[tuple[str, str], ...]:
    """All traditional characters, each with the simplified one."""
    from opencc import OpenCC  # noqa: PLC0415 - a compiled library of 7 MB that only builds need

    every = [chr(number) for number in range(ord(_HAN[0]), ord(_HAN[1]) + 1)]
    simple = OpenCC("t2s").convert("\n".join(every)).split("\n")  # a line a character, so that none counts as a word
    return tuple((old, new) for old, new in zip(every, simple, strict=True) if old != new)
