"""Which words of a manuscript its claims cover, and where the two do not say the same."""

from collections.abc import Iterator

from . import agreement
from .contradictions import contradictions
from .manuscripts import Manuscript
from .objections import UNCOVERED, PlacedObjection

ALONE = "It lies under no claim: bind it to one, or waive it."
UNSAID = "No claim under these words says so: bind them to one that does, or waive it."


def coverage_objections(manuscript: Manuscript) -> Iterator[PlacedObjection]:
    """An objection for each token that no claim covers or that one contradicts, and for each claim
    of which the sentence leaves out something that it must not. Asks the database nothing."""
    yield from _of_tokens(manuscript)
    yield from _of_claims(manuscript)
    yield from contradictions(manuscript)


def _of_tokens(manuscript):
    within = None  # the quotation in which tokens are quoted with it
    asked = set()  # names so far, anywhere and by sentence
    for token in manuscript.tokens:
        if token.kind == "date" and token.value.fault:
            yield PlacedObjection(
                "weekday", None, token.value.fault, token.start, token.end, token.words
            )
        if within and token.end <= within:
            continue
        within = None
        saids = [
            (span, manuscript.said(span, binding))
            for span in manuscript.over(token)
            for binding in span.bindings
        ]
        if token.kind == "name":
            named = token.value.parties or token.value.name.casefold()
            sentence = manuscript.sentence_at(token.start)[0]
            # What a sentence says of a name may stand under no claim at all, though another
            # sentence answered for the name: only where somebody looked, the name is enough.
            again = (named, None if sentence in manuscript.looked_at else sentence)
            if again in asked and not saids:
                continue
            asked |= {(named, None), (named, sentence)}
        of = manuscript.denied.get(token.start)
        if any(agreement.agrees(token, said, of) for _, said in saids):
            within = token.end if token.kind == "quotation" else None
            continue
        yield _against(token, saids)


def _against(token, saids):
    for span, said in saids:
        if found := agreement.token_disagreement(token, said):
            return PlacedObjection(
                found.code,
                None,
                f"{said.claim.reference}: {found.text}",
                token.start,
                token.end,
                token.words,
                said.claim,
                span.passage,
            )
    text = UNSAID if saids else ALONE
    return PlacedObjection(UNCOVERED, None, text, token.start, token.end, token.words)


def _of_claims(manuscript):
    for span, binding, ground in manuscript.bound_passages():
        said = manuscript.said(span, binding)
        for found in agreement.left_out(said, manuscript.around(span)):
            level = found.level
            if found.code == "attribution" and not level:
                level = manuscript.rules.attribution
            yield PlacedObjection(
                found.code,
                level,
                f"{ground.claim.reference}: {found.text}",
                span.start,
                span.end,
                span.passage.exact,
                ground.claim,
                span.passage,
            )
