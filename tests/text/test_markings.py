"""A manuscript cut into pieces, each under the mark that a page sets it in."""

from collections import namedtuple

from partnerships.text.markings import paragraphs

Place = namedtuple("Place", "start end")


def place(text, words):
    start = text.index(words)
    return Place(start, start + len(words))


def cut(text, marks=(), spans=()):
    """The pieces of the text, each with the words of its mark and whether it is bound."""
    places = [
        [Place(text.index(one), text.index(one) + len(one)) for one in each]
        for each in (marks, spans)
    ]
    return [
        [
            (piece.words, piece.mark and text[piece.mark.start : piece.mark.end], piece.is_bound)
            for piece in paragraph.pieces
        ]
        for paragraph in paragraphs(text, *places)
    ]


def test_paragraphs_are_what_stands_between_blank_lines():
    assert cut("One.\n \nTwo.\n") == [[("One.", None, False)], [("Two.\n", None, False)]]


def test_a_figure_and_its_hedge_are_set_in_one():
    assert cut("So about $2 bn.", ["about $2 bn", "about"]) == [
        [("So ", None, False), ("about $2 bn", "about $2 bn", False), (".", None, False)]
    ]


def test_what_stands_in_a_quotation_is_set_within_it():
    assert cut("“We paid $2 now.”", ["“We paid $2 now.”", "$2"]) == [
        [
            ("“We paid ", "“We paid $2 now.”", False),
            ("$2", "$2", False),
            (" now.”", "“We paid $2 now.”", False),
        ]
    ]


def test_words_under_two_spans_are_bound_until_both_have_ended():
    assert cut("a b c d", ["b"], ["a b", "b c"]) == [
        [("a ", None, True), ("b", "b", True), (" c", None, True), (" d", None, False)]
    ]
