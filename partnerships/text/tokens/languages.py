"""What the rules of tokens ask of a language, and the languages that answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """The words and the grammar by which checkable tokens are known in one language.

    figures     from a text without markup to each money, percentage and figure in it, as a kind, a
                start, an end, a Quantity and the place of its hedge (or None)
    dates       from such a text to each date, as a start, an end, and whether a bare number
                is meant by it; `resolved` reads one of them
    resolved    from a date's words, the anchor and the date before it (or None) to a Dated
    ordinary    whether a word in small letters may begin a sentence without being a name
    never       words with a capital that are no names: I, Mr, CEO
    connectors  small words within names: of, the
    """

    code: str
    figures: Callable
    dates: Callable
    resolved: Callable
    is_ordinary: Callable
    never: frozenset
    connectors: frozenset
    superlatives: re.Pattern
    negations: re.Pattern
    hedges: re.Pattern
    attributions: re.Pattern


LANGUAGES = {}


def register(language):
    """Make a language known by its code."""
    LANGUAGES[language.code] = language
    return language
