"""How fast are a manuscript's checkable tokens found? Beside the words alone, and its sentences.

10,000 words with 500 known names, and a manuscript twice as long: the time should double. Counted
is the time of the processor, which other work on the machine does not change much.
"""

import random
import time
from datetime import date
from platform import python_version

import _desk  # noqa: F401  # sets Django up

from partnerships.text.tokens import Names, sentences, tokens
from partnerships.text.tokens.prose import prose

ANCHOR = date(2024, 10, 23)
WORDS = 10_000
NAMES = {f"Company{number} Holdings": {number} for number in range(500)}
SENTENCES = [
    "By the autumn of 2024 {name} and its closest partner were looking for room, a paper reported.",
    "It paid {sum} billion dollars on {day} March 2024, roughly a fifth of what was not yet due.",
    "*“We may never sell {name},”* [Azure](https://a.example/{sum}) said last Tuesday.",
    "Four days later the board of {name} had been rebuilt, and everything went on as before.",
]


def manuscript(words, rng):
    parts, length = [], 0
    while length < words:
        chosen = [
            sentence.format(
                name=rng.choice(list(NAMES)), sum=rng.randrange(1, 99), day=rng.randrange(1, 29)
            )
            for sentence in rng.choices(SENTENCES, k=5)
        ]
        parts.append(" ".join(chosen))
        length += len(parts[-1].split())
    return "\n\n".join(parts)


def best(act, times=5):
    def once():
        begun = time.process_time()
        act()
        return time.process_time() - begun

    return min(once() for _ in range(times))


def main():
    rng = random.Random(5)
    text, longer = manuscript(WORDS, rng), manuscript(2 * WORDS, rng)
    names = Names(NAMES)
    found = tokens(text, names=names, anchor=ANCHOR)
    ours = best(lambda: tokens(text, names=names, anchor=ANCHOR))
    twice = best(lambda: tokens(longer, names=names, anchor=ANCHOR))
    split = best(text.split)
    cut = best(lambda: sentences(text))
    bare = best(lambda: prose(text))

    print(f"{len(text.split()):,} words, {len(NAMES)} names, {len(found):,} tokens")
    print(f"Python {python_version()}")
    print(
        f"tokens: {1000 * ours:.0f} ms, {ours / cut:.1f} x its sentences, {ours / bare:.0f} x its"
    )
    print(f"  its prose, {ours / split:,.0f} x str.split; {twice / ours:.2f} x for twice the words")


if __name__ == "__main__":
    main()
