"""What a page shows in place of its text, or says of it: walls, and notes of corrections."""

import re
from collections.abc import Iterable, Sequence

from ...vocabulary import Legibility
from .. import edtf

ENOUGH = 60  # words beside a wall that make a text
LONGEST_NOTE = 600  # characters of a note of correction
MOST_NOTES = 10
SENTENCE_ENDS = tuple('.!?”"»)')


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_SCRIPTS = _any_of(
    r"\b(?:enable|activate|turn on|switch on|allow|requires?|needs?|without) (?:your |the )?"
    r"java ?script\b",
    r"\bjava ?script (?:is|must be|has to be|to be|seems|and cookies)\b",
    r"\bjava ?script (?:aktivieren|einschalten)",
    r"\bacti(?:ver|var) java ?script",
    r"^loading(?:\.{3}|…)$",
)
_CONSENT = _any_of(
    r"\b(?:uses?|using|accept|reject|manage|store|set) (?:all |our |of |these |optional )*"
    r"cookies\b",
    r"\bcookies (?:and|or) (?:data|similar|other)\b",
    r"\bconsent\b.{0,40}\bcookies\b",
    r"\bbefore you continue\b",
    r"\b(?:accept|reject|agree to|allow) (?:them )?all\b",
    r"\b(?:your|manage) (?:privacy|consent)\b",
    r"\bwe (?:value|respect) your privacy\b",
    r"\bour \d* ?partners\b",
    r"\bcookies? (?:akzeptieren|zustimmen)",
    r"\b(?:alle akzeptieren|tout accepter|aceptar todo|accetta tutto)\b",
)
_WHO = _any_of(
    r"\b(?:are you|you are not|not|that you are) (?:a robot|human|a human)\b",
    r"\bverify(?:ing)? (?:that )?you(?: are|'re|’re)? (?:not a robot|human|a human)\b",
    r"\bchecking your browser\b",
    r"^just a moment\b",
    r"\bunusual (?:traffic|activity) from your\b",
    r"\bcaptcha\b",
    r"^access denied\b",
    r"\bpress (?:and|&) hold\b",
)
_NOT_FREE = _any_of(
    r"\b(?:subscribe|sign in|log in|register|sign up)(?: now| today)?"
    r"(?: or [a-z]{3,9}(?: in| up)?)? to (?:continue|keep|go on|read|finish|unlock|access|view)\b"
    r"(?! (?:our|the) (?:newsletter|comments))",
    r"\bto (?:continue|keep) reading\b",
    r"\bcontinue reading (?:with|by|for)\b",
    r"\bthe rest of this (?:article|story)\b.{0,60}\bsubscri",
    r"\b(?:article|story|content|page) is (?:only |exclusively )?(?:available |reserved )?"
    r"(?:only )?(?:for|to) (?:our |paying |registered )?(?:subscribers|members)\b",
    r"\bsubscribers? only\b",
    r"\breserved for (?:our )?subscribers\b",
    r"\byou(?: have|'ve|’ve) (?:reached|read|used) .{0,40}\bfree (?:article|stor)",
    r"\b(?:réservée? aux abonnés|nur für abonnenten|weiterlesen mit|solo para suscriptores)\b",
)
WALLS = [
    (Legibility.ASKS_WHO, _WHO),
    (Legibility.ASKS_CONSENT, _CONSENT),
    (Legibility.NEEDS_SCRIPTS, _SCRIPTS),
]

_HEADED = r"""
    corrections? (?:and|&) clarifications?|corrections?|clarifications?|corrected|corrigendum
    |errat(?:um|a)|retraction|editor(?:[’']s|s[’']) note|korrektur|berichtigung|richtigstellung
    |rectificatif|correctif|corrección|rectificación|fe de err(?:ores|atas)|rettifica
    |errata corrige|correção
""".replace("\n    ", "").strip()
_CORRECTION = _any_of(
    rf"\W*(?:{_HEADED})\s*(?:[:—–(]|-\s|$|,? ?(?:of |on )?(?:\d|(?:{'|'.join(edtf.MONTHS)})\b))",
    r"\W*(?:a )?correction (?:appended|was (?:made|added)|has been (?:made|added))\b",
    r"\W*this (?:article|story|post|page|report|headline|version) (?:has been|was|is being)"
    r" (?:corrected|amended|updated to correct)\b",
    r"\W*(?:(?:updated|amended|corrected) to correct|(?:this version )?corrects(?! itself\b)"
    r"|we have (?:since )?corrected|we regret the error|(?:due to|because of) an editing error)\b",
    r"\W*(?:an?|the) (?:earlier|previous|original) version of this\b",
    r"\W*in (?:an earlier|a previous|the original) version\b",
)


def page_legibility(
    lines: Sequence[str], hints: Iterable[str] = (), *, is_free: bool = True
) -> Legibility:
    """What a page shows by its `lines`: its text, or a wall in place of it.

    A wall is told by what it says, and by there being hardly another word; `hints` is what the page
    says to those who have no scripts.
    """
    text = list(hints)
    for wall, said in WALLS:
        beside = [line for line in lines if not said.search(line)]
        is_said = len(beside) < len(lines)
        if wall == Legibility.NEEDS_SCRIPTS:
            is_said = is_said or any(map(said.search, text))
        if is_said and sum(len(line.split()) for line in beside) < ENOUGH:
            return wall
    if not is_free or any(map(_NOT_FREE.search, lines)):
        return Legibility.NOT_FREE
    return Legibility.LEGIBLE


def correction_notes(lines: Sequence[str]) -> tuple[str, ...]:
    """The notes in which the page says that it was wrong. A heading stands with what follows it."""
    notes: list[str] = []
    waiting = iter(lines)
    for line in waiting:
        if not _CORRECTION.match(line):
            continue
        if len(line.split()) <= 3:
            follows = next(waiting, "")
            line = f"{line} {follows}" if follows.endswith(SENTENCE_ENDS) else line
        if len(line.split()) > 3 and line not in notes:
            notes.append(line[:LONGEST_NOTE])
    return tuple(notes[:MOST_NOTES])
