"""Tests with Hypothesis without its care for generators of random numbers that no test uses.

For every example Hypothesis takes down the state of two generators (Python's and one of its own, and NumPy's where that
is imported), sets each to a beginning and then back, and compares Python's once more around each argument that it
draws. That takes a quarter of a short example, with NumPy two fifths. What is random in this repository has a generator
of its own with a seed; a test in which Python's has been used all the same fails, as its examples could not be
repeated.
"""

from __future__ import annotations

import contextlib
import importlib
import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

CARES = (
    ("hypothesis.core", "deterministic_PRNG"),
    ("hypothesis.control", "deprecate_random_in_strategy"),
    ("hypothesis.strategies._internal.core", "deprecate_random_in_strategy"),
)
"""Where Hypothesis 6.170 looks up what it does so with; in another version it may stand elsewhere and is done."""


def leave_generators_alone() -> None:
    """Let Hypothesis take no notice of generators of random numbers."""
    for name, function in CARES:
        module = importlib.import_module(name)
        if hasattr(module, function):
            setattr(module, function, lambda *_: contextlib.nullcontext())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test with Hypothesis fail that has used Python's own generator."""
    if not getattr(getattr(item, "function", None), "is_hypothesis_test", False):
        return (yield)
    before = random.getstate()
    result = yield
    assert random.getstate() == before, "use a random.Random with a seed: examples have to give the same again"
    return result
