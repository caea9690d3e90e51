"""Which form a report is on where ``form`` names none: that of its tables, or one that is spelt alike."""

from gongkai.forms import Form, FormRegistry, in_statutory_line, statutory_form
from gongkai.forms.keys import KEYS
from gongkai.forms.places import nearest
from gongkai.located import Mapping
from gongkai.reports.loading.table_keys import lines_known


def form_meant(tree: Mapping, form_text: str, year: int, registry: FormRegistry) -> Form | None:
    """The form that is meant, the statutory one of the year where nothing speaks for another.

    Args:
        tree: The file.
        form_text: What it has for the code of its form.
        year: The year reported on.
        registry: The forms at hand.

    Returns:
        The form; None where the file has tables, and none of a form at hand, or its year has no statutory form.
    """
    usual = statutory_form(year)
    others = [form for form in registry if not in_statutory_line(form)]
    near = nearest(form_text, [form.id for form in registry])
    lines = {form.id: lines_known(tree, form) for form in others}
    of_year = lines_known(tree, usual) if usual is not None else 0
    best = max(others, key=lambda form: (lines[form.id], form.id == near, year in form.years), default=None)
    if best is not None and lines[best.id] > of_year:
        return best
    spelt_alike = next((form for form in others if form.id == near), None)
    if spelt_alike is not None and not of_year:
        return spelt_alike
    has_tables = any(isinstance(node, Mapping) and key.text not in KEYS for key, node in tree.pairs)
    return usual if of_year or not has_tables else None
