"""A sentence in pieces, and how they hang together: names, clauses, who is the subject."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ...vocabulary import TokenKind
from ..tokens import Span, Token
from .base import Participant, amount
from .english import grammar
from .english.frames import VERBS
from .english.senses import sense, without_prefix

SUMS = frozenset({TokenKind.MONEY, TokenKind.PERCENTAGE, TokenKind.FIGURE})
_WHOLE = SUMS | {TokenKind.NAME, TokenKind.DATE}
_PIECE = re.compile(r"['’]s?(?!\w)|[\w-]+(?:['’](?!s\b)\w+)*|[^\w\s]")
_FEW = 4  # words between a verb or preposition and its name


@dataclass(slots=True)
class Piece:
    """A word, or a name, sum or date as a whole; `word` is in small letters, "" of the latter."""

    start: int
    end: int
    word: str
    token: Token | None = None

    @property
    def is_name(self) -> bool:
        return self.token is not None and self.token.kind == TokenKind.NAME

    @property
    def is_sum(self) -> bool:
        return self.token is not None and self.token.kind in SUMS

    @property
    def is_plain(self) -> bool:
        """Whether it is a word that may stand between others of one phrase."""
        return not self.token and self.word[:1].isalpha() and self.word not in grammar.PREPOSITIONS


class SentencePieces:
    """A sentence in pieces: names, sums and dates whole, and each other word."""

    def __init__(self, text: str, span: Span, found: Iterable[Token]) -> None:
        self.within = within = list(found)
        self.text, self.span = text, span
        self.negations = [token for token in within if token.kind == TokenKind.NEGATION]
        self.pieces: list[Piece] = []
        place = span.start
        whole = sorted(
            (token for token in within if token.kind in _WHOLE),
            key=lambda token: (token.start, -token.end),
        )
        for token in whole:
            if token.start >= place:
                self._split(place, token.start)
                self.pieces.append(Piece(token.start, token.end, "", token))
                place = token.end
        self._split(place, span.end)

    def _split(self, start, end):
        for match in _PIECE.finditer(self.text, start, end):
            self.pieces.append(Piece(*match.span(), match.group().lower()))

    def word(self, at: int) -> str:
        """The word at a place, "" where there is none."""
        return self.pieces[at].word if 0 <= at < len(self.pieces) else ""

    @cached_property
    def senses(self) -> frozenset[Hashable]:
        """What its words say, each by itself, and its sums."""
        said: set[Hashable] = {sense(without_prefix(one.word) or one.word) for one in self.pieces}
        said |= {amount(one.token) for one in self.pieces if one.is_sum and one.token}
        return frozenset(said - {""})

    @cached_property
    def names(self) -> tuple[Participant, ...]:
        """All who are named in it."""
        return tuple(_participant(piece.token) for piece in self.pieces if piece.is_name)

    # Clauses

    def end_of_clause(self, place: int) -> int:
        """Where the clause ends in which a place lies."""
        for at in range(place + 1, len(self.pieces)):
            word = self.pieces[at].word
            if word in grammar.ENDS or word in grammar.CLAUSES:
                return at
            if word in ("and", ",") and at + 1 < len(self.pieces):
                after = self.pieces[at + 1].word
                if after in VERBS or after in grammar.AUXILIARY or after in grammar.PRONOUNS:
                    return at
                if self.pieces[at + 1].is_name and self._begins_a_clause(at + 1):
                    return at
        return len(self.pieces)

    def _begins_a_clause(self, at):
        """Whether the name there is the subject of a verb of its own."""
        after = self.word(at + 1)
        return after in VERBS or after in grammar.AUXILIARY

    # Who does it, and to whom

    def subject(self, place: int) -> list[Participant]:
        """Who is the subject of the verb at a place; nobody where the sentence leaves it open."""
        pieces, at = self.pieces, self.before_auxiliaries(place)
        word = self.word(at)
        if word == "," and not pieces[place].word.endswith("ing"):
            return self._before_aside(at)
        is_joined = word in ("and", "or", "but", "then")
        if is_joined or (pieces[place].word.endswith("ing") and word == ","):
            earlier = next((one for one in range(at - 1, -1, -1) if self._is_verb(one)), None)
            return self.subject(earlier) if earlier is not None else []
        while at >= 0:
            piece = pieces[at]
            if piece.is_name:
                is_part = self.is_possessive(at) and self._is_part(at + 2)
                of_part = self.word(at - 1) == "of" and self._is_part(at - 2)
                if is_part or (
                    not self.is_possessive(at) and (of_part or not self.is_governed(at))
                ):
                    return self.group(at)
            elif piece.word in grammar.RELATIVE:
                before = at - 2 if self.word(at - 1) == "," else at - 1
                return self.group(before) if before >= 0 and pieces[before].is_name else []
            elif piece.word in grammar.PRONOUNS | grammar.ENDS | grammar.CLAUSES:
                return []
            at -= 1
        return []

    def _before_aside(self, at):
        """The name before an aside that ends at a comma: "Anthropic, into which ..., will buy"."""
        begins = next((one for one in range(at - 1, 0, -1) if self.word(one) == ","), 0)
        return self.group(begins - 1) if begins and self.pieces[begins - 1].is_name else []

    def before_auxiliaries(self, place: int) -> int:
        """The place before a verb's auxiliaries and adverbs."""
        at = place - 1
        while at >= 0 and (
            self.pieces[at].word in grammar.AUXILIARY or self.pieces[at].word.endswith("ly")
        ):
            at -= 1
        return at

    def _is_verb(self, at):
        return self.pieces[at].word in VERBS or self.pieces[at].word in grammar.SPEAKING

    def object(self, first: int, last: int) -> list[Participant]:
        """Who stands right behind a verb."""
        for at in range(first, min(first + _FEW, last)):
            piece = self.pieces[at]
            if piece.is_name:
                if self.is_possessive(at) and not self._is_part(at + 2):
                    return []
                return self.group(at)
            if not piece.is_plain:
                return []
        return []

    def after(self, preposition: str, behind: range) -> list[Participant]:
        """Who stands behind a preposition."""
        for at in behind:
            if self.word(at) == preposition and (found := self._governed_by(at, behind.stop)):
                return found
        return []

    def _governed_by(self, at, last):
        for one in range(at + 1, min(at + 1 + _FEW, last)):
            piece = self.pieces[one]
            if piece.is_name:
                is_other = self.is_possessive(one) and not self._is_part(one + 2)
                return [] if is_other else self.group(one)
            if piece.word == "of" and self._is_part(one - 1):
                continue  # by the board of OpenAI
            if not piece.is_plain:
                return []
        return []

    def is_governed(self, at: int) -> bool:
        """Whether a preposition stands before the name and its article."""
        first = self._places(at)[0]
        for one in range(first - 1, max(-1, first - 4), -1):
            word = self.pieces[one].word
            if word in grammar.PREPOSITIONS:
                return True
            if word not in grammar.ARTICLES:
                return False
        return False

    # Groups of names

    def group(self, at: int) -> list[Participant]:
        """The name at a place and those that are joined to it: "Microsoft, Nvidia and Oracle"."""
        return [_participant(self.pieces[one].token) for one in self._places(at)]

    def _places(self, at):
        first = last = at
        while self._is_joined(first - 1, grammar.JOINS | {","}):
            first -= 2
        while self._is_joined(last + 1, grammar.JOINS | {","}) and not self._begins_a_clause(
            last + 2
        ):
            last += 2
        joins = [one for one in range(first + 1, last, 2) if self.pieces[one].word in grammar.JOINS]
        if not joins:
            return [at]  # commas alone enumerate nothing
        places = [one for one in range(first, last + 1, 2) if one <= joins[-1] + 1]
        return places if at in places else [at]

    def _is_joined(self, at, words):
        """Whether one of the words stands there between two names."""
        return (
            0 < at < len(self.pieces) - 1
            and self.pieces[at].word in words
            and self.pieces[at - 1].is_name
            and self.pieces[at + 1].is_name
        )

    def is_possessive(self, at: int) -> bool:
        return self.word(at + 1) in grammar.POSSESSIVE

    def _is_part(self, at):
        return self.word(at) in grammar.PARTS


def _participant(token):
    return Participant(token.start, token.end, token.words, token.value.parties)
