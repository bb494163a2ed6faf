"""Sentences over the first story, true, spoilt and harmlessly edited, by which the gate is scored.

A spoilt one names its kind and has its wrong words in brackets. What is made of a true sentence
lies in the same half as that sentence, which its own letters decide.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DATELINE = date(2026, 7, 1)  # of every sentence
KINDS = (
    "wrong value",
    "wrong name",
    "exchanged parties",
    "exchanged sums",
    "dropped negation",
    "added negation",
    "dropped hedge",
    "added hedge",
    "dropped attribution",
    "changed attribution",
    "superlative added",
    "extra clause",
    "wrong measure",
    "wrong time",
)
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class TrueSentence:
    """A sentence that is so by the claims that it is bound to, and by these records."""

    id: str
    text: str
    claims: tuple[str, ...]
    records: tuple[str, ...]

    @property
    def is_set_aside(self) -> bool:
        """Whether it is of the half by which rules are judged and at which none is made."""
        return sha256(self.text.encode()).digest()[-1] % 2 == 0


@dataclass(frozen=True)
class PlantedError:
    """A true sentence made wrong in one way; `wrong` are the places of the words that are."""

    id: str
    true: TrueSentence
    kind: str
    text: str
    wrong: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class HarmlessEdit:
    """A true sentence in other words, which is as true."""

    id: str
    true: TrueSentence
    text: str


@dataclass(frozen=True)
class Corpus:
    """All of it, in the order in which it was written."""

    true: tuple[TrueSentence, ...]
    errors: tuple[PlantedError, ...]
    harmless: tuple[HarmlessEdit, ...]


@cache
def corpus() -> Corpus:
    """The corpus as its three files have it."""
    true = {
        row["id"]: TrueSentence(
            row["id"], row["text"], tuple(row["claims"]), tuple(row.get("records", ()))
        )
        for row in rows("true")
    }
    return Corpus(
        true=tuple(true.values()),
        errors=tuple(
            PlantedError(row["id"], true[row["of"]], row["kind"], *_unmarked(row["text"]))
            for row in rows("errors")
        ),
        harmless=tuple(
            HarmlessEdit(row["id"], true[row["of"]], row["text"]) for row in rows("harmless")
        ),
    )


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file, as they stand there."""
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its brackets, and where the words stood that were between them."""
    edges = [bracket.start() - taken for taken, bracket in enumerate(_BRACKET.finditer(marked))]
    return _BRACKET.sub("", marked), tuple(zip(edges[::2], edges[1::2], strict=True))
