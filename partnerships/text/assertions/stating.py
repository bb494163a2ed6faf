"""Which words a sentence says, and which it denies: a denial reaches to its clause's end."""

from collections.abc import Iterator

from .base import Stated
from .english.grammar import ARTICLES, AUXILIARY, BE, FLAT_DENIALS, QUALIFIES
from .english.senses import sense, without_prefix
from .pieces import Piece, SentencePieces

_REACH = 4  # words of sense that a flat denial takes back
_MARKS = "'‘’\"“”"


def stating(sentence: SentencePieces) -> Iterator[Stated]:
    """Each word of sense in a sentence, with what denies it; none of those that it only quotes."""
    denied = _denied(sentence)
    for at, piece in enumerate(sentence.pieces):
        if piece.token or sentence.text[max(0, piece.start - 1) : piece.start] in tuple(_MARKS):
            continue
        bare = without_prefix(piece.word)
        if said := sense(bare or piece.word):
            denial, is_core = denied.get(at, ("", False))
            if bare and not denial:
                denial, is_core = piece.word.removesuffix(bare), True
            elif bare:
                denial, is_core = "", False
            yield Stated(
                said,
                piece.start,
                piece.end,
                piece.word,
                sentence.senses,
                denial,
                is_core,
                len(sentence.negations),
            )


def _denied(sentence) -> dict[int, tuple[str, bool]]:
    """The places of the words that are denied, each with what denies it, and whether that is said
    of it and of nothing else. Others deny a whole sentence: it is not known what."""
    firsts = {
        next((at for at, one in enumerate(sentence.pieces) if one.start >= token.end), 0): token
        for token in sentence.negations
    }
    is_plain = all(_is_plain(token) for token in firsts.values())
    flat: dict[int, tuple[str, bool]] = {}
    open_: dict[int, tuple[str, bool]] = {}
    for first, token in firsts.items():
        if not first or sentence.word(first - 1).startswith("non-"):
            continue
        last = sentence.end_of_clause(first - 1)
        is_alone = is_plain and not firsts.keys() & set(range(first + 1, last))
        if is_alone and _is_flat(sentence, first, last):
            told = [at for at in range(first, last) if _says(sentence.pieces[at])][:_REACH]
            core = told[:1] if told and _is_near(sentence, first, told[0]) else []
            if core and token.words.lower() == "no":
                core = _noun_phrase(sentence, first, last)
                core += [first - 2] if first > 1 and _says(sentence.pieces[first - 2]) else []
            flat |= {at: (token.words, at in core) for at in {*told, *core}}
        else:
            open_ |= dict.fromkeys(range(len(sentence.pieces)), (token.words, False))
    return flat | open_


def _is_plain(token):
    """Whether it denies what is behind it, or the one word of which it is a part."""
    words = token.words.lower()
    return words in FLAT_DENIALS or words.startswith("non-")


def _noun_phrase(sentence, first, last):
    """The words of sense up to the end of a noun: no relevant merger situation."""
    found = []
    for at in range(first, last):
        if not sentence.pieces[at].is_plain:
            break
        if _says(sentence.pieces[at]):
            found.append(at)
    return found


def _is_flat(sentence, first, last):
    """Whether the denial is of what follows, and not of how, of how much or of when it is so."""
    words = {one.word for one in sentence.pieces[first:last]} | {sentence.word(last)}
    return not words & QUALIFIES


def _says(piece: Piece):
    return not piece.token and bool(sense(without_prefix(piece.word) or piece.word))


def _is_near(sentence, first, last):
    """Whether only small words stand between a denial and what it denies."""
    return all(one.word in AUXILIARY | BE | ARTICLES for one in sentence.pieces[first:last])
