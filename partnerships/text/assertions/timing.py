"""Since when something is so, or until when: the words right before a date, and their clause."""

from collections.abc import Iterator

from ...vocabulary import TokenKind
from .base import Bounded, amount
from .english.grammar import CLAUSES, ENDS, ENDS_IT, FROM, UNTIL
from .pieces import SentencePieces
from .qualifying import senses_at

_IN = frozenset({"in", "on"})  # starting in 2027
_BEFORE_DATES = frozenset("the about around roughly approximately early late".split())


def timing(sentence: SentencePieces) -> Iterator[Bounded]:
    """Each date since or until which the clause says something, or that it is not so."""
    for at, piece in enumerate(sentence.pieces):
        token = piece.token
        if token is None or token.kind != TokenKind.DATE or not token.value.edtf:
            continue
        edge = _edge(sentence, at)
        if edge is None:
            continue
        places = _clause(sentence, edge, at)
        if any(sentence.word(one) in ENDS_IT for one in places) or any(
            _lies_in(one, sentence, places) for one in sentence.negations
        ):
            continue  # what is not so any more since then was so until then
        start = sentence.pieces[edge].start
        yield Bounded(
            token.value.edtf,
            start,
            piece.end,
            sentence.text[start : piece.end],
            is_after=sentence.word(edge) in FROM,
            senses=senses_at(sentence, places)
            | {amount(one.token) for one in _sums(sentence, places)},
        )


def _sums(sentence, places):
    return [sentence.pieces[at] for at in places if sentence.pieces[at].is_sum]


def _edge(sentence, at):
    """The place of the word that makes of the date a beginning or an end; None where none does."""
    before = at - 1
    while before > 0 and sentence.word(before) in _BEFORE_DATES:
        before -= 1
    if sentence.word(before) in _IN:
        before -= 1
    return before if before >= 0 and sentence.word(before) in FROM | UNTIL else None


def _clause(sentence, edge, at):
    """The places of the words that say what is so since then, or until then."""
    first = edge
    while first > 0 and sentence.word(first - 1) not in ENDS | CLAUSES:
        first -= 1
    return [*range(first, edge), *range(at + 1, sentence.end_of_clause(at))]


def _lies_in(token, sentence, places):
    return any(
        sentence.pieces[at].start < token.end and token.start < sentence.pieces[at].end
        for at in places
    )
