"""What a checker would ask of a claim before believing it. Doubts never stop anybody."""

import re
from dataclasses import dataclass

from ...models import Claim, PartyName, Source
from ...text.dates import format_date
from ...text.weekdays import weekday_faults
from ...vocabulary import Seen, Stance
from ..people import Asker
from .grounds import ClaimEvidence, read_citations


@dataclass(frozen=True)
class Doubt:
    """One thing to look into, with a code for programs and a sentence for people."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


def doubts(claim: Claim, user: Asker) -> list[Doubt]:
    """Every doubt about a claim, from the citations of it that `user` may know of.

    Three queries, however many citations there are.
    """
    rests_on = ClaimEvidence(claim)
    read_citations([rests_on], user)
    own = own_words(claim) if rests_on.citations else set()
    each = _about_each(claim, rests_on.citations)
    return list(dict.fromkeys([*_about_support(rests_on, own), *each]))


def _about_support(rests_on, own):
    """Doubts about the citations taken together."""
    if not rests_on.citations:
        yield Doubt("uncited", "Nothing is cited: find a source, or take the claim out.")
        return
    if not rests_on.support:
        yield Doubt("unsupported", "No citation supports it.")
        return
    if len(rests_on.origins) == 1:
        number = len({citation.source_id for citation in rests_on.support})
        outlets = "1 outlet" if number == 1 else f"{number} outlets"
        yield Doubt("one_origin", f"{outlets}, 1 origin: look for somebody who knows it otherwise.")
    for citation in rests_on.support:
        if who := speaker(citation.source, own):
            yield Doubt(
                "own_statement",
                f"{who} speaks for itself in “{citation.source.title}”: who else says so?",
            )


def _about_each(claim, citations):
    """Doubts about the claim's words and about single citations."""
    for fault in weekday_faults(claim.statement, claim.as_of):
        yield Doubt("weekday", f"In the claim: {fault}")
    for citation in citations:
        source = citation.source
        if source.seen == Seen.NOT_SEEN:
            yield Doubt("not_seen", f"Nobody at the desk has read {source}.")
        if citation.stance == Stance.REFUTES and not citation.answer.strip():
            yield Doubt("unanswered", f"{source} refutes it: answer why the claim stands, or not.")
        if claim.as_of and source.earliest and source.earliest > claim.as_of:
            published, day = format_date(source.published), format_date(claim.as_of.isoformat())
            yield Doubt(
                "later",
                f"{source} was published {published}, after {day}, the day for which the claim is "
                "to be true.",
            )
        for text in (citation.quote, citation.translation, citation.says):
            for fault in weekday_faults(text, source.earliest or claim.as_of):
                yield Doubt("weekday", f"In {source.outlet}: {fault}")


def own_words(claim: Claim) -> set[str]:
    """The names, in small letters, of the parties that the claim is about."""
    parties = list(claim.parties.all())
    names = PartyName.objects.filter(party__in=[party.pk for party in parties])
    return {party.name.lower() for party in parties} | {name.text.lower() for name in names}


def speaker(source: Source, own: set[str]) -> str:
    """The party of the claim that publishes the source itself: OpenAI, Microsoft (SEC filing)."""
    outlet = re.sub(r"\([^()]*\)", "", source.outlet)
    for name in re.split(r"\band\b|[,/&]", outlet):
        if name.strip().lower() in own:
            return name.strip()
    return ""
