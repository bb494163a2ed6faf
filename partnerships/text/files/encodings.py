"""Bytes to text: the mark at the start, UTF-8 where it is that, the server's word, the page's own.

In all but the second as browsers do it: pages in UTF-8 that name another encoding are many.
"""

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
    if (text := _utf_8(content, encoding)) is not None:
        return text
    return content.decode(encoding or _guessed(content), "replace").removeprefix("\ufeff")


def declared_text(content: bytes, *, is_html: bool = False) -> str | None:
    """The text in UTF-8 or in the encoding that the file itself declares; None when it is in
    neither. Nothing is guessed."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            content, named = content[len(mark) :], encoding
            break
    else:
        named = is_html and _own(content[:HEAD]) or ""
        if (text := _utf_8(content, named)) is not None:
            return text
    try:
        return content.decode(named or "utf-8")
    except UnicodeDecodeError:
        return None


def _utf_8(content, named):
    """The text of what is UTF-8, whatever it calls itself; None when it is not.

    Signs beyond ASCII come out as UTF-8 by its rules alone, and hardly ever by chance. Without
    one there is nothing to tell it by, and what is named holds: some encodings have no such byte.
    """
    if named and (content.isascii() or named.startswith(("utf-16", "utf-32"))):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


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
