"""The corrections of all stories, the latest first."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_those_of_all_stories_are_told_each_with_its_story(ask):
    first, second = make.edition().story, make.edition().story
    make.corrected(first)
    make.corrected(second)

    told = ask("corrections/")["results"]

    assert [each["story"] for each in told] == [second.slug, first.slug]
    assert told[0]["url"].endswith(f"/api/v1/stories/{second.slug}/")
    assert ask(f"stories/{first.slug}/corrections/")["results"][0]["id"] == told[1]["id"]


def test_there_are_none_before_one_is_out(ask):
    make.edition()

    assert ask("corrections/") == {"next": None, "results": []}
