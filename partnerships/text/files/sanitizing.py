"""A kept page without whatever runs, fetches, sends or leads away: words, tables, and their style.

A page may be made to take for ever: it is cleaned in a process of its own, which may use so much
and no more. Run as a program this module is that process.
"""

import sys

from ...errors import NotReadable
from .encodings import text_of
from .file_reader import answered, confine

LONGEST = 20  # seconds
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>Kept page</title></head><body>'
TAGS = set(
    """abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup
    dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr
    i ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong style
    sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr""".split()
)
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "style", "title", "align"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "font": {"color", "face", "size"},
    "ol": {"reversed", "start", "type"},
    "li": {"value"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    **{cell: {"colspan", "rowspan", "valign", "width"} for cell in ("td", "th")},
}
GONE = {
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "script",
    "template",
    "title",
}  # with what is in them


def sanitized(content: bytes, charset: str = "") -> bytes:
    """The page as HTML in UTF-8: its links lead nowhere, its pictures, forms and scripts are gone.

    Half a second and more. Raises NotReadable, and NoReader where that process does not start.
    """
    page = answered(__name__, text_of(content, charset, is_html=True).encode(), LONGEST)
    if page is None:
        raise NotReadable("The page takes too much time or memory to be shown: read its text.")
    return page


def clean(html: str) -> str:
    """What `disarmed` answers, in this very process."""
    import nh3

    body = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=GONE, link_rel=None)
    return f"{HEAD}{body}</body></html>"


def _clean_one():
    import nh3  # noqa: F401  before we say that we have started

    confine(LONGEST)
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read().decode()).encode())


if __name__ == "__main__":
    _clean_one()
