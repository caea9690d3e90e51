"""Small readers of scalars and keys, shared by the loaders of reports and agencies; faults become findings."""

import contextlib
import datetime as dt
import re
from functools import cache

from gongkai import located
from gongkai.errors import PlaceError
from gongkai.findings import say
from gongkai.forms import Form, Place, resolve
from gongkai.forms.keys import VERSIONS
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Mark, Node, Scalar, Sequence
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.loading.meant import date_meant, is_day
from gongkai.reports.loading.options import option_meant, option_near, option_text
from gongkai.reports.model import Moment
from gongkai.words import words

_MOMENT = re.compile(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:[ T]([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?)?")
FIRST_YEAR, LAST_YEAR = 2008, 2099
"""Years in which something can be published."""


class Fields:
    """The keys of one mapping; every fault of them becomes a finding on its line."""

    def __init__(self, node: Mapping, faults: FileFindings, keys: tuple[str, ...]) -> None:
        """Take a mapping and report unknown and repeated keys; one that means a known key is taken for it.

        Args:
            node: The mapping.
            faults: Where findings go.
            keys: Every key that may be there.
        """
        self.node = node
        self.faults = faults
        self.corrected: dict[str, Node] = {}
        self.repeated(node)
        unknown = [(key, value) for key, value in node.pairs if key.text not in keys]
        translated = [(key, value, name) for key, value in unknown if (name := key_named(key.text, keys)) is not None]
        for _, value, name in translated:
            self.corrected.setdefault(name, value)
        if len(translated) > 1 and node.mark.line == translated[-1][0].mark.line:
            words = {
                "names": "、".join(key.text for key, *_ in translated),
                "keys": "、".join(name for *_, name in translated),
            }
            faults.syntax(translated[0][0].mark, "keys-named", **words)
            translated = []
        for key, _, name in translated:
            faults.syntax(key.mark, "key-named", name=key.text, key=name)
        unknown = [(key, value) for key, value in unknown if key_named(key.text, keys) is None]
        for key, value in self._without_blanks(unknown, keys):
            self._unknown(key, value, keys)

    def check_version(self, current: str) -> None:
        """Report a version of the file that is not known: one of a newer release, or none at all."""
        version = self.text("version")
        if version is not None and version != current:
            variant = "version-newer" if re.fullmatch(VERSIONS, version) else "version"
            self.faults.syntax(self.mark("version"), variant, written=version, known=current)

    def _without_blanks(self, unknown: list[tuple[Scalar, Node]], keys: tuple[str, ...]) -> list[tuple[Scalar, Node]]:
        """Report and take the items in braces whose colon has no blank after it; returns the keys that are left."""
        glued = [key for key, _ in unknown if ":" in key.text and key.text.partition(":")[0] in keys]
        for key in glued:
            name, _, rest = key.text.partition(":")
            self.corrected.setdefault(name, Scalar(rest, plain=True, mark=key.mark))
        if glued:
            instead = ", ".join(key.text.replace(":", ": ", 1) for key in glued)
            detail = f"{glued[0].text.partition(':')[0]}:"
            self.faults.syntax(glued[0].mark, "colon-space", detail=detail, instead=instead)
        return [(key, value) for key, value in unknown if key not in glued]

    def _unknown(self, key: Scalar, value: Node, keys: tuple[str, ...]) -> None:
        """Report an unknown key, and take it for a known key that it nearly equals."""
        near = nearest(key.text, list(keys))
        if near is not None and self.node.get(near) is None:
            self.corrected.setdefault(near, value)
            self.faults.syntax(key.mark, "unknown-key-near", name=key.text, near=both_names(near))
        elif key.mark.line not in self.faults.broken:
            self.faults.syntax(key.mark, "unknown-key", name=key.text, known=_listed(keys))

    def repeated(self, node: Mapping) -> None:
        """Report keys that stand more than once; the first is taken."""
        for first, again in located.duplicates(node):
            self.faults.syntax(again.mark, "duplicate-key", name=again.text, first=first.mark.line)

    def need(self, *keys: str, examples: dict[str, str] | None = None) -> None:
        """Report in one finding all of some required keys that are missing or blank.

        Args:
            keys: The keys.
            examples: What may stand under some of them here, where that is not what may stand under them elsewhere.
        """
        missing = [key for key in keys if self._is_blank(key)]
        if missing and self.node.mark.line not in self.faults.broken:
            own = examples or {}
            lines = "，".join(f"{key}: {own.get(key) or say(f'keys.{key}.example')}" for key in missing)
            names = "、".join(both_names(key) for key in missing)
            self.faults.syntax(self.mark(missing[0]), "missing-keys", names=names, lines=lines)

    def _is_blank(self, key: str) -> bool:
        node = self.node_of(key)
        return node is None or (isinstance(node, Scalar) and (located.value(node) is None or not node.text.strip()))

    def node_of(self, key: str) -> Node | None:
        """The value under a key, or None."""
        node = self.node.get(key)
        return node if node is not None else self.corrected.get(key)

    def mark(self, key: str) -> Mark:
        """Where a key's value stands; the mapping's own place where the key is absent."""
        node = self.node_of(key)
        return node.mark if node is not None else self.node.mark

    def text(self, key: str) -> str | None:
        """The text under a key; None where it is absent, blank or no text."""
        node = self.node_of(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.faults.syntax(node.mark, "text-expected", name=both_names(key))
            return None
        return None if self._is_blank(key) else node.text.strip()

    def year(self, key: str) -> int | None:
        """The year under a key."""
        text = self.text(key)
        if text is not None and not re.fullmatch(r"[0-9]{4}", text):
            year = re.match(r"(?:19|20)[0-9]{2}", text)
            instead = f"{key}: {year[0] if year else say(f'keys.{key}.example')}"
            variant = "year" if year else "year-unread"
            self.faults.syntax(self.mark(key), variant, name=both_names(key), written=text, instead=instead)
            return int(year[0]) if year else None
        return int(text) if text is not None else None

    def choice(self, key: str, options: tuple[str, ...]) -> str | None:
        """The text under a key where it is one of some words."""
        text = self.text(key)
        if text is None or text in options:
            return text
        option = option_meant(text, options)
        if option is not None:
            self.faults.syntax(self.mark(key), "choice-named", name=both_names(key), written=text, instead=option)
            return None
        near = option_near(text, options)
        hint = say("places.near", {"name": near}) if near else ""
        offered = "、".join(option_text(item) for item in options)
        self.faults.syntax(self.mark(key), "choice", name=both_names(key), written=text, options=offered, near=hint)
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether a key says true; anything but true and false is reported."""
        text = self.choice(key, ("true", "false"))
        return default if text is None else text == "true"

    def day(self, key: str) -> str | None:
        """The date under a key as ``YYYY-MM-DD``; one that is written another way is reported and taken."""
        text = self.text(key)
        if text is None:
            return None
        day = moment(text)
        if day is not None and day.time is None:
            return str(day)
        fault = day_fault(text)
        date = None if fault else date_meant(text)
        variant = fault or ("date-meant" if date else "date")
        self.faults.syntax(self.mark(key), variant, name=both_names(key), written=text, instead=date or "")
        return date

    def items(self, key: str) -> list[Mapping]:
        """The mappings of a list under a key; anything else in it is reported."""
        node = self.node_of(key)
        if node is None or (isinstance(node, Scalar) and located.value(node) is None):
            return []
        if isinstance(node, Mapping) and node.get("at") is not None:
            self.faults.syntax(node.mark, "dash-expected", name=both_names(key), example=say(f"examples.{key}"))
            return [node]
        if not isinstance(node, Sequence):
            self.faults.syntax(node.mark, "list-expected", name=both_names(key), example=say(f"examples.{key}"))
            return []
        for item in node.items:
            if not isinstance(item, Mapping):
                self.faults.syntax(item.mark, "item-expected", name=both_names(key), example=say(f"examples.{key}"))
        return [item for item in node.items if isinstance(item, Mapping)]

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of plain texts under a key; one that stands alone is a list of one."""
        node = self.node_of(key)
        if node is None or self._is_blank(key):
            return ()
        nodes = node.items if isinstance(node, Sequence) else [node]
        for item in nodes:
            if not isinstance(item, Scalar):
                self.faults.syntax(item.mark, "texts-expected", name=both_names(key), example=say(f"examples.{key}"))
        return tuple(text for item in nodes if isinstance(item, Scalar) and (text := item.text.strip()))

    def texts(self, key: str) -> dict[str, str]:
        """A mapping of plain texts under a key."""
        node = self.node_of(key)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.faults.syntax(node.mark, "mapping-like", name=both_names(key), example=say(f"examples.{key}"))
            return {}
        self.repeated(node)
        texts: dict[str, str] = {}
        for name, value in node.pairs:
            if isinstance(value, Scalar):
                texts.setdefault(name.text, value.text)
            else:
                self.faults.syntax(value.mark, "text-expected", name=name.text)
        return texts


def both_names(key: str) -> str:
    """A key with its printed name after it, ``published（公布日期）``; alone where it has none, as a table's key."""
    entry = words()["keys"].get(key)
    return say("key-and-name", {"key": key, "name": entry["name"]}) if entry else key


@cache
def _listed(keys: tuple[str, ...]) -> str:
    """Keys with their printed names, in a row."""
    return "、".join(both_names(key) for key in keys)


def key_named(text: str, keys: tuple[str, ...]) -> str | None:
    """The key that a printed name, or another way to write it, stands for; None where it stands for none."""
    entries = words()["keys"]
    for key in keys:
        entry = entries.get(key, {})
        if text in (entry.get("name"), *entry.get("also", ())) or text.lower() == key:
            return key
    return None


def moment(text: str) -> Moment | None:
    """Read a date, or a date with a time of day; None where it is neither, not in the calendar or of no such time.

    The regulation on disclosure came into force in 2008; later years than ``LAST_YEAR`` no archive can date.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match[1].split("-"))
    try:
        date = dt.date(year, month, day)
        time = dt.time.fromisoformat(match[2].zfill(5)) if match[2] else None
    except ValueError:
        return None
    return Moment(date, time) if FIRST_YEAR <= year <= LAST_YEAR else None


def day_fault(text: str) -> str:
    """What is wrong with a text that has the shape of a date and is none; empty where it has another shape."""
    if not is_day(text):
        return ""
    with contextlib.suppress(ValueError):
        year, month, day = map(int, text.split("-"))
        dt.date(year, month, day)
        return "" if FIRST_YEAR <= year <= LAST_YEAR else "day-outside"
    return "no-such-day"


def place_meant(form: Form, text: str) -> str:
    """The place that a text names with other signs between its parts than dots; empty where it names none.

    Args:
        form: The form.
        text: As written.
    """
    narrow = re.sub(r"\s*[。．、,，/／—－-]\s*", ".", text.strip())
    if narrow != text:
        with contextlib.suppress(PlaceError):
            resolve(form, narrow)
            return narrow
    return ""


def place(form: Form | None, text: str, mark: Mark, *, faults: FileFindings) -> Place | None:
    """Resolve a place; one that names nothing becomes a finding."""
    if form is None:
        faults.add("unknown-row", mark, variant="place", text=text, why="")
        return None
    try:
        return resolve(form, text)
    except PlaceError as error:
        narrow = place_meant(form, text)
        if narrow:
            faults.add("unknown-row", mark, variant="dots", text=text, instead=narrow)
            return resolve(form, narrow)
        faults.add("unknown-row", mark, variant="place", text=text, why=str(error))
        return None
