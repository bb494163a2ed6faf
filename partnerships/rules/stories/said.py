"""What a claim says to a passage that leans on it, ready to be compared."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from ...models import Claim, Verdict
from ...text.assertions import Reading, read, whole_reading, without_cautions
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
    known: str  # these, and whatever else it says, in which a name may stand
    parties: frozenset[Hashable]
    quoted: list[str]  # what its sources say word for word
    finding: str
    is_statement: bool
    reasons: str  # why it was found so, unless its words say that
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
    def reading(self) -> Reading:
        """What it says as small records, and what was found."""
        found = tokens(self.reasons, names=self.names, anchor=self.anchor)
        return whole_reading([read(self.words, self.tokens), read(self.reasons, found)])

    @cached_property
    def statement_reading(self) -> Reading:
        """What its statement says as small records, right or wrong."""
        words = self.claim.statement
        return read(words, tokens(words, names=self.names, anchor=self.anchor))

    @cached_property
    def plain_words(self) -> Plain:
        return normalized(self.words)

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
    def outlets(self) -> Iterable[str]: ...
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
    reasons = ground.verdict.reasons if ground.verdict else ""
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
        known="\n".join([words, claim.statement, claim.attributed_to, *sorted(ground.outlets)]),
        parties=frozenset(ground.parties),
        quoted=ground.quotations,
        finding=claim.finding or "",  # type: ignore[attr-defined]  # of with_verdict
        is_statement=is_statement,
        reasons=reasons,
        names=names,
        anchor=day,
    )


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
