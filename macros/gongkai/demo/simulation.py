"""Simulates one organ's figures year by year, so that carry-over and stocks are consistent from one year to the next.

The figures of a year are plain numbers by table and row, without totals, so that those of many organs can be added up
into the consolidated report of the district; ``report_grids`` turns them into the figures of a report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from gongkai.demo.source_data import Profile, load_source
from gongkai.figures import BLANK, Figure, Kind, Number, count
from gongkai.forms import Form, Table
from gongkai.reports.drafts import open_table
from gongkai.reports.model import Grid
from gongkai.reports.totals import fill

RowNumbers = Mapping[tuple[str, str], list[Number]]
"""Numbers by the ids of table and row, in printed order and without totals."""

_APPLICANT_WEIGHTS = (78, 12, 2, 2, 3, 3)
"""How often each kind of applicant asks: a natural person, then the five kinds of organisation."""
_BUSY_YEARS = (0.5, 0.8, 0.9, 1.0, 1.1, 1.2, 1.7)
"""How many requests come in a year, against the usual number; for nobody asks an office the same every year."""
_LARGE = 40
"""From here on a number stays within 15 % of the usual one; a smaller one goes up and down by more."""
_LEANINGS = (0.3, 0.6, 1.0, 1.0, 1.4)
_HALF = 0.5
_OPEN_SHARE = 0.07
"""Share of a year's requests that are still open at its end."""
_VERDICT_WEIGHTS = (60, 12, 18, 10)
"""How often a case ends in each verdict, in printed order."""
_ITEM_ROWS = ("licensing", "other_services", "penalties", "coercion", "fees")


