"""Whether a claim stands, and why: what its page answers before anything else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from ...models import Assessment, Claim, Verdict
from ...vocabulary import CORRECTED, Finding, State
from ..people import Asker
from . import authorship, blind, lapses, signing
from .evidence import Doubt
from .objections import Objection

# Doubts of a checker that say the same as an objection.
SAID = {
    "no_support": {"uncited", "unsupported"},
    "unanswered_refutation": {"unanswered"},
    "own_statement": {"own_statement"},
    "adverse_on_one_origin": {"one_origin"},
    "fits_reported": {"one_origin"},
}
SETTLED = {"unsupported", "unanswered"}  # by saying that the claim is not so


@dataclass
class ClaimStatus:
    """A claim's latest verdict as one reader may know it, and what they may do about it.

    `seen` is the fingerprint of what they look at. `against` holds the objections to each
    finding; `common` those that stand against every one of them. While the claim is closed to them,
    because they may still check it blind, there is no `verdict`, whatever the state.
    """

    claim: Claim
    verdict: Verdict | None
    state: State
    seen: str
    lapse: list[str] = field(default_factory=list)
    undone: bool = False
    against: dict[str, list[Objection]] = field(default_factory=dict)
    common: list[Objection] = field(default_factory=list)
    why_not: str = ""
    is_blind: bool = False
    is_closed: bool = False
    mine: Assessment | None = None
    is_unattributed: bool = False

    @property
    def stands(self) -> bool:
        return self.state == State.STANDS

    @property
    def lapsed_by(self) -> User | None:
        """Who made it lapse, if it did; who changed what the reader may not know of would tell of
        that."""
        if self.verdict is None or lapses.UNSAID in self.lapse:
            return None
        return self.verdict.lapsed_by

    @property
    def lapsed_by_a_look(self) -> bool:
        """Whether it lapsed by nothing but what its sources say now."""
        return self.verdict is not None and lapses.drifted_alone(self.verdict)

    @property
    def waits(self) -> bool:
        return self.state == State.WAITING and not self.is_closed

    @property
    def objections(self) -> list[Objection]:
        """What stands against the finding that waits for its signature."""
        return self.against[self.verdict.finding] if self.waits else []  # type: ignore[union-attr]  # what waits is a verdict

    @property
    def is_blocked(self) -> bool:
        return any(objection.blocks for objection in self.objections)

    @property
    def offers(self) -> list[tuple[Finding, list[Objection]]]:
        """Each finding with the objections to it that not every finding has."""
        return [
            (Finding(finding), [one for one in found if one not in self.common])
            for finding, found in self.against.items()
        ]

    def unsaid(self, doubts: Iterable[Doubt]) -> list[Doubt]:
        """The doubts that no objection on the page repeats, and that the verdict leaves open."""
        found = {one.code for one in self.objections or self.common}
        said = {code for one in found for code in SAID.get(one, ())}
        if (self.waits or self.stands) and self.verdict.finding in CORRECTED:  # type: ignore[union-attr, operator]  # one that waits or stands
            said |= SETTLED
        return [doubt for doubt in doubts if doubt.code not in said]


def _is_undone(verdict: Verdict | None, claim: Claim) -> bool:
    """Whether what made the verdict lapse was undone exactly."""
    if verdict is None or verdict.state != State.LAPSED:
        return False
    return verdict.fingerprint == authorship.fingerprint(claim)


def claim_status(claim: Claim, user: Asker) -> ClaimStatus:
    """How the claim stands for `user`. Some twenty queries, however much is cited.

    While the claim's life is closed to `user`, it is the same whether anybody has given an
    assessment or not.
    """
    verdict = (
        Verdict.objects.current()
        .filter(claim=claim.pk)
        .select_related("proposed_by", "countersigned_by", "lapsed_by", "withdrawn_by")
        .first()
    )
    state = State(verdict.state) if verdict else State.UNCHECKED
    seen = authorship.as_seen_by(claim, user)
    against = signing.objections_to_each(claim, user)
    first, *others = against.values()
    is_blind = blind.is_asked_of(claim) and not blind.is_over(claim)
    mine = blind.mine(claim, user) if is_blind else None
    is_closed = is_blind and mine is None
    if is_closed:
        verdict = None  # what was found before would lead the checker
    status = ClaimStatus(
        claim=claim,
        verdict=verdict,
        state=state,
        seen=seen,
        lapse=lapses.lapse_reasons([verdict], user).get(verdict.pk, []) if verdict else [],
        undone=_is_undone(verdict, claim),
        against=against,
        common=[one for one in first if all(one in found for found in others)],
        is_blind=is_blind,
        is_closed=is_closed,
        mine=mine,
        is_unattributed=authorship.unattributed(claim).exists(),
    )
    if verdict is not None and status.waits:
        verdict.claim = claim
        status.why_not = signing.why_not(verdict, user)
    return status
