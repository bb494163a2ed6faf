"""Passwords that leaked, in a file that may be larger than memory: 40 GB, and it is not read."""

import hashlib
import re
from pathlib import Path

# A hash, and how often it leaked.
LINE = re.compile(rb"([0-9A-Fa-f]{40})(?::\d+)?\r?\n?")
LONGEST = 80  # bytes of a line
GLANCES = 100  # lines that are looked at before the file is believed


class LeakedPasswords:
    """The SHA-1s of a file, which are in order: each is looked up by bisection, in some forty
    reads of a line. Raises ValueError where the file is not such a one, as far as a glance at lines
    all over it tells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self.size = file.seek(0, 2)
            places = sorted({self.size * glance // GLANCES for glance in range(GLANCES)})
            seen = [found for place in places if (found := _line_after(file, place))]
        if not seen:
            raise ValueError(f"{path} holds no hashes")
        if any(before > after for before, after in zip(seen, seen[1:], strict=False)):
            raise ValueError(f"{path} is not in the order of its hashes")

    def __contains__(self, password: str) -> bool:
        # The list is of SHA-1s: nothing is hidden by it here.
        hashed = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self.path.open("rb") as file:
            least, most = 0, self.size
            while least < most:
                middle = (least + most) // 2
                found = _line_after(file, middle)
                if found is None or found >= hashed:
                    most = middle
                else:
                    least = middle + 1
            return _line_after(file, least) == hashed


def _line_after(file, place):
    """The hash of the first line that begins at that place or after it; None after the last."""
    file.seek(max(0, place - 1))
    if place:
        file.readline(LONGEST)  # to the end of what began before, be it a line's end alone
    line = file.readline(LONGEST)
    if not line:
        return None
    if not (found := LINE.fullmatch(line)):
        raise ValueError(f"{file.name} has a line that is no hash")
    return found[1].upper()
