"""The one box of the desk: all records, what one does here, and what was not found, to be made."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..models import Claim, Company, Deal, Person, Source
from ..rules.exact_search import ADDRESS
from ..rules.search_box import SHOWN, box_answer
from ..text.spelling import plainly

LISTS = {
    "companies": Company,
    "people": Person,
    "deals": Deal,
    "claims": Claim,
    "sources": Source,
}
ON_A_PAGE = 50
COMMANDS = 5
A_SENTENCE = 4  # words, from which on a claim is meant rather than a name


@dataclass(frozen=True)
class DeskCommand:
    """Something that one does at the desk: its name, where that is, and other words for it."""

    name: str
    url: str
    also: str = ""

    def is_meant(self, words):
        """Whether each of the words begins one of its own."""
        own = plainly(f"{self.name} {self.also}").split()
        return all(any(each.startswith(word) for each in own) for word in plainly(words).split())


@require_safe
def desk_search_page(request, site):
    """What was found, on a page of its own: the box without script."""
    return TemplateResponse(
        request,
        "admin/search.html",
        site.each_context(request) | {"title": "Search"} | _found(request, site, ON_A_PAGE),
    )


@require_safe
def search_box(request, site):
    """The same as the box shows it while one types."""
    return TemplateResponse(request, "_box.html", {"desk": True} | _found(request, site, SHOWN))


def _found(request, site, shown):
    user, words = request.user, request.GET.get("q", "")
    nouns = tuple(noun for noun, model in LISTS.items() if _may(site, model, "view", request))
    drafts = user.has_perm("partnerships.view_story")
    answer = box_answer(
        words, user, nouns if drafts else (*nouns, "stories"), shown=shown, drafts=drafts
    )
    meant = [each for each in _commands(site, request) if each.is_meant(answer.words)]
    return {
        "answer": answer,
        "commands": meant[:COMMANDS],
        "creations": [] if meant else _creations(site, request, answer),
        "lists": [(noun, count, _list(noun, answer)) for noun, count in answer.counts.items()],
    }


def _list(noun, answer):
    """The list of the noun, searched for the words."""
    if noun not in LISTS:
        return ""
    return f"{_page(LISTS[noun], 'changelist')}?{urlencode({'q': answer.instead or answer.words})}"


def _commands(site, request):
    """What the user may do and look at, as the desk's own words call it."""
    user = request.user
    yield from (
        DeskCommand(f"New {model._meta.verbose_name}", _page(model, "add"), "record add create")
        for model in site.shelved
        if _may(site, model, "add", request)
    )
    if user.has_perm("partnerships.view_assignment"):
        mine = reverse("admin:partnerships_assignment_changelist") + "?whose=mine"
        yield DeskCommand("My queue", mine, "asked waits work assignments")
    yield from (
        DeskCommand(
            str(model._meta.verbose_name_plural).capitalize(),
            _page(model, "changelist"),
            "all list",
        )
        for model in site.shelved
        if _may(site, model, "view", request)
    )
    if user.has_perm("partnerships.view_claim"):
        conflicts = reverse("admin:partnerships_claim_conflicts")
        yield DeskCommand("Conflicts of the record", conflicts)
    if user.has_perm("partnerships.view_story"):
        changed = reverse("admin:partnerships_story_changed")
        yield DeskCommand("What changed under what is out", changed, "corrections impacts")
    yield DeskCommand("Home of the desk", reverse("admin:index"), "work start")
    yield DeskCommand("What each role may do", reverse("admin:roles"), "rights permissions")
    if user.has_perm("partnerships.add_citation"):
        yield DeskCommand("Cite what you read", reverse("admin:cite"), "bookmark source quote")
    yield DeskCommand("Your account", reverse("admin:own_account"), "password factor tokens")
    yield DeskCommand("The record, as readers see it", reverse("front"), "front public pages")


def _creations(site, request, answer):
    """What can be made of the words where nothing bears them: the forms, with them filled in."""
    words = answer.words
    if len(words) < 2:
        return []
    if ADDRESS.fullmatch(words):
        given = [(Source, "url", words if "://" in words else f"https://{words}")]
    elif not any(letter.isalpha() for letter in words):
        given = []
    else:
        given = [(Claim, "statement", words)] if len(words.split()) >= A_SENTENCE else []
        if not answer.has_party(words):
            given += [(Company, "name", words), (Person, "name", words)]
    return [
        (model._meta.verbose_name, value, f"{_page(model, 'add')}?{urlencode({field: value})}")
        for model, field, value in given
        if _may(site, model, "add", request)
        and not (model is Source and "sources" in answer.counts)
    ]


def _may(site, model, act, request):
    return site.is_registered(model) and getattr(
        site.get_model_admin(model), f"has_{act}_permission"
    )(request)


def _page(model, name):
    return reverse(f"admin:partnerships_{model._meta.model_name}_{name}")
