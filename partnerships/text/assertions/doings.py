"""The doings that a sentence tells: its verbs and nouns, with who does it and to whom."""

from collections.abc import Iterator

from ...vocabulary import TokenKind
from .base import Assertion, Doing, Participant
from .english.frames import NOUNS, VERBS, Frame
from .english.grammar import BE, BEFORE_NOUNS, ENDS, POSSESSIVE, PREPOSITIONS
from .pieces import SentencePieces

_NEAR = 8  # pieces in which what belongs to a verb or noun is looked for
_ADVERBS = frozenset("not also then later".split())


def doings(sentence: SentencePieces) -> Iterator[Assertion]:
    """What a sentence asserts, in the order of its words."""
    for place, piece in enumerate(sentence.pieces):
        if piece.word in VERBS and not is_noun(sentence, place):
            found = (_of_verb(sentence, place, frame) for frame in VERBS[piece.word])
        else:
            found = (_of_noun(sentence, place, frame) for frame in _nouns(sentence, place))
        if one := next(filter(None, found), None):
            yield one


def is_noun(sentence: SentencePieces, place: int) -> bool:
    """Whether a word that may be a verb is a noun there: the funding, a $2bn order."""
    if not place:
        return False
    before, word = sentence.pieces[place - 1], sentence.word(place)
    is_share = before.word == "revenue" and word.startswith("share")
    return before.is_sum or before.word in BEFORE_NOUNS or is_share


def _nouns(sentence, place):
    word = sentence.word(place)
    if word == "share" and sentence.word(place - 1) == "revenue":
        word = "revenue-share"
    return NOUNS.get(word, ())


def _of_verb(sentence, place, frame: Frame):
    last = sentence.end_of_clause(place)
    behind = range(place + 1, last)
    passive = is_passive(sentence, place)
    near = range(max(0, place - _NEAR), last) if passive or frame.around else behind
    if frame.needs and not any(_says(sentence.pieces[at], frame.needs) for at in near):
        return None
    roles = _no_roles()
    subject = sentence.subject(place)
    if passive:
        roles[frame.object] += subject
        roles[frame.subject] += sentence.after("by", behind)
    else:
        roles[frame.subject] += subject
        if frame.object:
            roles[frame.object] += sentence.object(place + 1, last)
    for preposition, role in frame.after.items():
        if not roles[role]:
            roles[role] += sentence.after(preposition, behind)
    return _asserted(sentence, frame.doing, place, roles)


def _no_roles() -> dict[str, list[Participant]]:
    return {"by": [], "to": [], "": []}


def _says(piece, needs):
    kind = piece.token.kind if piece.token else ""
    is_sum = ("$" in needs and kind == TokenKind.MONEY) or (
        "%" in needs and kind == TokenKind.PERCENTAGE
    )
    return is_sum or piece.word in needs


def is_passive(sentence: SentencePieces, place: int) -> bool:
    """Whether the verb there is done to its subject: "was fired", "a round led by SoftBank"."""
    word, at = sentence.word(place), place - 1
    while at >= 0 and (sentence.word(at).endswith("ly") or sentence.word(at) in _ADVERBS):
        at -= 1
    if word.endswith("ing") or at < 0:
        return False
    if sentence.word(at) in BE:
        return True
    return sentence.word(place + 1) == "by" and word.endswith(("ed", "t", "d", "n"))


def _of_noun(sentence, place, frame: Frame):
    near = range(place + 1, min(place + _NEAR, sentence.end_of_clause(place)))
    roles = _no_roles()
    for preposition, role in frame.after.items():
        if not roles[role]:
            roles[role] += sentence.after(preposition, near)
    for at in range(place - 1, max(-1, place - 6), -1):
        word = sentence.word(at)
        if word in POSSESSIVE and at and sentence.pieces[at - 1].is_name:
            roles[frame.subject] = roles[frame.subject] or sentence.group(at - 1)
            break
        if word in PREPOSITIONS or word in ENDS or word == ",":
            break
    if not (roles["by"] and roles["to"] or frame.is_enough):
        return None
    return _asserted(sentence, frame.doing, place, roles)


def _asserted(sentence, doing: Doing, place, roles):
    by, to = tuple(roles["by"]), tuple(roles["to"])
    if not (by or to) or {one.parties for one in by} & {one.parties for one in to}:
        return None
    piece = sentence.pieces[place]
    start = min([piece.start, *(one.start for one in by)])
    end = sentence.pieces[min(place + 2, len(sentence.pieces) - 1)].end
    denied = any(start <= token.start < end for token in sentence.negations)
    return Assertion(doing, piece.start, piece.end, by, to, denied, sentence.names)
