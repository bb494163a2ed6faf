"""Objections of the gate: what stands between a manuscript and print, and at which words."""

from dataclasses import dataclass

from ...models import Claim, Passage
from ...vocabulary import Level

UNCOVERED = "uncovered"  # of a token that lies under no claim


@dataclass(frozen=True)
class Objection:
    """One reason why a manuscript cannot be printed, at its place in the text.

    Without `start` and `end` it is to the story as a whole. Made without a level it blocks: the
    desk's rulebook has no say in it.
    """

    code: str
    level: str | None
    text: str
    start: int | None = None
    end: int | None = None
    words: str = ""
    claim: Claim | None = None
    passage: Passage | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", Level(self.level or Level.BLOCKING))

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCKING

    def __str__(self) -> str:
        return f"“{self.words}”: {self.text}" if self.words else self.text
