"""A test fails on a warning that it did not expect or expected in vain; tests of a group run in one process."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.compiled import not_compiled

pytestmark = pytest.mark.slow

pytest_plugins = ("pytester",)
CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(CONFTEST.parent.parent))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


LOGGERS = ["mkdocs", "mkdocs.plugins.gongkai", "properdocs.plugins"]


def test_warning_fails_the_test_unless_it_expects_one_and_then_one_has_to_come(run: pytest.Pytester) -> None:
    run.makepyfile(f"""
        import logging
        import pytest
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
    """)
    result = run.runpytest_subprocess("-rE")
    result.assert_outcomes(passed=7, errors=4)
    failed = [line.partition("::")[2].partition(" - ")[0] for line in result.outlines if line.startswith("ERROR ")]
    assert failed == [*(f"test_unexpected[{logger}]" for logger in LOGGERS), "test_in_vain"]
    for logger in LOGGERS:
        result.stdout.fnmatch_lines(["*unexpected in the log:*", f"*WARNING {logger}: row 7*"])
    result.stdout.fnmatch_lines(["*the test expects a warning, and none came*"])


def test_tests_of_a_fixture_stay_together_light_ones_are_sent_a_few_at_a_time_and_heavy_ones_alone(
    run: pytest.Pytester,
) -> None:
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
        test_weights="""
        import pytest
        @pytest.mark.parametrize("number", range(20))
        def test_light(number): pass
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
                    file.write(f"{report.when} {report.outcome} {report.nodeid}\\n")
        """,
    )
    assert len(not_compiled(run.path)) == 4
    result = run.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "-p", "heard")
    result.assert_outcomes(passed=41, skipped=1, errors=1)
    assert not_compiled(run.path) == [], "what has been compiled is kept where it is looked for"
    assert [(run.path / f"test_{name}.txt").read_text() for name in ("one", "two")] == ["made ", "made "]
    heard = [line.split(" ", 2) for line in (run.path / "heard.txt").read_text().splitlines()]
    weighed = [name for _, _, name in heard if name.startswith("test_weights.py")]
    groups = Counter(name.partition("@")[2] for name in weighed)
    assert groups == {"test_weights.py 0": 16, "test_weights.py 1": 4, "": 2}
    steps = [
        [when, outcome, name.partition("::")[2].partition("@")[0]]
        for when, outcome, name in heard
        if "test_steps" in name
    ]
    assert steps == [
        ["setup", "passed", "test_slow"],
        ["call", "passed", "test_slow"],
        ["call", "passed", "test_spoken"],
        ["teardown", "passed", "test_spoken"],
        ["call", "passed", "test_broken"],
        ["teardown", "failed", "test_broken"],
        ["setup", "skipped", "test_skipped"],
    ], "quick steps that pass and say nothing are not sent"
