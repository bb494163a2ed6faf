"""What speaks against a passage's leaning on a claim, as the claim and its verdict stand."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from ...models import Binding
from ...text.dates import format_date
from ...vocabulary import CORRECTED, BindingBasis, Finding, State
from ..claims.needs import needs_against_a_person, needs_of_comments
from .manuscripts import Ground, Manuscript, PlacedPassage
from .objections import PlacedObjection

STATES = {
    State.UNCHECKED: ("unchecked", "nobody has checked it"),
    State.WAITING: ("waiting", "it waits for a second signature"),
    State.LAPSED: ("lapsed", "its verdict has lapsed: check it again"),
    State.WITHDRAWN: ("withdrawn", "its verdict was withdrawn: check it again"),
}


def against(
    span: PlacedPassage,
    binding: Binding,
    ground: Ground,
    manuscript: Manuscript,
    now: datetime,
    told: set[int],
) -> Iterator[PlacedObjection]:
    """Every objection to what the span leans on, whatever its words are. A source of which no copy
    is kept is said once a story: `told` are those that were, and grows."""
    for code, level, text in _said(span, binding, ground, manuscript, now, told):
        yield PlacedObjection(
            code=code,
            level=level,
            text=f"{ground.claim.reference}: {text}",
            start=span.start,
            end=span.end,
            words=span.passage.exact,
            claim=ground.claim,
            passage=span.passage,
        )


def _said(span, binding, ground, manuscript, now, told):
    if ground.verdict is None:
        code, said = STATES[ground.claim.state]
        yield code, None, f"{said}."
    else:
        yield from _of_the_finding(binding, ground, manuscript)
    yield from _of_the_evidence(ground, manuscript.rules, told)
    rules = manuscript.rules
    for need in (*needs_against_a_person(ground, rules, now), *needs_of_comments(ground, rules)):
        yield need.code, need.level, need.to_print
    until = ground.claim.good_until
    if until and localdate(now) > until:
        yield (
            "overdue",
            manuscript.rules.shelf_life,
            f"it was good until {format_date(until.isoformat())}: look again whether it is still "
            "so.",
        )


def _of_the_finding(binding, ground, manuscript):
    finding = Finding(ground.verdict.finding)
    if binding.basis == BindingBasis.CORRECTION:
        if finding not in CORRECTED:
            yield (
                "no_correction",
                None,
                f"the passage leans on its correction, and there is none: it was found "
                f"“{finding.label}”.",
            )
        return
    right = ground.verdict.correction
    if finding == Finding.WRONG:
        yield "wrong", None, f"it is wrong. {right}"
    elif finding == Finding.IMPRECISE:
        yield "imprecise", None, f"it is imprecise. {right}"
    elif finding == Finding.UNVERIFIED:
        yield "unverified", None, f"nobody could verify it. {ground.verdict.reasons}"
    elif finding == Finding.CONTEXT:
        yield from _of_the_context(binding, ground, manuscript)


def _of_the_context(binding, ground, manuscript):
    if binding.context_id is None:
        yield (
            "no_context",
            manuscript.rules.context,
            f"it is accurate only with context, and no words are named that give it. "
            f"{ground.verdict.reasons}",
        )
    elif binding.context_id not in manuscript.standing:
        yield (
            "context_gone",
            manuscript.rules.context,
            "the words that gave its context are not in the manuscript any more.",
        )


def _of_the_evidence(ground, rules, told):
    unproved = [c for c in ground.citations if c.quote and c.is_kept and c.snapshot_id is None]
    if unproved:
        outlets = _listed(one.source.outlet for one in unproved)
        yield (
            "not_proved",
            rules.unproved,
            f"a quotation from {outlets} is not proved in the copy that we keep.",
        )
    not_kept = [one for one in ground.citations if not one.is_kept and one.source_id not in told]
    if not_kept:
        told.update(one.source_id for one in not_kept)
        outlets = _listed(one.source.outlet for one in not_kept)
        yield "not_kept", rules.not_kept, f"no copy is kept of {outlets}."


def _listed(names):
    """Up to three names in a sentence, and how many more there are."""
    names = list(dict.fromkeys(names))
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
