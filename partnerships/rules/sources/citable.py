"""Which sentences of a copy may be cited for a statement: those that have most of it in common."""

from dataclasses import dataclass

from ...models import Snapshot
from ...text.ranking import Ranking, terms
from ...text.tokens import Names, sentences

SHOWN = 4
SHORTEST, LONGEST = 20, 500  # characters of what is offered
READ = 100_000  # characters of a copy
ENOUGH = 0.15  # of 1: what less is in common says nothing


@dataclass(frozen=True)
class CitableSentence:
    """A sentence of a copy, and where in it it begins."""

    position: int
    text: str


def sentences_about(copy: Snapshot, statement: str) -> list[CitableSentence]:
    """The sentences of the copy that are likest to the statement, the likest first. Of no statement
    none is offered."""
    names = Names({})
    asked = terms(statement, names)
    text = copy.text[: copy.rest_at if copy.rest_at is not None else READ][:READ]
    spans = [span for span in _spans(text) if SHORTEST <= span[1] - span[0] <= LONGEST]
    if not asked or not spans:
        return []
    ranked = Ranking([terms(text[start:end], names) for start, end in spans])
    likest = sorted(ranked.scores(asked), key=lambda each: (-each[1], each[0]))[:SHOWN]
    return [
        CitableSentence(spans[place][0], text[spans[place][0] : spans[place][1]])
        for place, score in likest
        if score >= ENOUGH
    ]


def _spans(text):
    """Where each sentence begins and ends. A line of a copy is a paragraph or a heading: no
    sentence goes on in the next."""
    start = 0
    for line in text.splitlines(keepends=True):
        for span in sentences(line):
            yield start + span.start, start + span.end
        start += len(line)
