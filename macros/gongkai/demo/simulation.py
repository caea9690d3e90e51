"""One organ's figures over the years, consistent by their making: what one year leaves open the next one takes over.

A year's figures are plain numbers by table and row, totals left out, so that the years of many organs can be added
up into those of the whole district; ``grids`` turns them into the figures of a report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from gongkai.demo.source_data import Profile, material
from gongkai.figures import BLANK, Figure, Kind, count
from gongkai.forms import Form, Table
from gongkai.reports.carry import open_table
from gongkai.reports.model import Grid
from gongkai.reports.totals import fill

Number = int | Decimal
Cells = Mapping[tuple[str, str], list[Number]]
"""Figures by ids of table and row, in printed order and without totals."""

_APPLICANTS = (78, 12, 2, 2, 3, 3)
"""Weights: a natural person, then the five kinds of organisation."""
_OPEN = 0.07
"""Share of a year's requests that are still open at its end."""
_VERDICTS = (60, 12, 18, 10)
_ITEMS = ("licensing", "other_services", "penalties", "coercion", "fees")


@dataclass(slots=True)
class Course:
    """An organ on its way through the years.

    Attributes:
        profile: How much it does in a year.
        open: Requests that were not answered by the end of last year, by kind of applicant.
        documents: Normative documents at the end of last year.
        items: What the first form calls 项目数量, by row.
        charged: Notices of fees and 元 charged in the year that was made last.
    """

    profile: Profile
    open: list[int] = field(default_factory=lambda: [0] * len(_APPLICANTS))
    documents: int = 0
    items: dict[str, int] = field(default_factory=dict)
    charged: tuple[int, int] = (0, 0)

    @classmethod
    def begin(cls, profile: Profile, chance: Random) -> "Course":
        """Where an organ stood before the first year."""
        course = cls(profile, documents=profile.documents)
        course.open = _shares(chance, _few(chance, round(profile.size * _OPEN)), _APPLICANTS)
        volumes = {"other_services": profile.licensing // 3, "fees": profile.fees}
        for name in _ITEMS:
            volume = volumes.get(name, getattr(profile, name, 0))
            course.items[name] = chance.randint(1, 3 + volume // 40) if volume else 0
        return course

    def year(self, form: Form, chance: Random) -> Cells:
        """The figures of the next year, after one of the two statutory forms."""
        asked = self._requests(form, chance)
        proactive = self._items(chance) if "previous_items" in _columns(form) else self._decisions(chance)
        return {**proactive, **asked, ("review", "cases"): self._cases(chance)}

    def _requests(self, form: Form, chance: Random) -> dict[tuple[str, str], list[Number]]:
        table = form.table_index["requests"]
        rows: dict[tuple[str, str], list[Number]] = {
            ("requests", row.id): [0] * len(_APPLICANTS) for row in table.rows if row.id != "outcome_total"
        }
        carried_in = list(self.open)
        received = _shares(chance, _near(chance, self.profile.size), _APPLICANTS)
        rows["requests", "received"], rows["requests", "carried_in"] = [*received], [*carried_in]
        usual = material("district")["outcomes"]
        weights = {row.id: usual[row.id] for row in table.rows if row.id in usual}
        for column, number in enumerate(map(sum, zip(received, carried_in, strict=True))):
            self.open[column] = sum(chance.random() < _OPEN for _ in range(number))
            for outcome in chance.choices(list(weights), list(weights.values()), k=number - self.open[column]):
                rows["requests", outcome][column] += 1
        rows["requests", "carried_out"] = [*self.open]
        return rows

    def _items(self, chance: Random) -> dict[tuple[str, str], list[Number]]:
        """Table two of the first form: documents published, items with their change, procurement."""
        profile = self.profile
        made = _few(chance, profile.documents // 4)
        self.documents += made
        rows: dict[str, list[Number]] = {"rules": [0, 0, 0], "normative_documents": [made, made, self.documents]}
        for name in _ITEMS:
            before = self.items[name]
            change = chance.choice((0, 0, 0, 1, 2, -1)) if before else 0
            self.items[name] = before + max(change, -before)
            rows[name] = [before, self.items[name] - before]
        rows["licensing"].append(_near(chance, profile.licensing))
        rows["other_services"].append(_near(chance, profile.licensing // 3))
        rows["penalties"].append(_near(chance, profile.penalties))
        rows["coercion"].append(_near(chance, profile.coercion))
        projects = _few(chance, 3 + profile.documents // 2)
        rows["procurement"] = [projects, _hundredths(sum(chance.randint(80_00, 600_00) for _ in range(projects)))]
        return {("proactive", name): figures for name, figures in rows.items()}

    def _decisions(self, chance: Random) -> dict[tuple[str, str], list[Number]]:
        """Table two of the second form: documents in force, decisions, fees."""
        profile = self.profile
        made = _few(chance, profile.documents // 4)
        repealed = _few(chance, min(self.documents // 6, profile.documents // 5))
        self.documents += made - repealed
        fees = _hundredths(_near(chance, profile.fees * 100))
        self.charged = self._charge(chance) if fees else (0, 0)
        rows: dict[str, list[Number]] = {
            "rules": [0, 0, 0],
            "normative_documents": [made, repealed, self.documents],
            "licensing": [_near(chance, profile.licensing)],
            "penalties": [_near(chance, profile.penalties)],
            "coercion": [_near(chance, profile.coercion)],
            "fees": [fees],
        }
        return {("proactive", name): figures for name, figures in rows.items()}

    def _charge(self, chance: Random) -> tuple[int, int]:
        notices = _few(chance, 2)
        return notices, sum(chance.randint(3, 20) * 10 for _ in range(notices))

    def _cases(self, chance: Random) -> list[Number]:
        """Four verdicts each of reconsideration, of suits without it and of suits after it."""
        most = self.profile.size // 25
        cases = [_few(chance, most), _few(chance, most // 3), _few(chance, most // 4)]
        return [number for total in cases for number in _shares(chance, total, _VERDICTS)]


def added(years: Iterable[Cells]) -> Cells:
    """The cells of some organs added up: the consolidated report of all of them."""
    sums: dict[tuple[str, str], list[Number]] = {}
    for cells in years:
        for key, figures in cells.items():
            before = sums.get(key)
            sums[key] = [a + b for a, b in zip(before, figures, strict=True)] if before else [*figures]
    return sums


def grids(form: Form, year: int, cells: Cells) -> tuple[dict[str, Grid], dict[str, frozenset[tuple[int, int]]]]:
    """The figures of a report by table, and the cells that were added up, as ``Report`` holds them."""
    found, computed = {}, {}
    for table in form.tables:
        partial = open_table(form, table, BLANK)
        for number, row in enumerate(table.rows):
            given = iter(cells.get((table.id, row.id), ()))
            places = [place for place, figure in enumerate(partial[number]) if figure is not None]
            for place in places:
                partial[number][place] = _figure(table, number, place, next(given))
        found[table.id], computed[table.id] = fill(form, table, partial, year=year)
    return found, computed


def _figure(table: Table, row: int, place: int, number: Number) -> Figure:
    if isinstance(number, int):
        return count(number)
    column = table.columns(row)[place]
    return Figure(number, unit=None if column.kind is not Kind.AMOUNT or column.unit else "万元")


def _columns(form: Form) -> set[str]:
    return {column.id for block in form.table_index["proactive"].blocks for column in block.columns}


def _hundredths(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)


def _near(chance: Random, number: int) -> int:
    """A number about as large, for a year like any other."""
    return round(number * chance.uniform(0.85, 1.15))


def _few(chance: Random, most: int) -> int:
    return chance.randint(0, most) if most > 0 else 0


def _shares(chance: Random, number: int, weights: tuple[int, ...]) -> list[int]:
    """So many things dealt out by weight."""
    found = [0] * len(weights)
    for place in chance.choices(range(len(weights)), weights, k=number):
        found[place] += 1
    return found
