"""A MkDocs hook that tells what each stage of a build took of the processor, as one line of JSON on standard error.

Put into the measured site's configuration under ``hooks:``; it looks at the process's own clock and changes nothing.
"""

import json
import sys
import time

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation

_STARTED = 0.0
_MARKS: list[tuple[str, float]] = []


def _mark(stage: str) -> None:
    _MARKS.append((stage, time.process_time()))


@event_priority(200)
def on_config(config: MkDocsConfig, **_: object) -> MkDocsConfig:
    """Before every plugin."""
    _mark("import and configuration")
    return config


@event_priority(-200)
def on_pre_build(**_: object) -> None:
    """After every plugin's on_config."""
    _mark("load and check")


@event_priority(-200)
def on_nav(nav: Navigation, **_: object) -> Navigation:
    """After files and navigation."""
    _mark("files and navigation")
    return nav


@event_priority(200)
def on_env(env: Environment, **_: object) -> Environment:
    """After Markdown."""
    _mark("macros and Markdown")
    return env


@event_priority(-200)
def on_post_build(**_: object) -> None:
    """After templates and writing."""
    _mark("templates and writing")


def on_shutdown(**_: object) -> None:
    """At the end, published or not; hooks come after plugins."""
    _mark("exchange")
    spent, before = {}, _STARTED
    for stage, at in _MARKS:
        spent[stage] = round(at - before, 3)
        before = at
    print("stages " + json.dumps(spent), file=sys.stderr)
