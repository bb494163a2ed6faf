"""Suggested claims: on which a passage may lean, by what both say, which finds and never binds."""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from ...models import Claim, ClaimParty, Collection, Verdict
from ...text.ranking import Ranking, terms, terms_of_date
from ...text.tokens import Names
from ...vocabulary import CORRECTED, BindingBasis
from ..entities.names import names_borne_by
from ..people import Asker

MOST = 5
FLOOR = 0.15  # of all that the passage says; of what has less in common nothing is suggested


@dataclass(frozen=True)
class Suggestion:
    """A claim that may be what a passage says, and whether its statement or its correction is."""

    claim: Claim
    basis: BindingBasis
    words: str
    score: float


class Suggester:
    """Finds claims like a passage among those of a collection that `user` may know of.

    Reads them once, in four queries, however many passages it is asked of.
    """

    def __init__(self, collection: Collection, user: Asker) -> None:
        claims = Claim.objects.visible_to(user).filter(collection=collection).with_verdict()
        self.claims = list(claims.select_related("current").defer("search").order_by("pk"))
        about: dict[int, set[int]] = defaultdict(set)
        rows = ClaimParty.objects.filter(claim__in=[claim.pk for claim in self.claims])
        for claim, party in rows.values_list("claim", "party"):
            about[claim].add(party)
        named = names_borne_by({party for those in about.values() for party in those}, user)
        self.names = Names(named)
        known = {party for those in named.values() for party in those}
        self.references = {("reference", claim.reference) for claim in self.claims}
        self.ranking = Ranking(self._terms(claim, about[claim.pk] & known) for claim in self.claims)

    def like(self, words: str, most: int = MOST) -> list[Suggestion]:
        """The claims most like the words, the best first; one whose reference is asked for too."""
        asked = terms(words, self.names)
        asked.update(self.references & {("reference", word) for word in words.split()})
        scores = self.ranking.scores(asked)
        ranked = sorted(
            ((score, self.claims[place]) for place, score in scores if score >= FLOOR),
            key=lambda one: (-one[0], one[1].pk),
        )
        return [Suggestion(claim, *_words(claim), score) for score, claim in ranked[:most]]

    def _terms(self, claim, parties):
        """What the claim says and what was found, and whom it is about."""
        verdict = _verdict(claim)
        said = [claim.statement]
        if verdict:
            said += [verdict.correction or "", verdict.reasons]
        found: Counter[Hashable] = terms("\n".join(said), self.names)
        found += terms_of_date(claim.date or "")
        found.update(("party", party) for party in parties)
        found["reference", claim.reference] += 1
        return found


def _verdict(claim) -> Verdict | None:
    return claim.current if claim.finding else None


def _words(claim) -> tuple[BindingBasis, str]:
    """What a passage leans on of a claim: what is right instead, where there is that."""
    verdict = _verdict(claim)
    if verdict and verdict.finding in CORRECTED:
        return BindingBasis.CORRECTION, verdict.correction
    return BindingBasis.STATEMENT, claim.statement
