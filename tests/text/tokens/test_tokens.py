"""The words of a manuscript that can be wrong: which they are, where they stand, what they say."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.text.tokens import Dated, Named, Quantity, tokens
from partnerships.vocabulary import Qualifier, TokenKind

ANCHOR = date(2024, 10, 23)  # a Wednesday
NAMES = {
    "Microsoft": {"microsoft"},
    "OpenAI": {"openai-inc", "openai-lp"},
    "OpenAI LP": {"openai-lp"},
    "The New York Times": {"nyt"},
    "Times": {"nyt"},
    "Sam Altman": {"altman"},
    "Adam D'Angelo": {"dangelo"},
    "X.AI Corp.": {"xai"},
    "AT&T": {"att"},
}


def found(text, kind=None, **asked):
    return [
        token
        for token in tokens(text, **({"names": NAMES, "anchor": ANCHOR} | asked))
        if kind in (None, token.kind)
    ]


def words(text, kind=None, **asked):
    return [token.words for token in found(text, kind, **asked)]


def the_only(text, kind):
    (token,) = found(text, kind)
    return token


M, B = 10**6, 10**9
MONEY = [
    ("It paid $13 billion.", "$13 billion", "exact", 13 * B, "USD"),
    ("It paid 13 billion dollars.", "13 billion dollars", "exact", 13 * B, "USD"),
    ("It paid thirteen billion dollars.", "thirteen billion dollars", "exact", 13 * B, "USD"),
    ("It paid $13bn.", "$13bn", "exact", 13 * B, "USD"),
    ("It paid $13 bn in cash.", "$13 bn", "exact", 13 * B, "USD"),
    ("It paid $13B.", "$13B", "exact", 13 * B, "USD"),
    ("It paid US$1.5 million.", "US$1.5 million", "exact", 1_500_000, "USD"),
    ("It paid up to €11.9bn.", "up to €11.9bn", "up_to", 11_900_000_000, "EUR"),
    ("It paid roughly 10 billion dollars.", "roughly 10 billion dollars", "about", 10 * B, "USD"),
    ("It paid more than £2,500.50.", "more than £2,500.50", "at_least", "2500.5", "GBP"),
    ("It paid at least 3 million euros.", "at least 3 million euros", "at_least", 3 * M, "EUR"),
    ("It paid half a billion dollars.", "half a billion dollars", "exact", B // 2, "USD"),
    ("Its first billion dollars.", "billion dollars", "exact", B, "USD"),
    ("It paid a billion dollars.", "a billion dollars", "exact", B, "USD"),
    ("A $1.5-billion deal.", "$1.5-billion", "exact", 1_500_000_000, "USD"),
    ("It paid CHF 5 million.", "CHF 5 million", "exact", 5 * M, "CHF"),
    ("It paid 5 million CHF.", "5 million CHF", "exact", 5 * M, "CHF"),
    ("It paid 70 billion yen.", "70 billion yen", "exact", 70 * B, "JPY"),
    ("It paid 2 million Canadian dollars.", "2 million Canadian dollars", "exact", 2 * M, "CAD"),
    ("It paid $**13** billion.", "$**13** billion", "exact", 13 * B, "USD"),
    ("It paid just under $1 billion.", "just under $1 billion", "up_to", B, "USD"),
    ("It paid &euro;13bn.", "&euro;13bn", "exact", 13 * B, "EUR"),
    ("It paid $13\nbillion.", "$13\nbillion", "exact", 13 * B, "USD"),
    ("It paid $.5 billion.", "$.5 billion", "exact", B // 2, "USD"),
    ("It paid 1½ billion dollars.", "1½ billion dollars", "exact", 3 * B // 2, "USD"),
    ("It paid 2 1/2 billion dollars.", "2 1/2 billion dollars", "exact", 5 * B // 2, "USD"),
    ("Two and a half billion euros.", "Two and a half billion euros", "exact", 5 * B // 2, "EUR"),
    (
        "It paid 2 and a half billion euros.",
        "2 and a half billion euros",
        "exact",
        5 * B // 2,
        "EUR",
    ),
    ("A billion and a half euros.", "A billion and a half euros", "exact", 3 * B // 2, "EUR"),
    ("It paid $13 billion or more.", "$13 billion or more", "at_least", 13 * B, "USD"),
    ("It paid $13bn-plus in cash.", "$13bn-plus", "at_least", 13 * B, "USD"),
    ("It paid $13 billion+ in cash.", "$13 billion+", "at_least", 13 * B, "USD"),
    ("It paid $13 billion and counting.", "$13 billion and counting", "at_least", 13 * B, "USD"),
    ("It paid 13 million dollars or so.", "13 million dollars or so", "about", 13 * M, "USD"),
    ("It paid $13 billion or less.", "$13 billion or less", "up_to", 13 * B, "USD"),
    ("It paid north of $13 billion.", "north of $13 billion", "at_least", 13 * B, "USD"),
    ("It paid just shy of $13 billion.", "just shy of $13 billion", "up_to", 13 * B, "USD"),
]


@pytest.mark.parametrize(("text", "said", "qualifier", "figure", "currency"), MONEY)
def test_money_is_one_token_with_its_qualifier_and_currency(
    text, said, qualifier, figure, currency
):
    token = the_only(text, TokenKind.MONEY)

    assert token.words == said
    assert token.value == Quantity.of(Decimal(figure), Qualifier(qualifier), currency)
    assert not words(text, TokenKind.FIGURE)


def test_every_token_is_where_it_says():
    text = "# **OpenAI** looks\n\nIn [2021](https://a.example/2019) it paid “$1bn”, not _more_."

    for token in found(text):
        assert text[token.start : token.end] == token.words
    assert words(text) == ["OpenAI", "2021", "“$1bn”", "$1bn", "not"]


def test_a_name_is_found_by_its_longest_form():
    (token,) = found("Then OpenAI LP’s board met.", TokenKind.NAME)

    assert token.value == Named("OpenAI LP", frozenset({"openai-lp"}))


def test_a_date_without_its_year_is_resolved_from_the_anchor():
    (token,) = found("On 17 November it did.", TokenKind.DATE)

    assert token.value == Dated("2023-11-17", is_relative=True)


RANGES = [
    ("from $300m to $400m", "$300m to $400m", 300 * M, 400 * M, "USD"),
    ("some $1-2 billion", "some $1-2 billion", B, 2 * B, "USD"),
    ("between 10 and 12 billion euros", "between 10 and 12 billion euros", 10 * B, 12 * B, "EUR"),
    ("$750 million to just under $1 billion", None, 750 * M, B, "USD"),
]


@pytest.mark.parametrize(("text", "said", "low", "high", "currency"), RANGES)
def test_a_range_of_money_is_one_token(text, said, low, high, currency):
    token = the_only(text, TokenKind.MONEY)

    assert token.words == (said or text)
    assert (token.value.qualifier, token.value.unit) == (Qualifier.RANGE, currency)
    assert (token.value.low, token.value.high) == (low, high)


PERCENTAGES = [
    ("It holds 27 percent of it.", "27 percent", 27),
    ("It holds 27 % of it.", "27 %", 27),
    ("It holds 27.5% of it.", "27.5%", "27.5"),
    ("It holds about 27 per cent.", "about 27 per cent", 27),
    ("It holds a fifth of it.", "a fifth", 20),
    ("It gets a share put at a fifth by the press.", "a fifth", 20),
    ("It holds two-thirds of it.", "two-thirds", "66.67"),
    ("It holds three quarters of it.", "three quarters", 75),
    ("It owns half of it.", "half", 50),
    ("It fell by half.", "half", 50),
    ("It was cut in half, they said.", "half", 50),
    ("It holds a quarter stake in it.", "a quarter", 25),
    ("It rose by two and a half percent.", "two and a half percent", "2.5"),
]


@pytest.mark.parametrize(("text", "said", "figure"), PERCENTAGES)
def test_parts_of_a_whole_are_percentages(text, said, figure):
    token = the_only(text, TokenKind.PERCENTAGE)

    assert token.words == said
    assert (token.value.high, token.value.unit) == (Decimal(figure), "%")


FIGURES = [
    ("A machine of 10,000 GPUs", "10,000", 10_000, ("gpus",)),
    ("All 19 people left.", "19", 19, ("people",)),
    ("It has four seats.", "four", 4, ("seats",)),
    ("It bought a dozen firms.", "a dozen", 12, ("firms",)),
    ("It has 1.5 million users.", "1.5 million", 1_500_000, ("users",)),
    ("It has one origin.", "one", 1, ("origin",)),
    ("Twenty-one banks lend.", "Twenty-one", 21, ("banks",)),
    ("Two hundred and six people", "Two hundred and six", 206, ("people",)),
    ("Its commitment is 13 billion, in part.", "13 billion", 13 * B, ()),
    ("It is its third round.", "third", 3, ("round",)),
    ("It is the 19th time.", "19th", 19, ("time",)),
    ("A fifth round followed.", "A fifth", 5, ("round", "followed")),
    ("It took 10\u00a0000 chips.", "10\u00a0000", 10_000, ("chips",)),
    ("It sold 2000 phones.", "2000", 2000, ("phones",)),
    ("It fell to −5.", "−5", -5, ()),
    ("It owns 2¼ of them.", "2¼", Decimal("2.25"), ("them",)),
    ("Five or more firms", "Five or more", 5, ("firms",)),
]


@pytest.mark.parametrize(("text", "said", "figure", "counted"), FIGURES)
def test_figures_are_read_in_figures_and_in_words(text, said, figure, counted):
    token = the_only(text, TokenKind.FIGURE)

    assert token.words == said
    assert token.value.low == figure
    assert token.value.counted == counted


MEASURED = [
    ("It grew by 10x.", "10x", 10, "times"),
    ("Revenue doubled.", "doubled", 2, "times"),
    ("Costs halved.", "halved", "0.5", "times"),
    ("It is quadrupling.", "quadrupling", 4, "times"),
    ("A tenfold rise", "tenfold", 10, "times"),
    ("It grew six-fold.", "six-fold", 6, "times"),
    ("It lost it in one quarter.", "one quarter", 1, "quarters"),
    ("It did so in six quarters.", "six quarters", 6, "quarters"),
    ("A three-year pact", "three-year", 3, "years"),
    ("It runs for a decade.", "a decade", 10, "years"),
    ("Half a century of it", "Half a century", 50, "years"),
    ("It took seven months.", "seven months", 7, "months"),
    ("It makes 4.5 megawatts.", "4.5 megawatts", "4.5", "megawatts"),
    ("It makes 4.5MW.", "4.5MW", "4.5", "megawatts"),
    ("It fell by five percentage points.", "five percentage points", 5, "percentage points"),
    ("It fell 25bps.", "25bps", "0.25", "percentage points"),
    ("It weighs 500 pounds.", "500 pounds", 500, "lb"),
]


@pytest.mark.parametrize(("text", "said", "figure", "unit"), MEASURED)
def test_the_unit_of_measure_is_part_of_the_token(text, said, figure, unit):
    (token,) = found(text)

    assert token.words == said
    assert token.value == Quantity.of(Decimal(figure), unit=unit)


@pytest.mark.parametrize(
    "text",
    [
        "Each needs the other one.",
        "No one of them said so.",
        "One of the founders left.",
        "The first half went well.",
        "A third party was asked.",
        "The second-hand market",
        "It was half-hearted.",
        "They fell out halfway.",
    ],
)
def test_words_that_only_look_like_figures_are_none(text):
    assert not words(text, TokenKind.FIGURE) + words(text, TokenKind.PERCENTAGE)


@pytest.mark.parametrize("said", ["3.5.1", "1⅓"])
def test_what_cannot_be_read_as_a_figure_is_one_all_the_same(said):
    (token,) = found(f"It is {said} of it.", TokenKind.FIGURE)

    assert (token.words, token.value.low, token.value.high) == (said, None, None)


DATES = [
    ("On 19 March 2024 it did.", "19 March 2024", "2024-03-19"),
    ("On March 19, 2024, it did.", "March 19, 2024", "2024-03-19"),
    ("On the 19th of March 2024", "19th of March 2024", "2024-03-19"),
    ("On Tuesday, March 19th, 2024,", "Tuesday, March 19th, 2024", "2024-03-19"),
    ("On 2024-03-19 it did.", "2024-03-19", "2024-03-19"),
    ("On 19/03/2024 it did.", "19/03/2024", "2024-03-19"),
    ("On 19.3.2024 it did.", "19.3.2024", "2024-03-19"),
    ("From 17 to 19 October 2024", "17 to 19 October 2024", "2024-10-17/2024-10-19"),
    ("In July 2019 it did.", "July 2019", "2019-07"),
    ("In April it did.", "April", "2024-04"),
    ("In May it did.", "May", "2024-05"),
    ("By the autumn of 2024", "the autumn of 2024", "2024-23"),
    ("Last autumn it did.", "Last autumn", "2023-23"),
    ("In 2021 it did.", "2021", "2021"),
    ("Its 2023 round", "2023", "2023"),
    ("In 2019-2021 it did.", "2019-2021", "2019/2021"),
    ("In the 2010s it did.", "the 2010s", "201X"),
    ("In Q3 2024 it did.", "Q3 2024", "2024-07/2024-09"),
    ("In H1 2024 it did.", "H1 2024", "2024-01/2024-06"),
    ("It did in H2 of 2023.", "H2 of 2023", "2023-07/2023-12"),
    ("In fiscal 2024 it did.", "fiscal 2024", ""),
    ("In its financial year 2023/24", "financial year 2023/24", ""),
    ("In the 2024 fiscal year", "the 2024 fiscal year", ""),
    ("At the end of FY24 it did.", "FY24", ""),
    ("In the third quarter of 2023", "the third quarter of 2023", "2023-07/2023-09"),
    ("In early 2024 it did.", "early 2024", "2024-01/2024-04"),
    ("In mid-October it did.", "mid-October", "2024-10-11/2024-10-20"),
    ("It did so last year.", "last year", "2023"),
    ("It did so on Tuesday.", "Tuesday", "2024-10-22"),
    ("It did so yesterday.", "yesterday", "2024-10-22"),
    ("It did so last week.", "last week", "2024-10-14/2024-10-20"),
    ("It did so earlier this month.", "earlier this month", "2024-10-01/2024-10-23"),
    ("It did so two years ago.", "two years ago", "2022"),
    ("It will next month.", "next month", "2024-11"),
    ("It began around 2019.", "around 2019", "2019~"),
    ("It did so on 29 February.", "29 February", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "said", "edtf"), DATES)
def test_dates_are_read_in_every_usual_form(text, said, edtf):
    token = the_only(text, TokenKind.DATE)

    assert (token.words, token.value.edtf) == (said, edtf)
    assert not words(text, TokenKind.FIGURE)


@pytest.mark.parametrize(
    "text", ["It may sue.", "They March on.", "2024 people came.", "It sold 2000 phones in all."]
)
def test_words_that_only_look_like_dates_are_none(text):
    assert not words(text, TokenKind.DATE)


@pytest.mark.parametrize(
    ("later", "edtf"),
    [
        ("four days later", "2023-11-21"),
        ("the next day", "2023-11-18"),
        ("the day before", "2023-11-16"),
        ("a year later", "2024"),
        ("two months earlier", "2023-09"),
        ("that year", "2023"),
    ],
)
def test_a_date_may_count_from_the_one_told_before_it(later, edtf):
    _, token = found(f"On 17 November it did; {later} it did not.", TokenKind.DATE)

    assert token.value == Dated(edtf, is_relative=True)


def test_a_date_counts_from_nothing_in_another_paragraph():
    _, token = found("On 17 November it did.\n\nFour days later it did not.", TokenKind.DATE)

    assert token.value == Dated("", is_relative=True)


def test_a_passage_may_have_an_anchor_of_its_own():
    text = "In April it did.\n\nIn April it did."

    dates = found(text, TokenKind.DATE, anchors=[(18, 34, date(2026, 5, 1))])

    assert [token.value.edtf for token in dates] == ["2024-04", "2026-04"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("On Monday, 19 March 2024,", "19 March 2024 was a Tuesday, not a Monday."),
        ("On 19 March 2024, a Monday,", "19 March 2024 was a Tuesday, not a Monday."),
        ("On Tuesday 22 October it did.", ""),
        ("On 31 June it did.", "There is no such day: 31 June."),
        (
            "On 3/4/2024 it did.",
            "3/4/2024 is one day in London and another in New York: write the month.",
        ),
    ],
)
def test_a_date_is_held_to_the_calendar(text, fault):
    assert the_only(text, TokenKind.DATE).value.fault == fault


KNOWN = [
    ("Microsoft's board", "Microsoft"),
    ("the OpenAI LP deal", "OpenAI LP"),
    ("*The New York Times* said", "The New York Times"),
    ("the Times says", "Times"),
    ("with [Sam\nAltman](https://a.example/Microsoft)", "Sam\nAltman"),
    ("with Adam D’Angelo", "Adam D’Angelo"),
    ("by X.AI Corp.", "X.AI Corp."),
    ("from AT&T now", "AT&T"),
]


@pytest.mark.parametrize(("text", "said"), KNOWN)
def test_known_names_are_found_as_they_are_set(text, said):
    token = the_only(text, TokenKind.NAME)

    assert token.words == said
    assert token.value.parties


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Then GPT-4.5 came.", []),
        ("It sold GPT-4,000 times.", ["GPT-4,000 times"]),
        ("The A-1 million went to it.", ["A-1 million"]),
        ("It flew B-52/53.", ["B-52/53"]),
    ],
)
def test_only_the_number_of_a_version_is_part_of_a_name(text, said):
    assert words(text, TokenKind.FIGURE) == said


UNKNOWN = [
    ("It runs on Azure.", ["Azure"]),
    ("Oracle sued.", ["Oracle"]),
    ("It asked the Bank of England.", ["Bank of England"]),
    ("They need GPUs for AGI.", ["GPUs", "AGI"]),
    ("Then GPT-4 and the A100 came.", ["GPT-4", "A100"]),
    ("It said so. “Amazon,” it said.", ["Amazon"]),
    ("So said Élise Dupont.", ["Élise Dupont"]),
    ("Microsoft Azure grew.", ["Microsoft", "Azure"]),
    ("Then eBay bought it.", ["eBay"]),
    ("Open AI signed. Stability AI did.", ["Open AI", "Stability AI"]),
    ("New AI rules came. The AI did too.", []),
    ("It used o1-preview and o3-mini.", ["o1-preview", "o3-mini"]),
]


@pytest.mark.parametrize(("text", "said"), UNKNOWN)
def test_names_that_nobody_knows_are_found_by_their_capitals(text, said):
    assert words(text, TokenKind.NAME) == said


@pytest.mark.parametrize(
    "text",
    [
        "Executives said so. However, I did not.",
        "Negotiating took long. Later it did.",
        "Its élan was gone.",
        "- Shares fell\n- Revenue rose",
        "# Looking for Ways Together\n\nThey were looking for ways together.",
        "Mr and Mrs are no names, nor is AI.",
        "See [it](https://Example.example/Path) now.",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(text):
    assert words(text, TokenKind.NAME) == []


def test_an_acronym_is_no_name_where_it_is_listed():
    assert words("They need GPUs for AGI.", TokenKind.NAME, ordinary=["GPUs"]) == ["AGI"]


QUOTATIONS = [
    ("He said “no deal”.", ["“no deal”"]),
    ('He said "no deal".', ['"no deal"']),
    ("He said ‘no deal’.", ["‘no deal’"]),
    ("He said «no deal».", ["«no deal»"]),
    ("He said « no deal ».", ["« no deal »"]),
    ("He said „no deal“.", ["„no deal“"]),
    ("He said “they said ‘no’ to it”.", ["“they said ‘no’ to it”", "‘no’"]),
    ("It's the companies' and the ’90s.", []),
    ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
    ('The "first" and the "second"', ['"first"', '"second"']),
]


@pytest.mark.parametrize(("text", "said"), QUOTATIONS)
def test_quotations_are_found_by_all_the_usual_marks(text, said):
    assert words(text, TokenKind.QUOTATION) == said


def test_what_stands_in_a_quotation_is_checked_too():
    assert [(t.kind, t.words) for t in found("“$13 billion”, it said.")] == [
        (TokenKind.QUOTATION, "“$13 billion”"),
        (TokenKind.MONEY, "$13 billion"),
        (TokenKind.ATTRIBUTION, "said"),
    ]


SINGLE = [
    (TokenKind.SUPERLATIVE, "Its closest partner was the first and only one", "closest|first|only"),
    (TokenKind.SUPERLATIVE, "The most of all, always, in every way", "most|all|always|every"),
    (TokenKind.SUPERLATIVE, "An honest interest in the west, by request", ""),
    (TokenKind.SUPERLATIVE, "The last board, last week", "last"),
    (TokenKind.SUPERLATIVE, "The first-ever, biggest-ever round", "first|biggest"),
    (TokenKind.SUPERLATIVE, "A majority at an all-time high", "majority|all-time"),
    (TokenKind.SUPERLATIVE, "All in all it paid $5m in all; it is to last until May", ""),
    (TokenKind.SUPERLATIVE, "At first, after all, it paid in all cases", "all"),
    (TokenKind.FIGURE, "It was a one-two punch, though not an exclusive one any longer", ""),
    (TokenKind.NEGATION, "Not only that, no doubt", ""),
    (TokenKind.NEGATION, "It did not, and never would, without it", "not|never|without"),
    (TokenKind.NEGATION, "It isn’t so, and won't be; neither is it", "n’t|n't|neither"),
    (TokenKind.NEGATION, "The nonprofit gave up a non-exclusive right", "non-exclusive"),
    (TokenKind.NEGATION, "Notes of a notary", ""),
    (TokenKind.HEDGE, "It reportedly may, or could", "reportedly|may|could"),
    (TokenKind.HEDGE, "It is said to run", "is said to"),
    (TokenKind.HEDGE, "It had begun to think again", "had begun to think"),
    (TokenKind.HEDGE, "Roughly 10 billion dollars", "Roughly"),
    (TokenKind.HEDGE, "Talks about money, some of it new", ""),
    (TokenKind.ATTRIBUTION, "According to the newspaper, sources say", "According to|sources|say"),
    (TokenKind.ATTRIBUTION, "By the newspaper's account it did", "By the newspaper's account"),
    (TokenKind.ATTRIBUTION, "Staff complained to the newspaper", "complained to the newspaper"),
    (TokenKind.ATTRIBUTION, "It left it to them to say when", ""),
    (TokenKind.ATTRIBUTION, "It told its investors that Berg's claims were late", ""),
    (TokenKind.ATTRIBUTION, "The claims against it, and his claims, are old", ""),
    (TokenKind.ATTRIBUTION, "She told the paper; it claims that it is so", "told|claims"),
    (TokenKind.ATTRIBUTION, "It is late by press accounts", "by press accounts"),
    (TokenKind.ATTRIBUTION, "It is late by the account of the owner", "by the account of"),
]


@pytest.mark.parametrize(("kind", "text", "said"), SINGLE)
def test_words_that_say_how_sure_or_how_far_are_found_one_by_one(kind, text, said):
    assert "|".join(words(text, kind)) == said


def test_headings_emphasis_and_captions_are_prose_and_addresses_are_not():
    text = (
        "# Deal of $1bn\n\n![A photo of **7** people](https://a.example/8.jpg)\n\n"
        "See [it](https://a.example/?sum=9), https://b.example/10 or <https://c.example/11>.\n\n"
        "1. _Two_ of them\n2. `12` more"
    )

    assert words(text, TokenKind.MONEY) == ["$1bn"]
    assert words(text, TokenKind.FIGURE) == ["7", "Two", "12"]


def test_the_same_text_gives_the_same_tokens():
    text = "“Microsoft paid $13 billion in 2021,” it said."

    assert found(text) == found(text)
