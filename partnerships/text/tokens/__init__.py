"""The words of a manuscript that can be wrong, each with its place: figures, dates, names.

One thing is one token: "$13 billion" is money, and its "13" is no second one. Two kinds of tokens
lie within others: a hedge of a figure or a date ("roughly" in "roughly 10 billion dollars"), and
whatever stands in a quotation. Nothing else overlaps.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush

from ...vocabulary import TokenKind
from . import english
from .base import Dated, Named, Quantity, Token
from .languages import LANGUAGES
from .marks import inside, quotations_in
from .names import Names, beginnings, unknown
from .prose import Span, beginning, lowered, prose, prose_blocks, sentences, sentences_in, unmarked

__all__ = [
    "Dated",
    "Named",
    "Names",
    "Quantity",
    "Span",
    "Token",
    "english",
    "sentences",
    "tokens",
    "unmarked",
]

AROUND = 300  # characters on either side of a date that say whether it is to come
_TAKEN = "\ue000"  # stands for what is a token already: no letter, no digit, no space
_DATED = "\ue001"  # the same, for what is a date


def tokens(
    text: str,
    *,
    names: Names | Mapping[str, Iterable[Hashable]],
    anchor: date,
    anchors: Sequence[tuple[int, int, date]] = (),
    ordinary: Iterable[str] = (),
    language: str = "en",
) -> list[Token]:
    """Every checkable token of a Markdown text, in order of place; the wider of two comes first.

    names       what parties are called, to the keys of the parties called so; or `Names` of them
    anchor      the day from which relative dates are meant
    anchors     places with another one, each a start, an end and a day; the first counts
    ordinary    words with capitals that are no names here
    """
    grammar = LANGUAGES[language]
    names = names if isinstance(names, Names) else Names(names)
    bare = prose(text)
    parts = prose_blocks(text)
    found = []

    def add(kind, start, end, value=None):
        start = beginning(text, bare, start)
        found.append(Token(kind, start, end, text[start:end], value))

    for block in parts:
        for start, end in quotations_in(bare, block):
            add(TokenKind.QUOTATION, start, end, inside(unmarked(text[start:end])))
    left = _Left(bare)
    for start, end, known in names.found_in(bare):
        add(TokenKind.NAME, start, end, known)
        left.take(start, end)
    left.take_out()
    left.take_all(grammar.idioms)
    _add_dates(add, left, parts, grammar, anchor, anchors)
    for kind, start, end, value, hedge in grammar.figures(left.text):
        if hedge:
            add(TokenKind.HEDGE, *hedge, text[slice(*hedge)].lower())
        add(kind, start, end, value)
        left.take(start, end)
    left.take_out()
    starts = beginnings(bare, [each for b in parts for each in sentences_in(bare, b, language)])
    for start, end in unknown(left.text, starts, grammar, frozenset(ordinary)):
        add(TokenKind.NAME, start, end, Named(" ".join(bare[start:end].split())))
        left.take(start, end)
    left.take_out()
    left.text = lowered(left.text)
    for kind, pattern in (
        (TokenKind.HEDGE, grammar.hedges),
        (TokenKind.ATTRIBUTION, grammar.attributions),
        (TokenKind.NEGATION, grammar.negations),
        (TokenKind.SUPERLATIVE, grammar.superlatives),
    ):
        for match in pattern.finditer(left.text):
            add(kind, *match.span(), " ".join(match.group().lower().split()))
            left.take(*match.span())
        left.take_out()
    return sorted(found, key=lambda token: (token.start, -token.end, token.kind))


class _Left:
    """What is left of a text to be looked through."""

    def __init__(self, text):
        self.text = text
        self._spans = []

    def take(self, start, end):
        self._spans.append((start, end))

    def take_all(self, idioms):
        """Take what is no token, though its words look like some."""
        for match in idioms.finditer(lowered(self.text)):
            self.take(*match.span())
        self.take_out()

    def take_out(self, sign=_TAKEN):
        """Put signs that are nothing in the place of what was taken since."""
        pieces, done = [], 0
        for start, end in self._spans:
            pieces += [self.text[done:start], sign * (end - start)]
            done = end
        self.text = "".join([*pieces, self.text[done:]])
        self._spans = []


def _add_dates(add, left, parts, grammar, anchor, anchors):
    """Add the dates; one that counts from another does from the last before it in its block."""
    ends = iter([*(block.end for block in parts), len(left.text) + 1])
    end_of_block, before = next(ends), None
    day_at = _anchored(anchor, anchors)
    for start, end, hedge in grammar.dates(left.text):
        while start >= end_of_block:
            end_of_block, before = next(ends), None
        day = day_at(start)
        if hedge:
            add(TokenKind.HEDGE, *hedge, left.text[slice(*hedge)].lower())
        around = left.text[max(0, start - AROUND) : start], left.text[end : end + AROUND]
        value = grammar.resolved(left.text[start:end], day, before, around)
        add(TokenKind.DATE, start, end, value)
        before = value.edtf or before
        left.take(start, end)
    left.take_out(_DATED)


def _anchored(anchor, anchors):
    """What says, of one place after another in the order of the text, from which day dates are
    meant there; to look through all anchors at each would take too long for a book."""
    coming = sorted(
        ((first, number, last, day) for number, (first, last, day) in enumerate(anchors)),
        reverse=True,
    )
    over: list[tuple[int, int, date]] = []

    def day_at(place):
        while coming and coming[-1][0] <= place:
            _, number, last, day = coming.pop()
            heappush(over, (number, last, day))
        while over and over[0][1] <= place:
            heappop(over)
        return over[0][2] if over else anchor

    return day_at
