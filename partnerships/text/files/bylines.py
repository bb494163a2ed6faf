"""Authors and titles as files give them, made names and titles; what is neither is left out."""

import re
from collections.abc import Iterable

from ..date_words import MONTH_PATTERN

LONGEST = 300  # characters of a byline that are read
LONGEST_TITLE = 1000
_BY = re.compile(r"(?:(?:written|words|story|text|report(?:ing|ed)?|posted) )?by\b[: ]*", re.I)
_DATE = re.compile(
    r"(?:(?<![^\w.])[^\w.]++)?"
    rf"\b(?:(?:(?:on|at|published|updated|posted|last)\b|{MONTH_PATTERN})[.:]?\s\D{{0,60}})?\d.*",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(
    r"(?:(?<![^\S\n])[^\S\n]++)?[;|•·\n]\s*+|(?:,|(?<!\s))\s++(?:and|&)\s++", re.IGNORECASE
)
_NO_NAME = set(
    """username user admin administrator webmaster root login logout log in sign up register
    subscribe share follow guest anonymous unknown undefined null none n/a author authors byline
    editor editors staff writer writers reporter reporters correspondent contributor contributors
    desk web online news newsroom team press release view all posts more by print email comments
    default owner microsoft word senior special the""".split()
)
# “Harbour Correspondent”, “Chief Economics Editor”: what somebody is
_POST = re.compile(
    r"(?:.*\s)?(?:correspondents?|editors?|reporters?|columnists?|critics?|writers?|journalists?"
    r"|producers?|photographers?|analysts?|bureau chief|chief|staff|newsroom|redaktion|rédaction"
    r"|redacción|redazione|redaktør|korrespondent(?:in)?)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b(?:[^\W\d_]|[JS]r)\.$")
_FILE = re.compile(r".*\.(?:docx?|odt|rtf|pdf|indd|pptx?|xlsx?|html?|tmp|txt|pages)", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:untitled|document|slide|page|dokument)?\s*\d*", re.IGNORECASE)
_DASH = r"\s*(?:\||·|•|»|«|::|\s[-–—]\s|:\s)\s*"


def clean_authors(
    said: Iterable[str], others: Iterable[str] = (), *, is_guessed: bool = False
) -> tuple[str, ...]:
    """The names in what is said of authors, each once. `others` are names of other things: the
    site, the title. What is but guessed to be a name must have two words."""
    others = {each.casefold() for each in others}
    names: dict[str, str] = {}
    for each in said:
        for name in _split(each[:LONGEST]):
            name = " ".join(name.split()).strip(" ,-–—:/")
            name = name if _INITIAL.search(name) else name.rstrip(".")
            if _is_name(name, is_guessed) and name.casefold() not in others:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _split(said):
    """The pieces of a byline that may each be a name."""
    for piece in _BETWEEN.split(_DATE.sub("", _BY.sub("", said.strip(), count=1))):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        if len(parts) == 2 and len(parts[0].split()) == 1 and not _is_nothing(parts[1]):
            yield f"{parts[1]} {parts[0]}"  # Example, Ann
        else:
            yield from parts


def _is_nothing(words):
    return all(word.strip(".").casefold() in _NO_NAME for word in words.split())


def _is_name(name, is_guessed):
    """Whether the words can be the name of a person or of an agency."""
    words = name.split()
    if not 1 + is_guessed <= len(words) <= 6 or len(name) > 80 or _is_nothing(name):
        return False
    if _POST.fullmatch(name):
        return False
    if re.search(r"[\d@/\\_<>{}()\[\]#=?!]|www\.|\.com", name):
        return False
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 1 and not all(map(str.islower, letters))


def clean_title(title: str, sites: Iterable[str] = (), headings: Iterable[str] = ()) -> str:
    """The title without the names of the site, or of the file, that stand at its ends."""
    title = " ".join(title[:LONGEST_TITLE].split()).removeprefix("Microsoft Word - ")
    if _FILE.fullmatch(title) or _NO_TITLE.fullmatch(title):
        return ""
    for site in sites:
        name = re.escape(" ".join(site.split()))
        last = rf"{_DASH}{name}(?:{_DASH}[^|·•»«]{{1,40}})?\s*$"  # “- Harbour Daily - World”
        bare = re.sub(last, "", title, flags=re.IGNORECASE)
        bare = re.sub(rf"^\s*{name}{_DASH}", "", bare, flags=re.IGNORECASE)
        if bare and bare != title:
            return bare
    for heading in headings:
        if heading and re.match(re.escape(heading) + _DASH, title):
            return heading
    return title
