"""Small readers of scalars and keys, shared by the loaders of reports and agencies; faults become findings."""

import datetime as dt
import re

from gongkai import located
from gongkai.errors import PlaceError
from gongkai.findings import say
from gongkai.forms import Form, Place, resolve
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Mark, Node, Scalar, Sequence
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.model import Moment

_MOMENT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[ T](\d{1,2}:\d{2})(?::\d{2})?)?")


class Fields:
    """The keys of one mapping; every fault of them becomes a finding on its line."""

    def __init__(self, node: Mapping, faults: FileFindings, known: tuple[str, ...]) -> None:
        """Take a mapping and report unknown and repeated keys.

        Args:
            node: The mapping.
            faults: Where findings go.
            known: Every key that may stand there.
        """
        self.node = node
        self.faults = faults
        self.repeated(node)
        for key, _ in node.pairs:
            if key.text not in known:
                near = nearest(key.text, list(known))
                variant = "unknown-key-near" if near else "unknown-key"
                faults.syntax(key.mark, variant, name=key.text, near=near or "", known="、".join(known))

    def repeated(self, node: Mapping) -> None:
        """Report keys that stand more than once; the first is taken."""
        for first, again in located.duplicates(node):
            self.faults.syntax(again.mark, "duplicate-key", name=again.text, first=first.mark.line)

    def node_of(self, key: str) -> Node | None:
        """The value under a key, or None."""
        return self.node.get(key)

    def mark(self, key: str) -> Mark:
        """Where a key's value stands; the mapping's own place where the key is absent."""
        node = self.node.get(key)
        return node.mark if node is not None else self.node.mark

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The text under a key; None where it is absent, blank or no text."""
        node = self.node.get(key)
        if node is None:
            if required:
                self.faults.syntax(self.node.mark, "missing-key", name=key)
            return None
        if not isinstance(node, Scalar):
            self.faults.syntax(node.mark, "text-expected", name=key)
            return None
        if located.value(node) is None or not node.text.strip():
            if required:
                self.faults.syntax(node.mark, "missing-key", name=key)
            return None
        return node.text.strip()

    def number(self, key: str) -> int | None:
        """The whole number under a key."""
        text = self.text(key)
        if text is not None and not re.fullmatch(r"[0-9]{1,9}", text):
            self.faults.syntax(self.mark(key), "number-expected", name=key, written=text)
            return None
        return int(text) if text is not None else None

    def choice(
        self, key: str, options: tuple[str, ...], *, required: bool = False, named: tuple[str, ...] | None = None
    ) -> str | None:
        """The text under a key where it is one of some words; ``named`` are those that a message offers, if not all."""
        text = self.text(key, required=required)
        if text is not None and text not in options:
            offered = named or options
            near = nearest(text, list(offered))
            hint = say("places.near", {"name": near}) if near else ""
            self.faults.syntax(self.mark(key), "choice", name=key, written=text, options="、".join(offered), near=hint)
            return None
        return text

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether a key says true; anything but true and false is reported."""
        text = self.choice(key, ("true", "false"))
        return default if text is None else text == "true"

    def day(self, key: str, *, required: bool = False) -> str | None:
        """The date under a key as ``YYYY-MM-DD``."""
        text = self.text(key, required=required)
        if text is None:
            return None
        day = moment(text)
        if day is None or day.time is not None:
            self.faults.syntax(self.mark(key), "date", name=key, written=text)
            return None
        return str(day)

    def items(self, key: str) -> list[Mapping]:
        """The mappings of a list under a key; anything else in it is reported."""
        node = self.node.get(key)
        if node is None or (isinstance(node, Scalar) and located.value(node) is None):
            return []
        if not isinstance(node, Sequence):
            self.faults.syntax(node.mark, "list-expected", name=key)
            return []
        for item in node.items:
            if not isinstance(item, Mapping):
                self.faults.syntax(item.mark, "item-expected", name=key, example=say(f"examples.{key}"))
        return [item for item in node.items if isinstance(item, Mapping)]

    def texts(self, key: str) -> dict[str, str]:
        """A mapping of plain texts under a key."""
        node = self.node.get(key)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.faults.syntax(node.mark, "mapping-expected", name=key)
            return {}
        self.repeated(node)
        texts: dict[str, str] = {}
        for name, value in node.pairs:
            if isinstance(value, Scalar):
                texts.setdefault(name.text, value.text)
            else:
                self.faults.syntax(value.mark, "text-expected", name=name.text)
        return texts


def moment(text: str) -> Moment | None:
    """Read a date, or a date with a time of day; None where it is neither or is not in the calendar."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match[1].split("-"))
    try:
        date = dt.date(year, month, day)
        time = dt.time.fromisoformat(match[2].zfill(5)) if match[2] else None
    except ValueError:
        return None
    return Moment(date, time)


def place(form: Form | None, text: str, mark: Mark, *, faults: FileFindings) -> Place | None:
    """Resolve a place; one that names nothing becomes a finding."""
    if form is None:
        faults.add("unknown-row", mark, variant="place", text=text, why="")
        return None
    try:
        return resolve(form, text)
    except PlaceError as error:
        faults.add("unknown-row", mark, variant="place", text=text, why=str(error))
        return None
