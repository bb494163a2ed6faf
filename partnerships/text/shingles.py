"""The words of a text, which of them tell where it comes from, and a sketch of those.

Two reports on one event share phrases, names, and what somebody said; two pages share their
notices and menus. None of that shows that one retells the other. What counts are the words that a
reporter puts together: those outside quotation marks, menus and notices.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from .patterns import late
from .typography import BREAK, normalized

VERSION = 2  # of all that follows: another one, and every copy is sketched anew

RUN = 6  # words of a shingle
LEAST = 256  # shingles in the sketch of a text, of a long one
EVERY = 16  # one in so many
MOST = 4096

# Scripts without spaces are read sign by sign.
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = late(rf"[{_SIGN}]|[^\W_{_SIGN}](?:[^\W_{_SIGN}]|{BREAK}(?=[^\W_{_SIGN}]))*")
_LINE = late(r"[^\n]+")
_SENTENCE_ENDS = tuple(".!?…”“\"':;,»’")
MENU_LINES, MENU_WORDS = 3, 5  # so many lines of so few words, one after the other, are a menu
NOTICE_WORDS = 150  # a longer paragraph that mentions cookies is about them
_NOTICE = late(
    r"\b(?:uses?|using|accept|reject|manage|store|set) (?:all |our |of |these |optional )*cookies\b"
    r"|\bcookies? (?:policy|settings|preferences|notice|consent|banner)\b"
    r"|\bprivacy (?:policy|notice|statement|centre|center)\b"
    r"|\bterms (?:of (?:use|service)|and conditions)\b|\ball rights reserved\b"
    r"|\bsign up (?:for|to)\b.{0,60}\bnewsletter|\bsubscribe (?:now|today|to (?:our|the))\b"
    r"|\bthis (?:site|page) is protected by\b|\bshare this (?:article|story|page)\b"
    r"|\bdatenschutz(?:erklärung|hinweise)\b|\bpolitique de confidentialité\b",
    re.IGNORECASE,
)
LONGEST_SAID = 1_500  # characters between two quotation marks


@dataclass(frozen=True)
class BareWords:
    """The words of a text, without their typography, and where each stood in it."""

    words: list[str]
    counts: list[bool]  # of each word, whether it tells where the text comes from
    places: list[tuple[int, int]]

    @property
    def own(self) -> int:
        """How many of them count."""
        return sum(self.counts)

    def shingles(self) -> Iterator[tuple[int, str]]:
        """Each run of words all of which count, with the place of its first word."""
        counted = 0
        for place, counts in enumerate(self.counts):
            counted = counted + 1 if counts else 0
            if counted >= RUN:
                first = place - RUN + 1
                yield first, " ".join(self.words[first : place + 1])


def tokenize_bare(text: str) -> BareWords:
    """The words of the text. Some 50 ms for 50 kB."""
    bare = normalized(text)
    aside = _together([*_furniture(text), *_said(bare, text)])
    begins = [begin for begin, _ in aside]
    words, counts, places = [], [], []
    for found in _WORD.finditer(bare.text):
        begin, end = bare.span(*found.span())
        within = bisect_right(begins, begin) - 1
        words.append(found.group().replace(BREAK, "").casefold())
        counts.append(within < 0 or aside[within][1] <= begin)
        places.append((begin, end))
    return BareWords(words, counts, places)


def sketch(read_: BareWords) -> list[int]:
    """The numbers of some of the text's shingles, in order: of all texts the same ones.

    The lowest are taken, 256 or one in 16, so that what is shared by a short text and a long one
    is in both. The numbers are BLAKE2's, the same on every machine and in every process.
    """
    numbers = {_number(shingle) for _, shingle in read_.shingles()}
    return nsmallest(min(max(LEAST, len(numbers) // EVERY), MOST), numbers)


def _number(shingle):
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), signed=True)


def _together(stretches):
    """The stretches in their order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(stretches):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


def _furniture(text):
    """Where menus and notices stand in the text, by its lines."""
    menu = []
    for line in _LINE.finditer(text):
        said = line.group().strip()
        if not said:
            continue
        words = len(said.split())
        if words <= MENU_WORDS and not said.endswith(_SENTENCE_ENDS):
            menu.append(line.span())
            continue
        yield from _if_menu(menu)
        menu = []
        if words <= NOTICE_WORDS and _NOTICE.search(said):
            yield line.span()
    yield from _if_menu(menu)


def _if_menu(lines):
    return lines if len(lines) >= MENU_LINES else []


def _said(bare, text):
    """Where words stand between quotation marks.

    A quotation of several paragraphs opens each with a mark and closes the last. Single marks
    count where they are set as such: nobody tells a straight one from an apostrophe.
    """
    opened = None
    for found in re.finditer('"', bare.text):
        place = found.start()
        if opened is not None and place - opened <= LONGEST_SAID:
            yield bare.span(opened, place + 1)
            opened = place if _opens(bare.text, place) else None
        else:
            opened = None if _closes(bare.text, place) else place
    opened = None
    for found in re.finditer("'", bare.text):
        place = found.start()
        if text[bare.span(place, place + 1)[0]] == "‘":
            opened = place
        elif opened is not None and _closes(bare.text, place):
            if place - opened <= LONGEST_SAID:
                yield bare.span(opened, place + 1)
            opened = None


def _opens(text, place):
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before in " ([-") and bool(after) and after != " "


def _closes(text, place):
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before) and before not in " ([" and not after.isalnum()
