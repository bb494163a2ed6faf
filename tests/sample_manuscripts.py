"""Manuscripts whose every letter is known again after edits, to ask where marked words went."""

from itertools import count

from hypothesis import strategies as st

from partnerships.text.anchoring import WORD

# Few words, so that the same ones stand everywhere: only their place tells them apart.
VOCABULARY = [
    *("Microsoft", "OpenAI", "paid", "invested", "$13", "$10", "billion", "in", "the", "not"),
    *("April", "2024", "first", "about"),
]
FOREIGN = ["qua", "zyx", "Vlor"]  # no manuscript has them


class Manuscript:
    """A text as a list of letters, each with a number of its own that it keeps for ever."""

    def __init__(self, text, numbers=None):
        self._numbers = numbers or count()
        self.letters = [(letter, next(self._numbers)) for letter in text]

    @property
    def text(self):
        return "".join(letter for letter, _ in self.letters)

    def put(self, at, text):
        self.letters[at:at] = [(letter, next(self._numbers)) for letter in text]

    def cut(self, start, end):
        taken = self.letters[start:end]
        del self.letters[start:end]
        return taken

    def replace(self, start, end, text):
        """Put other text; letters that stay the same at either end are the same letters."""
        while start < end and text and self.letters[start][0] == text[0]:
            start, text = start + 1, text[1:]
        while start < end and text and self.letters[end - 1][0] == text[-1]:
            end, text = end - 1, text[:-1]
        self.cut(start, end)
        self.put(start, text)

    def marks(self, start, end):
        """The numbers of these letters, by which they are known again."""
        return [number for _, number in self.letters[start:end]]

    def where(self, marks):
        """Where letters that were marked stand now in one piece; or None."""
        numbers = [number for _, number in self.letters]
        if marks[0] not in numbers:
            return None
        start = numbers.index(marks[0])
        return start if numbers[start : start + len(marks)] == marks else None

    def has_some(self, marks, place):
        """Whether one of these letters is where it would be if they began at this place: the
        others may have come for some that are alike."""
        here = self.letters[place : place + len(marks)]
        return any(number == mark for (_, number), mark in zip(here, marks, strict=True))

    def words(self):
        return [match.span() for match in WORD.finditer(self.text)]

    def paragraphs(self):
        """Where each begins and ends, with the blank line behind it."""
        ends = [
            place + 2 for place in range(len(self.text)) if self.text[place : place + 2] == "\n\n"
        ]
        places = list(zip([0, *ends], [*ends, len(self.text)], strict=True))
        return [(start, end) for start, end in places if start < end]

    def sentences(self):
        ends = [
            place + 2 for place in range(len(self.text)) if self.text[place : place + 2] == ". "
        ]
        return list(zip([0, *ends], [*ends, len(self.text)], strict=True))


def texts(words=None, shortest=2):
    """Texts of several sentences in paragraphs."""
    words = st.sampled_from(VOCABULARY) if words is None else words
    sentence = st.lists(words, min_size=shortest, max_size=7)
    told = st.tuples(sentence, st.sampled_from([". ", ".\n\n", ", "])).map(
        lambda made: " ".join(made[0]) + made[1]
    )
    return st.lists(told, min_size=2, max_size=6).map("".join)


def spans(draw, manuscript):
    """A few words of one paragraph: where they begin and end. Sometimes only part of the outer
    ones."""
    words = manuscript.words()
    first = last = draw(st.integers(0, len(words) - 1))
    for _ in range(draw(st.integers(0, 3))):
        stop = words[min(last + 1, len(words) - 1)][1]
        last += last + 1 < len(words) and "\n" not in manuscript.text[words[first][0] : stop]
    start, end = words[first][0], words[last][1]
    if draw(st.integers(0, 5)) == 0 and end - start > 2:
        start += draw(st.integers(0, 1))
        end -= draw(st.integers(0, 1))
    return start, end


