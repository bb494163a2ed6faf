"""A story that is out, as its readers see it: from what was frozen, with a note at each passage."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Citation, Claim, Source, Waiver
from partnerships.vocabulary import Finding, HoldKind
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, story, number=None):
    args = [story.slug] if number is None else [story.slug, number]
    answer = client.get(reverse("published_edition" if number else "published", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_a_mark_stands_after_the_passage_and_opens_its_note(client):
    story = make.edition().story

    html = page(client, story)

    assert re.search(
        r'invested \$13 billion<sup class="note-mark"><a id="mark-1" href="#note-1"', html
    )
    note = html[html.index('id="note-1"') :]
    assert 'href="#mark-1"' in note
    assert note.index("Back to the text") < note.index("</aside>")


def test_a_note_says_the_claim_what_was_found_and_who_says_so(client):
    verdict = make.readable(statement="Microsoft invested $13 billion in OpenAI.")
    Source.objects.filter(citations__claim=verdict.claim).update(url="https://example.org/report")
    story = make.edition(make.printable(claim_=verdict.claim)).story

    said = words(page(client, story))

    citation = verdict.claim.citations.get()
    for told in [verdict.claim.statement, "Accurate", citation.says, citation.source.title]:
        assert told in said
    assert "1 outlet, 1 origin" in said
    assert "copy not kept" in said
    assert 'href="https://example.org/report"' in page(client, story)


def test_the_page_says_how_many_passages_were_excused_when_it_went_out_and_from_what(client):
    edition = make.edition(make.excused(make.printable(), by=make.member("Fact-checker")))
    excused = Waiver.objects.count()
    make.waiver(edition.story, "Microsoft", "Nobody doubts that one.")

    told = words(page(client, edition.story))

    some = f"{excused} passage{'' if excused == 1 else 's'} from words under no claim"
    assert f"Excused in this edition: {some}." in told


def test_what_is_excused_of_a_claim_that_is_not_released_is_not_counted(client):
    story = make.printable(body="Microsoft invested $13 billion. It owns a yacht.")
    make.binding(story, "It owns a yacht", make.signed(make.checked()).claim)
    make.waiver(story, "It owns a yacht", "It is so.", excuses=["hedge"])
    make.waiver(story, "$13 billion", "It is so.", excuses=["figure"])
    edition = make.edition(make.excused(story))

    told = words(page(client, edition.story))

    assert "passage from another figure than the claim’s" in told
    assert "less sure than the claim" not in told


def test_what_is_excused_of_words_that_lean_on_a_hidden_claim_too_is_not_counted(client):
    story = make.printable(body="Microsoft invested $13 billion.")
    make.binding(story, "$13 billion", make.signed(make.checked()).claim)
    waiver = make.waiver(story, "$13 billion", "It is so.", excuses=["wrong"])
    make.passages.second(waiver, by=make.member("Editor"))
    edition = make.edition(make.excused(story))

    assert "found wrong" not in words(page(client, edition.story))


def test_a_note_quotes_its_words_without_their_markup(client):
    body = "It paid **$13 billion**, by [a *filing*](https://example.org/filing) &amp; more."
    bound = "paid **$13 billion**, by [a *filing*](https://example.org/filing) &amp; more"
    story = make.edition(make.printable(bound, body=body)).story

    html = page(client, story)

    assert "<q>paid $13 billion, by a filing &amp; more</q>" in html


def test_where_the_article_says_what_is_right_the_note_does_too(client):
    with make.pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim("Microsoft invested $14 billion.", released_at=make.NOON)
        make.citation(claim, make.source(released_at=make.NOON), stance="refutes")
    given = {"reasons": "The filing says so.", "correction": "It was $13 billion."}
    waiting = make.proposed(claim, Finding.WRONG, **given)
    make.verdicts.countersign(waiting, by=make.member("Editor"))
    story = make.story()
    make.binding(story, "$13 billion", claim, basis="correction")
    make.excused(story)

    said = words(page(client, make.edition(story).story))

    note = said[said.index("Our text follows the correction: It was $13 billion.") :]
    assert note.index("Wrong") < note.index("Microsoft invested $14 billion.")
    assert said.count("It was $13 billion.") == 1


def test_a_note_names_the_work_that_said_it(client):
    work = make.source(outlet="The Gazette", title="A tale of two", released_at=make.NOON)
    claim = make.readable(appears_in=work).claim
    story = make.edition(make.printable(claim_=claim)).story

    assert "As The Gazette, A tale of two has it." in words(page(client, story))


def test_the_first_day_stays_at_the_head_of_a_corrected_article(client):
    story = make.edition(at=make.NOON).story
    make.corrected(story, at=make.NOON + timedelta(days=40))

    first_day, second_day = "23 October 2024", "2 December 2024"
    head = words(page(client, story).split("</header>")[1])
    assert f"{first_day} · Corrected {second_day}" in head
    assert second_day not in words(page(client, story, 1).split("</header>")[1])


def test_the_page_is_what_was_frozen(client):
    story = make.edition().story
    before = words(page(client, story))

    Claim.objects.update(statement="Something else.", released_at=None)
    Source.objects.update(title="Another title", released_at=None)
    Citation.objects.update(says="It says the opposite.")

    assert words(page(client, story)) == before


def test_corrections_stand_on_the_page_and_earlier_editions_stay(client):
    story = make.edition().story
    make.revised(story, make.TEXT.replace("was worth", "was then worth"))
    make.corrected(story, severity="retraction", asked_by="A reader in Hull")

    latest, first = page(client, story), page(client, story, 1)

    assert "Retraction" in words(latest)
    assert "It was $10 billion." in words(latest)
    assert "A reader in Hull" in words(latest)
    assert "was then worth" in words(latest)
    assert "This is edition 1" in words(first)
    assert "<ins>then </ins>" in first.replace("<ins> then</ins>", "<ins>then </ins>")
    assert f'<link rel="canonical" href="http://testserver/stories/{story.slug}/">' in first


@pytest.mark.parametrize("number", [2, 99])
def test_an_edition_that_is_not_there(client, number):
    story = make.edition().story

    for name in ("published_edition", "sealed"):
        assert client.get(reverse(name, args=[story.slug, number])).status_code == 404


def test_the_seal_is_over_what_is_given(client):
    edition = make.edition()

    answer = client.get(reverse("sealed", args=[edition.story.slug, 1]))

    assert make.sha256(answer.content).hexdigest() == edition.sha256
    assert edition.sha256 in page(client, edition.story)


# What is not out


PATHS = [
    *("", "editions/1/", "editions/1/sealed.json", "article.jsonld", "corrections.atom"),
    *("editions/2/", "article.json", "corrections/"),
]


@pytest.mark.parametrize("reader", [None, "Reader", "Editor"])
def test_a_story_that_is_not_out_is_not_there(client, reader):
    story = make.printable(headline="The secret merger")
    if reader:
        client.force_login(make.member(reader))

    answers = {path: client.get(f"/stories/{story.slug}/{path}") for path in PATHS}
    absent = {path: client.get(f"/stories/no-such-story/{path}") for path in PATHS}

    assert {answer.status_code for answer in [*answers.values(), *absent.values()]} == {404}
    assert [path for path in PATHS if answers[path].content != absent[path].content] == []


@pytest.mark.parametrize("kind", [HoldKind.KILLED, HoldKind.LEGAL])
def test_nor_is_one_that_is_held(client, kind):
    story = make.printable(headline="The secret merger")
    make.hold(story, kind)

    assert client.get(f"/stories/{story.slug}/").status_code == 404
    assert "secret" not in words(client.get("/stories/").content.decode())


def test_what_was_out_when_it_was_killed_stays(client):
    story = make.edition().story
    make.hold(story, HoldKind.KILLED)

    assert client.get(f"/stories/{story.slug}/").status_code == 200


def test_a_revision_that_is_not_out_is_not_on_the_page(client):
    story = make.edition().story
    make.revised(story, make.TEXT + " The secret merger.")

    assert "secret" not in page(client, story)


# Lists


def test_stories_are_listed_with_the_latest_first(client):
    make.edition(make.printable(headline="The first"))
    second = make.edition(make.printable(headline="The second"))
    make.corrected(second.story)

    said = words(client.get("/stories/").content.decode())

    assert said.index("The second") < said.index("The first")
    assert "corrected" in said


def test_a_list_of_none_says_what_will_be_there(client):
    assert "Articles will stand here" in words(client.get("/stories/").content.decode())


def test_the_page_of_the_claims_leads_to_the_story_and_back(client):
    story = make.edition(make.printable(headline="The first")).story

    claims = client.get("/").content.decode()

    assert f'href="/stories/{story.slug}/"' in claims
    assert f'href="/claims/{story.collection.slug}/"' in page(client, story)


@pytest.mark.drill
def test_a_long_story_costs_what_a_short_one_does(client):
    figures = [f"It was {number} units." for number in range(100, 120)]
    long = make.story(" ".join(figures))
    for each in figures:
        make.binding(long, each, make.readable(statement=each).claim)
    short, long = make.edition().story, make.edition(long).story

    costs = []
    for story in (short, long):
        with CaptureQueriesContext(connection) as asked:
            page(client, story)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 4
