"""The text of a copy as it is read: a part at a time, with what is quoted from it marked in place.

Places are offsets in the copy's text, in characters of Unicode, as citations keep them.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypedDict

from ...models import Citation, Snapshot
from ...text.files import media
from ...text.quotations import proofs, stands
from ...text.typography import normalized
from ..people import Asker

PART = 40_000  # characters that are shown at once
RUN_ON = 1_000  # characters of the next part shown with it: what is quoted may cross the border
LONGEST = 5_000  # characters of a quotation
SHOWN = 50  # places of words, and other copies
MARKED = 500  # citations of one source

_PARAGRAPH = re.compile(r"[^\r\n]*[\r\n]*")
_SOFT = re.compile(r"\u00ad\s*[\r\n]\s*")  # a hyphen at the end of a line, set by the page
_HYPHEN = re.compile(r"(?<=[^\W_]-)\s*[\r\n]\s*(?=[^\W_])")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


class QuotedPassage(TypedDict):
    """What somebody selected, by the fields of a citation, and whether it is proved."""

    position: int
    extent: int
    quote: str
    locator: str
    proved: bool


@dataclass(frozen=True)
class CopyPiece:
    """Some words of a paragraph; whether they are lit, and the citations that quote them."""

    text: str
    is_lit: bool = False
    is_first_lit: bool = False
    cited: tuple[Citation, ...] = ()
    ended: tuple[Citation, ...] = ()  # those of the citations whose words end here


@dataclass(frozen=True)
class CopyParagraph:
    """A paragraph: where it begins, and the pages that begin with it."""

    start: int
    pieces: list[CopyPiece]
    begun: tuple[int, ...] = ()
    begins_rest: bool = False  # whether the rest of the page begins with it


@dataclass(frozen=True)
class CitationMark:
    """The place of an earlier citation in the text."""

    start: int
    end: int
    citation: Citation


@dataclass(frozen=True)
class CopyPage:
    """A part of a copy's text with its marks; `lit` is the place that is looked at."""

    copy: Snapshot
    start: int
    end: int
    part: int
    parts: int
    marks: list[CitationMark]
    lit: tuple[int, int] | None = None
    words: str = ""
    places: tuple[tuple[int, int], ...] = ()

    @cached_property
    def paragraphs(self) -> list[CopyParagraph]:
        return list(_paragraphs(self))

    @property
    def place(self) -> tuple[int, int] | None:
        """The place that is lit, as a position and an extent."""
        return (self.lit[0], self.lit[1] - self.lit[0]) if self.lit else None

    @property
    def flows(self) -> bool:
        """Whether each line is a paragraph, as in a page's text; a PDF sets lines of its own."""
        return self.copy.media_type in (media.HTML, media.XHTML)

    @property
    def last_page(self) -> int:
        """The highest number of its pages."""
        return max((number for number, _ in self.copy.pages), default=0)

    @property
    def others(self) -> list[Snapshot]:
        """The copies of the source that the reader may turn to, the latest first."""
        copies = Snapshot.objects.filter(source=self.copy.source_id)
        return list(copies.only("captured_at", "how", "source_id")[:SHOWN])

    @property
    def surroundings(self) -> Iterator[tuple[tuple[int, int], str, str, str]]:
        """Each place of the words that are looked for, with what stands before and after it."""
        text = self.copy.text
        for start, end in self.places[:SHOWN]:
            yield (
                (start, end - start),
                text[max(0, start - 60) : start],
                text[start:end],
                text[end : end + 60],
            )


def copy_page(
    copy: Snapshot,
    user: Asker,
    *,
    place: tuple[int, int] | None = None,
    words: str = "",
    part: int | None = None,
    page: int | None = None,
) -> CopyPage:
    """The part of a copy that is asked for: that of a `place` (position and extent), of the first
    place of some `words`, of a page, or of a number.

    One query. Words are looked for in the whole text: a second and more for five million
    characters.
    """
    text = copy.text
    places = tuple(places_of(words, text)) if words.strip() else ()
    lit = _within(place, text) or (places[0] if places else None)
    starts = parts_of(text)
    if part is None:
        at = lit[0] if lit else _beginning(copy, page)
        part = bisect_right(starts, at)
    part = min(max(part, 1), len(starts))
    start = starts[part - 1]
    end = _end(text, [*starts, len(text)][part])
    if lit and start <= lit[0] < end:
        end = max(end, lit[1])
    return CopyPage(
        copy=copy,
        start=start,
        end=end,
        part=part,
        parts=len(starts),
        marks=_marks(copy, user, start, end),
        lit=lit,
        words=words,
        places=places,
    )


