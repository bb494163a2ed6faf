"""How many copies that share text are found, and how fast? Beside comparing every two.

1,000 copies of 50 kB, on the desk's own database in a transaction that is undone. 200 of them hold
so much of another one: all but two paragraphs, 60, 30 and 20 per cent of it; 50 are short and
taken from a long one. Every two are compared by the whole of their shingles, for 3,000 of the
499,500 pairs, and multiplied.
"""

import random
import time
from itertools import combinations

import _desk

from partnerships.actions.sources.text_overlaps import suggest
from partnerships.models import Snapshot, Source, TextOverlap
from partnerships.text.shingles import tokenize_bare

COPIES, PARAGRAPHS, TIMED = 1000, 140, 3000
KEPT = {"all but two paragraphs": 138, "60 %": 84, "30 %": 42, "22 %": 31}
EACH = 50  # planted of a kind
SHORT = 6  # paragraphs of a short copy, all of them from a long one
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def paragraphs(rng, words, number):
    return [f"{' '.join(rng.choices(words, k=55)).capitalize()}." for _ in range(number)]


def texts(rng):
    """The texts, and for each that is planted its kind and the text that it was taken from."""
    words = ["".join(rng.choices(LETTERS, k=rng.randint(2, 9))) for _ in range(20_000)]
    number = COPIES - EACH * (len(KEPT) + 1)
    whole = [paragraphs(rng, words, PARAGRAPHS) for _ in range(number)]
    made, planted = ["\n".join(each) for each in whole], {}
    for kind, kept in [*KEPT.items(), ("a short one of a long one", SHORT)]:
        for _ in range(EACH):
            origin = rng.randrange(number)
            own = 0 if kept == SHORT else PARAGRAPHS - kept
            text = rng.sample(whole[origin], kept) + paragraphs(rng, words, own)
            rng.shuffle(text)
            planted[len(made)] = kind, origin
            made.append("\n".join(text))
    return made, planted


def kept(made):
    collection = _desk.collection()
    rows = Source.objects.bulk_create(
        _desk.source(collection, f"benchmark-{number}") for number in range(len(made))
    )
    return Snapshot.objects.bulk_create(map(_desk.pasted, rows, made), batch_size=100)


def main():
    rng = random.Random(4)
    made, planted = texts(rng)
    with _desk.undone():
        places = {copy.pk: place for place, copy in enumerate(kept(made))}
        begun = time.perf_counter()
        looked_at, _ = suggest()
        taken = time.perf_counter() - begun
        pairs = {
            (places[a], places[b])
            for a, b in TextOverlap.objects.values_list("first", "second")
            if a in places and b in places
        }

    begun = time.perf_counter()
    whole = [{shingle for _, shingle in tokenize_bare(text).shingles()} for text in made[:80]]
    reading = (time.perf_counter() - begun) / 80 * COPIES
    begun = time.perf_counter()
    for one, two in rng.sample(list(combinations(whole, 2)), TIMED):
        len(one & two)
    all_pairs = reading + (time.perf_counter() - begun) / TIMED * COPIES * (COPIES - 1) / 2

    print(f"{looked_at:,} copies of {sum(map(len, made)) / len(made):,.0f} characters")
    print(f"suggest: {taken:.0f} s, {1000 * taken / looked_at:.0f} ms a copy")
    print(f"every two by their shingles: {all_pairs:.0f} s, {all_pairs / taken:.1f} x suggest")
    for kind in [*KEPT, "a short one of a long one"]:
        own = [(origin, place) for place, (k, origin) in planted.items() if k == kind]
        print(f"found of {kind}: {sum(pair in pairs for pair in own)} of {len(own)}")
    known = {(origin, place) for place, (_, origin) in planted.items()}
    chance = {pair for pair in pairs - known if not _share_an_origin(pair, planted)}
    print(f"found that nobody planted: {len(chance)}")


def _share_an_origin(pair, planted):
    """Whether both were taken from one text: these may be alike without having been planted so."""
    origins = [planted[place][1] for place in pair if place in planted]
    return len(origins) == 2 and origins[0] == origins[1]


if __name__ == "__main__":
    main()
