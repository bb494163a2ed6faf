"""How sure an English figure is told to be, before it and after it: "up to", "or so"."""

import re

from ....vocabulary import Qualifier
from ...denials import CONTRACTED, NEGATIVES
from ...patterns import late
from .gaps import GAP

_BEFORE = 48  # characters before a figure in which its hedge is looked for
_HEDGES = {
    Qualifier.ABOUT: "about,roughly,around,approximately,approx,some,nearly,almost,circa,ca,close to,"
    "an estimated,estimated,something like,in the region of,in the order of,on the order of,"
    "little more than,a shade over,~,≈",
    Qualifier.AT_LEAST: "at least,more than,over,above,exceeding,upwards of,no less than,"
    "not less than,no fewer than,in excess of,a minimum of,just over,well over,slightly over,"
    "slightly more than,a little over,greater than,north of,as little as,as few as,far more than,much more than,well above,>,≥",
    Qualifier.UP_TO: "up to,as much as,as many as,at most,less than,fewer than,no more than,"
    "not more than,under,below,just under,slightly under,slightly less than,a little under,"
    "a maximum of,south of,shy of,just shy of,well under,well below,<,≤",
}
_QUALIFIER_OF = {hedge: each for each, listed in _HEDGES.items() for hedge in listed.split(",")}
_ANY_HEDGE = "|".join(
    hedge.replace(" ", GAP) for hedge in sorted(_QUALIFIER_OF, key=len, reverse=True)
)
_HEDGE_BEFORE = late(rf"(?<![\w-])(?P<hedge>{_ANY_HEDGE}){GAP}?(?:the{GAP})?$", re.IGNORECASE)
_HEDGE_AFTER = late(
    rf"(?:{GAP}(?=[oa])|(?=[-+]))"
    rf"(?P<hedge>or{GAP}(?:so|thereabouts|more|less|fewer)|and{GAP}counting|-plus|-odd|-ish|\+)"
    r"(?!\w)",
    re.IGNORECASE,
)
_AFTERWARDS = {"so": Qualifier.ABOUT, "thereabouts": Qualifier.ABOUT, "odd": Qualifier.ABOUT,
    "ish": Qualifier.ABOUT} | {
    "more": Qualifier.AT_LEAST, "counting": Qualifier.AT_LEAST, "plus": Qualifier.AT_LEAST,
    "+": Qualifier.AT_LEAST, "less": Qualifier.UP_TO, "fewer": Qualifier.UP_TO,
}  # fmt: skip
# “Not only more than” denies nothing.
_NEGATIVES = NEGATIVES.replace("|not|", "|not(?! only)|").replace(" ", GAP)
_DENIED = late(
    rf"(?:(?<![\w-])(?:{_NEGATIVES})|(?<=[a-z]){CONTRACTED})(?:{GAP}\w+){{0,3}}{GAP}$",
    re.IGNORECASE,
)


def hedge_before(bare: str, start: int, taken: int) -> tuple[str, tuple[int, int]] | None:
    """The qualifier before a figure, from where another has taken it, and its place, or None.

    The qualifier is "" where two hedges say different things, or a denial turns one round.
    """
    match = _HEDGE_BEFORE.search(bare, max(taken, start - _BEFORE), start)
    if match is None:
        return None
    qualifier = _QUALIFIER_OF[" ".join(match["hedge"].lower().split())]
    place = match.span("hedge")
    if outer := _HEDGE_BEFORE.search(bare, max(taken, match.start() - _BEFORE), match.start()):
        same = _QUALIFIER_OF[" ".join(outer["hedge"].lower().split())] == qualifier
        return (qualifier if same else ""), (outer.start("hedge"), place[1])
    if qualifier != Qualifier.ABOUT and _DENIED.search(bare, max(taken, place[0] - 60), place[0]):
        return "", place
    return qualifier, place


def hedge_after(bare: str, end: int) -> tuple[str, tuple[int, int]] | None:
    """The qualifier after a figure, "or so", "-plus", and its place, or None."""
    match = _HEDGE_AFTER.match(bare, end)
    if match is None:
        return None
    return _AFTERWARDS[re.split(r"[\s-]", match.group().lower())[-1]], match.span("hedge")
