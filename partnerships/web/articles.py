"""The stories that are out: as articles with a note at each checked passage, as data, as feeds."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..formats.stories import feeds, schema_org
from ..formats.stories.articles import edition_article
from ..models import Correction, Edition, Story
from ..rules.stories.editions import kinds_waived, noted, published, sealed_text
from ..text import differences

JSON_LD = "application/ld+json"
ATOM = "application/atom+xml; charset=utf-8"
MOST = 50  # entries of a feed, stories of the list


@require_safe
def published_stories_page(request):
    """The stories that are out, the latest first."""
    return render(request, "web/stories/articles.html", {"editions": list(_current()[:MOST])})


@require_safe
def published_story_page(request, slug):
    """A story as it is out now."""
    return _page(request, slug, None)


@require_safe
def edition(request, slug, number):
    """A story as it was out once, and what has changed of it since."""
    return _page(request, slug, number)


@require_safe
def data(request, slug):
    """The story as JSON-LD: an Article, and the records of the claims that it leans on."""
    editions = _editions(slug)
    told = schema_org.article_jsonld(editions[0], editions, request.build_absolute_uri("/"))
    return JsonResponse(told, content_type=JSON_LD, json_dumps_params={"ensure_ascii": False})


@require_safe
def sealed(request, slug, number):
    """What an edition holds, byte for byte as its hash was taken."""
    edition = next((each for each in _editions(slug) if each.number == number), None)
    if edition is None:
        raise Http404
    return HttpResponse(sealed_text(edition), content_type="application/json")


@require_safe
def feed(request):
    """The stories that are out, as an Atom feed."""
    return _feed(feeds.stories_feed(_current()[:MOST], request.build_absolute_uri("/")))


@require_safe
def corrections_page(request, slug=None):
    """The corrections of a story, or of all, as an Atom feed."""
    rows = Correction.objects.select_related("edition__story").order_by("-written_at", "-pk")
    if slug:
        rows = rows.filter(edition__story=_editions(slug)[0].story)
    return _feed(feeds.corrections_feed(rows[:MOST], request.build_absolute_uri("/"), slug))


def _page(request, slug, number):
    editions = _editions(slug)
    latest = editions[0]
    shown = latest if number is None else next((e for e in editions if e.number == number), None)
    if shown is None:
        raise Http404
    printed, notes = edition_article(shown.content), noted(shown.content)
    told = schema_org.article_jsonld(shown, editions, request.build_absolute_uri("/"))
    context = {
        "story": latest.story,
        "edition": shown,
        "latest": latest,
        "first": editions[-1],
        "editions": editions,
        "content": shown.content,
        "article": printed,
        "opening": [notes[n] for n in (*printed.headline.numbers, *printed.standfirst.numbers)],
        "parts": [(block.html, [notes[n] for n in block.numbers]) for block in printed.blocks],
        "waived": kinds_waived(shown),
        "corrections": [each.correction for each in editions if hasattr(each, "correction")],
        "address": request.build_absolute_uri(reverse("published", args=[slug])),
        "json_ld": schema_org.as_script(told),
    }
    if shown != latest:
        context["since"] = differences.word_differences(
            shown.content["text"], latest.content["text"]
        )
    return render(request, "web/stories/article.html", context)


def _editions(slug):
    """The editions of a story that is out, the latest first; 404 for any other."""
    found = get_object_or_404(Story.objects.published().select_related("collection"), slug=slug)
    editions = list(published(found))
    for edition in editions:
        edition.story = found
    return editions


def _current():
    return Edition.objects.current().select_related("story").order_by("-published_at", "-pk")


def _feed(told):
    return HttpResponse(told, content_type=ATOM)
