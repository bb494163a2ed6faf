"""Sentences, and what happens to them on the way into a story: a corpus made by rule.

`altered()` are quotations that say something else; `reset()` are the same words, set otherwise.
Each is a triple: what was done, the quotation, and the text of the page it is said to be from.
"""

import re

SENTENCES = """
The company said it would invest up to $11.9 billion in the venture, not all of it in cash.
Executives never expected the board to approve the merger before 19 March 2024.
About 27 percent of the shares went to the partner, according to two people familiar with the talks.
The provider reportedly lost 5.5% of its customers after raising its price to $20 a month.
"We can't build this alone," the chief executive said, "and we don't intend to."
The agreement of June 2019 did not give the investor a seat on the nonprofit's board.
Revenue rose from $1.6 billion in 2023 to roughly $3.7 billion a year later.
No date was set for the listing, which could come in 2026 or 2027.
Engineers at the supplier downloaded the files without asking, three employees said.
The exclusive right ended on 21 January 2025 and was replaced by a right of first refusal.
The chairman may have known of the plan by November; he would not say when he learned of it.
Some investors, but not the largest one, agreed to lend $6.6 billion on the same terms.
The clause says that the licence covers only technology from before that point.
Contracts worth $300 billion over five years will begin in 2027, the papers show.
The regulator found no merger, though it saw "material influence" over the smaller company.
Its founder left the board on 20 February 2018 and has not been a shareholder since.
The first payment of $1 billion was made half in cash and half in cloud credits.
Neither company would confirm the figure of $38 billion for the cap.
The observer, who had no vote, gave up her chair on 9 July 2024.
By the end of the quarter it had funded $11.6 billion of its $13 billion commitment.
"The best bromance in tech" is how he once described the long-term partnership.
Analysts expect losses of at least $5 billion this year, perhaps more.
Oracle was allowed to supply about 100,000 chips from its data centre in Abilene.
The judge adopted the advisory verdict but did not decide the merits of the case.
A spokeswoman denied that the two were in talks over a lower share of revenue.
The fund, which is based in Abu Dhabi, joined the round at a value of $157 billion.
It was the last large contract that the two companies signed without lawyers present.
Staff were told on a Friday that the office would be closed from 4 to 8 July.
The newspaper could not verify whether all of the money had been paid.
Most of the team, including the co-founder, moved to the new division within a week.
""".strip().splitlines()

HEDGES = [
    *("up to ", "About ", "about ", "roughly ", "reportedly ", "at least ", "perhaps ", "some "),
    *(
        "Some ",
        "could ",
        "may ",
        "Most of the ",
        ", according to two people familiar with the talks",
    ),
    *(", three employees said", ", the papers show"),
]
CHANGED = [
    *(("billion", "million"), ("percent", "percentage points"), ("March", "May"), ("$", "€")),
    *(("January", "June"), ("November", "December"), ("July", "June"), ("June", "July")),
    *(("Oracle", "Google"), ("Abilene", "Austin"), ("Abu Dhabi", "Dubai"), ("Friday", "Monday")),
    *(("cash", "credits"), ("company", "companies"), ("first", "last"), ("two", "three")),
    *(("nonprofit", "for-profit"), ("investor", "investors"), ("largest", "smallest")),
    ("February", "January"),
]

BEFORE = "The newsletter has three parts. What follows is the second of them. "
AFTER = " That is all there is to say of it here. The third part is about another company."


def page(sentence):
    return f"{BEFORE}{sentence}{AFTER}"


def altered():
    """Quotations that differ from the page in a way that matters."""
    for number, sentence in enumerate(SENTENCES):
        other = SENTENCES[(number + 7) % len(SENTENCES)]
        for done, quotation in _changes(sentence, other):
            if quotation != sentence:
                yield done, quotation, page(sentence) + " " + page(other)


