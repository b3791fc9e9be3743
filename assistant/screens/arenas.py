"""How glibc hands out memory: in few arenas, which all threads share.

By itself it gives nearly every thread an arena of its own and seldom gives memory of one back. With fifty readers the service
grew so by 9 MB a minute, to 1,432 MB in ten minutes; with two arenas it stays near 1,000 MB and answers as fast (docs/load.md).
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = 2
_M_ARENA_MAX = -8  # malloc.h


def limit_arenas() -> bool:
    """Whether there is a limit now; without glibc there is none, and nothing happens. To be called before threads are started."""
    with suppress(OSError, AttributeError, TypeError):
        return ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS) == 1
    return False
