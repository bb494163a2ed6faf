"""How states look on every page: a mark, a word and a colour, never a colour alone."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ...models import Claim, Verdict
from ...text.misquotes import QuotedDifference
from ...vocabulary import Finding, Outcome, Standing, State
from ..people import departed

# Each with its mark and its word; the style sheet has the colour. One table for every door.
MARKS: dict[str, tuple[str, str]] = {
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
    Standing.SIGNED: ("✓", "Signed by two"),
    Standing.PREFERRED: ("★", "Preferred"),
    Standing.OPEN: ("·", "Not decided"),
    Standing.DEPRECATED: ("✗", "No longer held"),
    Outcome.UNCHANGED: ("=", "Unchanged"),
    Outcome.MOVED: ("↷", "Moved"),
    Outcome.ALTERED: ("≠", "Altered"),
    Outcome.GONE: ("∅", "Gone"),
    Outcome.UNREACHABLE: ("…", "Unreachable"),
}
TAGS = {"kept": "span", "removed": "ins", "added": "del"}  # what the copy says stands underlined


def stamp(word: str) -> SafeString:
    """A finding, a state or an outcome with its mark."""
    mark, said = MARKS[word]
    # The finding “needs context” shares no class with the stance “context”.
    return format_html(
        '<span class="stamp is-{}"><span class="sign" aria-hidden="true">{}</span> {}</span>',
        word,
        mark,
        said,
    )


def verdict_badge(record: Claim | Verdict) -> SafeString:
    """The stamp of a verdict, or of a claim that was asked for `with_verdict`."""
    return stamp(record.finding if record.state == State.STANDS else record.state)  # type: ignore[union-attr]  # of with_verdict


def by(name: str, user: User | None) -> str:
    """A signature, marked when the account of its owner is closed."""
    gone = departed(user)
    return f"{name} ({gone})" if gone else name


def pieces(differences: Iterable[QuotedDifference]) -> SafeString:
    """A quotation beside what a copy says, word by word; what must never change is marked."""
    return format_html_join(
        "",
        "<{0}{2}>{1}</{0}>",
        ((TAGS[each.done], each.text, _critical(each)) for each in differences),
    )


def _critical(each):
    return format_html(' class="critical" title="{}"', each.critical) if each.critical else ""
