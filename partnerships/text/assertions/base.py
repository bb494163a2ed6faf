"""What a sentence says as small records: who does or has what, what is denied, what a sum is."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ..tokens import Token


class Doing(StrEnum):
    """What one does to another; its value is how it is told, between the two."""

    FUNDS = "invests in"
    LENDS = "lends to"
    PAYS = "pays"
    SELLS = "sells to"
    LICENSES = "licenses to"
    ACQUIRES = "acquires"
    HOLDS = "holds a part of"
    HIRES = "hires"
    REMOVES = "removes"
    SUES = "sues"
    ASKS = "asks for money of"
    SIGNS = "signs with"


EITHER_WAY = frozenset({Doing.SIGNS})  # who does it with whom is the same told the other way round
OPPOSITES = {Doing.HIRES: Doing.REMOVES, Doing.REMOVES: Doing.HIRES}


def amount(sum: Token) -> Hashable:
    """How much a sum is, without how surely; its words where that is not read."""
    low, high, unit = sum.value.low, sum.value.high, sum.value.unit
    return (low or high, high or low, unit) if sum.value.is_read else sum.words


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part, at a place of the text; `parties` are the known ones it may be."""

    start: int
    end: int
    words: str
    parties: frozenset[Hashable]

    def may_be(self, other: "Participant") -> bool:
        """Whether both may be the same: one party, or a name and the end of it."""
        if self.parties and other.parties:
            return bool(self.parties & other.parties)
        mine, others = self.words.casefold(), other.words.casefold()
        return mine == others or mine.endswith(f" {others}") or others.endswith(f" {mine}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """That some do something to others, at the place of the word that says so.

    `by` or `to` is empty where the sentence leaves it to another. `is_denied` where it says that
    it is not so.
    """

    doing: Doing
    start: int
    end: int
    by: tuple[Participant, ...]
    to: tuple[Participant, ...]
    is_denied: bool = False
    named: tuple[Participant, ...] = ()  # all the names of its sentence

    def __str__(self) -> str:
        by, to = (" and ".join(one.words for one in side) for side in (self.by, self.to))
        told = f"{by or 'somebody'} {self.doing} {to or 'somebody'}"
        return f"{told}, denied" if self.is_denied else told


@dataclass(frozen=True, slots=True)
class Borne:
    """What somebody does or has, in one word or sum: "SoftBank led", "Microsoft's licence".

    `sense` is the same of words that say the same. `named` are all the names of its sentence, and
    `beside` the senses of its words.
    """

    sense: Hashable
    start: int
    end: int
    words: str
    by: tuple[Participant, ...]
    named: tuple[Participant, ...]
    beside: frozenset[Hashable]

    def __str__(self) -> str:
        return f"{' and '.join(one.words for one in self.by)}: {self.words}"


@dataclass(frozen=True, slots=True)
class Stated:
    """A word with a sense of its own, and whether its clause says so or denies it.

    `is_core` is true of the word that the denial stands right before; `beside` are the senses of
    its sentence, and `denials` is how many that has.
    """

    sense: str
    start: int
    end: int
    words: str
    beside: frozenset[Hashable]
    denial: str = ""  # the words that deny it
    is_core: bool = False
    denials: int = 0


@dataclass(frozen=True, slots=True)
class ToldSum:
    """A sum or a share, and of what it is: the value of a company, what was raised.

    `near` are the senses of the words and names that belong to it, each with its words; `counted`
    is what it counts, and `before` what stands before it. `is_former` of what something else took
    the place of: "instead of 20 %". `behind` is where the words end that say what it is.
    """

    token: Token
    measure: str
    near: dict[Hashable, str] = field(default_factory=dict)
    counted: str = ""
    before: frozenset[Hashable] = frozenset()
    is_former: bool = False
    behind: int = 0

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return max(self.token.end, self.behind)

    @property
    def words(self) -> str:
        return self.token.words

    @property
    def is_recorded(self) -> bool:
        """Whether it is of a record, which has no place in a text and says what each sum is."""
        return self.end == 0


@dataclass(frozen=True, slots=True)
class Teller:
    """One who tells what the sentence says, at the word of telling; `is_heading` of a name before
    a colon, which tells in notes and not in prose."""

    start: int
    end: int
    who: Participant
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Qualified:
    """A denial or a hedge, with the senses of what it qualifies; none where that is not known."""

    token: Token
    senses: frozenset[str]

    def may_be_of(self, other: "Qualified") -> bool:
        """Whether both may be of the same thing: as far as that is known."""
        return not self.senses or bool(self.senses & other.senses)


@dataclass(frozen=True, slots=True)
class Bounded:
    """That something is so since a date, or until it, at the place of these words.

    `senses` are what the words and sums of its clause say.
    """

    edtf: str
    start: int
    end: int
    words: str
    is_after: bool
    senses: frozenset[Hashable]

    def may_be_of(self, other: "Bounded") -> bool:
        """Whether both clauses may say the same thing: of the shorter one the other says half."""
        shared = len(self.senses & other.senses)
        return bool(shared) and 2 * shared >= min(len(self.senses), len(other.senses))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a text says so, in the order of its words."""

    assertions: list[Assertion] = field(default_factory=list)
    borne: list[Borne] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    measured: list[ToldSum] = field(default_factory=list)
    tellers: list[Teller] = field(default_factory=list)
    qualified: list[Qualified] = field(default_factory=list)
    bounded: list[Bounded] = field(default_factory=list)


def whole_reading(readings: Iterable[Reading]) -> Reading:
    """All that is said by any of them."""
    whole = Reading()
    for one in readings:
        whole.assertions.extend(one.assertions)
        whole.borne.extend(one.borne)
        whole.stated.extend(one.stated)
        whole.measured.extend(one.measured)
        whole.tellers.extend(one.tellers)
        whole.qualified.extend(one.qualified)
        whole.bounded.extend(one.bounded)
    return whole