def parts_of(text: str) -> list[int]:
    """Where the parts begin, each with a line, if any ends in the half before."""
    starts = [0]
    while len(text) - starts[-1] > PART + RUN_ON:
        half, after = starts[-1] + PART // 2, starts[-1] + PART
        cut = text.rfind("\n", half, after) + 1 or text.rfind(" ", half, after) + 1
        starts.append(cut or after)
    return starts


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text: as a quotation does, or else in any letters."""
    copy = normalized(text)
    found = [(proof.start, proof.end) for proof in proofs(words, copy)]
    wanted = normalized(words).text.strip()
    if found or not wanted:
        return found
    alike = re.compile(re.escape(wanted), re.IGNORECASE)
    return [copy.span(*match.span()) for match in alike.finditer(copy.text)]


def passage(copy: Snapshot, position: int, extent: int) -> QuotedPassage | None:
    """What somebody selected, as it is quoted: its place, widened to whole words, its words, and
    whether they are proved there. None when nothing that can be quoted stands there.

    Where the page breaks lines or sets hyphens, the words do not.
    """
    if _within((position, extent), copy.text) is None or extent > LONGEST:
        return None
    start, end = _to_words(copy.text, position, position + extent)
    if start >= end:
        return None
    quote = as_quoted(copy.text[start:end])
    page = page_at(copy, start)
    return {
        "position": start,
        "extent": end - start,
        "quote": quote,
        "locator": f"page {page}" if page else "",
        "proved": stands(quote, copy.text, start, end - start),
    }


def as_quoted(words: str) -> str:
    """Words of a page as they are quoted: in one line, without the hyphens that lines end in."""
    return " ".join(_HYPHEN.sub("", _SOFT.sub("", words)).split())


def page_at(copy: Snapshot, place: int) -> int | None:
    """The number of the page on which a place stands, where the copy has pages."""
    number = bisect_right([start for _, start in copy.pages], place)
    return copy.pages[number - 1][0] if number else None


def _within(place, text):
    """The place as its beginning and end, when it lies in the text."""
    if place is None:
        return None
    start, extent = place
    return (start, start + extent) if extent > 0 and start + extent <= len(text) else None


def _beginning(copy, page):
    """Where a page begins: the text itself, when the copy has no such page."""
    return next((start for number, start in copy.pages if number == page), 0)


def _end(text, border):
    """Where a part that ends at the border is left: at the end of a line, soon after it."""
    if border >= len(text):
        return len(text)
    return text.find("\n", border, border + RUN_ON) + 1 or border + RUN_ON


def _marks(copy, user, start, end):
    """The places of citations in a part: those of this copy, and those that quote the source
    from elsewhere and stand in the part once."""
    citations = (
        Citation.objects.visible_to(user)
        .filter(source=copy.source_id)
        .exclude(quote="")
        .select_related("claim")
        .order_by("position", "pk")
    )
    shown, found = None, []
    for citation in citations[:MARKED]:
        if citation.snapshot_id == copy.pk:
            if citation.position is not None:
                place = citation.position, citation.position + citation.extent
                found.append(CitationMark(*place, citation))
            continue
        shown = shown or normalized(copy.text[start:end])
        proved = proofs(citation.quote, shown)
        if len(proved) == 1:
            found.append(CitationMark(start + proved[0].start, start + proved[0].end, citation))
    return [mark for mark in found if mark.start < end and mark.end > start]


def _paragraphs(reading):
    """The paragraphs of the part, cut where a page begins or where a mark does or ends."""
    text, lit = reading.copy.text, reading.lit or (-1, -1)
    pages = [(at, number) for number, at in reading.copy.pages if reading.start <= at < reading.end]
    cuts: Any = {place for mark in reading.marks for place in (mark.start, mark.end)} | {*lit}
    cuts = sorted(place for place in cuts if reading.start < place < reading.end)
    borders = {reading.start, reading.end}
    borders |= {match.end() for match in _PARAGRAPH.finditer(text, reading.start, reading.end)}
    borders |= {at for at, _ in pages}
    rest_at = reading.copy.rest_at
    if rest_at is not None and reading.start <= rest_at < reading.end:
        borders.add(rest_at)
    unlit = True
    for start, end in pairwise(sorted(borders)):
        within = cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)]
        pieces = []
        for first, last in pairwise([start, *within, end]):
            is_lit = lit[0] <= first < lit[1]
            cited = [mark for mark in reading.marks if mark.start <= first < mark.end]
            pieces.append(
                CopyPiece(
                    text=text[first:last],
                    is_lit=is_lit,
                    is_first_lit=is_lit and unlit,
                    cited=tuple(mark.citation for mark in cited),
                    ended=tuple(mark.citation for mark in cited if mark.end <= last),
                )
            )
            unlit = unlit and not is_lit
        yield CopyParagraph(
            start=start,
            pieces=pieces,
            begun=tuple(number for at, number in pages if start <= at < end),
            begins_rest=start == rest_at,
        )


def _to_words(text, start, end):
    """The place without the spaces at its ends, widened to whole words."""
    while start < end and _is_nothing(text[start]):
        start += 1
    while end > start and _is_nothing(text[end - 1]):
        end -= 1
    while 0 < start < end and _goes_on(text[start - 1], text[start]):
        start -= 1
    while start < end < len(text) and _goes_on(text[end - 1], text[end]):
        end += 1
    return start, end


def _is_nothing(letter):
    return letter.isspace() or _UNSEEN.match(letter) is not None


def _goes_on(before, after):
    """Whether two characters are of one word, or of one sign."""
    if unicodedata.category(after).startswith("M") or "\u200d" in (before, after):
        return True
    letter = before.isalnum() or unicodedata.category(before).startswith("M")
    return letter and after.isalnum()
