"""Prints the table: a line for each kind of mistake, and the false alarms on clean reports."""

from __future__ import annotations

import argparse

from gongkai.findings import Level, as_text
from tests.checks import injected
from tests.checks.injected.clean import clean_reports
from tests.checks.injected.score import KindScore, false_alarms, kinds, measure


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(injected.__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", type=int, default=50, help="injections of each kind")
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", type=int, default=0, help="how many misses and further findings of a kind to print")
    options = parser.parse_args()
    reports = clean_reports()
    print(f"{'kind':58}{'injected':>9}{'found':>8}{'cell':>8}{'noisy':>8}")
    for kind in kinds():
        if options.kind in kind:
            score = measure(kind, reports, examples=options.examples, seed=options.seed)
            print(_line(score))
            for text in (*score.missed[: options.missed], *score.noise[: options.missed]):
                print("    ", text)
    alarms = false_alarms(reports)
    errors = sum(item.level is Level.ERROR for _, item in alarms)
    warned = {(report.slug, report.year) for report, item in alarms if item.level is Level.WARNING}
    print(f"clean reports {len(reports)}: errors {errors}, reports with a warning {len(warned)}")
    for _, item in alarms[: 10 * options.missed]:
        print("    ", as_text(item))


def _line(score: KindScore) -> str:
    shares = (_share(score.located, score.injected), _share(score.right_cells, score.cells))
    return f"{score.kind:58}{score.injected:9}{shares[0]:>8}{shares[1]:>8}{score.noisy:8}"


def _share(part: int, base: int) -> str:
    return f"{part / base:.3f}" if base else "-"


if __name__ == "__main__":
    main()
