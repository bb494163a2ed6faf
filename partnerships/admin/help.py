"""docs/editors.md inside the desk, opened where it explains the page that one comes from."""

import re
from functools import cache

from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import ResolverMatch, reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

PAGE = settings.BASE_DIR / "docs" / "editors.md"
TOP = "at-the-desk"
# By the words of a route's name, the first that fits: partnerships_claim_changelist, own_account.
CHAPTERS = {
    "index": "home",
    "search": "the-one-box",
    "import": "import-and-export",
    "export": "import-and-export",
    "tables": "import-and-export",
    "table": "import-and-export",
    "merge": "two-records-of-one",
    "merges": "two-records-of-one",
    "duplicates": "two-records-of-one",
    "snapshot": "reading-and-citing",
    "cite": "reading-and-citing",
    "recheck": "when-a-source-changes",
    "possible": "possible-copies",
    "seal": "confidential-sources-by-name",
    "unseal": "confidential-sources-by-name",
    "changelist": "lists",
    "away": "recording",
    "add": "recording",
    "claim": "checking-and-signing",
    "verdict": "checking-and-signing",
    "source": "keeping-copies",  # before what stories have a page of, too
    "publishing": "after-a-story-is-out",
    "paste": "writing-a-story",
    "text": "writing-a-story",
    "compare": "writing-a-story",
    "story": "checking-a-story-by-keyboard",
    "account": "your-account",
    "password": "your-account",
    "factor": "your-account",
    "webhooks": "your-account",
    "roles": "your-account",
    "user": "your-account",
    "change": "recording",
}


def help_address(match: ResolverMatch | None) -> str:
    """Where the desk explains the page at that route."""
    words = re.split(r"[_-]", match.url_name or "") if match else []
    chapter = next((told for word, told in CHAPTERS.items() if word in words), TOP)
    return f"{reverse('admin:help')}#{chapter}"


def help_page(request, site):
    """What editors may read about the desk, as they find it in the documents."""
    context = site.each_context(request) | {"title": "Help", "text": _text()}
    return TemplateResponse(request, "admin/help.html", context)


@cache
def _text():
    return mark_safe(_MARKDOWN.render(PAGE.read_text()))


def anchor(heading: str) -> str:
    """What links within the documents call a heading."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def _heading(renderer, tokens, place, options, env):
    tokens[place].attrSet("id", anchor(tokens[place + 1].content))
    return renderer.renderToken(tokens, place, options, env)


def _within(token):
    return token.attrs.get("href", "").startswith(("#", "https://"))


def _link(renderer, tokens, place, options, env):
    """A link of the page itself; of one to a file beside it, which the desk does not serve, the
    words alone."""
    token = tokens[place]
    if token.nesting > 0:
        env.setdefault("links", []).append(_within(token))
        return renderer.renderToken(tokens, place, options, env) if env["links"][-1] else ""
    return renderer.renderToken(tokens, place, options, env) if env["links"].pop() else ""


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.add_render_rule("heading_open", _heading)
_MARKDOWN.add_render_rule("link_open", _link)
_MARKDOWN.add_render_rule("link_close", _link)
_MARKDOWN.add_render_rule("image", lambda *asked: "")
