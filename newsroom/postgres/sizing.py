"""How large our own server is made: by the memory of the machine, of which it takes a share."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MEGABYTE = 1 << 20
# Where Linux says how much of the machine's memory a container may use: version 2, version 1.
CEILINGS = [
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
]


def sized(memory):
    """The settings of PostgreSQL for a machine with `memory` bytes that serves a desk as well."""
    return {
        "shared_buffers": _megabytes(memory / 8, 64, 512),
        "effective_cache_size": _megabytes(memory / 2, 256, 64 * 1024),
        "work_mem": _megabytes(memory / 256, 4, 32),  # of each sort in each connection
        "maintenance_work_mem": _megabytes(memory / 32, 64, 512),
        "max_wal_size": _megabytes(memory / 2, 1024, 4096),
        "random_page_cost": "1.1",  # no disk turns any more
        "jit": "off",  # compiling takes longer than what a desk asks
    }


def told(words):
    """The settings that are told as name=value, by name."""
    for word in words:
        if not re.fullmatch(r"[a-z_.]+=[^=\s]+", word):
            raise ImproperlyConfigured(
                "POSTGRES_SETTINGS must look like shared_buffers=1GB,work_mem=32MB."
            )
    return dict(word.split("=") for word in words)


def memory_here():
    """How many bytes of memory this machine, or the container that we are in, has."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for file in CEILINGS:
        try:
            return min(whole, int(file.read_text()))
        except (OSError, ValueError):  # no container, or one that may use all: "max"
            pass
    return whole


def _megabytes(share, least, most):
    return f"{int(min(max(share / MEGABYTE, least), most))}MB"
