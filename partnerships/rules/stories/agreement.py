"""Whether words of a manuscript say what a claim says: figures, dates, names, and how surely.

Similar is not the same: a figure agrees with the same figure as surely told, a date with one that
lies in it, a quotation letter for letter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...models import Claim
from ...text.assertions import Qualified
from ...text.dates import format_date
from ...text.edtf import NotADate, parse
from ...text.money import counted
from ...text.quotations import occurs, proofs
from ...text.tokens import Token
from ...text.tokens.english.units import count_the_same
from ...text.typography import normalized
from ...vocabulary import CURRENCIES, ClaimKind, Finding, Level, Qualifier, TokenKind
from .other_words import is_said_otherwise
from .said import FIGURES, Said

FREE = {TokenKind.HEDGE, TokenKind.ATTRIBUTION}  # to be less sure than the claim is no mistake
ALONE = {"only", "sole", "solely", "exclusive", "exclusively", "exclusivity"}
MODALS = {"may", "could", "would"}  # these also permit, and tell what was to come
GREAT = 1_000_000
SURE = {Qualifier.EXACT: 2, Qualifier.ABOUT: 1}


@dataclass(frozen=True)
class Disagreement:
    """Something in a manuscript that is not so by a claim: a code and a sentence."""

    code: str
    text: str
    claim: Claim
    level: str | None = None  # where it only warns


def agrees(token: Token, said: Said, of: Qualified | None = None) -> bool:
    """Whether the claim says what the token says, and is no surer of it; `of` is what a denial
    denies, where that is known."""
    return _agrees(token, said, of) or is_said_otherwise(token, said)


def _agrees(token, said, of):
    match token.kind:
        case TokenKind.MONEY | TokenKind.PERCENTAGE | TokenKind.FIGURE:
            if not token.value.is_read:
                return _is_told_so(token, said)
            return any(_is_as_said(token.value, other) for other in said.all_quantities)
        case TokenKind.DATE:
            return _is_dated(token, said)
        case TokenKind.NAME:
            return bool(token.value.parties & said.parties) or _is_named(token.words, said)
        case TokenKind.QUOTATION:
            # English sets the comma and the point of its own sentence within the marks.
            words = token.value.rstrip(",.")
            return any(proofs(words, quotation) for quotation in said.quotations)
        case TokenKind.SUPERLATIVE:
            return token.value in said.superlatives or bool(
                token.value in ALONE and ALONE & said.superlatives
            )
        case TokenKind.NEGATION:
            return said.denies(of)
    return token.kind in FREE


def token_disagreement(token: Token, said: Said) -> Disagreement | None:
    """What the claim has against the token, where it speaks of the same thing otherwise.

    A claim of a figure speaks of figures, one of a date of dates, one of a quotation of that.
    """
    if not said.is_statement:
        return None
    match said.claim.kind:
        case ClaimKind.FIGURE if token.kind in FIGURES:
            return _other_figure(token, said)
        case ClaimKind.DATE if token.kind == TokenKind.DATE:
            return _other_date(token, said)
        case ClaimKind.QUOTE if token.kind == TokenKind.QUOTATION:
            return _told("quotation", said, "quotes other words", token)
    return None


def left_out(said: Said, around: Iterable[Token]) -> Iterator[Disagreement]:
    """What the claim says, and the sentences around the passage do not: of whom it is reported, and
    that something is not so. `around` are the tokens of those sentences."""
    kinds = {token.kind for token in around}
    reported = said.finding == Finding.REPORTED or said.claim.kind == ClaimKind.ATTRIBUTION
    if reported and TokenKind.ATTRIBUTION not in kinds:
        yield Disagreement(
            "attribution",
            "it is reported by one origin, and the sentence does not say by whom."
            if said.finding == Finding.REPORTED
            else "it is about who says so, and the sentence does not tell.",
            said.claim,
        )
    elif said.is_of_the_press and TokenKind.ATTRIBUTION not in kinds:
        told = "only the press says so, and the sentence does not say that it does."
        yield Disagreement("attribution", told, said.claim, Level.WARNING)
    if not said.is_statement:
        return
    if (denied := said.told_by(TokenKind.NEGATION)) and TokenKind.NEGATION not in kinds:
        told = f"it says “{denied[0]}”, and the sentence does not."
        yield Disagreement("negation", told, said.claim)
    unsure = [word for word in said.told_by(TokenKind.HEDGE) if word.lower() not in MODALS]
    if unsure and not kinds & FREE:
        told = f"it says “{unsure[0]}”, and the sentence is surer."
        yield Disagreement("hedge", told, said.claim)


def _is_told_so(token, said):
    """Whether the claim has a figure in the very same words."""
    words = normalized(token.words).text.casefold()
    return any(
        other.kind in FIGURES and normalized(other.words).text.casefold() == words
        for other in said.tokens
    )


def _is_as_said(mine, other):
    """Whether a figure is the other one, told no more surely."""
    if mine.rank != other.rank or not _same_measure(mine, other):
        return False
    if mine.qualifier == other.qualifier or (
        SURE.get(mine.qualifier) and SURE.get(mine.qualifier, 0) <= SURE.get(other.qualifier, 0)
    ):
        return (mine.low, mine.high) == (other.low, other.high)
    return False


def _same_measure(mine, other):
    """Whether both count the same; of a great sum one may leave out what everybody knows."""
    if mine.unit or other.unit:
        is_bare = not (mine.unit or mine.counted) and other.unit in CURRENCIES
        return mine.unit == other.unit or (is_bare and (mine.low or 0) >= GREAT)
    return not (mine.counted and other.counted) or count_the_same(mine.counted, other.counted)


def _other_figure(token, said):
    mine = token.value
    of_its_kind = [
        other
        for other in said.quantities
        if other.is_read
        and other.unit == mine.unit
        and (mine.unit or count_the_same(mine.counted, other.counted))
    ]
    for other in of_its_kind:
        if {mine.low, mine.high} & {other.low, other.high} - {None}:
            return _told("hedge", said, f"says {_figure(other)}", token)
    if of_its_kind:
        return _told("figure", said, f"says {_figure(of_its_kind[0])}", token)
    if token.kind == TokenKind.MONEY:
        for other in said.quantities:
            if other.unit in CURRENCIES and (mine.low, mine.high) == (other.low, other.high):
                return _told("currency", said, f"says {_figure(other)}", token)
    return None


def _figure(quantity):
    unit = quantity.unit or " ".join(quantity.counted[:1])
    return counted(quantity.qualifier, quantity.low, quantity.high, unit)


def _is_dated(token, said):
    if not token.value.edtf:
        return _plainly(token.words) in {_plainly(one.words) for one in said.of(token.kind)}
    mine = _days(token.value.edtf)
    return any(_holds(mine, _days(date)) for date in said.all_days)


def _plainly(words):
    return normalized(words).text.casefold().removeprefix("the ")


def _other_date(token, said):
    if not token.value.edtf or not said.dates:
        return None
    mine = _days(token.value.edtf)
    if any(_meet(mine, _days(date)) for date in said.dates):
        return None
    return _told("date", said, f"says {format_date(said.dates[0], between=True)}", token)


def _days(edtf):
    """The first and the last day that a date may mean; None where it is open or unknown."""
    try:
        days = parse(edtf).possible
    except NotADate:
        return None, None
    return days.lower, days.upper


def _holds(mine, other):
    """Whether the other date lies within mine: mine is as vague or vaguer."""
    if None in (*mine, *other):
        return mine == other
    return mine[0] <= other[0] and other[1] <= mine[1]


def _meet(mine, other):
    """Whether two dates have a day in common, as far as is known."""
    before = mine[1] and other[0] and mine[1] < other[0]
    after = other[1] and mine[0] and other[1] < mine[0]
    return not (before or after)


def _is_named(words, said):
    """Whether the claim has the name; of an acronym one or several: GPU, GPUs."""
    if occurs(words, said.plainly_known):
        return True
    single = words.removesuffix("s")
    other = single if single != words else f"{words}s"
    return len(single) > 1 and single.isupper() and occurs(other, said.plainly_known)


def _stands(words, text):
    """Whether the words stand in the plain text, whole, however either is set."""
    return bool(proofs(words, text))


def _told(code, said, what, token):
    return Disagreement(code, f"the claim {what}, and not “{token.words}”.", said.claim)
