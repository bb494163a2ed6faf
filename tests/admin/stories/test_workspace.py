"""The workspace: a manuscript with its marks, and what is done at its words."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.claims.comments import answer
from partnerships.admin.stories import workspace_state
from partnerships.models import Binding, Comment, Edition, Revision, Story, Waiver
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = "/admin/partnerships/story/"


@pytest.fixture
def eve(client):
    user = make.member("Editor", name="eve")
    client.force_login(user)
    return user


def page(story, verb="change"):
    return f"{LIST}{story.pk}/{verb}/"


def at(story, words):
    start, end = make.span(story.revisions.current().get(), words)
    return f"{start}-{end}"


def shown(response):
    return response.content.decode()


def test_the_list_says_where_each_story_is(client, eve, django_assert_max_num_queries):
    make.edition()
    make.hold()
    for _ in range(3):
        make.story()

    with django_assert_max_num_queries(8):
        listed = shown(client.get(LIST))

    assert "Out, edition 1" in listed
    assert "Waits for legal sign-off" in listed
    assert "In the making" in listed


def test_each_word_that_can_be_wrong_is_marked_with_a_word_beside_its_colour(client, eve):
    claim = make.readable(statement="They put in $13 billion.").claim

    told = shown(client.get(page(make.printable(claim_=claim))))

    assert "(warned)" in told  # of its source no copy is kept
    assert "(waived)" in told
    assert "The gate is open" in told


def test_what_blocks_says_so_at_its_words(client, eve):
    story = make.story()

    told = shown(client.get(f"{page(story)}?at={at(story, '$13 billion')}"))

    assert "The gate is shut" in told
    assert "Blocks" in told
    assert "It lies under no claim" in told


def test_words_are_bound_to_a_claim_that_is_like_them(client, eve):
    story = make.story()
    claim = make.claim("Microsoft invested $13 billion in OpenAI.")
    words = at(story, "Microsoft invested $13 billion in OpenAI.")
    offered = client.get(f"{page(story)}?at={words}").context["board"].suggestions

    client.post(page(story, "bind"), {"claim": claim.pk, "words": words, "revision": 1})

    assert [one.claim for one in offered] == [claim]
    assert Binding.objects.get().passage.exact == "Microsoft invested $13 billion in OpenAI."


def test_words_are_unbound(client, eve):
    binding = make.binding()

    client.post(page(binding.passage.story, "unbind"), {"binding": binding.uid})

    assert not Binding.objects.open().exists()


def test_a_waiver_without_a_reason_comes_back_with_a_sentence(client, eve):
    story = make.story()
    given = {"words": at(story, "October 2024"), "revision": 1, "reason": " "}

    refused = client.post(page(story, "waive"), given)
    client.post(page(story, "waive"), given | {"reason": "Everybody knows it."})

    assert refused.status_code == 409
    assert "Say why these words need no claim." in shown(refused)
    assert Waiver.objects.get().reason == "Everybody knows it."


def adverse(words="$13 billion"):
    return make.binding(words=words, claim_=make.checked(is_adverse=True)).passage.story


def test_no_box_of_a_waiver_is_ticked_beforehand_and_none_bears_a_code(client, eve):
    story = adverse()

    told = shown(client.get(f"{page(story)}?at={at(story, '$13 billion')}"))

    assert 'value="not_asked"> somebody who was not asked' in told
    assert "checked>" not in told
    assert "not_asked<" not in told


def test_a_waiver_of_several_kinds_of_which_none_is_chosen_is_asked_back(client, eve):
    story = adverse()
    given = {"words": at(story, "$13 billion"), "revision": 1, "reason": "Nobody answers."}

    refused = client.post(page(story, "waive"), given | {"chosen": "1"})

    assert refused.status_code == 409
    assert "Tick what these words are excused from." in shown(refused)


def test_what_a_waiver_excuses_is_told_at_its_words(client, eve):
    story = make.story()
    make.waiver(story, "October 2024", reason="Everybody knows it.")

    told = shown(client.get(f"{page(story)}?at={at(story, 'October 2024')}"))

    assert "It lies under no claim" in told
    assert "Excused: Everybody knows it." in told


def test_a_waiver_that_two_answer_for_is_seconded_at_its_words_by_somebody_else(client, eve):
    story = adverse()
    given = {"words": at(story, "$13 billion"), "revision": 1, "excuses": "not_asked"}
    waived = client.post(page(story, "waive"), given | {"reason": "Nobody answers."}, follow=True)
    here = f"{page(story)}?at={at(story, '$13 billion')}"
    to_eve = shown(client.get(here))
    client.force_login(make.member("Fact-checker"))
    to_another = shown(client.get(here))

    client.post(page(story, "second"), {"waiver": Waiver.objects.get().uid})

    assert "It waits for a second one: ask somebody else." in shown(waived)
    assert "ask somebody else than yourself" in to_eve
    assert "Second it in my name" not in to_eve
    assert "Second it in my name" in to_another
    assert "Seconded by" in shown(client.get(here))
    assert "needs a second name" not in shown(client.get(here))


def test_who_waived_it_is_refused_as_its_second_name(client, eve):
    waiver = make.waiver(by=eve, excuses=["wrong"])

    refused = client.post(page(waiver.passage.story, "second"), {"waiver": waiver.uid})

    assert refused.status_code == 409
    assert "Needs a second person: you waived this yourself." in shown(refused)


def test_a_reporter_is_not_offered_a_waiver(client):
    client.force_login(make.member("Reporter"))
    story = make.story()

    told = shown(client.get(f"{page(story)}?at={at(story, 'October 2024')}"))

    assert "Waive in my name" not in told
    assert "Bind to a claim" in told


def test_an_orphan_is_moved_to_the_words_that_took_its_place(client, eve):
    binding = make.binding(words="$13 billion")
    story = binding.passage.story
    make.revised(story, make.TEXT.replace("$13 billion", "$14 billion"))
    told = shown(client.get(f"{page(story)}?at={at(story, '$14 billion')}"))

    given = {"passage": binding.passage.uid, "words": at(story, "$14 billion"), "revision": 2}
    client.post(page(story, "move"), given)

    assert "No longer in the text" in told
    assert Binding.objects.open().get().passage.exact == "$14 billion"


def test_a_verdict_is_proposed_and_signed_beside_the_text(client, eve):
    claim = make.checked()
    story = make.binding(claim_=claim).passage.story
    where = f"?at={at(story, '$13 billion')}"
    checker = make.member("Fact-checker")
    client.force_login(checker)
    seen = client.get(page(story) + where).context["proposal"].initial["seen"]
    given = {"claim": claim.pk, "finding": "accurate", "seen": seen}

    client.post(page(story, "propose") + where, given)
    client.force_login(eve)
    client.post(page(story, "sign") + where, {"verdict": claim.verdicts.get().uid})

    assert claim.verdicts.get().countersigned_by == eve


def test_a_story_is_begun_and_written_on(client, eve):
    text = {"headline": "The deal", "body": "It was so.", "dateline": "2024-10-23"}
    begun = {"slug": "the-deal", "collection": make.collection().pk}

    client.post(f"{LIST}add/", begun | text)
    story = Story.objects.get()
    client.post(page(story, "text"), text | {"body": "It was not so.", "seen": 1})

    assert [each.number for each in Revision.objects.all()] == [2, 1]


def test_a_text_that_two_people_change_at_once_comes_back_whole(client, eve):
    story = make.story()
    make.revised(story, make.TEXT.replace("$13", "$14"))
    mine = {"headline": "The story", "body": make.TEXT.replace("$13", "$15"), "seen": 1}

    refused = client.post(page(story, "text"), mine | {"dateline": "2024-10-23"})

    assert refused.status_code == 409
    assert "$15 billion" in shown(refused)
    assert story.revisions.count() == 2


def test_two_revisions_are_compared_word_by_word(client, eve):
    story = make.story()
    make.revised(story, make.TEXT.replace("$13", "$14"))

    told = shown(client.get(page(story, "compare")))

    assert "<del>13</del>" in told
    assert "<ins>14</ins>" in told


def test_a_story_goes_out_where_the_gate_is_open_and_not_where_it_is_shut(client, eve):
    ready, shut = make.printable(), make.story()

    client.post(page(ready, "publishing"), {"publish": "1", "seen": 1})
    refused = client.post(page(shut, "publishing"), {"publish": "1", "seen": 1})

    assert Edition.objects.get().story == ready
    assert refused.status_code == 409
    assert "The gate is shut. Nothing went out." in shown(refused)


def test_what_is_refused_leads_to_the_words_and_to_their_claim(client, eve):
    story = adverse()

    refused = shown(client.post(page(story, "publishing"), {"publish": "1", "seen": 1}))

    claim = make.binding_of(story).claim
    assert f"?at={at(story, '$13 billion')}" in refused
    assert f'/claim/{claim.pk}/change/">Open {claim.reference}</a>' in refused
    assert "at=None" not in refused


def test_a_story_is_held_and_let_go(client, eve):
    story = make.story()
    client.post(
        page(story, "publishing"), {"hold": "1", "cause": "legal", "reason": "They read it."}
    )
    hold = story.holds.get()

    client.post(page(story, "publishing"), {"lift": hold.uid, "why": "They have read it."})

    assert not story.holds.open().exists()


@pytest.mark.drill
def test_the_workspace_costs_the_same_for_one_claim_and_for_twenty(client, eve):
    body = " ".join(f"In year {number} they put in money." for number in range(20))
    one, many = make.story(body), make.story(body)
    make.binding(one, "year 0 ", make.checked())
    for number in range(20):
        make.binding(many, f"year {number} ", make.checked())

    costs = []
    for story in (one, many):
        with CaptureQueriesContext(connection) as asked:
            client.get(page(story))
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 22


def test_nobody_without_the_right_finds_a_story(client):
    story = make.story()
    client.force_login(make.editor("somebody"))

    for verb in ("change", "workspace", "text", "compare", "publishing"):
        assert client.get(page(story, verb)).status_code in (403, 404)


@pytest.fixture
def book(monkeypatch):
    """A story of many paragraphs: some are marked at once, and a little of what is left listed."""
    monkeypatch.setattr(workspace_state, "PART", 300)
    monkeypatch.setattr(workspace_state, "LISTED", 4)
    return make.story("\n\n".join(f"In 20{n} they put in ${n} million." for n in range(10, 40)))


def marks(told):
    return re.findall(r'class="token [^>]*id="at-(\d+)"', told)


def leads(told, way):
    found = re.search(rf'href="([^"#]*)[^"]*"[^>]*{way}', told)
    return found and unescape(found[1])


def test_what_is_left_is_narrowed_by_the_names_of_people(client, eve):
    ben = make.member("Editor", name="bb17", first_name="Ben", last_name="Best")
    story = make.story("They put in $13 billion.")
    make.binding(story, "They put in $13 billion", make.claim("They put in $12 billion."), by=ben)

    told = shown(client.get(page(story)))

    assert '<option value="bb17">Ben Best</option>' in told
    assert "What is left" in shown(client.get(f"{page(story)}?checker=bb17"))


def test_of_a_long_manuscript_all_words_are_sent_and_the_marks_of_a_part(client, eve, book):
    told = shown(client.get(page(book)))

    assert 0 < len(marks(told)) < 20
    assert "$39 million" in re.sub(r"<[^>]*>", "", told.split('id="manuscript"')[1])


@pytest.mark.parametrize(("way", "start"), [("data-after", ""), ("data-before", "$39 million")])
def test_from_part_to_part_one_comes_to_every_mark(way, start, client, eve, book):
    found, address = [], f"?at={at(book, start)}" if start else "?"
    while address:
        told = shown(client.get(page(book) + address))
        found += marks(told)
        address = leads(told, way)

    assert len(found) == len(set(found)) == 60


def test_the_next_words_that_block_are_found_in_another_part(client, eve, book):
    last = shown(client.get(f"{page(book)}?at={at(book, '$39 million')}"))
    first = shown(client.get(page(book) + leads(last, "data-unfinished")))

    assert f'chosen" href="?at={at(book, "2010")}' in first


def test_all_that_is_left_is_listed_page_by_page(client, eve, book):
    found, address = [], "?level=blocking"
    while address:
        told = shown(client.get(page(book) + address)).split('id="place"')[1]
        found += re.findall(r'<li data-row>.*?href="\?at=(\d+-\d+)', told, re.S)
        address = leads(told, ">What is left further on")

    assert len(found) == len(set(found)) == 60


def test_words_are_commented_on_and_the_comment_stands_beside_them(client, eve):
    story = make.story()
    words = at(story, "$13 billion")

    given = {"words": words, "revision": 1, "text": "Since when?\r\nAnd who says so?"}
    told = shown(client.post(page(story, "comment") + f"?at={words}", given, follow=True))

    said = Comment.objects.get()
    assert (said.passage.exact, said.text) == ("$13 billion", "Since when?\nAnd who says so?")
    assert "<p>Since when?<br>And who says so?</p>" in told
    assert "commented" in told
    assert "The gate is shut" in told


def test_a_comment_that_says_nothing_comes_back_with_a_sentence(client, eve):
    story = make.story()

    refused = client.post(
        page(story, "comment"), {"words": at(story, "$13 billion"), "revision": 1, "text": " "}
    )

    assert refused.status_code == 409
    assert "Write the comment." in shown(refused)


def test_a_comment_is_resolved_beside_its_words(client, eve):
    said = make.word_comment()
    story = said.passage.story
    words = at(story, "$13 billion")

    client.post(page(story, "resolve") + f"?at={words}", {"comment": said.uid})

    told = shown(client.get(f"{page(story)}?at={words}"))
    assert not Comment.objects.open().exists()
    assert "1 resolved comment" in told
    assert "The gate is shut" in told  # by other things
    assert "a comment on the words that is open" not in told


def test_a_comment_whose_words_are_gone_is_listed_below_the_text(client, eve):
    story = make.story("It paid $13 billion.")
    make.word_comment(story, "$13 billion", "Since when?")
    make.revised(story, "It paid nothing.")

    told = shown(client.get(page(story)))

    assert "Comments whose words are gone" in told
    assert "<p>Since when?</p>" in told


def test_who_may_not_see_comments_finds_no_word_of_one_in_the_workspace(client):
    said = make.word_comment(text="Since when?")
    story = said.passage.story
    client.force_login(make.editor("stranger", "view_story"))

    for place in ("", f"?at={at(story, '$13 billion')}"):
        told = shown(client.get(page(story) + place))
        assert "Since when" not in told
        assert 'class=" commented' not in told


def test_a_comment_of_another_story_is_not_resolved_here(client, eve):
    said = make.word_comment()

    answer = client.post(page(make.story(), "resolve"), {"comment": said.uid})

    assert answer.status_code == 404
    assert said in Comment.objects.open()


def test_a_comment_is_answered_beside_its_words(client, eve):
    said = make.word_comment(by=eve)
    story = said.passage.story
    words = f"?at={at(story, '$13 billion')}"

    told = shown(
        client.post(
            page(story, "answer") + words, {"comment": said.uid, "text": "Since 2019."}, follow=True
        )
    )

    assert Comment.objects.get(head=said).text == "Since 2019."
    assert "<p>Since 2019.</p>" in told
    assert "1 open" in told


def test_answers_cost_the_workspace_no_query_of_their_own(client, eve):
    said = make.word_comment(by=eve)
    story = said.passage.story
    address = f"{page(story)}?at={at(story, '$13 billion')}"

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    queries()
    answer(said, "Since 2019.", by=eve)
    one = queries()
    for _ in range(3):
        answer(said, "Since 2019.", by=eve)

    assert queries() == one


def test_the_writer_of_a_comment_on_words_is_told_of_names_that_reach_nobody(client, eve):
    story = make.story()
    given = {"words": at(story, "$13 billion"), "revision": 1, "text": "Ask @nobody."}

    told = shown(client.post(page(story, "comment"), given, follow=True))

    assert "Nobody is told by @nobody" in told
