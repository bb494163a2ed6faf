"""Objections of the gate: what stands between a manuscript and print, and at which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...models import Claim, Passage, Waiver
from ..claims.objections import Objection

UNCOVERED = "uncovered"  # of a token that lies under no claim
OF_WORDS = frozenset({UNCOVERED, "weekday"})  # what is said of words and of no claim
# What waivers that were given earlier call an objection: they are signed, and stay as they are.
FORMER_CODES = {"one_origin": "adverse_on_one_origin"}
# For these no reason stands: what is done instead.
NEVER_EXCUSED = {
    "lapsed": "A verdict that lapsed is not excused: have the claim checked again.",
    "not_seconded": "A missing second name is not excused: have somebody else second the waiver.",
    "commented": "An open comment is not excused: have it resolved.",
}
# Of a person, of what was found wrong, and of what nobody has found anything about: two people
# answer for letting it go out. laws/passages.sql says the same.
NEEDS_SECOND = frozenset(
    {
        "adverse_on_one_origin",
        "not_asked",
        "no_time_to_reply",
        "wrong",
        "imprecise",
        "unverified",
        "uncorrected",
        "no_correction",
        "unchecked",
        "waiting",
        "withdrawn",
    }
)
KINDS = {
    UNCOVERED: "words under no claim",
    "weekday": "a day that is none, or on another weekday",
    "orphan": "checked words that are gone",
    "conflict": "two claims that differ",
    "contradicts": "words that say otherwise than a claim",
    "uncorrected": "words of what was corrected",
    "figure": "another figure than the claim’s",
    "currency": "another currency than the claim’s",
    "date": "another date than the claim’s",
    "quotation": "other words than were quoted",
    "hedge": "more or less sure than the claim",
    "less_sure": "less sure than the claim",
    "negation": "a denial that differs",
    "attribution": "who says so is left out",
    "unchecked": "a claim that nobody checked",
    "waiting": "a verdict without its second signature",
    "lapsed": "a verdict that lapsed",
    "withdrawn": "a verdict that was withdrawn",
    "wrong": "a claim that was found wrong",
    "imprecise": "a claim that was found imprecise",
    "unverified": "a claim that nobody could verify",
    "no_correction": "a correction that is none",
    "no_context": "context that is not given",
    "context_gone": "context that is gone",
    "not_proved": "a quotation that is not proved",
    "not_kept": "a source without a kept copy",
    "overdue": "a claim past its day",
    "not_seconded": "a waiver without its second name",
    "adverse_on_one_origin": "one origin against a person",
    "not_asked": "somebody who was not asked",
    "no_time_to_reply": "somebody who had no time to reply",
    "open_comment": "a comment that is open",
    "commented": "a comment on the words that is open",
    "embargoed": "an embargo",
    "legal": "legal sign-off",
    "killed": "a story that was killed",
}


def kind_named(code: str) -> str:
    """What an objection is about, in words for a page; codes are for programs."""
    code = FORMER_CODES.get(code, code)
    return KINDS.get(code, code.replace("_", " "))


def needs_second(codes: Iterable[str]) -> bool:
    """Whether what excuses from these objections needs a second name."""
    return not NEEDS_SECOND.isdisjoint(FORMER_CODES.get(code, code) for code in codes)


def waits_for_second(waiver: Waiver) -> bool:
    """Whether the waiver lacks the second name that it needs."""
    return waiver.seconded_by_id is None and needs_second(waiver.excuses)


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
