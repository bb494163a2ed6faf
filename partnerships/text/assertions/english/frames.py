"""English verbs and nouns of doing, each with who does it and to whom.

A role is "by" or "to" of the doing: who buys is whom something is sold to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..base import Doing


@dataclass(frozen=True)
class Frame:
    """How the words around a verb or noun take part in its doing; "" where they do not.

    `subject` is who does it, of a noun whose it is: "Microsoft's stake". `object` stands right
    behind a verb. `after` are the roles of those behind a preposition. Where `needs` is given, one
    of those words must stand behind it in its clause: who takes a stake holds it, who takes a seat
    does not; before it where that is `around`. A noun with both sides says it, and with one where
    that `is_enough`.
    """

    doing: Doing
    subject: str = "by"
    object: str = ""
    after: Mapping[str, str] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    is_enough: bool = False
    around: bool = False  # what it needs may stand before it too


def _words(listed, *frames):
    """Each form with its frames: the first of which the words are there is the one."""
    return {form: frames for form in listed.split()}


_FUNDED = Frame(Doing.FUNDS, object="to")
_PUTS_IN = Frame(Doing.FUNDS, after={"in": "to", "into": "to"})
_MONEY = frozenset("billions millions money cash capital funds funding investment $".split())
_STAKE = frozenset("% stake share shares interest holding equity percent votes part".split())
_REVENUE = frozenset("revenue revenues profit profits turnover takings".split())
_ORDER = frozenset("order orders contract contracts".split())
_BUYS = Frame(Doing.SELLS, subject="to", after={"from": "by"})
_SELLS = Frame(Doing.SELLS, object="to", after={"to": "to"})

VERBS: dict[str, tuple[Frame, ...]] = {
    **_words("invest invests invested investing reinvested reinvests", _PUTS_IN),
    **_words(
        "put puts putting pour pours poured pouring pump pumps pumped pumping sink sinks sank sunk"
        " inject injects injected injecting plough ploughs ploughed plow plowed plows sinking",
        Frame(Doing.FUNDS, after={"in": "to", "into": "to"}, needs=_MONEY),
    ),
    **_words(
        "back backs backed backing fund funds funded funding finance finances financed financing"
        " bankroll bankrolls bankrolled bankrolling",
        _FUNDED,
    ),
    **_words(
        "commit commits committed committing pledge pledges pledged pledging promise promises"
        " promised promising earmark earmarked",
        Frame(Doing.FUNDS, after={"to": "to"}, needs=_MONEY),
    ),
    **_words(
        "pay pays paid paying owe owes owed owing hand hands handed handing",
        Frame(Doing.PAYS, object="to", after={"to": "to"}),
    ),
    **_words(
        "lend lends lent lending loan loans loaned",
        Frame(Doing.LENDS, object="to", after={"to": "to"}),
    ),
    **_words(
        "borrow borrows borrowed borrowing", Frame(Doing.LENDS, subject="to", after={"from": "by"})
    ),
    **_words(
        "buy buys bought buying purchase purchases purchased purchasing order orders ordered"
        " ordering procure procures procured rent rents rented renting lease leases leased leasing",
        _BUYS,
    ),
    **_words(
        "sell sells sold selling supply supplies supplied supplying provide provides provided"
        " providing deliver delivers delivered delivering",
        _SELLS,
    ),
    **_words(
        "license licenses licensed licensing licence licences licenced licencing",
        Frame(Doing.LICENSES, after={"to": "to"}),
    ),
    **_words(
        "acquire acquires acquired acquiring",
        Frame(Doing.ACQUIRES, object="to"),
    ),
    **_words(
        "own owns owned owning hold holds held holding has have had having take takes took taken"
        " taking get gets got getting receive receives received keep keeps kept",
        Frame(Doing.PAYS, subject="to", after={"of": "by", "from": "by"}, needs=_REVENUE),
        Frame(Doing.SELLS, after={"from": "to"}, needs=_ORDER),
        Frame(Doing.HOLDS, after={"in": "to", "of": "to", "at": "to"}, needs=_STAKE),
    ),
    **_words(
        "win wins won winning land lands landed landing secure secures secured",
        Frame(Doing.SELLS, after={"from": "to"}, needs=_ORDER),
    ),
    **_words(
        "share shares shared sharing",
        Frame(Doing.PAYS, after={"with": "to"}, needs=_REVENUE),
    ),
    **_words(
        "hire hires hired hiring recruit recruits recruited recruiting appoint appoints appointed"
        " appointing poach poaches poached poaching",
        Frame(Doing.HIRES, object="to"),
    ),
    **_words("join joins joined joining", Frame(Doing.HIRES, subject="to", object="by")),
    **_words(
        "remove removes removed removing fire fires fired firing oust ousts ousted ousting dismiss"
        " dismisses dismissed dismissing sack sacks sacked sacking",
        Frame(Doing.REMOVES, object="to"),
    ),
    **_words(
        "seek seeks sought seeking",
        Frame(Doing.ASKS, after={"from": "to", "of": "to"}, needs=_MONEY),
    ),
    **_words(
        "go goes went gone going flow flows flowed flowing accrue accrues accrued",
        Frame(Doing.PAYS, after={"to": "to"}, needs=_REVENUE, around=True),
    ),
    **_words(
        "ask asks asked asking press presses pressed tap taps tapped",
        Frame(Doing.ASKS, object="to", needs=_MONEY),
    ),
    **_words("sue sues sued suing", Frame(Doing.SUES, object="to")),
    **_words(
        "sign signs signed signing strike strikes struck striking ink inks inked conclude concludes"
        " concluded partner partners partnered partnering team teams teamed",
        Frame(Doing.SIGNS, after={"with": "to"}),
    ),
}

NOUNS: dict[str, tuple[Frame, ...]] = {
    **_words(
        "investment investments bet",
        Frame(Doing.FUNDS, after={"in": "to", "by": "by", "from": "by"}),
    ),
    **_words("stake stakes shareholding holding", Frame(Doing.HOLDS, after={"in": "to"})),
    **_words(
        "payment payments revenue-share",
        Frame(Doing.PAYS, after={"to": "to", "from": "by", "by": "by"}),
    ),
    **_words("order orders", Frame(Doing.SELLS, subject="to", after={"from": "to", "with": "by"})),
    **_words("loan loans", Frame(Doing.LENDS, after={"to": "to", "from": "by", "by": "by"})),
    **_words(
        "purchase purchases", Frame(Doing.SELLS, subject="to", after={"from": "by", "by": "to"})
    ),
    **_words("sale sales", Frame(Doing.SELLS, after={"to": "to", "by": "by"})),
    **_words(
        "acquisition takeover purchase", Frame(Doing.ACQUIRES, after={"of": "to", "by": "by"})
    ),
    **_words("hiring appointment", Frame(Doing.HIRES, after={"of": "to", "by": "by"})),
    **_words(
        "removal ousting dismissal firing sacking",
        Frame(Doing.REMOVES, after={"of": "to", "by": "by"}),
    ),
    **_words(
        "lawsuit suit claims",
        Frame(Doing.SUES, after={"against": "to", "by": "by"}, is_enough=True),
    ),
    **_words(
        "contract contracts deal deals pact partnership alliance",
        Frame(Doing.SIGNS, after={"with": "to"}),
    ),
}
