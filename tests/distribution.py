"""In which order xdist gives tests to processes, and how it hears of them with less work for thousands of short ones.

The main process and the others exchange six messages a test, and at each one that ends a test the main process looks
through all that a process was ever given, and through all tests for the place of each one that it sends.
"""

from __future__ import annotations

import marshal
import operator
from typing import TYPE_CHECKING, Any, TypeVar

from xdist.scheduler import LoadGroupScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.workermanage import WorkerController

T = TypeVar("T")
REPORT, DONE = "testreport", "runtest_protocol_complete"
"""The messages of xdist that say how a step of a test ended, and that the test has ended."""
PASSED = "passed"
"""What the last one carries here besides: what the steps of a test that passed are to say."""
SLOW = 0.1
"""Seconds from which on a setup or teardown is reported although it passed: it may be one of the slowest."""


ENDING = 0.05
"""The share of the quick tests that comes after all others: so the processes end at about the same time."""


def mixed(heavy: list[list[T]], slow: list[list[T]], quick: list[list[T]]) -> list[T]:
    """All tests of these groups, mixed evenly.

    Where all processes wait for browsers at once, a processor often has nothing to do; where none does, they wait for
    the processors.

    Args:
        heavy: Those that wait for a browser or another program.
        slow: Those that take long.
        quick: All others.
    """
    places = [
        ((place + 1) / len(groups) * (1 if groups is quick else 1 - ENDING), group)
        for groups in (heavy, slow, quick)
        for place, group in enumerate(groups)
    ]
    return [item for _, group in sorted(places, key=operator.itemgetter(0)) for item in group]


class Ids(list[str]):
    """The ids of all tests in the order of a process; where one stands is looked up and not searched for."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__(ids)
        self._places = {id_: place for place, id_ in enumerate(ids)}

    def index(self, id_: str, /, *_: object) -> int:  # type: ignore[override]
        """Return where a test stands, in the whole list."""
        return self._places[id_]


class Groups(LoadGroupScheduling):
    """Sends groups of tests as xdist does, and forgets a group that is done."""

    def add_node_collection(self, node: WorkerController, collection: Any) -> None:
        """Keep what a process has collected."""
        super().add_node_collection(node, collection)
        if node in self.registered_collections:  # not where the process came later and has others
            self.registered_collections[node] = Ids(self.registered_collections[node])

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:  # noqa: ARG002 - xdist names it
        """Note that a test is done, and send the process another group when it is running out of tests."""
        id_ = self.registered_collections[node][item_index]
        group, given = self._split_scope(id_), self.assigned_work[node]
        given[group][id_] = True
        if all(given[group].values()):
            del given[group]
        self._reschedule(node)


def send_less(config: pytest.Config) -> None:
    """Let a process of xdist send what the main one writes down of a test, and nothing else.

    That a test begins or ends, and a quick setup or teardown that passed, are written nowhere but with `-v`. What is
    said of a test that passed goes with the message that it is done, packed by Python itself, and not by execnet part
    by part. Xdist 3.8 has no setting for it; another version, in which this finds no such plugin, sends everything.
    """
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            _filter(plugin)


def _filter(interactor: Any) -> None:
    send = interactor.sendevent
    passed: list[dict[str, Any]] = []

    def sendevent(name: str, **content: Any) -> None:
        if name in {"logstart", "logfinish"}:
            return
        if name == REPORT and content["data"]["outcome"] == "passed":
            if not _is_quick_step(content["data"]):
                content["data"]["keywords"] = {}  # a dozen names, which nobody reads after the test
                passed.append(content)
            return
        if name == DONE:
            content[PASSED] = marshal.dumps(passed)
        else:
            for earlier in passed:
                send(REPORT, **earlier)
        passed.clear()
        send(name, **content)

    interactor.sendevent = sendevent


def hear_less(node: WorkerController) -> None:
    """Let the main process take the messages of `send_less` apart into those of xdist."""
    hear = node.process_from_remote

    def process_from_remote(event: Any) -> None:
        if isinstance(event, tuple) and PASSED in event[1]:
            for content in marshal.loads(event[1].pop(PASSED)):  # noqa: S302 - a process of this run has packed it
                hear((REPORT, content))
        hear(event)

    node.process_from_remote = process_from_remote  # type: ignore[method-assign]


def write_less(config: pytest.Config) -> None:
    """Let a process of xdist keep no account of its tests, which the main one writes and nobody reads here."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    for hook in (config.hook.pytest_runtest_logstart, config.hook.pytest_runtest_logreport):
        if reporter in [item.plugin for item in hook.get_hookimpls()]:
            hook._remove_plugin(reporter)


def _is_quick_step(report: dict[str, Any]) -> bool:
    """Whether a report that passed is on a setup or teardown and has nothing to show: no output, no long time."""
    return report["when"] != "call" and not report["sections"] and report["duration"] < SLOW
