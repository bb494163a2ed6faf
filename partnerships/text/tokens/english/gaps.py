"""Patterns for words that stand beside each other, however the text is set."""

import re

from ...patterns import late

# A space, or some where markup was; a line may end between two words, a paragraph may not.
GAP = r"(?:[^\S\n]{0,3}\n?[^\S\n]{1,3}|\n)"


def gapped(pattern: str) -> str:
    """The pattern with a gap for each ~ in it."""
    return pattern.replace("~", GAP)


def whole_words(*alternatives: str) -> re.Pattern[str]:
    """A pattern for small letters: whole words, in which a space stands for any gap."""
    pattern = "|".join(word.replace(" ", GAP) for word in alternatives)
    return late(rf"(?<![\w-])(?:{pattern})(?![\w]|-\w)")
