"""Patterns that are compiled when they are first used: together they take half a second, which a
command that reads no text need not wait for.
"""

import re
from typing import Any, cast

OWN = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LatePattern:
    """Stands for the pattern until somebody uses it; then its methods are the compiled one's."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._asked = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.compiled(), name)

    def compiled(self) -> re.Pattern[str]:
        compiled = re.compile(self.pattern, self._asked)
        for name in OWN:
            setattr(self, name, getattr(compiled, name))
        return compiled


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as re.compile gives it, once it is used."""
    return cast(re.Pattern[str], LatePattern(pattern, flags))
