"""What stands between a verdict and its second signature, each as an objection."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property

from ...models import Claim, Rulebook, Source, Verdict
from ...vocabulary import Finding, Level, Stance, State
from ..moments import format_day
from ..people import Asker, display_name
from . import authorship, blind
from .evidence import own_words, speaker
from .grounds import ClaimEvidence, read_evidence
from .needs import needs_against_a_person, needs_of_comments
from .objections import Objection

SUPPORTED = (Finding.ACCURATE, Finding.CONTEXT, Finding.REPORTED)
CONTRADICTED = (Finding.IMPRECISE, Finding.WRONG)


class SignatureGrounds:
    """What objections are looked for in: read when first asked for, and once.

    Counts the citations that `user` may know of: nobody signs who does not see them all.
    """

    def __init__(self, claim: Claim, user: Asker, at: datetime | None = None) -> None:
        self.claim, self.user, self.now = claim, user, at or timezone.now()

    @cached_property
    def rules(self) -> Rulebook:
        return Rulebook.objects.current()

    @cached_property
    def evidence(self) -> ClaimEvidence:
        found = ClaimEvidence(self.claim)
        read_evidence([found], self.user)
        return found

    @cached_property
    def origins(self) -> list[Source]:
        """The reports that the support goes back to, as far as `user` may know of them."""
        known = {one.source_id: one.source for one in self.evidence.support}
        above = self.evidence.origins - known.keys()
        known |= Source.objects.in_bulk(above) if above else {}
        return [known[pk] for pk in self.evidence.origins]

    @cached_property
    def searched(self) -> bool:
        return self.claim.searches.exists()

    @cached_property
    def own(self) -> set[str]:
        return own_words(self.claim) if self.evidence.support else set()

    def against(self, finding: str) -> list[Objection]:
        """Every objection to the finding; those that block come first."""
        found = [
            *_about_evidence(self, finding),
            *_unmet(needs_against_a_person(self.evidence, self.rules, self.now)),
            *_about_origins(self, finding),
            *_unmet(needs_of_comments(self.evidence, self.rules)),
        ]
        heard = [objection for objection in found if objection.level != Level.SILENT]
        return sorted(heard, key=lambda objection: not objection.blocks)


def signature_objections(
    claim: Claim, finding: str, user: Asker, at: datetime | None = None
) -> list[Objection]:
    """Every objection to signing the finding on the claim; those that block come first.

    At most eight queries.
    """
    return SignatureGrounds(claim, user, at).against(finding)


def objections_to_each(
    claim: Claim, user: Asker, at: datetime | None = None
) -> dict[str, list[Objection]]:
    """The objections to each finding that one could come to, for the same few queries."""
    signing = SignatureGrounds(claim, user, at)
    return {finding: signing.against(finding) for finding in Finding}


def blocking(
    claim: Claim, finding: str, user: Asker, at: datetime | None = None
) -> list[Objection]:
    return [
        objection
        for objection in signature_objections(claim, finding, user, at)
        if objection.blocks
    ]


def sees_all(claim: Claim, user: Asker) -> bool:
    """Whether `user` may know of every source that the claim cites."""
    return not claim.citations.exclude(source__in=Source.objects.visible_to(user)).exists()


def _unmet(needs):
    return [Objection(need.code, need.level, need.to_sign) for need in needs]


def _about_evidence(signing, finding):
    rules, citations = signing.rules, signing.evidence.citations
    stances = {citation.stance for citation in citations}
    if finding in SUPPORTED and Stance.SUPPORTS not in stances:
        yield Objection(
            "no_support",
            rules.evidence,
            f"“{Finding(finding).label}” needs a citation that supports the claim.",
        )
    if finding in CONTRADICTED and not stances & {Stance.REFUTES, Stance.QUALIFIES}:
        yield Objection(
            "no_contradiction",
            rules.evidence,
            f"“{Finding(finding).label}” needs a citation that refutes or qualifies the claim.",
        )
    if finding == Finding.UNVERIFIED and not signing.searched:
        yield Objection(
            "no_search",
            rules.evidence,
            "“Unverified” needs a search that found nothing: where, when and for what.",
        )
    if finding == Finding.ACCURATE:
        unanswered = sum(
            citation.stance == Stance.REFUTES and not citation.answer.strip()
            for citation in citations
        )
        if unanswered:
            yield Objection(
                "unanswered_refutation",
                rules.refutation,
                "A source refutes the claim: answer in its citation why the claim stands.",
            )


def _about_origins(signing, finding):
    rules, support = signing.rules, signing.evidence.support
    reports = {*signing.origins, *(citation.source for citation in support)}
    unnamed = any(source.is_unnamed for source in reports)
    if len(signing.origins) == 1 and unnamed and finding in (Finding.ACCURATE, Finding.CONTEXT):
        yield Objection(
            "fits_reported",
            rules.one_origin,
            "All support goes back to one report on unnamed people: “Reported” fits better.",
        )
    speakers = {speaker(citation.source, signing.own) for citation in support}
    for who in sorted(speakers - {""}):
        yield Objection(
            "own_statement", rules.own_statement, f"{who} speaks for itself in the support."
        )


def why_not(verdict: Verdict, user: Asker, override_reason: str = "") -> str:
    """Why `user` may not sign the verdict, as far as that lies in who they are; or nothing."""
    if verdict.proposed_by_id == user.pk:
        return "A verdict needs a second person: you proposed this one."
    if override_reason:
        return ""
    if wrote := _authored(verdict.claim, user):
        return f"Needs a second person: you {wrote}. Ask someone who has not edited it."
    if authorship.unattributed(verdict.claim).exists():
        return (
            "Part of what this covers was changed by nobody named: somebody must adopt that "
            "change first."
        )
    if blind.is_asked_of(verdict.claim):
        assessments = blind.open_assessments(verdict.claim) or list(
            verdict.assessments.order_by("given_at")
        )
        pair = assessments[: blind.NEEDED]
        if blind.checkers_disagree(pair) and user.pk in {one.checker_id for one in pair}:
            return "The two checkers disagree: somebody else closes it."
    return ""


def _authored(claim, user):
    """What `user` wrote of what a verdict covers, with the day: “wrote citation 2 on 4 May 2026”.

    Citations are numbered as the page of the claim lists them for this user.
    """
    mine = authorship.claim_authorships(claim).filter(author=user).order_by("-pk").first()
    if mine is None:
        return ""
    numbers = {pk: n for n, pk in enumerate(_citations(claim, user), start=1)}
    day = f"on {format_day(mine.at)}"
    if mine.citation_id:
        number = numbers.get(mine.citation_id)
        return f"{mine.how} citation {number} {day}" if number else f"{mine.how} a citation {day}"
    if mine.source_id:
        return f"set the origin of a source it cites {day}"
    if mine.search_id:
        return f"{mine.how} a search that found nothing {day}"
    return f"{mine.how} the claim {day}"


def _citations(claim, user):
    return claim.citations.visible_to(user).values_list("pk", flat=True)


def why_not_waiting(verdict: Verdict) -> str:
    """What became of a verdict that waits no longer."""
    if verdict.superseded_at:
        return "A newer verdict has replaced this one: look at the claim again."
    match verdict.state:
        case State.STANDS:
            return f"{display_name(verdict.countersigned_by)} has signed this verdict already."
        case State.LAPSED:
            return "This verdict lapsed before it was signed: look at the claim again."
        case _:
            return "This verdict was withdrawn: propose a new one."
