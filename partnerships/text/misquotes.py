"""Why a quotation is not proved: where its words nearly stand, and how they differ.

Nothing here proves anything. It shows an editor what to look at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from . import differences
from .denials import CONTRACTED, NEGATIVES
from .quotations import Proof, denial_at, is_too_short, proofs, readings, spaced_proofs
from .typography import BREAK, Plain, normalized

LIKE = 70  # of 100: below, two texts share words by chance
LONGEST = 2_000  # characters of a quotation that are looked for by similarity
_MARGIN = 60  # characters beside the likest place in which its first and last words may stand
_STRAYING = 4  # words between two, beyond which they are not of one wording
_WORD = re.compile(r"\w+|[^\w\s]")

_CRITICAL = {
    "figure": re.compile(r"\d|[$€£¥%]|\b(?:hundred|thousand|million|billion|trillion)s?\b", re.I),
    "negation": re.compile(rf"\b(?:{NEGATIVES}|t)\b|{CONTRACTED}", re.I),
    "hedge": re.compile(
        r"\b(?:about|around|roughly|nearly|almost|up to|at least|at most|some|most|may|might|could"
        r"|would|reportedly|allegedly|perhaps|possibly|likely|expected)\b",
        re.I,
    ),
    "name": re.compile(r"\b[A-Z]\w+"),
}


@dataclass(frozen=True)
class QuotedDifference:
    """Some words that stayed, came or went; `critical` says what kind of word changed, if one
    that must never: figure, negation, hedge or name."""

    done: str  # "kept", "added" or "removed": what the quotation does to the copy's words
    text: str
    critical: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a quotation: a code for programs and a sentence for people.

    `places` are offsets in the copy: where it stands several times, or nearly. `elsewhere` names
    the other texts in which it is proved.
    """

    code: str
    text: str
    places: tuple[tuple[int, int], ...] = ()
    differences: tuple[QuotedDifference, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def told(self) -> str:
        """The sentence and, where words differ, those of the copy."""
        there = "".join(each.text for each in self.differences if each.done != "added")
        return f"{self.text} There it says: “{there.strip()}”." if there else self.text


def diagnose(
    quotation: str, copy: Plain, others: Iterable[tuple[str, Plain]] = ()
) -> Diagnosis | None:
    """Why the quotation is not proved in the plain `copy` at one place; None when it is.

    `others` are pairs of a name and a plain text in which it may stand instead.
    """
    if not quotation.strip():
        return Diagnosis("blank", "There are no words to look for.")
    found = proofs(quotation, copy)
    if found and is_too_short(quotation):
        return Diagnosis(
            "too_short",
            "The words are too few to say where they come from: quote more of them.",
            places=_places(found),
        )
    if len(found) > 1:
        return Diagnosis(
            "ambiguous",
            f"The words stand {len(found)} times in this copy: choose the place that is meant.",
            places=_places(found),
        )
    if found:
        return None
    elsewhere = tuple(name for name, other in others if proofs(quotation, other))
    if elsewhere:
        return Diagnosis(
            "elsewhere",
            f"The words do not stand in this copy, but in {', '.join(elsewhere)}.",
            elsewhere=elsewhere,
        )
    return _nearly(quotation, copy)


def proof_or_fault(
    quotation: str,
    copy: Plain,
    *,
    is_pdf: bool,
    at: int | None = None,
    others: Iterable[tuple[str, Plain]] = (),
) -> tuple[Proof | None, Diagnosis | None]:
    """The proof of a quotation in the plain `copy` of a file, or the diagnosis why there is none:
    one of the two is None.

    Where the words stand several times, the place `at` which they are said to stand is taken. In a
    PDF, whose text loses spaces, words are proved where nothing else differs.
    """
    found = proofs(quotation, copy)
    for proof in found:
        if proof.start == at:
            return proof, None
    fault = diagnose(quotation, copy, others)
    if fault is None:
        return found[0], None
    if is_pdf and fault.code == "spaces" and len(fault.places) == 1:
        return spaced_proofs(quotation, copy)[0], None
    return None, fault


def compared(there: str, wanted: str) -> tuple[QuotedDifference, ...]:
    """How the wanted words differ from those that stand there, both plain."""
    return tuple(
        QuotedDifference(piece.done, piece.text, _critical(piece))
        for piece in differences.word_differences(there, wanted)
    )


def _places(found):
    return tuple((proof.start, proof.end) for proof in found)


def _nearly(quotation, copy):
    """The diagnosis of words that do not stand there: how they differ from the likest ones."""
    wanted = normalized(quotation).text.replace(BREAK, "").strip()
    for _, read in readings(copy):
        if (cut := _cut(wanted, read)) is not None:
            return cut
    if spaced := spaced_proofs(quotation, copy):
        return Diagnosis(
            "spaces",
            "Only spaces differ: this copy sets the same letters with other spaces between them, "
            "as texts of PDFs do. Compare them with the page itself, and quote them as the copy "
            "has them.",
            places=_places(spaced),
        )
    there = copy.text.replace(BREAK, "-")
    likest = None
    if len(wanted) <= LONGEST:
        likest = fuzz.partial_ratio_alignment(wanted.lower(), there.lower(), score_cutoff=LIKE)
    if likest is None or likest.dest_end == likest.dest_start:
        return Diagnosis("nowhere", "Nothing like these words stands in this copy.")
    start, end = _aligned(there, likest.dest_start, likest.dest_end, wanted)
    found = compared(there[start:end], wanted)
    marked = sorted({each.critical for each in found} - {""})
    which = f" Look at the {_listed(marked)}." if marked else ""
    return Diagnosis(
        "altered",
        f"The words differ from what stands in this copy.{which}",
        places=(copy.span(start, end),),
        differences=found,
    )


def _cut(wanted, copy):
    """The diagnosis of words that stand in a text, but within others."""
    there = copy.text.replace(BREAK, "-")
    start = there.find(wanted)
    if start < 0:
        return None
    end = start + len(wanted)
    told = (
        f"Beside these words stands “{denial}”, which takes them back: quote it too."
        if (denial := denial_at(there, start, end))
        else "The words begin or end within a word or a figure: quote the whole of it."
    )
    return Diagnosis("cut", told, places=(copy.span(start, end),))


def _aligned(text, start, end, wanted):
    """The place, moved to the words that stand for the wanted ones, first to last.

    Similarity compares letters in a window as long as what is wanted. Where words came or went, it
    begins or ends a few beside them.
    """
    margin = max(_MARGIN, len(wanted) // 2)
    begin, stop = _whole(text, max(0, start - margin)), min(len(text), end + margin)
    here, words = list(_WORD.finditer(text, begin, stop)), _WORD.findall(wanted.lower())
    blocks = _together(
        SequenceMatcher(None, [word.group().lower() for word in here], words, autojunk=False)
    )
    if not blocks:
        return start, end
    first, last = blocks[0], blocks[-1]
    after = len(words) - last.b - last.size
    return (
        here[max(0, first.a - first.b)].start(),
        here[min(len(here), last.a + last.size + after) - 1].end(),
    )


def _whole(text, place):
    """The place, or the beginning of the word in which it lies."""
    while place and text[place - 1].isalnum() and text[place].isalnum():
        place -= 1
    return place


def _together(matcher):
    """The blocks of words that are the same, but for a word or two that far away chance to be."""
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    while len(blocks) > 1 and _strays(blocks[0], blocks[0], blocks[1]):
        del blocks[0]
    while len(blocks) > 1 and _strays(blocks[-1], blocks[-2], blocks[-1]):
        del blocks[-1]
    return blocks


def _strays(block, before, after):
    apart = after.a - before.a - (after.b - before.b)
    return block.size <= 2 and apart > _STRAYING


def _critical(piece):
    if piece.done == "kept":
        return ""
    return next((kind for kind, words in _CRITICAL.items() if words.search(piece.text)), "")


def _listed(words):
    *others, last = [f"{word}s" for word in words]
    return f"{', '.join(others)} and {last}" if others else last
