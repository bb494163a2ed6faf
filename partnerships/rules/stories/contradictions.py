"""Where a sentence says of who did what to whom, or of what a sum is, other than its claims do."""

from collections.abc import Iterable, Iterator

from ...text.assertions import (
    Contradiction,
    Reading,
    clashes,
    nearer_to_the_wrong,
    untold,
    whole_reading,
)
from ...text.tokens import Span
from ...vocabulary import BindingBasis, Finding, Level, TokenKind
from .manuscripts import Ground, Manuscript, PlacedPassage
from .objections import PlacedObjection

CONTRADICTS = "contradicts"
UNCORRECTED = "uncorrected"  # of words that lean on a correction and say what it corrects


def contradictions(manuscript: Manuscript) -> Iterator[PlacedObjection]:
    """An objection at the words of a bound passage that say otherwise than a claim that is bound
    in its sentence, its signed reasons, or the records of the deals that it is about; and at those
    that lean on a correction and say what is wrong."""
    readings: dict[int, list[Reading]] = {}
    for reading, spans in manuscript.bound_sentences:
        told, grounds = _told(manuscript, spans)
        mine = _within(reading, spans)
        for clash in _once(clashes(mine, told)):
            over = [span for span in spans if _lies_in(clash, span)] or spans
            yield _objection(
                CONTRADICTS, f"{clash}.", clash, manuscript, grounds[clash.name], over[0]
            )
        yield from _untold(manuscript, mine, told)
        yield from _less_sure(manuscript, mine, spans)
        for span in spans:
            readings.setdefault(span.passage.pk, []).append(_within(reading, [span]))
    for span, binding, ground in manuscript.bound_passages():
        if binding.basis == BindingBasis.CORRECTION:
            yield from _uncorrected(manuscript, span, binding, ground, readings)


def _once(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Of those at the same words the first: one error is told once."""
    kept: list[Contradiction] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
            yield one


def _uncorrected(manuscript, span, binding, ground, readings):
    said = manuscript.said(span, binding)
    others = [manuscript.said(span, other).reading for other in span.bindings]
    foreign = sorted(
        nearer_to_the_wrong(
            whole_reading(readings.get(span.passage.pk, [])), said.statement_reading, others
        ),
        key=lambda one: one.start,
    )
    if foreign:
        words = " and ".join(dict.fromkeys(f"“{one.words}”" for one in foreign))
        told = f"{ground.claim.reference}: the words lean on its correction and are nearer to what "
        told += f"it corrects: {words} stands in that alone."
        place = Span(foreign[0].start, foreign[-1].end)
        yield _objection(UNCORRECTED, told, place, manuscript, ground, span)


def _untold(manuscript, reading, told):
    """That somebody is named as telling it of whom no claim in the sentence says that they do."""
    for one in untold(reading, (said for _, said in told)):
        text = f"No claim under these words says that {one.who.words} tells it."
        start, end = min(one.start, one.who.start), max(one.end, one.who.end)
        words = manuscript.text[start:end]
        yield PlacedObjection("attribution", None, text, start, end, words)


def _less_sure(manuscript, reading, spans):
    """A hedge that none of the claims under the sentence has, of what none doubts: it warns."""
    saids = [manuscript.said(span, one) for span in spans for one in span.bindings]
    if any(said.finding == Finding.REPORTED for said in saids):
        return
    hedged = [one for said in saids for one in said.reading.qualified if _is_hedge(one)]
    for one in reading.qualified:
        if _is_hedge(one) and not any(one.may_be_of(other) for other in hedged):
            start, end, words = one.token.start, one.token.end, one.token.words
            text = f"“{words}” makes less sure what the claims under these words say."
            yield PlacedObjection("less_sure", Level.WARNING, text, start, end, words)


def _is_hedge(one):
    return one.token.kind == TokenKind.HEDGE


def _objection(code, text, place, manuscript, ground, span):
    return PlacedObjection(
        code,
        None,
        text,
        place.start,
        place.end,
        manuscript.text[place.start : place.end],
        ground.claim,
        span.passage,
    )


def _told(manuscript, spans: list[PlacedPassage]):
    """What the claims of a sentence say, each under its reference, and the records of its deals;
    and under each name the ground on which that stands."""
    told: list[tuple[str, Reading]] = []
    grounds: dict[str, Ground] = {}
    for span in spans:
        for binding in span.bindings:
            ground = manuscript.grounds[binding.claim_id]
            name = ground.claim.reference
            grounds[name] = ground
            said = manuscript.said(span, binding)
            told.append((name, said.reading))
            if said.finding == Finding.IMPRECISE and not said.is_statement:
                told.append((name, _sides(said.statement_reading)))
            for deal in sorted(ground.deals):
                if deal in manuscript.recorded:
                    record = f"the record of a deal of {name}"
                    grounds[record] = ground
                    told.append((record, manuscript.recorded[deal]))
    return told, grounds


def _sides(reading: Reading) -> Reading:
    """Who does it and of what sums are, which a statement has right that is imprecise."""
    return Reading(assertions=reading.assertions, measured=reading.measured)


def _lies_in(one, span):
    return span.start <= one.start < span.end


def _within(reading: Reading, spans: list[PlacedPassage]) -> Reading:
    """What is read in the words of the passages alone."""

    def bound(found):
        return [one for one in found if any(_lies_in(one, span) for span in spans)]

    return Reading(
        assertions=bound(reading.assertions),
        borne=bound(reading.borne),
        stated=bound(reading.stated),
        measured=bound(reading.measured),
        tellers=bound(reading.tellers),
        bounded=bound(reading.bounded),
        qualified=[one for one in reading.qualified if any(_lies_in(one.token, s) for s in spans)],
    )
