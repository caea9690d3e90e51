"""What a report's file holds besides figures: the document's own headers, notes, waivers, corrections, the original."""

import re

from gongkai.findings import code_name, say
from gongkai.forms import Form, Place
from gongkai.forms.codes import RuleCodes
from gongkai.forms.keys import ENTRIES, ORIGINAL, SHA256, STEPS
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Sequence
from gongkai.reports.loading.fields import Fields, both_names, place
from gongkai.reports.model import Correction, Note, Retelling, SignOff, Source, Waiver, Withdrawal


def read_own_heads(form: Form | None, fields: Fields) -> tuple[tuple[Place, str], ...]:
    """``heads``: the document's own labels, by place."""
    node = fields.node_of("heads")
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        fields.faults.syntax(node.mark, "mapping-like", name=both_names("heads"), example=say("examples.heads"))
        return ()
    texts = fields.texts("heads")
    heads = []
    for key, _ in node.pairs:
        at_place = place(form, key.text, key.mark, faults=fields.faults)
        if at_place is not None and key.text in texts:
            heads.append((at_place, texts[key.text]))
    return tuple(heads)


def read_notes(form: Form | None, fields: Fields) -> tuple[Note, ...]:
    """``notes``: public remarks, each with ``at`` and ``text``."""
    notes = []
    for item in fields.items("notes"):
        inner = _entry(item, fields, "notes")
        at, text = inner.text("at"), inner.text("text")
        at_place = place(form, at, inner.mark("at"), faults=fields.faults) if at else None
        if at and text and at_place is not None:
            notes.append(Note(at, at_place, text))
    return tuple(notes)


def read_waivers(form: Form | None, fields: Fields, codes: RuleCodes | None) -> tuple[Waiver, ...]:
    """``waivers``: rule, place, public reason, date and signing office; ``internal`` stays unpublished."""
    waivers = []
    for item in fields.items("waivers"):
        inner = _entry(item, fields, "waivers")
        rule, at, reason = _rule(inner, codes), inner.text("at"), inner.text("reason")
        date, office = inner.day("date"), inner.text("office")
        at_place = place(form, at, inner.mark("at"), faults=fields.faults) if at else None
        _object_to_slots(inner, {"reason": reason, "office": office})
        if rule and at and at_place is not None:  # without a reason it has an error, and still says what it is for
            waivers.append(Waiver(rule, at, at_place, reason or "", date, office, inner.text("internal"), item.mark))
    return tuple(waivers)


def _object_to_slots(inner: Fields, texts: dict[str, str | None]) -> None:
    """Report what is left where something was to be filled in."""
    for key, text in texts.items():
        if text is not None and text == say(f"waiver-slots.{key}"):
            inner.faults.syntax(inner.mark(key), "waiver-slot", name=both_names(key), written=text)


def _rule(inner: Fields, codes: RuleCodes | None) -> str | None:
    """The rule that an explanation names, by its code; all codes are offered where it names none."""
    text = inner.text("rule")
    if text is None or codes is None or text in codes.waivable:
        return text
    by_name = next((code for code in codes.waivable if code_name(code) == text), None)
    run = [code for code in codes.waivable if code_name(code)] or list(codes.waivable)
    near = by_name or (None if code_name(text) else nearest(text, run))  # the code of another rule is no slip
    hint = say("places.near", {"name": near}) if near else ""
    offered = "、".join(say("key-and-name", {"key": code, "name": code_name(code)}) for code in run)
    variant = "waiver-rule-named" if by_name else "waiver-rule"
    inner.faults.syntax(inner.mark("rule"), variant, written=text, near=hint, key=near or "", options=offered)
    return by_name


def read_corrections(form: Form | None, fields: Fields) -> tuple[Correction, ...]:
    """``corrections``: place, date, what it was, what it is now, why."""
    corrections = []
    for item in fields.items("corrections"):
        inner = _entry(item, fields, "corrections")
        at, date = inner.text("at"), inner.day("date")
        before, after = inner.text("before"), inner.text("after")
        at_place = place(form, at, inner.mark("at"), faults=fields.faults) if at else None
        if at and date and before and after and at_place is not None:
            reason = inner.text("reason")
            rolled_into = inner.text("rolled_into")
            corrections.append(Correction(at, at_place, date, before, after, reason, item.mark, rolled_into))
    return tuple(corrections)


def read_sign_off(fields: Fields) -> tuple[SignOff, ...]:
    """``sign_off``: step, office and date; ``bound``, which ``gongkai sign`` writes, is the hash of what was signed."""
    steps = []
    for item in fields.items("sign_off"):
        inner = _entry(item, fields, "sign_off")
        step, office, date = inner.choice("step", STEPS), inner.text("office"), inner.day("date")
        if step and office and date:
            steps.append(SignOff(step, office, date, inner.text("bound"), item.mark))
    return tuple(steps)


def read_withdrawal(fields: Fields) -> Withdrawal | None:
    """``withdrawn``: why a report was taken back after it was published, and since when."""
    inner = _single(fields, "withdrawn", {"reason": say("withdrawn-reason")})
    if inner is None:
        return None
    reason, date = inner.text("reason"), inner.day("date")
    return Withdrawal(reason, date, inner.node.mark) if reason and date else None


def _single(fields: Fields, key: str, examples: dict[str, str] | None = None) -> Fields | None:
    """The fields of an entry of which a file has one; None where it is not there, or is no mapping."""
    node = fields.node_of(key)
    if node is None:
        return None
    if not isinstance(node, Mapping):
        fields.faults.syntax(node.mark, "mapping-like", name=both_names(key), example=say(f"examples.{key}"))
        return None
    return _entry(node, fields, key, examples)


def _entry(node: Mapping, fields: Fields, key: str, examples: dict[str, str] | None = None) -> Fields:
    """The fields of an entry below a key; required fields that are missing are reported."""
    keys = ENTRIES[key]
    inner = Fields(node, fields.faults, keys.all)
    inner.need(*keys.required, examples=examples)
    return inner


def read_retelling(fields: Fields) -> Retelling | None:
    """``retold``: who tells the report in the agency's place, and where the original stands."""
    inner = _single(fields, "retold", {name: say(f"retold-{name}") for name in ("by", "original")})
    if inner is None:
        return None
    by, original = inner.text("by"), inner.text("original")
    return Retelling(by, original) if by and original else None


def read_sources(fields: Fields) -> tuple[Source, ...]:
    """``source``: the originals' names in the folder of the report's page, with their hashes; one needs no list."""
    if isinstance(fields.node_of("source"), Sequence):
        entries = [_entry(item, fields, "source") for item in fields.items("source")]
    else:
        entries = [entry for entry in [_single(fields, "source")] if entry is not None]
    return tuple(source for entry in entries if (source := _source(entry)) is not None)


def _source(inner: Fields) -> Source | None:
    parts = {}
    for name, pattern in (("file", ORIGINAL), ("sha256", SHA256)):
        text = inner.text(name)
        if text is not None and not re.fullmatch(pattern, text):
            expected = say(f"wanted.{name}")
            inner.faults.syntax(inner.mark(name), "source", name=name, wanted=expected, written=text)
        elif text is not None:
            parts[name] = text
    return Source(parts["file"], parts["sha256"]) if len(parts) == 2 else None  # noqa: PLR2004 - both of the two
