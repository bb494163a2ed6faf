"""How fast are quotations proved? Through the command, beside str.find and difflib.

100,000 quotations of some 150 characters over 1,000 copies of 50 kB, on the desk's own database in
a transaction that is undone. str.find is given text that is prepared already, and proves nothing of
where words and figures end; difflib looks for the likest place in the copy as it is.
"""

import random
import resource
import time
from difflib import SequenceMatcher
from io import StringIO
from itertools import product

import _desk
from django.core.management import call_command
from django.db import connection

from partnerships.models import Citation, Snapshot
from partnerships.text.quotations import stands

COPIES = 1000
QUOTATIONS = 100_000
LENGTH = 50_000
ENDS = ["ment", "ting", "rs", "’s", " “ma”", "", "\n", "  the", " 13.5%", " $4 billion"]
WORDS = ["".join(parts) for parts in product(["co", "in", "re"], ["la", "sti", "no"], ENDS)]


def copies(source, rng):
    for number in range(COPIES):
        words = []
        while sum(map(len, words)) + len(words) < LENGTH:
            words += rng.choices(WORDS, k=500)
        text = f"Copy {number}. {' '.join(words)}"[:LENGTH]
        yield _desk.pasted(source, text)


def quoted(copy, rng):
    """A place of some 150 characters that begins and ends with a word; every other one is typed
    with plain quotation marks and spaces."""
    text = copy.text
    while True:
        start = text.find(" ", rng.randrange(len(text) - 400)) + 1
        end = text.find(" ", start + 150)
        words = text[start:end]
        if stands(words, text, start, end - start):
            typed = " ".join(words.replace("’", "'").replace("“", '"').replace("”", '"').split())
            return start, end - start, rng.choice([words, typed])


def made(collection, rng):
    source = _desk.source(collection)
    source.save()
    (claim,) = _desk.claims(collection, ["Said."])
    kept = Snapshot.objects.bulk_create(copies(source, rng), batch_size=100)
    rows = []
    for number in range(QUOTATIONS):
        copy = kept[number % COPIES]
        start, extent, words = quoted(copy, rng)
        rows.append(
            Citation(
                collection=collection, claim=claim, source=source, stance="supports",
                snapshot=copy, quote=words, position=start, extent=extent, locator=str(number),
            )
        )  # fmt: skip
    Citation.objects.bulk_create(rows, batch_size=2000)
    return [
        (copy.text, [row.quote for row in rows[place::COPIES]]) for place, copy in enumerate(kept)
    ]


def rate(number, act):
    begun = time.perf_counter()
    act()
    return number / (time.perf_counter() - begun)


def main():
    rng = random.Random(4)
    with _desk.undone():
        collection = _desk.collection()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE partnerships_citation DISABLE TRIGGER citation_was_written")
        texts = made(collection, rng)
        _desk.analyze()
        first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        command = rate(QUOTATIONS, lambda: call_command("verify_quotations", stdout=StringIO()))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first
        find = rate(QUOTATIONS, lambda: [t.find(q) for t, quotes in texts for q in quotes])
        text, quotes = texts[0]
        similarity = rate(
            5,
            lambda: [
                SequenceMatcher(None, text, q, autojunk=False).find_longest_match()
                for q in quotes[:5]
            ],
        )

    print(f"{QUOTATIONS:,} quotations, {COPIES:,} copies of {LENGTH:,} characters")
    print(
        f"verify_quotations: {command:,.0f} a second; {grown / 1024:.0f} MB more memory at its peak"
    )
    print(f"str.find on prepared text: {find:,.0f} a second, {find / command:.1f} x the command")
    print(f"difflib: {similarity:,.1f} a second, {similarity / command:.5f} x the command")


if __name__ == "__main__":
    main()
