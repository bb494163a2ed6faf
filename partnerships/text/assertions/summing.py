"""Of what the sums of a sentence are, and which words and names belong to each."""

from collections.abc import Iterator

from ...vocabulary import TokenKind
from .base import ToldSum
from .english.grammar import CLAUSES, ENDS, PREPOSITIONS
from .english.measures import is_former, measure_of
from .english.senses import sense
from .pieces import SentencePieces

_BEFORE = frozenset("of to about".split())
_BEHIND = frozenset("of in from on".split())
_NEAR = 3  # words and names on either side of a sum that may belong to it


def summing(sentence: SentencePieces) -> Iterator[ToldSum]:
    """Each sum and share of a sentence, with what it is, "" where that is not said."""
    for at, piece in enumerate(sentence.pieces):
        if not (piece.is_sum and piece.token):
            continue
        told_before = sentence.text[sentence.span.start : piece.start]
        told_behind = sentence.text[piece.end : sentence.span.end]
        measure, length = measure_of(
            told_before,
            told_behind,
            is_share=piece.token.kind == TokenKind.PERCENTAGE,
            is_of_a_name=_is_of_a_name(sentence, at),
        )
        before = dict(_beside(sentence, range(at - 1, -1, -1), _BEFORE))
        behind = dict(_beside(sentence, range(at + 1, len(sentence.pieces)), _BEHIND))
        counted = next((word.lower() for word in piece.token.value.counted), "")
        if counted and sense(counted):
            behind[sense(counted)] = counted
        yield ToldSum(
            piece.token,
            measure,
            before | behind,
            sense(counted),
            frozenset(before),
            is_former(told_before, told_behind),
            piece.end + length,
        )


def _is_of_a_name(sentence, at):
    """Whether it is a part of one who is named: 27 percent of the company, not of its votes."""
    place = at + 2 + (sentence.word(at + 2) == "the")
    return (
        sentence.word(at + 1) == "of"
        and place < len(sentence.pieces)
        and sentence.pieces[place].is_name
        and not sentence.is_possessive(place)
    )


def _beside(sentence, places, through):
    """The senses of the words and the parties on one side, until another sum or another clause."""
    seen = 0
    for at in places:
        piece = sentence.pieces[at]
        is_over = piece.word in ENDS or piece.word in CLAUSES or piece.word in (",", "and")
        if piece.is_sum or is_over or piece.word in PREPOSITIONS - through:
            return
        if piece.is_name:
            for party in piece.token.value.parties or [piece.token.words]:
                yield (party,), piece.token.words
            seen += 1
        elif not piece.token and (said := sense(piece.word)):
            yield said, piece.word
            seen += 1
        if seen == _NEAR:
            return
