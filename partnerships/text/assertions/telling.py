"""Who tells what a sentence says: the subject of a verb of telling, or whose filing it is."""

from collections.abc import Iterable, Iterator

from .base import Participant, Reading, Teller
from .doings import is_noun, is_passive
from .english.grammar import (
    ACCOUNTS,
    ARTICLES,
    BEHIND_OWNERS,
    JOINS,
    OWN,
    PARTS,
    RECKONING,
    RELATIVE,
    SAYING,
    TELLERS,
)
from .english.senses import sense
from .pieces import SentencePieces

_ACCORDING = {("according", "to"), ("account", "of")}
_OF_ITS_OWN = "filing"
_NEAR = 6  # words between a verb and who does it
_FEW = 4  # words between an owner and what is theirs


def telling(sentence: SentencePieces) -> Iterator[Teller]:
    """Each one who is named, by name or by what they are, as telling what the sentence says."""
    for at, piece in enumerate(sentence.pieces):
        if piece.word in SAYING:
            by = _of_verb(sentence, at)
        elif piece.word in RECKONING and not is_noun(sentence, at):
            by = sentence.after("by", range(at + 1, min(at + _NEAR, len(sentence.pieces))))
        elif piece.is_name and sentence.is_possessive(at) and _is_account(sentence, at + 2):
            by = sentence.group(at)
        elif (sentence.word(at - 2), sentence.word(at - 1)) in _ACCORDING:
            by = _behind(sentence, at)
        elif sentence.word(at - 1) == "by" and piece.word in OWN and _is_account(sentence, at + 1):
            by = [Participant(piece.start, piece.end, _OF_ITS_OWN, frozenset())]
        else:
            continue
        for one in by:
            yield Teller(piece.start, piece.end, one)
    for at in _before_colons(sentence):
        piece = sentence.pieces[at]
        yield Teller(piece.start, piece.end, sentence.group(at)[0], is_heading=True)


def _before_colons(sentence):
    """The names before a colon, which in notes tell what follows: "Altman: it was essential"."""
    names: list[int] = []
    for at, piece in enumerate(sentence.pieces):
        if piece.is_name:
            names.append(at)
        elif piece.word == ":":
            yield from names
        if piece.word in (":", ";"):
            names = []


def _of_verb(sentence, at):
    if is_passive(sentence, at):
        return sentence.after("by", range(at + 1, min(at + 4, len(sentence.pieces))))
    before = sentence.before_auxiliaries(at)
    if before >= 0 and sentence.pieces[before].is_plain:
        word = sentence.word(before)
        if word not in JOINS and word not in RELATIVE and word not in PARTS:
            return _as_one(sentence, before)  # the press reported: nobody who is named
    return sentence.subject(at)


def _behind(sentence, at):
    """Who stands at a place, behind an article."""
    while sentence.word(at) in ARTICLES:
        at += 1
    if at < len(sentence.pieces) and sentence.pieces[at].is_name:
        return [] if sentence.is_possessive(at) else sentence.group(at)
    return _as_one(sentence, at)


def _as_one(sentence, at):
    """One who is told by what they are: a court, the regulator."""
    if 0 <= at < len(sentence.pieces) and sentence.word(at) in TELLERS:
        piece = sentence.pieces[at]
        return [Participant(piece.start, piece.end, piece.word, frozenset())]
    return []


def _is_account(sentence, at):
    """Whether a filing, a report or a letter stands there, behind what describes it."""
    for one in range(at, min(at + _FEW, len(sentence.pieces))):
        if sentence.word(one) in ACCOUNTS:
            return True
        if sentence.word(one) not in BEHIND_OWNERS:
            return False
    return False


def untold(mine: Reading, told: Iterable[Reading]) -> Iterator[Teller]:
    """Those who tell what I say and whom nobody else names as telling anything: a known party, or
    a court or a filing of which the others have no word."""
    others = list(told)
    theirs = [one.who for said in others for one in said.tellers]
    senses = {one.sense for said in others for one in said.stated}
    for one in mine.tellers:
        if one.is_heading or any(one.who.may_be(other) for other in theirs):
            continue
        word = one.who.words
        if one.who.parties or (word in TELLERS and sense(word) not in senses):
            yield one