@dataclass(slots=True)
class OrganSimulation:
    """The state of one organ between two years; each call of ``next_year`` moves it on by a year.

    Attributes:
        profile: How much the organ does in a year.
        leaning: How much more or less often than elsewhere each outcome of a request comes up here.
        open_requests: Requests not answered by the end of last year, by kind of applicant.
        documents: Normative documents in force at the end of last year.
        items: The counts that the 2019 form calls 项目数量, by row.
        fees_charged: Of the year simulated last: number of fee notices, and 元 charged.
    """

    profile: Profile
    leaning: Mapping[str, float] = field(default_factory=dict)
    open_requests: list[int] = field(default_factory=lambda: [0] * len(_APPLICANT_WEIGHTS))
    documents: int = 0
    items: dict[str, int] = field(default_factory=dict)
    fees_charged: tuple[int, int] = (0, 0)

    @classmethod
    def start(cls, profile: Profile, rng: Random) -> "OrganSimulation":
        """The state of an organ before its first year."""
        leaning = {name: rng.choice(_LEANINGS) for name in load_source("district")["outcomes"]}
        simulation = cls(profile, leaning, documents=profile.documents)
        simulation.open_requests = _distribute(
            rng, _few(rng, round(profile.requests * _OPEN_SHARE)), _APPLICANT_WEIGHTS
        )
        volumes = {"other_services": profile.licensing // 3, "fees": profile.fees}
        for name in _ITEM_ROWS:
            volume = volumes.get(name, getattr(profile, name, 0))
            simulation.items[name] = rng.randint(1, 3 + volume // 40) if volume else 0
        return simulation

    def next_year(self, form: Form, rng: Random) -> RowNumbers:
        """Simulate one more year.

        Args:
            form: One of the two statutory forms.
            rng: Source of random numbers for this year.
        """
        requests = self._requests(form, rng)
        proactive = self._items(rng) if "previous_items" in _columns(form) else self._decisions(rng)
        return {**proactive, **requests, ("review", "cases"): self._cases(rng)}

    def _requests(self, form: Form, rng: Random) -> dict[tuple[str, str], list[Number]]:
        table = form.table_index["requests"]
        rows: dict[tuple[str, str], list[Number]] = {
            ("requests", row.id): [0] * len(_APPLICANT_WEIGHTS) for row in table.rows if row.id != "outcome_total"
        }
        carried_in = list(self.open_requests)
        requests = _near(rng, round(self.profile.requests * rng.choice(_BUSY_YEARS)))
        received = _distribute(rng, requests, _APPLICANT_WEIGHTS)
        rows["requests", "received"], rows["requests", "carried_in"] = [*received], [*carried_in]
        usual = load_source("district")["outcomes"]
        weights = {row.id: usual[row.id] * self.leaning[row.id] for row in table.rows if row.id in usual}
        for column, number in enumerate(map(sum, zip(received, carried_in, strict=True))):
            self.open_requests[column] = sum(rng.random() < _OPEN_SHARE for _ in range(number))
            for outcome in rng.choices(list(weights), list(weights.values()), k=number - self.open_requests[column]):
                rows["requests", outcome][column] += 1
        rows["requests", "carried_out"] = [*self.open_requests]
        return rows

    def _items(self, rng: Random) -> dict[tuple[str, str], list[Number]]:
        """Section two of the 2019 form: documents published, items with their change, procurement."""
        profile = self.profile
        new_documents = _few(rng, -(-profile.documents // 4))
        self.documents += new_documents
        rows: dict[str, list[Number]] = {
            "rules": [0, 0, 0],
            "normative_documents": [new_documents, new_documents, self.documents],
        }
        for name in _ITEM_ROWS:
            before = self.items[name]
            change = rng.choice((0, 0, 0, 1, 2, -1)) if before else 0
            self.items[name] = before + max(change, -before)
            rows[name] = [before, self.items[name] - before]
        rows["licensing"].append(_near(rng, profile.licensing))
        rows["other_services"].append(_near(rng, profile.licensing // 3))
        rows["penalties"].append(_near(rng, profile.penalties))
        rows["coercion"].append(_near(rng, profile.coercion))
        projects = 3 + profile.documents // 3 + rng.choice((-1, 0, 1))
        rows["procurement"] = [projects, _hundredths(sum(rng.randint(120_00, 400_00) for _ in range(projects)))]
        return {("proactive", name): figures for name, figures in rows.items()}

    def _decisions(self, rng: Random) -> dict[tuple[str, str], list[Number]]:
        """Section two of the 2021 form: documents in force, decisions, fees."""
        profile = self.profile
        new_documents = _few(rng, -(-profile.documents // 4))
        repealed = _few(rng, min(self.documents // 6, profile.documents // 5))
        self.documents += new_documents - repealed
        fees = _hundredths(_near(rng, profile.fees * 100))
        self.fees_charged = self._charge_fees(rng) if fees else (0, 0)
        rows: dict[str, list[Number]] = {
            "rules": [0, 0, 0],
            "normative_documents": [new_documents, repealed, self.documents],
            "licensing": [_near(rng, profile.licensing)],
            "penalties": [_near(rng, profile.penalties)],
            "coercion": [_near(rng, profile.coercion)],
            "fees": [fees],
        }
        return {("proactive", name): figures for name, figures in rows.items()}

    def _charge_fees(self, rng: Random) -> tuple[int, int]:
        """Number of fee notices, and 元 charged."""
        notices = _few(rng, 2)
        return notices, sum(rng.randint(3, 20) * 10 for _ in range(notices))

    def _cases(self, rng: Random) -> list[Number]:
        """Cases by verdict: of reconsideration, of suits without it and of suits after it, four numbers each."""
        limit = self.profile.requests // 25
        cases = [_few(rng, limit), _few(rng, limit // 3), _few(rng, limit // 4)]
        return [number for total in cases for number in _distribute(rng, total, _VERDICT_WEIGHTS)]


def add_up(organs: Iterable[RowNumbers]) -> RowNumbers:
    """The numbers of some organs in one year added up, cell by cell, for their consolidated report."""
    sums: dict[tuple[str, str], list[Number]] = {}
    for numbers in organs:
        for key, figures in numbers.items():
            before = sums.get(key)
            sums[key] = [a + b for a, b in zip(before, figures, strict=True)] if before else [*figures]
    return sums


def report_grids(
    form: Form, year: int, numbers: RowNumbers
) -> tuple[dict[str, Grid], dict[str, frozenset[tuple[int, int]]]]:
    """The figures of a report by table, and the cells whose totals were computed, as ``Report`` holds them."""
    grids, computed = {}, {}
    for table in form.tables:
        partial = open_table(form, table, BLANK)
        for row_index, row in enumerate(table.rows):
            counts = iter(numbers.get((table.id, row.id), ()))
            open_columns = [column for column, figure in enumerate(partial[row_index]) if figure is not None]
            for column in open_columns:
                partial[row_index][column] = _figure(table, row_index, column, next(counts))
        grids[table.id], computed[table.id] = fill(form, table, partial, year=year)
    return grids, computed


def _figure(table: Table, row: int, column: int, number: Number) -> Figure:
    if isinstance(number, int):
        return count(number)
    definition = table.columns(row)[column]
    return Figure(number, unit=None if definition.kind is not Kind.AMOUNT or definition.unit else "万元")


def _columns(form: Form) -> set[str]:
    return {column.id for block in form.table_index["proactive"].blocks for column in block.columns}


def _hundredths(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)


def _near(rng: Random, number: int) -> int:
    """A random number about as large as a usual one."""
    if number >= _LARGE:
        return round(number * rng.uniform(0.85, 1.15))
    return sum(rng.random() < _HALF for _ in range(2 * number))


def _few(rng: Random, limit: int) -> int:
    """A random number from 0 up to a limit, which is included; 0 for a limit below 0."""
    return rng.randint(0, limit) if limit > 0 else 0


def _distribute(rng: Random, number: int, weights: tuple[int, ...]) -> list[int]:
    """A number of things distributed at random over as many kinds as there are weights."""
    counts = [0] * len(weights)
    for kind in rng.choices(range(len(weights)), weights, k=number):
        counts[kind] += 1
    return counts
