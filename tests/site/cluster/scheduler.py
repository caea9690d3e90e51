"""Run as a program: a scheduler of Dask with one worker in this process, until its input ends; prints its address.

The worker is paused until that of `lost_worker.py` has been lost at an agency. As it is, Dask may give both
agencies of so small a site to one of two workers, which need not be the one that is to be lost.
"""

import sys
import threading
import time
from pathlib import Path

from distributed import LocalCluster, Status, Worker


def set_status(worker: Worker, status: Status) -> None:
    """Let a worker take work or none."""
    worker.loop.add_callback(setattr, worker, "status", status)


def resume_after_the_loss(worker: Worker) -> None:
    """Wait for the loss, then let the worker begin."""
    while not Path("lost").exists():
        time.sleep(0.05)
    set_status(worker, Status.running)


def main() -> None:
    """Run it."""
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None, memory_limit=None
    ) as cluster:
        (worker,) = cluster.workers.values()
        set_status(worker, Status.paused)
        threading.Thread(target=resume_after_the_loss, args=[worker], daemon=True).start()
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
