"""How verdicts look on every page: a mark, a word and a colour, never a colour alone."""

from django.utils.html import format_html

from ..vocabulary import Finding, State
from .people import departed

# Each with its mark and its word; the style sheet has the colour. One table for every door.
MARKS = {
    Finding.ACCURATE: ("✓", "Accurate"),
    Finding.CONTEXT: ("✓+", "Needs context"),
    Finding.IMPRECISE: ("~", "Imprecise"),
    Finding.WRONG: ("✗", "Wrong"),
    Finding.REPORTED: ("”", "Reported"),
    Finding.UNVERIFIED: ("?", "Unverified"),
    Finding.OPINION: ("○", "Opinion"),
    State.WAITING: ("½", "Waiting"),
    State.LAPSED: ("↺", "Lapsed"),
    State.WITHDRAWN: ("↩", "Withdrawn"),
    State.UNCHECKED: ("·", "Unchecked"),
}


def stamp(word):
    """A finding or a state with its mark."""
    mark, said = MARKS[word]
    # The finding “needs context” shares no class with the stance “context”.
    return format_html(
        '<span class="stamp is-{}"><span class="sign" aria-hidden="true">{}</span> {}</span>',
        word,
        mark,
        said,
    )


def of(record):
    """The stamp of a verdict, or of a claim that was asked for `with_verdict`."""
    return stamp(record.finding if record.state == State.STANDS else record.state)


def by(name, user):
    """A signature, marked when the account of its owner is closed."""
    gone = departed(user)
    return f"{name} ({gone})" if gone else name
