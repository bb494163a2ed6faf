"""Where the readers' pages are."""

from django.urls import path

from . import articles, records, seals, search, stories

urlpatterns = [
    path("", stories.front, name="front"),
    path(".well-known/newsroom-seals.json", seals.seal_keys_page, name="seal_keys"),
    path("claims/<slug:collection>/", stories.collection_page, name="story"),
    path("claims/<slug:collection>/<str:reference>/", stories.claim_page, name="claim"),
    path("stories/", articles.published_stories_page, name="published_stories"),
    path("stories/feed.atom", articles.feed, name="stories_feed"),
    path("stories/corrections.atom", articles.corrections_page, name="all_corrections"),
    path("stories/<slug:slug>/", articles.published_story_page, name="published"),
    path("stories/<slug:slug>/article.jsonld", articles.data, name="published_data"),
    path("stories/<slug:slug>/corrections.atom", articles.corrections_page, name="corrections"),
    path("stories/<slug:slug>/editions/<int:number>/", articles.edition, name="published_edition"),
    path("stories/<slug:slug>/editions/<int:number>/sealed.json", articles.sealed, name="sealed"),
    path("search/", search.search_page, name="search"),
    path("search/box/", search.reader_box, name="search_box"),
    path("companies/", records.every, {"noun": "companies"}, name="companies"),
    path("people/", records.every, {"noun": "people"}, name="people"),
    path("deals/", records.every, {"noun": "deals"}, name="deals"),
    path("companies/<slug:slug>/", records.company, name="company"),
    path("people/<slug:slug>/", records.person, name="person"),
    path("deals/<slug:slug>/", records.deal, name="deal"),
]
