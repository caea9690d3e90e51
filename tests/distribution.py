"""How xdist gives tests to processes and hears of them, with less work for each of thousands of short tests.

The main process and the others exchange six messages a test, and at each one that ends a test the main process looks
through all that a process was ever given, and through all tests for the place of each one that it sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xdist.scheduler import LoadGroupScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.workermanage import WorkerController

SLOW = 0.1
"""Seconds from which on a setup or teardown is reported although it passed: it may be one of the slowest."""


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

    That a test begins or ends, and a quick setup or teardown that passed, are written nowhere but with `-v`. Xdist 3.8
    has no setting for it; another version, in which this finds no such plugin, sends everything.
    """
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            _filter(plugin)


def _filter(interactor: Any) -> None:
    send = interactor.sendevent

    def sendevent(name: str, **content: Any) -> None:
        if name in {"logstart", "logfinish"}:
            return
        if name == "testreport" and content["data"]["outcome"] == "passed":
            if _is_quick_step(content["data"]):
                return
            content["data"]["keywords"] = {}  # a dozen names, which nobody reads after the test
        send(name, **content)

    interactor.sendevent = sendevent


def _is_quick_step(report: dict[str, Any]) -> bool:
    """Whether a report that passed is on a setup or teardown and has nothing to show: no output, no long time."""
    return report["when"] != "call" and not report["sections"] and report["duration"] < SLOW
