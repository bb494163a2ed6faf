"""A quotation is proved where its words stand exactly, whatever their typography."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.text.quotations import is_too_short, occurs, proofs, stands
from partnerships.text.typography import normalized

from .quotation_corpus import SENTENCES, altered, line_ends, page, reset

ALTERED = list(altered())
RESET = list(reset())


def found(quotation, text):
    """The words of the text in which the quotation is proved, for each place."""
    return [
        [text[start:end] for start, end in proof.parts]
        for proof in proofs(quotation, normalized(text))
    ]


def test_the_corpus_is_large():
    assert len(ALTERED) >= 300
    assert len(RESET) >= 300


def test_no_altered_quotation_is_proved():
    proved = [(done, quotation) for done, quotation, text in ALTERED if found(quotation, text)]

    assert proved == []


def test_no_quotation_is_refused_for_its_typography():
    refused = [(done, quotation) for done, quotation, text in RESET if not found(quotation, text)]

    assert refused == []


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("10 billion", "It cost $110 billion."),
        ("Rs 500", "It cost Rs 500 crore."),
        ("€9", "It cost €9 Mio."),
        ("10 billion", "It cost 3,10 billion."),
        ("$110", "It cost $110 billion."),
        ("rose 5", "It rose 5.5%."),
        ("rose 5", "It rose 5 per cent."),
        ("it paid 13", "By then it paid 13bn."),
        ("invest", "They investigate."),
        ("able", "They were unable to."),
        ("5 points", "It fell -5 points."),
    ],
)
def test_a_part_of_a_word_or_of_a_figure_is_no_quotation(quotation, text):
    assert found(quotation, text) == []


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("The newsletter [...] three parts.", ["The newsletter", "three parts."]),
        ("The newsletter (…) three parts.", ["The newsletter", "three parts."]),
        ("What follows [in the letter] the second", ["What follows", "the second"]),
        ("[w]hat follows is", ["What follows is"]),
        ("[T]hree parts.", ["three parts."]),
    ],
)
def test_marks_of_editing_prove_the_parts_in_their_order(quotation, parts):
    assert parts in found(quotation, page("Nothing else."))


@pytest.mark.parametrize(
    "quotation",
    [
        "three parts [...] The newsletter",  # the other way round
        "The newsletter [of Monday] the second",  # a mark within brackets crosses no sentence
        "The letter [...] three parts.",  # one part is not there
        "[w]hat followed",
    ],
)
def test_marks_of_editing_prove_nothing_else(quotation):
    assert found(quotation, page("Nothing else.")) == []


def test_brackets_of_the_page_itself_are_quoted_as_they_are():
    assert found("He [the chief] left", "He [the chief] left.") == [["He [the chief] left"]]


def test_what_a_quotation_leaves_out_is_told():
    (proof,) = proofs("they would [...] pay", normalized("Now they would after all pay it."))

    assert proof.left_out == ("after all",)


def test_each_place_of_a_quotation_is_told():
    assert len(found("it paid", "First it paid. Then it paid again.")) == 2


def test_a_hyphen_at_a_lines_end_may_be_part_of_the_word_or_not():
    text = "A long-\nterm in-\nvestment by the co-\nfounder."

    assert found("A long-term investment by the co-founder.", text)
    assert not found("A long-term in-vestments", text)


@pytest.mark.parametrize("words", ["in", "It is.", "2024"])
def test_few_words_do_not_say_where_they_come_from(words):
    assert is_too_short(words) == (len(words.split()) < 2)


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("a long-\nterm plan", "It is a long-term plan."),
        ("an in-\nvestment", "It is an investment."),
        ("an in-\nvestment in a long-\nterm plan", "It is an investment in a long-term plan."),
        ("an in-\nvestment in a long-\nterm deal", "Now an in-\nvestment in a long-\nterm deal."),
        ("the 13-\nyear deal", "It is the 13-year deal."),
    ],
)  # fmt: skip
def test_a_hyphen_at_a_lines_end_of_the_quotation_is_tried_both_ways(quotation, text):
    assert found(quotation, text)


def test_no_quotation_is_refused_for_the_ends_of_its_own_lines():
    cut = [(sentence, set_) for sentence in SENTENCES for _, set_ in line_ends(sentence)]

    assert len(cut) > 80
    assert [set_ for sentence, set_ in cut if not found(set_, page(sentence))] == []


@pytest.mark.parametrize(
    ("quotation", "text", "asides"),
    [
        ("paid nine million for it.", "They paid nine million[12] for it.[13]", ["[12]"]),
        ("The fund paid.", "The fund[citation needed] paid.", ["[citation needed]"]),
        ("the quay was sold", "Then the quay² was sold.", ["²"]),
        ("keeps the quay and leases", "It keeps the quay\n\n– 7 –\n\nand leases it.", ["– 7 –"]),
        (
            "keeps the quay and leases",
            "It keeps the quay[1]\n\n7\nHarbour report | page 7 of 9\nand leases it.",
            ["[1]", "7 Harbour report | page 7 of 9"],
        ),
    ],
)  # fmt: skip
def test_what_a_page_sets_among_the_words_is_passed_over_and_told(quotation, text, asides):
    (proof,) = proofs(quotation, normalized(text))

    assert list(proof.asides) == asides
    assert stands(quotation, text, proof.start, proof.end - proof.start)


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("paid 10 crowns", "They paid 10² crowns."),
        ("covers 10 km of land", "It covers 10 km² of land."),
        ("they sold ships", "They said they sold 7 ships."),
        ("they sold ships", "They said they sold\n7 ships."),
        ("they sold the quay", "They said they sold\n\nnot before 2025\nthe quay."),
        ("he would pay", "He said he [the chief] would pay."),
    ],
)
def test_nothing_else_is_passed_over(quotation, text):
    assert found(quotation, text) == []


def test_words_after_may_are_proved_with_a_warning():
    (proof,) = proofs("sell the quay", normalized("The town might well sell the quay."))

    assert proof.unsure == "might"


def test_a_name_stands_in_a_text_whatever_is_said_of_it():
    text = normalized("They sold it without Contoso.")

    assert occurs("Contoso", text)
    assert not occurs("Conto", text)


def test_a_text_from_right_to_left_is_proved_with_and_without_its_marks():
    text = "قالت الشركة \u200fإنها لن تستثمر 13 مليار دولار."

    assert found("إنها لن تستثمر 13 مليار دولار", text)
    assert not found("إنها تستثمر 13 مليار دولار", text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(form):
    text = unicodedata.normalize(form, "Das Café zahlte für die Hölle. 한국어도.")

    assert found("Café zahlte für die Hölle. 한국어도", text)


@pytest.mark.parametrize("before", ["", "It  said ", "coop\u00ad\nerating "])
def test_a_place_in_a_decomposed_text_ends_where_the_words_do(before):
    text = f"{before}they paid us. Cafe\u0301 owners did not."
    start = len(before)

    (proof,) = proofs("they paid us", normalized(text))

    assert (proof.start, proof.end) == (start, start + len("they paid us"))


@given(st.text(max_size=60), st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_each_character_of_a_plain_text_says_where_it_stood(before, middle, after):
    text = before + middle + after
    made = normalized(text)

    spans = [made.span(place, place + 1) for place in range(len(made.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(max_size=80))
def test_the_plain_text_of_a_plain_text_is_itself(text):
    once = normalized(text).joined

    assert normalized(once).joined == once


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 40))
def test_what_is_proved_reads_as_the_quotation(text, start, size):
    quotation = text[start : start + size]

    for proof in proofs(quotation, normalized(text)):
        stands = text[proof.start : proof.end]
        if len(proof.parts) == 1 and not proof.asides:
            assert normalized(stands).joined.strip() == normalized(quotation).joined.strip()


HEDGED = {
    "$5 billion": [
        *("below {}", "above {}", "upwards of {}", "in excess of {}", "exceeding {}", "circa {}"),
        *("an estimated {}", "over {}", "a maximum of {}", "north of {}", "up to {}"),
        *(
            "as few as {}",
            "just under {}",
            "{} or more",
            "{} or so",
            "{} and counting",
            "{}-plus",
            "about the {}",
        ),
    ],
    "₹5 billion": ["below {}"],
    "US$5bn": ["below {}", "{} or so"],
    "EUR 5 million": ["north of {}"],
    "five billion dollars": ["as little as {}", "more than {}"],
    "paid 5 billion dollars": ["{} or thereabouts", "{} or less"],
}


def test_a_figure_is_not_quoted_without_its_hedge():
    said = [(figure, hedge) for figure, hedges in HEDGED.items() for hedge in ["{}", *hedges]]

    proved = [
        (figure, hedge)
        for figure, hedge in said
        if proofs(figure, normalized(f"The fund said that it {hedge.format(figure)}, by then."))
    ]

    assert proved == [(figure, "{}") for figure in HEDGED]


def test_one_of_several_is_no_figure():
    copy = normalized("The quarrel around one of them wore on. It is about whom he met in 2019.")

    assert proofs("one of them wore on", copy)
    assert proofs("whom he met in 2019", copy)