def edit(draw, manuscript, words=None):
    """Do one thing to the manuscript that an editor might do."""
    said = st.sampled_from(VOCABULARY) if words is None else words
    what = draw(st.sampled_from(EDITS))
    if len(manuscript.words()) < 2:
        what = insert_words
    before = list(manuscript.letters), manuscript.text
    what(draw, manuscript, said)
    if manuscript.text == before[1]:  # one of two like paragraphs, put for the other: nothing done
        manuscript.letters = before[0]
    return what.__name__


def insert_words(draw, manuscript, said):
    words = [start for start, _ in manuscript.words()] or [0]
    text = " ".join(draw(st.lists(said, min_size=1, max_size=4)))
    manuscript.put(draw(st.sampled_from(words)), text + draw(st.sampled_from([" ", ", ", ". "])))


def insert_letters(draw, manuscript, said):
    place = draw(st.integers(0, len(manuscript.letters)))
    put = draw(st.text("1 .,n%\n", min_size=1, max_size=2))
    text = manuscript.text[:place] + put + manuscript.text[place:]
    start, end = between_words(text, place, place + len(put))
    manuscript.put(start, text[start:end])


def delete_words(draw, manuscript, said):
    words = manuscript.words()
    first = draw(st.integers(0, len(words) - 1))
    behind = min(first + draw(st.integers(1, 6)), len(words) - 1)
    manuscript.cut(words[first][0], words[behind][0])


def delete_letters(draw, manuscript, said):
    start = draw(st.integers(0, len(manuscript.letters) - 1))
    end = min(start + draw(st.integers(1, 3)), len(manuscript.letters))
    manuscript.cut(*between_words(manuscript.text, start, end))


def between_words(text, start, end):
    """The stretch of a text, or another with which it would be the same without: of “billion in”
    without “n i” nobody can tell that it was not “ in” that went."""
    length, first = end - start, start
    while first and text[first - 1] == text[first + length - 1]:
        first -= 1
    last = start
    while last + length < len(text) and text[last] == text[last + length]:
        last += 1
    for place in range(first, last + 1):
        if not _is_in_a_word(text, place) and not _is_in_a_word(text, place + length):
            return place, place + length
    return start, end


def _is_in_a_word(text, place):
    return 0 < place < len(text) and text[place - 1 : place + 1].isalnum()


def replace_words(draw, manuscript, said):
    """Write something else for a few words; one of them may be in it, but not beside the same.

    What is typed anew word for word, nobody can tell from what stayed.
    """
    words = manuscript.words()
    first = draw(st.integers(0, len(words) - 2))
    last = min(first + draw(st.integers(1, 4)), len(words) - 1)
    again = draw(st.lists(said, max_size=1))
    text = " ".join([draw(st.sampled_from(FOREIGN)), *again, draw(st.sampled_from(FOREIGN))])
    manuscript.replace(words[first][0], words[last][1], text)


def move_paragraph(draw, manuscript, said):
    """Take one out with the blank line behind it, and put it between others."""
    if not manuscript.text.endswith("\n\n"):
        manuscript.put(len(manuscript.letters), "\n\n")
    before = list(manuscript.letters), WORD.findall(manuscript.text)
    taken = manuscript.cut(*draw(st.sampled_from(manuscript.paragraphs())))
    place = draw(st.sampled_from(manuscript.paragraphs() or [(0, 0)]))[0]
    manuscript.letters[place:place] = taken
    if WORD.findall(manuscript.text) == before[1]:  # like for like: nobody could tell
        manuscript.letters = before[0]


def duplicate_sentence(draw, manuscript, said):
    sentences = manuscript.sentences()
    start, end = draw(st.sampled_from(sentences))
    place = draw(st.sampled_from([start for start, _ in sentences]))
    manuscript.put(place, f"{manuscript.text[start:end].rstrip()} ")


EDITS = [
    *(insert_words, insert_letters, delete_words, delete_letters, replace_words),
    *(move_paragraph, duplicate_sentence),
]
