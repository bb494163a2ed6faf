"""Suggested claims: on which a passage may lean, by similarity, which finds and never binds."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ...models import Claim, Collection, Verdict
from ...vocabulary import CORRECTED, BindingBasis
from ..people import Asker

MOST = 5
LIKELY = 45  # out of a hundred, below which nothing is suggested
_FIGURES = re.compile(r"\d[\d.,]*\d|\d")
_SHARED_FIGURE = 8  # points for each figure that both name


@dataclass(frozen=True)
class Suggestion:
    """A claim that may be what a passage says, and whether its statement or its correction is."""

    claim: Claim
    basis: BindingBasis
    words: str
    score: float


class Suggester:
    """Finds claims like a passage among those of a collection that `user` may know of.

    Reads them once, in one query, however many passages it is asked of.
    """

    def __init__(self, collection: Collection, user: Asker) -> None:
        claims = Claim.objects.visible_to(user).filter(collection=collection).with_verdict()
        self.said = [
            (claim, basis, words)
            for claim in claims.select_related("current").defer("search").order_by("pk")
            for basis, words in _words(claim)
        ]
        self.figures = [_figures(words) for _, _, words in self.said]

    def like(self, words: str, most: int = MOST) -> list[Suggestion]:
        """The claims most like the words, the best first; each claim once."""
        choices = [said for _, _, said in self.said]
        scores = process.extract(
            words,
            choices,
            scorer=fuzz.token_set_ratio,
            processor=str.lower,
            limit=None,
        )
        named = _figures(words)
        found: dict[int, Suggestion] = {}
        for _, score, place in scores:
            claim, basis, said = self.said[place]
            score += _SHARED_FIGURE * len(named & self.figures[place])
            best = found.get(claim.pk)
            if score >= LIKELY and (best is None or best.score < score):
                found[claim.pk] = Suggestion(claim, basis, said, score)
        ranked = sorted(found.values(), key=lambda one: (-one.score, one.claim.pk))
        return ranked[:most]


def _words(claim):
    """What a passage may lean on of a claim: what is right instead comes before what is not."""
    verdict: Verdict | None = claim.current if claim.finding else None
    if verdict and verdict.finding in CORRECTED:
        yield BindingBasis.CORRECTION, verdict.correction
    yield BindingBasis.STATEMENT, claim.statement


def _figures(words):
    return {figure.replace(",", "") for figure in _FIGURES.findall(words)}
