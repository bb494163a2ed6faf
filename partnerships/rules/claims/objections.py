"""An objection: one thing that speaks against a signature, or against print."""

from dataclasses import dataclass

from ...vocabulary import Level


@dataclass(frozen=True)
class Objection:
    """One thing that speaks against it: a code for programs, a sentence for people.

    Made without a level it blocks: the desk's rulebook has no say in it.
    """

    code: str
    level: str | None
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", Level(self.level or Level.BLOCKING))

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCKING

    def __str__(self) -> str:
        return self.text
