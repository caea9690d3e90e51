"""What `gongkai serve` takes for one change of a file."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

from gongkai.site.live.watching import Changes, Watcher

if TYPE_CHECKING:
    import logging
    from pathlib import Path

PAUSE = 0.15
"""Seconds between emptying a file and writing it: a busy machine lets a program wait as long."""


def test_file_that_is_emptied_and_then_written_is_one_change(tmp_path: Path) -> None:
    file = tmp_path / "2023.yml"
    file.write_text("a: 1\n", encoding="utf-8")
    watcher = Watcher([tmp_path])
    watcher.start()

    def save() -> None:
        with file.open("w", encoding="utf-8") as stream:
            time.sleep(PAUSE)
            stream.write("a: 22\n")

    writer = threading.Thread(target=save)
    writer.start()
    try:
        assert watcher.changes() == Changes(frozenset({os.fspath(file)}), frozenset())
        writer.join()
        assert watcher.look() == Changes(frozenset(), frozenset())
    finally:
        writer.join()
        watcher.stop()


def test_change_at_the_end_of_watching_is_no_message(tmp_path: Path, logged: list[logging.LogRecord]) -> None:
    watcher = Watcher([tmp_path])
    watcher.start()
    (emitter,) = watcher._observer.emitters
    watcher.stop()
    emitter.queue_events(0)  # as its thread does where a file changes while it is being stopped
    assert not logged
