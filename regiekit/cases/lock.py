"""One writer at a time in a folder, also between the kernels of two notebooks: a lock that ends with the process that holds it.

Where a drive knows no locks it is done without. On the site the service worker makes the file a lock. Own code: a library would be one more package
on the site.
"""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            raise BlockingIOError from None
elif sys.platform != "emscripten":
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


MOST = 50  # times that the file may turn out to have been taken away: a drive that tells no two files apart stops nobody


@contextmanager
def alone(path: Path, seconds: float) -> Generator[bool, None, None]:
    """Hold the lock in this file meanwhile; gives whether that could be done. Who holds it longer than so many seconds is not waited for any longer."""
    descriptor = _made(path) if sys.platform == "emscripten" else _taken(path, seconds)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            _let_go(descriptor, path)


def _made(path: Path) -> int | None:
    """The file, made by us alone; None where it could not be. Where the site is open in two windows this waits (tools/site/lite/service-worker.js)."""
    with suppress(OSError, ValueError):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    return None


def _taken(path: Path, seconds: float) -> int | None:
    """The file, open and locked; None where the drive knows no locks."""
    holder, end, gone = None, 0.0, 0
    while True:
        try:
            # a pipe of that name keeps nobody waiting
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0))
        except (OSError, ValueError):
            return None
        try:
            _lock(descriptor)
            gone += 1
            if gone > MOST or _there(descriptor, path):
                with suppress(OSError):
                    os.utime(path)  # so that who waits sees that this is another holder
                return descriptor
            os.close(descriptor)  # whoever had it took the file away when done
        except OSError as error:
            now = os.fstat(descriptor)
            os.close(descriptor)
            if not isinstance(error, BlockingIOError):
                return None
            if holder != (holder := (now.st_ino, now.st_mtime_ns)):
                end = time.monotonic() + seconds
            if time.monotonic() > end:  # somebody hangs: the next one need not wait for them again
                with suppress(OSError):
                    path.unlink()
                return None
            time.sleep(0.01)


def _there(descriptor: int, path: Path) -> bool:
    """Whether this is still the file of that name."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


def _let_go(descriptor: int, path: Path) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            os.close(descriptor)  # an open file can't be taken away there; nor one that somebody else just opened
            path.unlink()
        else:
            if _there(descriptor, path):
                path.unlink()
            os.close(descriptor)
