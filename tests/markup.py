"""Whether a page is HTML as the standard has it, as far as a parser and its families tell."""

import html5lib

# What may stand inside a paragraph, a heading or a span: elements of phrases, and their content.
PHRASING = set(
    "a abbr audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img"
    " input ins kbd label map mark meter noscript object output picture progress q ruby s samp"
    " script select slot small span strong sub sup svg template textarea time u var video wbr"
    " option optgroup rp rt source track area math link meta".split()
)
OF_PHRASES = set(
    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label mark meter output p"
    " pre progress q s samp small span strong sub sup time u var".split()
)
TRANSPARENT = {"a", "del", "ins", "map", "noscript"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INTERACTIVE = {"a", "button", "details", "iframe", "select", "textarea"}
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
}
# What somebody wrote, not how it is marked up; &#13; is the end of a line in a copy.
WRITTEN = {"invalid-codepoint", "illegal-codepoint-for-numeric-entity"}


def markup_faults(page):
    """A sentence for each place where the page is not HTML."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    is_whole = page.lstrip()[:9].lower() == "<!doctype"  # or a part that a script asks for
    tree = parser.parse(page) if is_whole else parser.parseFragment(page)
    lines = page.split("\n")
    for (line, _), code, about in parser.errors:
        if code not in WRITTEN:
            yield f"{code} {about.get('name', '')}: {lines[line - 1].strip()[:150]}"
    yield from _misplaced(tree, within=None, parents=())
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    yield from (
        f"id {name!r} stands twice" for name in sorted({n for n in ids if ids.count(n) > 1})
    )


def _misplaced(element, within, parents):
    """Elements that may not stand where they do; `within` is what holds only phrases."""
    name = element.tag
    if name in OF_PHRASES or name == "summary":
        within = name
    elif name not in TRANSPARENT:
        within = None
    for child in element:
        if not isinstance(child.tag, str) or child.tag.startswith("{"):
            continue  # a comment, or a drawing
        is_phrasing = child.tag in PHRASING or (within == "summary" and child.tag in HEADINGS)
        if within and not is_phrasing:
            yield f"{child.tag} in {within}: {' '.join(''.join(child.itertext()).split())[:80]}"
        if name in CHILDREN and child.tag not in CHILDREN[name]:
            yield f"{child.tag} in {name}"
        if child.tag in INTERACTIVE and {"a", "button"} & {*parents, name}:
            yield f"{child.tag} in {'a' if 'a' in (*parents, name) else 'button'}"
        yield from _misplaced(child, within, (*parents, name))
