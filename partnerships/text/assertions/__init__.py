"""What a sentence says as small records: who does what to whom, and of what a sum is.

Read by rules, in the words of one language, and explained: "Microsoft invests in OpenAI". What the
rules do not understand is no record; nothing is guessed, so that a text may say more.
"""

from .base import (
    Assertion,
    Borne,
    Doing,
    Participant,
    Qualified,
    Reading,
    Stated,
    Teller,
    ToldSum,
    whole_reading,
)
from .comparing import Contradiction, clashes
from .leaning import nearer_to_the_wrong, without_cautions
from .reading import read, read_sentence
from .telling import untold

__all__ = [
    "Assertion",
    "Borne",
    "Contradiction",
    "Doing",
    "ToldSum",
    "Participant",
    "Qualified",
    "Reading",
    "Stated",
    "Teller",
    "clashes",
    "whole_reading",
    "nearer_to_the_wrong",
    "read",
    "read_sentence",
    "untold",
    "without_cautions",
]
