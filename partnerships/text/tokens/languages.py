"""What the rules of tokens ask of a language, and the languages that answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from .base import Dated, Quantity


@dataclass(frozen=True)
class Language:
    """The words and the grammar by which checkable tokens are known in one language.

    figures     from a text without markup to each money, percentage and figure in it, as a kind, a
                start, an end, a Quantity and the place of its hedge (or None)
    dates       from such a text to each date, as a start, an end, and whether a bare number
                is meant by it; `resolved` reads one of them
    resolved    from a date's words, the anchor, the date before it (or None) and the words on
                either side of it to a Dated
    is_ordinary whether a word in small letters may begin a sentence without being a name
    idioms      phrases whose words say nothing by themselves: all in all
    never       words with a capital that are no names: I, Mr, CEO
    connectors  small words within names: of, the
    tailed      a word with a capital and one that is no name, which together are one: Open AI
    """

    code: str
    figures: Callable[[str], Iterator[tuple[str, int, int, Quantity, tuple[int, int] | None]]]
    dates: Callable[[str], Iterator[tuple[int, int, tuple[int, int] | None]]]
    resolved: Callable[[str, date, str | None, tuple[str, str]], Dated]
    is_ordinary: Callable[[str], bool]
    never: frozenset[str]
    connectors: frozenset[str]
    superlatives: re.Pattern[str]
    negations: re.Pattern[str]
    hedges: re.Pattern[str]
    attributions: re.Pattern[str]
    idioms: re.Pattern[str] = re.compile(r"(?!)")
    tailed: re.Pattern[str] = re.compile(r"(?!)")


LANGUAGES: dict[str, Language] = {}


def register(language: Language) -> Language:
    """Make a language known by its code."""
    LANGUAGES[language.code] = language
    return language
