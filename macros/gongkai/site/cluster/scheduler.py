"""A scheduler of Dask: a connection to it, and calls that its workers carry out. Nothing else here imports Dask.

Dask itself passes Python objects between the machines (pickle), so that whoever can reach its scheduler can run
programs on all of them: it belongs into a network of its own, or behind TLS (addresses ``tls://``).
"""

import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from gongkai.findings import say
from gongkai.site.cluster.versions import difference, versions
from gongkai.site.faults import FaultError

_CONNECTING = 15.0
"""Seconds that a scheduler has to answer, and a worker to join it."""
_LOOK = 2.0
"""Seconds after which it is looked whether there is any worker left."""
_ALONE = 60.0
"""Seconds without any worker after which nothing more is expected."""


class LostError(Exception):
    """A call was given up: several workers have ended over it (Dask's ``allowed-failures``, 3 unless it is set)."""


class Call:
    """A call that a worker carries out."""

    def __init__(self, scheduler: "Scheduler", future: Any) -> None:
        """Hold it; see ``Scheduler.call``."""
        self._scheduler, self.future = scheduler, future

    def result(self) -> Any:
        """Wait for what it gives.

        Raises:
            LostError: It was given up.
            FaultError: The scheduler is gone, or has had no worker for a minute.
        """
        return self._scheduler.result(self.future)

    def release(self) -> None:
        """Let the cluster forget what it gives."""
        self.future.release()


class Scheduler:
    """A connection to a scheduler."""

    def __init__(self, address: str) -> None:
        """Connect, wait for the first worker, and see that all have the versions of this machine.

        Args:
            address: Such as ``tcp://10.0.0.1:8786``.

        Raises:
            FaultError: Nothing answers there, there are no certificates for it, no worker, or one has other versions.
        """
        dask = _dask()
        self.address = address
        if address.startswith("tls:") and dask.Security().get_connection_args("client")["ssl_context"] is None:
            raise self._fault("no-tls")
        try:
            self._client: Any = dask.Client(address, timeout=_CONNECTING, set_as_default=False, direct_to_workers=False)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise self._fault("unreachable", why=str(error) or type(error).__name__) from error
        try:
            self._client.wait_for_workers(1, timeout=_CONNECTING)
            self._compare()
        except TimeoutError as error:
            self.close()
            raise self._fault("no-worker") from error
        except BaseException:
            self.close()
            raise

    @property
    def threads(self) -> int:
        """How many calls its workers can carry out at a time."""
        return sum(self._client.nthreads().values()) or 1

    def call(self, function: Callable[..., Any], *arguments: Any, key: str) -> Call:
        """Have a worker call a function of this package.

        Args:
            function: The function.
            arguments: What to give it; a ``Call`` stands for what it gives.
            key: A name that no other call has.
        """
        values = [item.future if isinstance(item, Call) else item for item in arguments]
        return Call(self, self._client.submit(function, *values, key=key, pure=False, retries=0))

    def spread(self, call: Call) -> None:
        """Copy the result of a call to all workers: Dask gives work only to a worker that holds what the work needs."""
        self.result(call.future)
        self._client.replicate([call.future])

    def result(self, future: Any) -> Any:
        """See ``Call.result``."""
        dask = _dask()
        alone = time.monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK)
            except dask.scheduler.KilledWorker as error:
                raise LostError(str(error)) from error
            except dask.TimeoutError as error:
                if self._workers():
                    alone = time.monotonic()
                elif time.monotonic() - alone > _ALONE:
                    raise self._fault("no-worker") from error
            except (dask.CancelledError, dask.comm.CommClosedError, OSError) as error:
                raise self._fault("lost", why=str(error) or type(error).__name__) from error

    def close(self) -> None:
        """End the connection; what is under way is given up."""
        self._client.close(timeout=_LOOK)

    def _workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except OSError as error:
            raise self._fault("lost", why=str(error)) from error

    def _compare(self) -> None:
        here = versions()
        try:
            answers = self._client.run(versions, on_error="return").items()
        except AssertionError:  # Dask's own, where a worker has failed in a way that it cannot pass on
            answers = dict.fromkeys(self._client.nthreads()).items()
        for worker, there in answers:
            if not isinstance(there, Mapping):
                why = f"{type(there).__name__}: {there}" if there is not None else ""
                raise self._fault("no-gongkai", worker=worker, why=why)
            if differing := difference(here, there):
                raise self._fault("versions", worker=worker, versions=differing)

    def _fault(self, what: str, **details: str) -> FaultError:
        return FaultError(say(f"cluster.{what}", {"address": self.address, **details}))


def _dask() -> Any:
    """The package, which is an extra: who needs no cluster does not install it. It has few types."""
    return import_module("distributed")
