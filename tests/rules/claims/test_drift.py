"""What became of a quotation in a newer copy: proof decides, similarity only finds the place."""

import pytest

from partnerships.models import Sighting
from partnerships.rules.claims import drift
from partnerships.rules.claims.drift import Newer
from partnerships.vocabulary import Outcome

QUOTE = "Microsoft invested $13 billion in OpenAI"
OLD = f"By Ann Able. In April the board met twice. {QUOTE}, people said. The rest is history."
FILLER = "Nothing else was heard of the matter for many a year, and nobody asked for more of it."


def find(newer, quote=QUOTE, older=OLD):
    return Newer(newer).find(quote, older.index(quote), len(quote), older)


def differences(quote, words):
    found = drift.drifted_words(Sighting(quote=quote, words=words))
    return [(each.done, each.text, each.critical) for each in found if each.done != "kept"]


def test_the_same_text_is_unchanged_at_its_place():
    found = find(OLD)

    assert (found.outcome, found.position) == (Outcome.UNCHANGED, OLD.index(QUOTE))


def test_words_among_the_same_words_are_unchanged_wherever_they_stand():
    newer = f"Updated at noon. {OLD}"

    found = find(newer)

    assert found.outcome == Outcome.UNCHANGED
    assert newer[found.position :][: found.extent] == QUOTE


def test_typography_alters_nothing():
    newer = OLD.replace("Microsoft invested", "Micro\u00adsoft\u00a0\n invested")

    found = find(newer)

    assert (found.outcome, found.words) == (Outcome.UNCHANGED, "")
    assert newer[found.position :][: found.extent].startswith("Micro\u00adsoft")


def test_words_among_others_have_moved():
    newer = f"{FILLER} It is known that {QUOTE}. {FILLER}"

    found = find(newer)

    assert (found.outcome, newer[found.position :][: found.extent]) == (Outcome.MOVED, QUOTE)


def test_of_several_places_the_one_among_the_same_words_is_meant():
    newer = f"In short: {QUOTE}. {FILLER} {OLD}"

    found = find(newer)

    assert (found.outcome, found.position) == (Outcome.UNCHANGED, newer.rindex(QUOTE))


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("$13 billion", "$10 billion", "figure"),
        ("invested", "never invested", "negation"),
        ("in OpenAI", "in Anthropic", "name"),
        ("Microsoft invested", "Microsoft reportedly invested", "hedge"),
    ],
)
def test_one_word_is_an_alteration_and_says_of_what_kind(was, now, kind):
    found = find(OLD.replace(was, now))

    assert found.outcome == Outcome.ALTERED
    assert found.words == QUOTE.replace(was, now)
    assert kind in {critical for _, _, critical in differences(QUOTE, found.words)}


def test_a_figure_is_told_whole_with_what_it_was():
    assert differences("It is $13 billion.", "It is $10 billion.") == [
        ("removed", "10", "figure"),
        ("added", "13", "figure"),
    ]


@pytest.mark.parametrize("taken_back", ["never", "up to", "about"])
def test_words_that_are_taken_back_are_altered_though_they_stand(taken_back):
    quote = "$13 billion in OpenAI"
    newer = OLD.replace(quote, f"{taken_back} {quote}")

    found = find(newer, quote)

    assert found.outcome == Outcome.ALTERED
    assert f"{taken_back} {quote}" in found.words
    assert newer[found.position :][: found.extent] == found.words


def test_a_figure_that_goes_on_is_altered():
    older = "They invested $13 and lost it at once."

    found = find("They invested $13 billion and lost it at once.", "invested $13", older)

    assert found.outcome == Outcome.ALTERED
    assert "$13 billion" in found.words


def test_what_nothing_is_like_is_gone():
    found = find(FILLER)

    assert found == drift.Found(Outcome.GONE)


def test_an_empty_page_has_lost_everything():
    assert find("").outcome == Outcome.GONE


def test_a_quotation_that_leaves_words_out_is_compared_part_by_part():
    older = "The price is $13 billion, which is more than anybody expected, the chairman said."
    quote = "The price is $13 billion […] the chairman said"
    place = 0, len(older) - 1
    newer = older.replace("13", "14")

    found = Newer(newer).find(quote, *place, older)

    assert (found.outcome, found.position) == (Outcome.ALTERED, 0)
    assert found.words == "The price is $14 billion […] the chairman said"
    assert [text for _, text, _ in differences(quote, found.words)] == ["14", "13"]


def test_parts_that_stand_everywhere_are_not_what_was_quoted():
    older = "We will surely win the whole of the contest against everybody else very soon."
    quote = "We […] win the whole of the contest against everybody else"

    found = Newer(f"We. {FILLER}").find(quote, 0, 62, older)

    assert found.outcome == Outcome.GONE


def test_a_long_quotation_is_compared_in_pieces():
    sentences = [f"Sentence number {n} tells of a thing that nobody knew." for n in range(80)]
    quote = " ".join(sentences)
    newer = f"{FILLER} {quote} {FILLER}".replace("number 7 tells", "number 7 never tells")

    found = Newer(newer).find(quote, 0, len(quote), quote)

    assert found.outcome == Outcome.ALTERED
    assert [text.strip() for _, text, _ in differences(quote, found.words)] == ["never"]


def test_it_looks_and_never_writes(read_only):
    with read_only():
        assert find(OLD.replace("13", "10")).outcome == Outcome.ALTERED
