"""When two names, or two addresses, may be of one thing: by keys that both have."""

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit

# What stands at the end of a company's name and says how it was founded, not which one it is.
LEGAL_ENDS = set(
    "ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp lp ltd nv "
    "oy oyj plc pte pty sa sarl sas se spa srl".split()
)
WORD = re.compile(r"\w+")
TRACKS = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src")
LEAST = 6  # letters and digits of a name of which one may be wrong


def name_key(name: str) -> str:
    """What is left of a name without accents, capitals, spaces, marks and legal form: of “Open AI,
    Inc.” and “OpenAI” the same."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace(".", ""))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    words = WORD.findall(plain.replace("_", " "))
    while len(words) > 1 and words[-1] in LEGAL_ENDS:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return "".join(words)


def near_keys(key: str) -> set[str]:
    """The key, and what it is without one of its letters: two keys that share one of these differ
    by a letter or two. Digits are never left out, since they tell names apart."""
    if len(key) < LEAST:
        return {key}
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)) if not key[at].isdigit())}


def address_key(address: str) -> str:
    """What two addresses of one page have in common: no scheme, no “www.”, no mark within the page,
    nothing that only tells where a reader came from."""
    try:
        parts = urlsplit(address.strip())
        place = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    if not place:
        return ""
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKS.fullmatch(name)
    )
    return f"{place}{port}{parts.path.rstrip('/')}?{urlencode(asked)}".rstrip("?")
