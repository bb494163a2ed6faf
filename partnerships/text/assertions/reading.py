"""What a text says, sentence by sentence, from its tokens and the words between them."""

from collections.abc import Sequence

from ..tokens import Span, Token, sentences
from .base import Reading, whole_reading
from .bearing import bearing
from .doings import doings
from .pieces import SentencePieces
from .qualifying import qualifying
from .stating import stating
from .summing import summing
from .telling import telling
from .timing import timing

_LONGEST = 300  # pieces


def read(text: str, found: Sequence[Token]) -> Reading:
    """What a text says as small records; `found` are its tokens."""
    return whole_reading(
        read_sentence(
            text, span, [one for one in found if span.start <= one.start and one.end <= span.end]
        )
        for span in sentences(text)
    )


def read_sentence(text: str, span: Span, within: Sequence[Token]) -> Reading:
    """What one sentence of a text says; `within` are the tokens that lie in it.

    Of a very long one nothing is read: it is a list, and each word looks at those around it.
    """
    sentence = SentencePieces(text, span, within)
    if len(sentence.pieces) > _LONGEST:
        return Reading()
    return Reading(
        assertions=list(doings(sentence)),
        borne=list(bearing(sentence)),
        stated=list(stating(sentence)),
        measured=list(summing(sentence)),
        tellers=list(telling(sentence)),
        qualified=list(qualifying(sentence)),
        bounded=list(timing(sentence)),
    )
