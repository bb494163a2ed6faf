"""Why verdicts lapsed, in words that tell a reader nothing of what they may not know."""

from collections.abc import Iterable

from ...models import Citation, Sighting, Source, Verdict
from ...vocabulary import DRIFTED, Lapse, Outcome
from ..changes import of_known_origins, without_the_confidential
from ..people import Asker, sees_every_source

UNTOLD, UNSAID = "evidence_changed", "what it rests on was changed"
OF_CITATIONS = {Lapse.CITATION_ADDED, Lapse.CITATION_REMOVED, Lapse.CITATION_CHANGED}
OF_DRIFT = {Outcome.ALTERED: Lapse.SOURCE_ALTERED, Outcome.GONE: Lapse.SOURCE_GONE}
OF_EVIDENCE = OF_CITATIONS | {
    Lapse.SNAPSHOT_REPLACED,
    Lapse.ORIGIN_CHANGED,
    *OF_DRIFT.values(),
}


def lapse_reasons(verdicts: Iterable[Verdict], user: Asker) -> dict[int, list[str]]:
    """The reasons for which each of the verdicts lapsed, as sentences without a stop, by its id.

    Three queries at most; see `codes`.
    """
    return {
        pk: [UNSAID if code == UNTOLD else Lapse(code).label for code in said]
        for pk, said in codes(verdicts, user).items()
    }


def codes(verdicts: Iterable[Verdict], user: Asker) -> dict[int, list[str]]:
    """The codes of those reasons, by the id of each verdict that lapsed.

    Whoever may not know of confidential sources is told of a citation only where one that they
    see explains the lapse; else, that what it rests on was changed. Three queries at most.
    """
    lapsed = [verdict for verdict in verdicts if verdict.lapse]
    doubtful = [verdict for verdict in lapsed if OF_EVIDENCE & set(verdict.lapse)]
    explained = {}
    if doubtful and not sees_every_source(user):
        explained = _explained(doubtful, user)
    return {
        verdict.pk: _said(verdict.lapse, explained.get(verdict.pk, OF_EVIDENCE))
        for verdict in lapsed
    }


def _said(lapse, explained):
    said = [code for code in lapse if code not in OF_EVIDENCE or code in explained]
    return said + [UNTOLD] * (len(said) < len(lapse))


def _explained(verdicts, user):
    """By each verdict's id, the codes that changes account for which the reader may know of."""
    since = min(verdict.proposed_at for verdict in verdicts)
    claims = {verdict.claim_id for verdict in verdicts}
    citations = list(_changes(Citation, user, since).filter(claim__in=claims))
    cited = {slug for verdict in verdicts for slug in _cited(verdict)}
    renamed = of_known_origins(_changes(Source, user, since).filter(pgh_label="update"), user)
    sources = [row for row in renamed.filter(slug__in=cited) if row.origin_id != row.former]
    sightings = _sightings(claims, user)
    return {
        verdict.pk: set(_codes_of_citations(verdict, citations))
        | set(_codes_of_sources(verdict, sources))
        | set(_codes_of_drift(verdict, sightings))
        for verdict in verdicts
    }


def drifted_alone(verdict: Verdict) -> bool:
    """Whether a verdict lapsed by nothing but what its sources say now."""
    return bool(verdict.lapse) and set(verdict.lapse) <= set(OF_DRIFT.values())


def _changes(model, user, since):
    history = model._meta.get_field("history").related_model.objects.filter(
        pgh_created_at__gte=since
    )
    return without_the_confidential(history, user, model)


def _cited(verdict):
    for citation in verdict.covers.get("citations", {}).values():
        yield citation["source"]
        yield citation["origin"]


def _codes_of_citations(verdict, changes):
    covered = verdict.covers.get("citations", {})
    for row in changes:
        if row.claim_id != verdict.claim_id or row.pgh_created_at < verdict.proposed_at:
            continue
        known = str(row.uid) in covered
        if row.pgh_label == "delete" and known:
            yield Lapse.CITATION_REMOVED
        elif row.pgh_label != "delete" and not known:
            yield Lapse.CITATION_ADDED
        elif row.pgh_label == "update":
            yield Lapse.CITATION_CHANGED
            yield Lapse.SNAPSHOT_REPLACED


def _codes_of_sources(verdict, changes):
    cited = set(_cited(verdict))
    for row in changes:
        if row.slug in cited and row.pgh_created_at >= verdict.proposed_at:
            yield Lapse.ORIGIN_CHANGED


def _sightings(claims, user):
    """What was found to have drifted, in the order of finding, by the public id of each citation
    that the reader may know of."""
    found: dict[str, list[tuple]] = {}
    seen = Sighting.objects.visible_to(user).filter(citation__claim__in=claims, outcome__in=DRIFTED)
    rows = seen.order_by("pk").values_list("citation__uid", "first__uid", "quote", "outcome")
    for citation, first, quote, outcome in rows:
        found.setdefault(str(citation), []).append((str(first), quote, outcome))
    return found


def _codes_of_drift(verdict, sightings):
    """Those of what was found after what the verdict covers."""
    for citation, covered in verdict.covers.get("citations", {}).items():
        of_it = [row for row in sightings.get(citation, ()) if row[1] == covered["quote"]]
        _, known = covered.get("drift", (None, None))
        places = [place for place, (first, _, _) in enumerate(of_it) if first == known]
        for _, _, outcome in of_it[places[-1] + 1 if places else 0 :]:
            yield OF_DRIFT[outcome]
