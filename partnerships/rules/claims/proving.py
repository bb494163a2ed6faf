"""The proof of citations: where each quotation stands in the copy that the desk keeps."""

from collections.abc import Iterator
from itertools import chain, groupby, islice
from operator import itemgetter

from django.db.models import QuerySet

from ...models import Citation, Snapshot
from ...text.denials import LONGEST_SENTENCE
from ...text.files import media
from ...text.misquotes import Diagnosis, diagnose, proof_or_fault
from ...text.quotations import AROUND, proofs, remarks_on, spaced_proofs, stands
from ...text.typography import normalized

MOVED = Diagnosis("moved", "The words stand elsewhere in this copy: choose their place again.")


def quotation_place(citation: Citation) -> tuple[tuple[int, int] | None, Diagnosis | None]:
    """The place of a citation's quotation in its copy, or the diagnosis why there is none.

    A pair of a place (position and extent) and a diagnosis, one of which is None. Where the words
    stand several times, the place that the citation names is taken. In a PDF, whose text loses
    spaces, words are proved where nothing else differs: `proof_remarks` says so.
    """
    copy = normalized(citation.snapshot.text)  # type: ignore[union-attr]  # it quotes a copy
    proof, fault = proof_or_fault(
        citation.quote,
        copy,
        is_pdf=citation.snapshot.media_type == media.PDF,  # type: ignore[union-attr]  # it quotes a copy
        at=citation.position,
        others=_others(citation),
    )
    return (proof.start, proof.end - proof.start) if proof else None, fault


def proof_remarks(citation: Citation) -> list[str]:
    """What to know of a proved quotation: what was passed over among its words, that only spaces
    differ, that a word before it makes it less sure."""
    if not citation.snapshot_id or citation.position is None or citation.extent is None:
        return []
    start, end = citation.position, citation.position + citation.extent
    begin = max(0, start - LONGEST_SENTENCE)
    text = citation.snapshot.text[begin : end + AROUND]  # type: ignore[union-attr]  # it quotes a copy
    copy, place = normalized(text), (start - begin, end - begin)
    found = [*proofs(citation.quote, copy), *spaced_proofs(citation.quote, copy)]
    for proof in found:
        if (proof.start, proof.end) == place:
            return remarks_on(proof)
    return []


def surroundings(
    citation: Citation, place: tuple[int, int], around: int = 60
) -> tuple[str, str, str]:
    """The words before, at and after a place in the citation's copy."""
    start, end = place
    text = citation.snapshot.text  # type: ignore[union-attr]  # it quotes a copy
    return text[max(0, start - around) : start], text[start:end], text[end : end + around]


def verified(
    citations: QuerySet[Citation], copies_at_once: int = 20
) -> Iterator[tuple[Citation, Diagnosis] | None]:
    """For each citation that quotes a kept copy: None where it is proved, else a pair of the
    citation and its diagnosis.

    Copies are read some at a time, so that memory stays flat.
    """
    quoted = citations.filter(snapshot__isnull=False).exclude(quote="").order_by("snapshot", "pk")
    rows = quoted.values_list("snapshot_id", "pk", "quote", "position", "extent")
    for texts, group in _with_copies(rows.iterator(chunk_size=2000), copies_at_once):
        for copy, pk, quote, position, extent in group:
            text, is_pdf = texts[copy]
            if stands(quote, text, position, extent, spaced=is_pdf):
                yield None
            else:
                citation = Citation.objects.select_related("claim", "source").get(pk=pk)
                fault = diagnose(quote, normalized(text), _others(citation))
                yield citation, fault or MOVED


def _with_copies(rows, at_once):
    """The rows of some copies at a time, with the texts of those copies by their ids, and whether
    each is of a PDF."""
    copies = groupby(rows, key=itemgetter(0))
    while some := [(pk, list(group)) for pk, group in islice(copies, at_once)]:
        texts = Snapshot.objects.filter(pk__in=[pk for pk, _ in some])
        kept = texts.values_list("pk", "text", "media_type")
        by_id = {pk: (text, media_type == media.PDF) for pk, text, media_type in kept}
        yield by_id, chain.from_iterable(rows for _, rows in some)


def _others(citation):
    """The other copies of the same source, by their names. Read when somebody looks."""
    others = Snapshot.objects.filter(source=citation.source_id).exclude(pk=citation.snapshot_id)
    for copy in others:
        yield f"the {str(copy)[0].lower()}{str(copy)[1:]}", normalized(copy.text)
