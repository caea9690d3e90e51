"""A test fails on a warning that it did not expect or expected in vain; tests of a group run in one process."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

pytest_plugins = ("pytester",)
CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(CONFTEST.parent.parent))
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


LOGGERS = ["mkdocs", "mkdocs.plugins.gongkai", "properdocs.plugins"]


def test_warning_fails_the_test_when_not_expected(run: pytest.Pytester) -> None:
    run.makepyfile(f"""
        import logging
        import pytest
        @pytest.mark.parametrize("logger", {LOGGERS})
        def test_it(logger):
            logging.getLogger(logger).warning("row %s", 7)
    """)
    result = run.runpytest_subprocess()
    result.assert_outcomes(passed=3, errors=3)
    for logger in LOGGERS:
        result.stdout.fnmatch_lines(["*unexpected in the log:*", f"*WARNING {logger}: row 7*"])


def test_expected_warning_passes_and_can_be_read_and_other_loggers_pass(run: pytest.Pytester) -> None:
    run.makepyfile("""
        import logging
        def test_expected(expected_warnings):
            logging.getLogger("mkdocs.structure").warning("row 7")
            assert [record.getMessage() for record in expected_warnings] == ["row 7"]
        def test_info():
            logging.getLogger("mkdocs").info("built")
        def test_other():
            logging.getLogger("other").warning("not ours")
    """)
    run.runpytest_subprocess().assert_outcomes(passed=3)


def test_expected_warning_that_does_not_come_fails(run: pytest.Pytester) -> None:
    run.makepyfile("def test_it(expected_warnings): pass")
    result = run.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*the test expects a warning, and none came*"])


def test_fixture_of_a_file_is_made_once_in_a_run_of_two_processes(run: pytest.Pytester) -> None:
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
    run.makepyfile(test_one=text, test_two=text)
    run.runpytest_subprocess("-n", "2", "--dist", "loadgroup").assert_outcomes(passed=16)
    assert [(run.path / f"test_{name}.txt").read_text() for name in ("one", "two")] == ["made ", "made "]


def test_light_tests_are_sent_a_few_at_a_time_and_heavy_ones_alone(run: pytest.Pytester) -> None:
    run.makeini("[pytest]\nmarkers =\n    heavy: starts a browser\n    xdist_group: stays in one process\n")
    run.makepyfile("""
        import pytest
        @pytest.mark.parametrize("number", range(20))
        def test_light(number): pass
        @pytest.mark.heavy
        @pytest.mark.parametrize("number", range(2))
        def test_heavy(number): pass
    """)
    result = run.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "-v")
    result.assert_outcomes(passed=22)
    passed = [line.split(" PASSED ")[1].strip() for line in result.outlines if " PASSED " in line]
    groups = Counter(name.partition("@")[2] for name in passed)
    (file,) = {name.partition("::")[0] for name in passed}
    assert groups == {f"{file} 0": 16, f"{file} 1": 4, "": 2}
