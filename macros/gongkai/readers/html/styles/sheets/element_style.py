"""What style sheets declare for an element and for what they add to it."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class ElementStyle:
    """What holds for an element.

    Attributes:
        own: Values by property.
        before: Likewise of what is added before its text (``::before``); empty where nothing is.
        after: Likewise of what is added after its text (``::after``).
        first: Of its first letter or line, where that looks different.
        marker: Of the sign before an item of a list.
        backdrop: Of what lies over the page behind a dialog that a script has opened.
    """

    own: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    marker: dict[str, str] = field(default_factory=dict)
    backdrop: dict[str, str] = field(default_factory=dict)

    @property
    def added(self) -> list[tuple[dict[str, str], bool]]:
        """What is added to its text, the sign before an item of a list included, each with whether it is before it."""
        kinds = (self.own.get(name, "") for name in ("list-style-type", "text-emphasis"))
        kind = next((kind for kind in kinds if kind[:1] in ("'", '"')), "")
        sign = self.marker or ({"content": kind} if kind else {})
        return [
            (values, is_before)
            for values, is_before in ((sign, True), (self.before, True), (self.after, False))
            if values
        ]
