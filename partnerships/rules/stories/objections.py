"""Objections of the gate: what stands between a manuscript and print, and at which words."""

from dataclasses import dataclass

from ...models import Claim, Passage
from ..claims.objections import Objection

UNCOVERED = "uncovered"  # of a token that lies under no claim
# What waivers that were given earlier call an objection: they are signed, and stay as they are.
FORMER_CODES = {"one_origin": "adverse_on_one_origin"}


@dataclass(frozen=True)
class PlacedObjection(Objection):
    """One reason why a manuscript cannot be printed, at its place in the text.

    Without `start` and `end` it is to the story as a whole.
    """

    start: int | None = None
    end: int | None = None
    words: str = ""
    claim: Claim | None = None
    passage: Passage | None = None

    def __str__(self) -> str:
        return f"“{self.words}”: {self.text}" if self.words else self.text
