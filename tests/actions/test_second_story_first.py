"""Two stories that share companies and sources, the second loaded first, into an empty desk."""

import pytest

from partnerships.actions.exchange import load
from tests.story.conftest import STORY
from tests.story.test_two_stories import HARBOUR, dumped, texts

pytestmark = pytest.mark.django_db


@pytest.mark.drill
def test_two_stories_say_the_same_in_either_order_of_loading():
    load(HARBOUR)
    assert dumped("wexcombe_harbour") == texts(HARBOUR)

    load(STORY)

    assert dumped("wexcombe_harbour") == texts(HARBOUR)
    assert dumped("microsoft_openai") == texts(STORY)
