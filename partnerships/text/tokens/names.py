"""Names in a text: those of known parties, and other words with a capital."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..patterns import late
from .base import Named
from .languages import Language
from .prose import Span

_PIECES = late(r"\w+|[^\w\s]")
_CAPITAL = late(
    r"(?<![\w.@])(?:[^\W\d_a-z]|[a-z]{1,2}[A-Z]|[a-z]{1,3}\d)\w*(?:[-.&+](?=\w)\w+|['’](?!s\b)[A-Z]\w*)*"
)
_GAP = late(r"[^\S\n]{0,3}\n?[^\S\n]{1,3}|\n")
_WORD = late(r"\w+")
_SMALL = late(r"\b[^\W\d_A-Z][\w-]*")
_BEGINS = late(r"[“\"‘«„:(—–]\s?(?=\w)")


class Names:
    """The names by which parties are known, ready to be looked for; the longest is found first.

    Made of a mapping from each name to the keys of the parties that bear it. Make it once for many
    texts.
    """

    def __init__(self, names: Mapping[str, Iterable[Hashable]]) -> None:
        self._by_pieces: dict[tuple[str, ...], Named] = {}
        lengths: dict[str, set[int]] = {}
        for name, parties in names.items():
            if pieces := tuple(_PIECES.findall(_alike(name))):
                self._by_pieces.setdefault(pieces, Named(name, frozenset(parties)))
                lengths.setdefault(pieces[0], set()).add(len(pieces))
        # Of how many pieces the names are that begin so, the longest first: a thousand names that
        # begin alike are a few lengths to try.
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def found_in(self, bare: str) -> Iterator[tuple[int, int, Named]]:
        """Each known name in the text, as its start, its end and what it names."""
        alike = _alike(bare)
        pieces = list(_PIECES.finditer(alike))
        words = [piece.group() for piece in pieces]
        place = 0
        while place < len(words):
            for length in self._lengths.get(words[place], ()):
                last = place + length - 1
                known = self._by_pieces.get(tuple(words[place : last + 1]))
                if known and last < len(words) and _is_one(alike, pieces, place, last):
                    yield pieces[place].start(), pieces[last].end(), known
                    place = last
                    break
            place += 1


def _alike(text):
    return text.replace("’", "'")


def _is_one(text, pieces, first, last):
    """Whether the pieces stand together, with no more than a line's end between two of them."""
    start, end = pieces[first].start(), pieces[last].end()
    if end - start > 400 or "\n\n" in text[start:end]:
        return False
    joined = text[start - 1 : start] + text[end : end + 1]
    return "@" not in joined and "_" not in joined


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The words whose capital says nothing: the first of a sentence, and all those of a title."""

    of_sentences: frozenset[int]
    in_titles: frozenset[int]

    def are_at(self, place: int) -> bool:
        return place in self.of_sentences or place in self.in_titles


def beginnings(bare: str, sentences: Iterable[Span]) -> Beginnings:
    """Where words have a capital because a sentence begins or because they stand in a title."""
    first, titled = set(), set()
    for sentence in sentences:
        words = list(_WORD.finditer(bare, sentence.start, sentence.end))
        if not words:
            continue
        first.add(words[0].start())
        first |= {after.end() for after in _BEGINS.finditer(bare, sentence.start, sentence.end)}
        long = [word.group() for word in words if len(word.group()) > 3]
        closed = bare[sentence.end - 1] in ".!?"
        if len(long) > 2 and not closed and all(word[0].isupper() for word in long):
            titled |= {word.start() for word in words}
    return Beginnings(frozenset(first), frozenset(titled))


def unknown(
    bare: str, at: Beginnings, language: Language, ordinary: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Each run of words with a capital that nobody told us of, as a start and an end.

    At the beginning of a sentence an ordinary word has a capital too: one that the language
    lists, or that stands in small letters elsewhere in the text.
    """
    small, run, before = None, None, 0
    for match in _CAPITAL.finditer(bare):
        start, end = match.span()
        word = match.group()
        first, before = before, start
        is_near = start - first < 40 and first not in at.in_titles
        if is_near and language.tailed.fullmatch(bare, first, end):
            if run and run[1] > first:
                first = run[0]
            elif run:
                yield run
            run = (first, end)
            continue
        is_small = word == word.lower() and not re.match(r"[a-z]+\d", word)  # o1-preview is a name
        if is_small or word in ordinary or word in language.never:
            continue
        if at.are_at(start) and not _is_marked(word):
            if small is None:
                small = set(_SMALL.findall(bare))
            if language.is_ordinary(word.lower()) or word.lower() in small:
                continue
        if run and start not in at.of_sentences and _joins(bare, run, start, language):
            run = (run[0], end)
            continue
        if run:
            yield run
        run = (start, end)
    if run:
        yield run


def _is_marked(word):
    """Whether its letters alone show a name: OpenAI, GPU, GPT-4."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])


def _joins(bare, run, start, language):
    """Whether a word at `start` goes on with the name that `run` is of."""
    between = bare[run[1] : start]
    if len(between) > 40 or start - run[0] > 200:
        return False
    if _GAP.fullmatch(between):
        return True
    words = between.split()
    return (
        0 < len(words) <= 2
        and all(word in language.connectors for word in words)
        and between[0].isspace()
        and between.count("\n") < 2
    )
