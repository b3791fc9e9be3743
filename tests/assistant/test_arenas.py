"""Threads of the app share few arenas of memory."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from assistant.screens.arenas import ARENAS

# Forty threads that each hold memory at once; glibc then tells its arenas, each as one element "heap".
THREADS = """
import ctypes, sys, threading
if sys.argv[1] == "app":
    import app
allocate, together = ctypes.CDLL(None).malloc, threading.Barrier(40)
def hold():
    together.wait()
    for _ in range(200):
        allocate(200)
    together.wait()
for thread in (threads := [threading.Thread(target=hold) for _ in range(40)]):
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_forty_threads_of_the_app_share_few_arenas():
    told = [
        subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True).stdout
        for how in ("app", "other")
    ]
    few, many = (one.count("<heap nr=") for one in told)
    assert 1 <= few <= ARENAS < many
