"""Likely causes name what was really wrong: few examples of each kind here, the whole table in ``cause_benchmark``."""

from __future__ import annotations

import pytest

from gongkai.forms import Form, shipped_forms
from tests.checks.cause_benchmark import MODES, measure
from tests.checks.single_changes import KINDS

pytestmark = [pytest.mark.xdist_group("causes"), pytest.mark.slow]  # the reports that are changed are made once
EXAMPLES = 12
RIGHT = 0.95
"""Share of the causes that are said and name what was wrong, for every kind of mistake."""
OFTEN_SAID = {
    "carried out mistyped",
    "outcome total mistyped",
    "outcome total, total follows",
    "row counted twice",
    "row left out",
    "row shifted left",
    "row shifted right",
    "two columns exchanged",
}
"""Mistakes that show in more than one sum where totals are stated, so that a cause can be said of most of them."""
NEVER_SAID = {"carried out, total follows", "row typed as 0"}
"""Mistakes that any other row or cell would explain as well."""


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: str(form.id))
@pytest.mark.parametrize("kind", KINDS)
def test_cause_that_is_said_names_what_was_wrong(kind: str, form: Form) -> None:
    scores = [measure(kind, form, mode, examples=EXAMPLES, seed=2) for mode in MODES]

    assert scores[0].changes == EXAMPLES
    for score in scores:
        assert score.right >= RIGHT * score.with_cause, score.wrong
    assert kind not in OFTEN_SAID or scores[0].with_cause >= EXAMPLES // 2
    assert kind not in NEVER_SAID or scores[0].with_cause == scores[1].with_cause == 0
