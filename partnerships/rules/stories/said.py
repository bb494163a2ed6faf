"""What a claim says to a passage that leans on it, ready to be compared."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from ...models import Claim, Verdict
from ...text.assertions import (
    Participant,
    Qualified,
    Reading,
    Teller,
    read,
    whole_reading,
    without_cautions,
)
from ...text.calendar import tells_ends
from ...text.tokens import Names, Quantity, Token, tokens
from ...text.tokens.english.units import unit_named
from ...text.typography import Plain, normalized
from ...text.written_dates import is_part_of_a_year
from ...vocabulary import CURRENCIES, BindingBasis, Finding, TokenKind

FIGURES = {TokenKind.MONEY, TokenKind.PERCENTAGE, TokenKind.FIGURE}


@dataclass
class Said:
    """What a claim says to a passage that leans on its statement, or on its correction."""

    claim: Claim
    words: str
    tokens: list[Token]
    quantities: list[Quantity]
    dates: list[str]
    days: list[str]  # these, and the ends of those of which the ends were told
    known: str  # its words, and whatever else it says, in which a name may stand
    parties: frozenset[Hashable]
    is_of_the_press: bool  # nothing but reports is cited for it
    told_by_whom: str  # to whom it is ascribed, and who published what is cited
    quoted: list[str]  # what its sources say word for word
    finding: str
    is_statement: bool
    reasons: str  # why it was found so, under the same signatures, unless its words say that
    names: Names
    anchor: date

    def of(self, kind: str) -> list[Token]:
        return [token for token in self.tokens if token.kind == kind]

    def told_by(self, kind: str) -> list[str]:
        """The words of a kind in its statement; without hedges of figures, which figures carry."""
        end = len(self.claim.statement)
        figures = [token for token in self.tokens if token.kind in FIGURES]
        return [
            token.words
            for token in self.of(kind)
            if token.end <= end and not any(one.start <= token.start < one.end for one in figures)
        ]

    @cached_property
    def found(self) -> list[Token]:
        """The tokens of its reasons."""
        return tokens(self.reasons, names=self.names, anchor=self.anchor)

    @cached_property
    def all_quantities(self) -> list[Quantity]:
        """Those of its words, and of its reasons those that its words do not tell otherwise."""
        mine = {_amount(one) for one in self.quantities}
        found = [one.value for one in self.found if one.kind in FIGURES]
        return [*self.quantities, *(one for one in found if _amount(one) not in mine)]

    @cached_property
    def all_days(self) -> list[str]:
        """Those of its words and of its reasons."""
        told = [one.value.edtf for one in self.found if one.kind == TokenKind.DATE]
        return [*self.days, *filter(None, told)]

    @cached_property
    def superlatives(self) -> set[str]:
        """Those of its words and of its reasons, and that something is exclusive."""
        found = [*self.tokens, *self.found]
        told = {one.value for one in found if one.kind == TokenKind.SUPERLATIVE}
        words = {"exclusive" for one in self.reading.stated if one.sense == "exclusive"}
        return told | words

    @cached_property
    def reading(self) -> Reading:
        """What it says as small records, and what was found."""
        return whole_reading(
            [
                read(self.words, self.tokens),
                read(self.reasons, self.found),
                Reading(tellers=list(self._tellers)),
            ]
        )

    def denies(self, what: Qualified | None) -> bool:
        """Whether it denies what is denied there; where that is not known, whether it denies
        anything."""
        denials = [one for one in self.reading.qualified if one.token.kind == TokenKind.NEGATION]
        if what is None:
            return bool(denials)
        prefixed = {one.sense for one in self.reading.stated if one.is_core}
        return bool(what.senses & prefixed) or any(map(what.may_be_of, denials))

    @property
    def _tellers(self):
        """Who is cited or said to tell it."""
        for one in tokens(self.told_by_whom, names=self.names, anchor=self.anchor):
            if one.kind == TokenKind.NAME:
                who = Participant(one.start, one.end, one.words, one.value.parties)
                yield Teller(one.start, one.end, who)

    @cached_property
    def statement_reading(self) -> Reading:
        """What its statement says as small records, right or wrong."""
        words = self.claim.statement
        return read(words, tokens(words, names=self.names, anchor=self.anchor))

    @cached_property
    def plain_words(self) -> Plain:
        return normalized(self.words)

    @cached_property
    def plainly_told(self) -> Plain:
        """Its words and what was found, in small letters."""
        return normalized(f"{self.words}\n{self.reasons}".lower())

    @cached_property
    def named(self) -> frozenset[Hashable]:
        """The parties that its own words name."""
        found = [one.value.parties for one in self.of(TokenKind.NAME)]
        return frozenset().union(*found) | self.parties

    @cached_property
    def plainly_known(self) -> Plain:
        return normalized(self.known)

    @cached_property
    def quotations(self) -> list[Plain]:
        """Whatever a quotation may stand in, each plain."""
        return [normalized(words) for words in (*self.quoted, self.claim.statement, self.words)]


class ToldGround(Protocol):
    """What is asked of the ground on which a claim stands."""

    @property
    def claim(self) -> Claim: ...
    @property
    def parties(self) -> Iterable[int]: ...
    @property
    def quotations(self) -> list[str]: ...
    @property
    def outlets(self) -> list[str]: ...
    @property
    def is_of_the_press(self) -> bool: ...
    @property
    def verdict(self) -> Verdict | None: ...
    def words(self, basis: str) -> str: ...


def said_by(ground: ToldGround, basis: str, *, names: Names, anchor: date) -> Said:
    """What the claim of the ground says to a passage that leans on it so, ready to be compared.

    Where it is accurate only with context, what was found says the context.
    """
    claim = ground.claim
    is_statement = basis == BindingBasis.STATEMENT
    words, day = ground.words(basis), claim.as_of or anchor
    reasons = without_cautions(ground.verdict.reasons) if ground.verdict else ""
    if is_statement and claim.finding == Finding.CONTEXT:  # type: ignore[attr-defined]  # of with_verdict
        words, reasons = f"{words}\n\n{reasons}", ""
    if not is_statement:
        words = without_cautions(words)
    found = tokens(words, names=names, anchor=day)
    quantities = [token.value for token in found if token.kind in FIGURES]
    told = [token.value for token in found if token.kind == TokenKind.DATE]
    if is_statement and claim.value_qualifier:
        quantities.insert(0, _value(claim))
    held = [claim.date, claim.date_as_worded if is_statement else ""]
    dates = [date for date in dict.fromkeys([*held, *(one.edtf for one in told)]) if date]
    return Said(
        claim=claim,
        words=words,
        tokens=found,
        quantities=quantities,
        dates=dates,
        days=[*dates, *_told_ends(claim, dates, told)],
        known="\n".join([words, claim.statement, claim.attributed_to, reasons, *ground.outlets]),
        parties=frozenset(ground.parties),
        is_of_the_press=ground.is_of_the_press,
        told_by_whom="; ".join(filter(None, [claim.attributed_to, *ground.outlets])),
        quoted=ground.quotations,
        finding=claim.finding or "",  # type: ignore[attr-defined]  # of with_verdict
        is_statement=is_statement,
        reasons=reasons,
        names=names,
        anchor=day,
    )


def _amount(quantity):
    """How much it is, however surely, where that is read."""
    if not quantity.is_read:
        return quantity
    low, high = quantity.low, quantity.high
    return low if low is not None else high, high if high is not None else low, quantity.unit


def _told_ends(claim, dates, told):
    """The ends of the intervals of a claim, where somebody told them. Of a part of a year, as "the
    third quarter", nobody did: not where the words say so, nor where nothing says otherwise."""
    vague = {one.edtf for one in told if not one.tells_ends}
    if claim.date_words and not tells_ends(claim.date_words):
        vague.add(claim.date_as_worded)
    named = {one.edtf for one in told if one.tells_ends}
    for edtf in dates:
        if "/" in edtf and (edtf in named or not (edtf in vague or is_part_of_a_year(edtf))):
            yield from (end for end in edtf.split("/") if end not in ("", ".."))


def _value(claim):
    said = claim.value_unit
    unit = said if said in CURRENCIES else unit_named(said)
    counted = () if unit else tuple(said.lower().split())
    return Quantity(claim.value_qualifier, claim.value_low, claim.value_high, unit, counted)
