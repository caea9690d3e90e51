"""Run as a program: a scheduler of Dask with one worker in this process, until its input ends; prints its address."""

import sys

from distributed import LocalCluster


def main() -> None:
    """Run it."""
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None, memory_limit=None
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