def _changes(sentence, other):
    for found in re.finditer(r"\d", sentence):
        digit = str((int(found.group()) + 1) % 10)
        yield "one digit", sentence[: found.start()] + digit + sentence[found.end() :]
    for verb in (
        " would ",
        " will ",
        " may ",
        " could ",
        " was ",
        " were ",
        " had ",
        " did ",
        " is ",
    ):
        yield "not added", sentence.replace(verb, f"{verb}not ", 1)
    for negation in (" not ", "No ", " no ", " never ", " without ", "Neither "):
        yield "negation dropped", sentence.replace(negation, " " if negation[0] == " " else "", 1)
    yield "contraction dropped", sentence.replace("can't", "can").replace("don't", "do")
    for hedge in HEDGES:
        yield "hedge dropped", sentence.replace(hedge, "", 1)
    for right, wrong in CHANGED:
        yield "a word changed", sentence.replace(right, wrong, 1)
    words, more = sentence.split(), other.split()
    half, rest = len(words) // 2, len(more) // 2
    yield "two sentences spliced", " ".join(words[:half] + more[rest:])
    yield "two words exchanged", " ".join([*words[:2], words[3], words[2], *words[4:]])
    yield "a word doubled", " ".join([*words[:half], words[half], *words[half:]])
    yield "a word dropped", " ".join(words[:half] + words[half + 1 :])
    if words[0].isalpha() and len(words[0]) > 1:
        yield "a word cut short", sentence[1:]
    yield "spliced by a mark", f"{' '.join(words[:3])} [his words] {' '.join(more[-3:])}"
    yield "in capitals", sentence.upper()
    yield (
        "space in a word",
        sentence.replace(words[half], words[half][:1] + " " + words[half][1:], 1),
    )
    yield "spaces dropped", "".join(words)


def reset():
    """The same words with another typography, on the page or in the quotation."""
    for sentence in SENTENCES:
        for done, setting in _settings(sentence):
            if setting != sentence:
                yield f"{done}, on the page", sentence, page(setting)
                yield f"{done}, in the quotation", setting, page(sentence)
        for done, setting in line_ends(sentence):
            yield done, sentence, page(setting)


def _settings(sentence):
    words = sentence.split()
    middle = len(words) // 2
    yield "no-break spaces", sentence.replace(" ", "\u00a0")
    yield "thin spaces", sentence.replace(" ", "\u2009")
    yield "lines", "\n".join([" ".join(words[:middle]), " ".join(words[middle:])])
    yield "lines of another system", "\r\n\t".join([" ".join(words[:middle]), *words[middle:]])
    yield "wide spaces", "   ".join(words)
    yield "curly apostrophes", sentence.replace("'", "’")
    yield "curly quotation marks", re.sub(r'"([^"]*)"', "“\\1”", sentence)
    yield "low quotation marks", re.sub(r'"([^"]*)"', "„\\1“", sentence)
    yield "angled quotation marks", re.sub(r'"([^"]*)"', "«\\1»", sentence)
    yield "other hyphens", sentence.replace("-", "\u2011")
    yield "dashes", sentence.replace("-", "–")
    yield "soft hyphens", re.sub(r"([a-z]{4})([a-z]{3})", "\\1\u00ad\\2", sentence)
    yield "ligatures", sentence.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    yield "zero widths", sentence.replace(" ", " \u200b")
    yield "marks of direction", f"\u202a{sentence}\u202c"
    yield "a byte-order mark", f"\ufeff{sentence}"


def line_ends(sentence):
    """A line that ends within a word, at each hyphen a page could have put there."""
    for found in list(re.finditer(r"[a-z]{3}(?=[a-z]{3})", sentence))[:3]:
        yield "a hyphen at a line's end", f"{sentence[: found.end()]}-\n{sentence[found.end() :]}"
    for found in re.finditer(r"(?<=[a-z])-(?=[a-z])", sentence):
        yield "a line's end at a hyphen", f"{sentence[: found.end()]}\n  {sentence[found.end() :]}"
