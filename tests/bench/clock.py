"""A MkDocs hook that prints the processor time of each stage of a build, as one line of JSON on standard error.

The measured site's configuration lists it under ``hooks:``. It reads the clock of its process and changes nothing.
"""

import json
import sys
import time

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation

_STARTED = 0.0
_STAGE_ENDS: list[tuple[str, float]] = []


def _end_stage(stage: str) -> None:
    _STAGE_ENDS.append((stage, time.process_time()))


@event_priority(200)
def on_config(config: MkDocsConfig, **_: object) -> MkDocsConfig:
    """Runs before the plugins: the end of import and configuration."""
    _end_stage("import and configuration")
    return config


@event_priority(-200)
def on_pre_build(**_: object) -> None:
    """Runs after on_config of all plugins: the end of loading and checking."""
    _end_stage("load and check")


@event_priority(-200)
def on_nav(nav: Navigation, **_: object) -> Navigation:
    """The end of collecting files and building the navigation."""
    _end_stage("files and navigation")
    return nav


@event_priority(200)
def on_env(env: Environment, **_: object) -> Environment:
    """The end of rendering Markdown."""
    _end_stage("macros and Markdown")
    return env


@event_priority(-200)
def on_post_build(**_: object) -> None:
    """The end of rendering templates and writing pages."""
    _end_stage("templates and writing")


def on_shutdown(**_: object) -> None:
    """Print the stages. Hooks come after plugins, so that the exchange of the site's folders is included."""
    _end_stage("exchange")
    spent, before = {}, _STARTED
    for stage, at in _STAGE_ENDS:
        spent[stage] = round(at - before, 3)
        before = at
    print("stages " + json.dumps(spent), file=sys.stderr)
