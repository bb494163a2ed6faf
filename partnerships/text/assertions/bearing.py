"""Who does or has what, in any words: the subject of a verb, the owner of a noun or sum."""

from collections.abc import Iterator

from ...vocabulary import TokenKind
from .base import Borne, Participant, amount
from .doings import is_noun, is_passive
from .english.grammar import AUXILIARY, CLAUSES, PREPOSITIONS
from .english.senses import DECIDERS, DECIDING, HAVING, sense
from .pieces import Piece, SentencePieces

_OWNED = 4  # pieces behind an owner or a verb of having among which stands what is theirs
_FURTHER = frozenset(
    "also still then later itself already now once only meanwhile again first".split()
)
_DETERMINERS = frozenset("a an the no some any its their special exclusive sole".split())
_GOING_ON = frozenset("keep keeps kept".split())


def bearing(sentence: SentencePieces) -> Iterator[Borne]:
    """Each word that tells what somebody does or has, with who; a sum that somebody has."""
    for at, piece in enumerate(sentence.pieces):
        if piece.is_name:
            by, theirs = sentence.group(at), _of_name(sentence, at)
        elif piece.word in HAVING and _is_having(sentence, at):
            by, theirs = sentence.subject(at), ((one, "") for one in _phrase(sentence, at + 1))
        elif sense(piece.word) in DECIDERS:
            by, theirs = [_decider(piece)], _decided(sentence, at)
        else:
            continue
        for one, how in theirs:
            if by and (borne := _borne(sentence, one, how, tuple(by))):
                yield borne


def _of_name(sentence, at):
    if sentence.is_possessive(at):
        yield from ((one, "has") for one in _phrase(sentence, at + 2))
    elif sentence.word(at - 1) == "by" and at > 1 and sentence.pieces[at - 2].is_plain:
        yield sentence.pieces[at - 2], ""  # a round led by SoftBank
    elif sentence.is_governed(at):
        yield from ((one, "has") for one in _owned_of(sentence, at))
    else:
        yield from _done(sentence, at)


def _is_having(sentence, at):
    """Whether it is the verb of its clause: has a licence, and not has built."""
    if sentence.word(at) in ("has", "have", "had", "having"):
        return sentence.word(at + 1) in _DETERMINERS
    return not is_noun(sentence, at)


def _decider(piece):
    """A judge or a jury as one who takes part."""
    return Participant(piece.start, piece.end, piece.word, frozenset([sense(piece.word)]))


def _decided(sentence, at):
    """The verb of deciding behind a judge or a jury."""
    if at + 1 < len(sentence.pieces) and sense(sentence.word(at + 1)) in DECIDING:
        yield sentence.pieces[at + 1], ""


def _borne(sentence: SentencePieces, piece: Piece, how: str, by: tuple[Participant, ...]):
    """What the piece says of those by whom it is done or had; a sum only with how."""
    words, said = piece.word, sense(piece.word)
    if piece.token:
        words = piece.token.words
        is_told = how and piece.is_sum and piece.token.value.is_read
        said = (how, amount(piece.token)) if is_told else None
    if not said:
        return None
    return Borne(said, piece.start, piece.end, words, by, sentence.names, sentence.senses)


def _phrase(sentence, first):
    """The words of a noun and what describes it, and the sum with which it begins."""
    for at in range(first, min(first + _OWNED, len(sentence.pieces))):
        piece = sentence.pieces[at]
        if piece.word in CLAUSES or piece.word in AUXILIARY or piece.word == "and":
            return
        if piece.is_plain:
            yield piece
        elif piece.is_sum:
            yield piece
            return
        elif piece.word != "-":
            return


def _owned_of(sentence, at):
    """The noun whose the name is: the models of OpenAI."""
    if sentence.word(at - 1) == "of" and at > 1 and sentence.pieces[at - 2].is_plain:
        yield sentence.pieces[at - 2]


def _done(sentence, at):
    """The verb whose subject the name is, with a sum that stands behind it."""
    place = at + 1
    if sentence.word(place) == "," and sentence.word(place + 1) in ("which", "who"):
        place += 2
    elif sentence.word(place) in ("which", "who", "that"):
        place += 1
    while True:
        word = sentence.word(place)
        if word in AUXILIARY | _FURTHER or word.endswith("ly"):
            place += 1
        elif word in PREPOSITIONS and _is_date(sentence, place + 1):
            place += 2  # had by May 2020 built
        else:
            break
    if place >= len(sentence.pieces) or word in CLAUSES or not sentence.pieces[place].is_plain:
        return
    if is_passive(sentence, place) or (word in HAVING and word not in _GOING_ON):
        return
    if word in _GOING_ON:  # kept on developing
        place += 1 + (sentence.word(place + 1) == "on")
        if not sentence.word(place).endswith("ing"):
            return
    yield sentence.pieces[place], ""
    if place + 1 < len(sentence.pieces) and sentence.pieces[place + 1].is_sum:
        yield sentence.pieces[place + 1], sense(word)


def _is_date(sentence, at):
    token = sentence.pieces[at].token if at < len(sentence.pieces) else None
    return token is not None and token.kind == TokenKind.DATE
