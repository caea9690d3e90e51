"""Prints the table: a line for each kind of mistake between reports, and what is said of the clean district."""

from __future__ import annotations

import argparse

from gongkai.findings import Level, as_text
from tests.checks import between
from tests.checks.between.model import clean_district
from tests.checks.between.score import BetweenScore, clean_findings, kinds, measure


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(between.__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", type=int, default=50, help="mistakes of each kind")
    parser.add_argument("--agencies", type=int, default=84)
    parser.add_argument("--years", type=int, default=6)
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    parser.add_argument("--missed", type=int, default=0, help="how many misses of a kind to print")
    options = parser.parse_args()
    district = clean_district(options.agencies, options.years)
    print(f"{'kind':44}{'injected':>9}{'found':>8}{'cause':>8}{'noisy':>8}")
    for kind in kinds():
        if options.kind in kind:
            score = measure(kind, district, examples=options.examples)
            print(_line(score))
            for text in (*score.missed[: options.missed], *score.noise[: options.missed]):
                print("    ", text)
    findings = clean_findings(district)
    errors = sum(item.level is Level.ERROR for item in findings)
    warned = {(item.agency, item.year) for item in findings if item.level is Level.WARNING}
    print(f"clean reports {len(district.reports)}: errors {errors}, reports with a warning {len(warned)}")
    for item in findings[: options.missed]:
        print("    ", as_text(item))


def _line(score: BetweenScore) -> str:
    shares = (_share(score.located, score.injected), _share(score.right_causes, score.causes))
    return f"{score.kind:44}{score.injected:9}{shares[0]:>8}{shares[1]:>8}{score.noisy:8}"


def _share(part: int, base: int) -> str:
    return f"{part / base:.3f}" if base else "-"


if __name__ == "__main__":
    main()
