"""What a verification says: one difference at a time, each with its file and, where it has one, its cell."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.findings import say
from gongkai.verifying.json_words import key_name


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something in a file that is not as it should be.

    Attributes:
        code: What differs, a key below ``verify.differences``: ``cell``, ``text``, ``year``, ``sum`` …
        path: The file, as it is shown.
        agency: Slug of the agency whose report it is of; None where it is of none.
        year: The year of that report.
        table: Id of the table of the cell; None where there is no cell.
        row: Id of its row.
        col: Id of its column.
        place: The cell as a clerk writes it (``申请.本年新收.总计``), or what else differs.
        expected: What the data say.
        actual: What the file says; empty where it says nothing.
    """

    code: str
    path: str
    agency: str | None = None
    year: int | None = None
    table: str | None = None
    row: str | None = None
    col: str | None = None
    place: str = ""
    expected: str = ""
    actual: str = ""

    @property
    def text(self) -> str:
        """The difference as one line for the clerk."""
        names = {
            "place": key_name(self.place) if self.code == "key" else self.place,
            "expected": self.expected or say("verify.nothing"),
            "actual": self.actual or say("verify.nothing"),
        }
        message = say(f"verify.differences.{self.code}", names)
        return f"{self.path} {say('levels.error')}：{message}"

    @property
    def json(self) -> Mapping[str, Any]:
        """The difference for programs."""
        return {**asdict(self), "message": self.text}

    @property
    def is_of_former_data(self) -> bool:
        """Whether it says that a report was made from other data than there are now: they were changed since."""
        return (self.code, self.place) == ("key", "source_sha256")
