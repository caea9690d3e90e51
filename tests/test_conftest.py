"""A test fails on a warning that it did not expect or expected in vain; tests of a group run in one process.

The processes are forks of one that has imported the tests.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests import distribution, forked_workers

pytestmark = pytest.mark.slow

pytest_plugins = ("pytester",)
CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(CONFTEST.parent.parent))
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)  # a run within this one is one of its own
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


LOGGERS = ["mkdocs", "mkdocs.plugins.gongkai", "properdocs.plugins"]


WARNED = f"""
import logging
import random
import pytest
from hypothesis import given, strategies as st
@pytest.mark.parametrize("logger", {LOGGERS})
def test_unexpected(logger):
    logging.getLogger(logger).warning("row %s", 7)
def test_expected(expected_warnings):
    logging.getLogger("mkdocs.structure").warning("row 8")
    assert [record.getMessage() for record in expected_warnings] == ["row 8"]
def test_info():
    logging.getLogger("mkdocs").info("built")
def test_other():
    logging.getLogger("other").warning("not ours")
def test_in_vain(expected_warnings):
    pass
@given(st.integers())
def test_random_for_all(number):
    logging.getLogger("other").warning("row 9")
    random.random()
@given(st.integers())
def test_random_of_its_own(number): random.Random(number).random()
def test_random_once(): random.random()
"""


def test_groups_stay_together_and_unexpected_warnings_and_random_numbers_of_all_fail(run: pytest.Pytester) -> None:
    """Light tests are sent a few at a time and heavy ones alone; a warning that is expected has to come.

    Examples of Hypothesis that draw from Python's generator never come again.
    """
    run.makeini("[pytest]\nmarkers =\n    heavy: starts a browser\n    xdist_group: stays in one process\n")
    text = """
        import time
        from pathlib import Path
        import pytest
        @pytest.fixture(scope="module")
        def made():
            with Path(__file__).with_suffix(".txt").open("a") as file:
                file.write("made ")
        @pytest.mark.parametrize("number", range(8))
        def test_it(made, number):
            time.sleep(0.05)
    """
    run.makepyfile(
        test_one=text,
        test_two=text,
        test_warned=WARNED,
        test_weights="""
        import pytest
        @pytest.mark.parametrize("number", range(20))
        def test_light(number, request):
            assert not request.config.pluginmanager.get_plugin("terminalreporter").stats
        @pytest.mark.heavy
        @pytest.mark.parametrize("number", range(2))
        def test_heavy(number): pass
        """,
        test_steps="""
        import time
        import pytest
        @pytest.fixture
        def slow():
            time.sleep(0.2)
        @pytest.fixture
        def spoken():
            yield
            print("closed")
        @pytest.fixture
        def broken():
            yield
            raise OSError
        def test_slow(slow): pass
        def test_spoken(spoken): pass
        def test_broken(broken): pass
        @pytest.mark.skip
        def test_skipped(): pass
        """,
        heard="""
        from pathlib import Path
        def pytest_runtest_logreport(report):
            if hasattr(report, "node"):  # in the main process
                with Path("heard.txt").open("a") as file:
                    file.write(f"{report.when} {report.outcome} {report.duration} {report.nodeid}\\n")
        def pytest_configure_node(node):
            hear = node.process_from_remote
            def process_from_remote(event):
                with Path("messages.txt").open("a") as file:
                    file.write(f"{event[0] if isinstance(event, tuple) else event}\\n")
                hear(event)
            node.process_from_remote = process_from_remote
        """,
    )
    result = run.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "-p", "heard", "-rE", "-p", "no:logging")
    result.assert_outcomes(passed=50, skipped=1, failed=1, errors=5)
    _assert_warnings_are_said(result)
    assert [(run.path / f"test_{name}.txt").read_text() for name in ("one", "two")] == ["made ", "made "]
    heard = [line.split(" ", 3) for line in (run.path / "heard.txt").read_text().splitlines()]
    weighed = [name for when, _, _, name in heard if name.startswith("test_weights.py") and when == "call"]
    groups = Counter(name.partition("@")[2] for name in weighed)
    assert groups == {"test_weights.py 0": 16, "test_weights.py 1": 4, "": 2}
    steps = [
        ([when, outcome, name.partition("::")[2].partition("@")[0]], float(seconds))
        for when, outcome, seconds, name in heard
        if "test_steps" in name
    ]
    expected = [
        ["setup", "passed", "test_slow"],
        ["call", "passed", "test_slow"],
        ["call", "passed", "test_spoken"],
        ["teardown", "passed", "test_spoken"],
        ["call", "passed", "test_broken"],
        ["teardown", "failed", "test_broken"],
        ["setup", "skipped", "test_skipped"],
    ]
    assert [step for step, _ in steps if step in expected] == expected
    others = [step for step, seconds in steps if step not in expected and seconds < distribution.SLOW]
    assert not others, "quick steps that pass and say nothing are not sent"
    messages = Counter((run.path / "messages.txt").read_text().split())
    reports = 3 + 2 * len([*LOGGERS, "in vain"]) + len(["for all"])  # the steps of tests that failed or were skipped
    assert (messages[distribution.DONE], messages[distribution.REPORT]) == (52, reports), (
        "one that passed is one message"
    )


def _assert_warnings_are_said(result: pytest.RunResult) -> None:
    lines = [line.partition("@")[0] for line in result.outlines if line.startswith("ERROR test_warned.py::")]
    names = [*(f"test_unexpected[{logger}]" for logger in LOGGERS), "test_in_vain"]
    assert sorted(lines) == sorted(f"ERROR test_warned.py::{name}" for name in names)
    for logger in LOGGERS:
        result.stdout.fnmatch_lines(["*unexpected in the log:*", f"*WARNING {logger}: row 7*"])
    result.stdout.fnmatch_lines(["*the test expects a warning, and none came*"])
    result.stdout.fnmatch_lines(["*_ test_random_for_all _*", "*AssertionError: use a random.Random with a seed*"])
    result.stdout.fnmatch_lines(["*- Captured log call -*", "WARNING other:* row 9"])


def test_tests_that_wait_and_tests_that_reckon_are_mixed_and_quick_ones_come_last() -> None:
    order = distribution.mixed([["h1"], ["h2"], ["h3"]], [["s1", "s2"], ["s3"]], [["q1"], ["q2", "q3"], ["q4"]])
    assert order == ["h1", "q1", "s1", "s2", "h2", "q2", "q3", "h3", "s3", "q4"]


def test_nodes_that_get_the_line_of_an_assertion_are_all_that_can_have_one() -> None:
    (statement,) = ast.parse("assert all(f(*a, **b)[1:2] is not -c for c in d), lambda e=1: f'{e!r:>3}'").body
    wanted = [id(node) for node in ast.walk(statement) if node._attributes]
    assert len(wanted) > 20
    assert sorted(map(id, forked_workers.nodes_with_a_place(statement))) == sorted(wanted)
    assert hasattr(rewrite, "traverse_node")


@pytest.mark.skipif(not forked_workers.FORKED, reason="there are no forks on this system")
def test_tests_are_imported_once_for_all_processes_and_what_is_wrong_with_them_is_said(run: pytest.Pytester) -> None:
    run.makepyfile(
        test_lost="""
        import os
        from pathlib import Path
        import pytest
        from hypothesis.internal.conjecture import providers
        with Path("imported.txt").open("a") as file:
            file.write(f"{os.getppid()} ")
        def test_lost():
            if not Path("lost.txt").exists():
                Path("lost.txt").write_text(str(len(providers._seen_modules)))
                os._exit(3)
        @pytest.mark.parametrize("number", range(4))
        def test_it(number): pass
        """,
        test_wrong="import none_such_module",
        test_warning="import warnings; warnings.warn('this is old', DeprecationWarning)",
    )
    run.makeini("[pytest]\naddopts = --import-mode=importlib\nfilterwarnings = error\n")
    options = ("-n", "2", "--dist", "loadgroup", "--continue-on-collection-errors")
    result = run.runpytest_subprocess(*options)
    outcomes = result.parseoutcomes()
    assert (outcomes["passed"], outcomes["failed"]) == (5, 1)
    output = result.stdout.str()
    assert "No module named 'none_such_module'" in output
    assert "DeprecationWarning: this is old" in output
    parents = (run.path / "imported.txt").read_text().split()
    assert len(parents) == 2, "once for both forks, once for the process that takes the place of the lost one"
    assert int((run.path / "lost.txt").read_text()) > 100, "a fork need not look for constants in what was imported"
