"""What the denials and hedges of a sentence are of: the words of their clause behind them."""

from collections.abc import Iterable, Iterator

from ...vocabulary import TokenKind
from ..tokens import Token
from .base import Qualified
from .english.grammar import (
    AUXILIARY,
    BE,
    CLAUSES,
    CONTRASTING,
    DENYING,
    EITHER_SIDE,
    ENDS,
    PREPOSITIONS,
    PRONOUNS,
)
from .english.senses import sense, without_prefix
from .pieces import SentencePieces

_LONG = 5  # letters of a word that may be compared
_KINDS = frozenset({TokenKind.NEGATION, TokenKind.HEDGE})


def qualifying(sentence: SentencePieces) -> Iterator[Qualified]:
    """Each denial and hedge with the senses of its clause; not those that a figure or date has.
    What is left out or had by somebody alone is denied too."""
    for token, first in _qualifying(sentence):
        yield Qualified(token, senses_at(sentence, _reach(sentence, token, first)))


def _reach(sentence, token, first):
    """The places of what is qualified: mostly what follows in the clause."""
    words = token.words.lower()
    if words in DENYING | CONTRASTING:
        return range(len(sentence.pieces))
    last = sentence.end_of_clause(first)
    if words in EITHER_SIDE or sentence.word(first - 1) in BE:  # bound neither; is not included
        first = max((at + 1 for at in range(first) if sentence.word(at) in ENDS), default=0)
    return range(first, last)


def _qualifying(sentence):
    """Each token that qualifies, with the place of its first piece."""
    whole = [(piece.start, piece.end) for piece in sentence.pieces if piece.token]
    tokens = [token for token in sentence.within if token.kind in _KINDS]
    for token in tokens:
        if any(start <= token.start < end for start, end in whole):
            continue
        for at, piece in enumerate(sentence.pieces):
            if piece.end > token.start:
                yield token, at
                break
    for at, piece in enumerate(sentence.pieces):
        if piece.word in DENYING:
            words = sentence.text[piece.start : piece.end]
            yield Token(TokenKind.NEGATION, piece.start, piece.end, words, piece.word), at


def senses_at(sentence: SentencePieces, places: Iterable[int]) -> frozenset[str]:
    """What the words say, those included that say too little to be compared elsewhere."""
    found = set()
    for at in places:
        word = sentence.word(at)
        if bare := without_prefix(word) or word:
            found.add(sense(bare) or _plainly(bare))
    return frozenset(found - {""})


def _plainly(word):
    is_small = word in AUXILIARY | PREPOSITIONS | PRONOUNS | CLAUSES
    return "" if is_small or len(word) < _LONG or not word.isalpha() else word.removesuffix("s")
