"""What the reader makes of a sentence, with companies and people that these tests know."""

from datetime import date

from partnerships.text import assertions
from partnerships.text.tokens import Names, tokens

KNOWN = Names(
    {
        "Harbour": {"harbour"},
        "Quayside": {"quayside"},
        "Ferry Line": {"ferries"},
        "Mill Bank": {"bank"},
        "Anna Berg": {"anna"},
        "Berg": {"anna"},
    }
)


def read(text):
    return assertions.read(text, tokens(text, names=KNOWN, anchor=date(2026, 5, 21)))


def clashes(mine, *told):
    """The clashes of a sentence with others, as an editor reads them."""
    named = [(f"C{number}", read(words)) for number, words in enumerate(told, 1)]
    return [str(one) for one in assertions.clashes(read(mine), named)]
