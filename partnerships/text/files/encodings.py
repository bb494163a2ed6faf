"""Bytes to text, as browsers do it: the mark at the start, the server's word, the page's own."""

import codecs
import re

from charset_normalizer import from_bytes

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# Bounded: in a page without a “>” an open-ended search would begin anew at each “<meta”.
NAMED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
HEAD = 8192

# Names that mean more than they say: what browsers take them for
MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
OTHERWISE = {"x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "unicode": "utf-8"}
OF_TEXT = re.compile(
    r"utf-(8|16|32)(-[lb]e)?|cp(125\d|866|874|932|949)|iso8859-\d+|koi8-[rut]|gb18030|big5(hkscs)?"
    r"|euc_jp|iso2022_jp|mac-(roman|cyrillic)"
)


def text_of(content: bytes, charset: str = "", *, is_html: bool = False) -> str:
    """The text that the bytes are. What cannot be read becomes U+FFFD; nothing is left out."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    encoding = _known(charset) or is_html and _own(content[:HEAD])
    if encoding:
        return content.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode(_guessed(content), "replace")


def _known(name):
    """Python's name of an encoding that texts have; "" for any other."""
    try:
        found = codecs.lookup(OTHERWISE.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    found = MEANT.get(found, found)
    return found if OF_TEXT.fullmatch(found) else ""


def _own(head):
    """The encoding that a page names itself."""
    named = NAMED.search(head) or XML.match(head)
    found = _known(named[1].decode().lower()) if named else ""
    # A page that could be read so far is in no encoding of two bytes a letter.
    return "utf-8" if found.startswith(("utf-16", "utf-32")) else found


def _guessed(content):
    """The likeliest encoding of bytes that are not UTF-8 and do not say what they are."""
    best = from_bytes(content[:65_536], cp_exclusion=["utf_7"]).best()
    return _known(best.encoding) or "cp1252" if best else "cp1252"
