"""Objections of the gate, as programs read them and as people print them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import fill, indent
from typing import Any, Protocol

from ...models import Claim, Revision, Waiver
from ...vocabulary import Level

MARKS = {"blocking": "■", "warning": "△"}
WIDTH = 88


class ToldObjection(Protocol):
    """What is told of an objection."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def words(self) -> str: ...
    @property
    def claim(self) -> Claim | None: ...


class ToldManuscript(Protocol):
    """What is told of a manuscript."""

    @property
    def revision(self) -> Revision: ...


class ToldGate(Protocol):
    """What is told of a gate, whoever keeps it."""

    @property
    def manuscript(self) -> ToldManuscript: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def progress(self) -> object: ...
    @property
    def objections(self) -> Sequence[ToldObjection]: ...
    @property
    def excused(self) -> Mapping[Any, Waiver]: ...
    def by_sentence(
        self,
    ) -> Iterable[tuple[int | None, int | None, Sequence[ToldObjection]]]: ...


def objection_json(objection: ToldObjection) -> dict[str, Any]:
    """An objection as a dict of plain JSON values, in the order in which one reads it."""
    claim = objection.claim
    return {
        "code": objection.code,
        "level": objection.level.value,
        "start": objection.start,
        "end": objection.end,
        "words": objection.words,
        "reason": objection.text,
        "claim": claim and f"{claim.collection.slug}:{claim.reference}",
    }


def document(gate: ToldGate) -> dict[str, Any]:
    """All that the gate says of a revision, as a dict of plain JSON values."""
    revision = gate.manuscript.revision
    return {
        "story": revision.story.slug,
        "revision": revision.number,
        "open": gate.is_open,
        "progress": str(gate.progress),
        "objections": [objection_json(objection) for objection in gate.objections],
        "excused": [
            objection_json(objection)
            | {"waiver": {"reason": waiver.reason, "excuses": list(waiver.excuses)}}
            for objection, waiver in gate.excused.items()
        ],
    }


def lines(gate: ToldGate) -> Iterator[str]:
    """A line for each objection, with its place: `  12-25  ■ uncovered  “$5 billion”: ...`."""
    for objection in gate.objections:
        place = "story" if objection.start is None else f"{objection.start}-{objection.end}"
        mark = MARKS[objection.level]
        yield f"{place:>11}  {mark} {objection.code:14} {objection}"


def report(gate: ToldGate) -> str:
    """What the gate says, for paper: each sentence with an objection, and those beneath it."""
    revision = gate.manuscript.revision
    parts = [
        f"{revision.headline}\nRevision {revision.number}, for {revision.dateline:%-d %B %Y}. "
        f"{gate.progress}: the gate is {'open' if gate.is_open else 'shut'}."
    ]
    for start, end, found in gate.by_sentence():
        if start is not None:
            parts.append(fill(" ".join(revision.text[start:end].split()), WIDTH))
        parts.append("\n".join(_noted(objection) for objection in found))
    if gate.excused:
        parts.append("Excused:")
        parts.append(
            "\n".join(
                _noted(objection, f"{waiver.reason} ({waived_by(waiver)})")
                for objection, waiver in gate.excused.items()
            )
        )
    return "\n\n".join(parts)


def waived_by(waiver: Waiver) -> str:
    """Whose names stand under a waiver."""
    return " and ".join(str(one) for one in (waiver.waived_by, waiver.seconded_by) if one)


def _noted(objection, excuse=""):
    mark = "·" if excuse else MARKS[objection.level]
    said = f"{objection} {excuse}".strip()
    return indent(fill(said, WIDTH - 4, subsequent_indent="  "), "    ").replace(" ", mark, 1)
