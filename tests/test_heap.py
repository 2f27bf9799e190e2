"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import os
import platform
from pathlib import Path

import pytest

from graphbuilder import heap

SIZE, COUNT = 8_000, 4_000


def held() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_was_freed_below_something_in_use_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    blocks = [libc.malloc(SIZE) for _ in range(COUNT)]
    for block in blocks:
        ctypes.memset(block, 1, SIZE)
    for block in blocks[:-1]:  # the last one keeps the heap from shrinking by itself
        libc.free(block)
    before = held()
    heap.give_back()
    assert before - held() > SIZE * COUNT / 2
    libc.free(blocks[-1])
