"""Where the readers' pages are."""

from django.urls import path

from . import records, stories

urlpatterns = [
    path("", stories.front, name="front"),
    path("claims/<slug:collection>/", stories.story, name="story"),
    path("claims/<slug:collection>/<str:reference>/", stories.claim, name="claim"),
    path("companies/<slug:slug>/", records.company, name="company"),
    path("people/<slug:slug>/", records.person, name="person"),
    path("deals/<slug:slug>/", records.deal, name="deal"),
]
