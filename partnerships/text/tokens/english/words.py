"""English words that are checked one by one, and those that only look like names."""

from ...denials import CONTRACTED, NEGATIVES
from ...patterns import late
from .gaps import GAP, whole_words

NO_SUPERLATIVES = """
    rest interest interests invest reinvest request west northwest southwest midwest test
    contest protest honest dishonest modest suggest forest guest chest quest conquest harvest arrest
    manifest digest ingest divest infest molest attest detest behest priest crest nest pest vest zest
    jest bequest inquest tempest unrest everest budapest bucharest trieste earnest retest protest
    disinterest backtest wrest lest
""".split()

SUPERLATIVES = late(
    r"(?<![\w-])(?:"
    r"first(?!-(?!ever(?!\w)))|firstly|only|sole|solely|most|least(?<!at least)|always|all|every|everyone|everybody"
    r"|everything|entire|entirely|whole|ever|unprecedented|unique|uniquely|record(?=[- ](?:high|low"
    r"|sum|amount|number|profit|loss|valuation|round|revenue|year|price|deal|fine|investment))"
    r"|best|worst|majority|minority|plurality|all-time|last(?!\s+(?:year|month|week|night|spring|summer|autumn|fall|winter|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday|\d))|latest|utmost|foremost|unrivalled"
    rf"|(?!(?:{'|'.join(NO_SUPERLATIVES)})(?![\w]))[a-z]{{2,20}}(?:[^aeiou\W\d_]|e|i)est"
    r")(?![\w])(?!-(?!ever(?!\w))\w)"
)

# Phrases whose words say nothing by themselves.
IDIOMS = whole_words(
    "all in all", "in all(?=[.,;:])", "after all", "at all", "above all", "all along", "all the same",
    "first of all", "at first(?! sight)", "at last", "one-two punch", "first(?:,)? let['’]?s",
    "first and foremost", "to last (?:until|to|through|beyond|for)", "once and for all",
    "last but not least", "no doubt", "not only", "one another", "each other", "nothing but",
    "whether or not", "more often than not", "no matter (?:how|what|who|when|where)",
    "an? [a-z-]{3,20} one(?=[.,;:]| (?:any|that|which|who|and|but|than|for|to)(?!\\w))",
    "best known", "at its best", "for the most part", "by all accounts", "in the first place",
)  # fmt: skip
NEGATIONS = late(
    rf"(?:(?<![\w-])(?:{NEGATIVES.replace(' ', GAP)}|non-(?!profit)[a-z]{{3,20}})"
    rf"|(?<=[a-z]){CONTRACTED})(?![\w])"
)

HEDGES = whole_words(
    "roughly", "approximately", "nearly", "almost",
    "reportedly", "allegedly", "supposedly", "purportedly", "apparently", "seemingly", "presumably",
    "ostensibly", "perhaps", "maybe", "possibly", "probably", "likely", "unlikely", "potentially",
    "arguably", "largely", "mostly", "partly", "in part", "may(?! \\d)", "might", "could", "would", "appear(?:s|ed)? to", "seem(?:s|ed)? to", "tend(?:s|ed)? to",
    "(?:is|are|was|were|be|been) (?:widely )?(?:said|reported|believed|thought|expected|understood"
    "|rumou?red|alleged|estimated|likely|planned) to", "(?:has|have|had) begun to(?: think)?",
    "began to(?: think)?", "is expected", "an estimated", "estimated", "in effect", "effectively",
    "in principle", "so far as is known", "as far as is known", "plan(?:s|ned)? to",
    "intend(?:s|ed)? to", "hope(?:s|d)? to", "aim(?:s|ed)? to",
    "thought to", "more or less", "potential",
)  # fmt: skip

_MEDIUM = r"(?:newspaper|paper|press|report|reports|article|agency|magazine|journal|outlet|website)"
# Whom a company tells something about itself: the sentence does not say who tells us.
_INSIDERS = (
    "(?:(?:its|their|his|her|the|some|prospective|potential) )?"
    "(?:investors|shareholders|staff|employees|partners|customers|lenders|bankers|board)"
)
ATTRIBUTIONS = whole_words(
    "according to", "reporting by", "reports? by", "report(?:ed|s)(?! to)", "reported(?=ly)", "(?<!to\\s)say(?:s|ing)?", "said(?! to)",
    "tells", f"told(?! {_INSIDERS})", "wr(?:ote|ites)", "written by", "claimed",
    "(?<!['’]s\\s)(?<!the\\s)(?<!his\\s)(?<!her\\s)(?<!its\\s)(?<!their\\s)claims(?! (?:against|of|were|are))",
    f"by {_MEDIUM} accounts?", "by (?:the|one) account of", "alleg(?:es|ed)(?!ly)",
    "complain(?:s|ed)(?: to the newspaper)?", "sources", "people familiar with(?: the matter)?",
    "person familiar with(?: the matter)?", "on condition of anonymity", "citing", "cit(?:es|ed)",
    "quot(?:es|ed|ing)", f"by the {_MEDIUM}(?:['’]s (?:own )?(?:account|telling|reckoning))?",
    f"in the {_MEDIUM}(?:['’]s (?:own )?(?:account|telling))?", f"to the {_MEDIUM}",
    f"the {_MEDIUM}(?= (?:valued|put|reckoned|estimated|called|described|found|quoted))",
    "by (?:its|his|her|their)(?: own)? account", "in (?:its|his|her|their) own words",
    "in the words of", "as (?:reported|told|described) by", "acknowledg(?:es|ed)",
    "insist(?:s|ed)", "assert(?:s|ed)", "maintain(?:s|ed) that", "argu(?:es|ed) that",
    "testif(?:ies|ied)", "announced that", "stated", "confirm(?:s|ed)", "describ(?:es|ed)",
    "valu(?:es|ed)(?= (?:\\S+ ){1,4}at )", "(?:was|were|is|are|been) put at", "puts?(?= (?:\\S+ ){1,4}at )",
    "(?:filings?|papers|documents|records|e-?mails|letters) (?:show|say|reveal|suggest)s?",
    "(?:added|noted|found|disclosed|revealed) that", "estimates?(?= (?:\\S+ ){1,4}at )",
)  # fmt: skip

# What is of a country, and what the country is called.
DEMONYMS = {
    "British": ("UK", "Britain", "United Kingdom"), "UK": ("British", "Britain", "United Kingdom"),
    "Britain": ("UK", "British", "United Kingdom"), "American": ("US", "United States", "America"),
    "US": ("American", "United States", "U.S."), "America": ("US", "American", "United States"),
    "European": ("EU", "European Union", "Europe"), "EU": ("European Union", "European"),
    "French": ("France",), "German": ("Germany",), "Chinese": ("China",), "Japanese": ("Japan",),
    "Indian": ("India",), "Canadian": ("Canada",), "Irish": ("Ireland",), "Dutch": ("Netherlands",),
    "Korean": ("Korea",), "Israeli": ("Israel",), "Swiss": ("Switzerland",), "Emirati": ("UAE",),
}  # fmt: skip
ABSOLUTE = frozenset("never none nobody nothing nowhere".split())  # negations that leave nothing

NEVER = frozenset(
    """
    I I'm I’m I'd I’d I'll I’ll I've I’ve Mr Mrs Ms Dr Prof Sir AI IT TV CEO CFO CTO COO HR PR OK
    AM PM GMT UTC MB GB TB PB MW GW KW Q1 Q2 Q3 Q4 H1 H2 FY
    """.split()
)
# "Open AI" and "Stability AI" are firms; "New AI rules" and "For AI" are none.
TAILED = late(
    r"(?!(?:A|About|After|All|American|And|Any|As|At|Before|Big|Both|But|By|Can|Chinese|Early"
    r"|Every|Few|For|Foreign|From|His|How|If|In|Into|Is|Its|Large|Less|Like|Many|Modern|More|Most|Much|My|New|No"
    r"|Not|Of|Old|On|Or|Other|Our|Over|Safe|Should|Since|So|Some|Such|That|The|Their|These|This"
    r"|Those|Through|To|Under|Until|US|UK|EU|Use|Using|What|When|Where|Whether|Which|While|Who|Why"
    r"|Will|With|Without|Yet|Your|CEO|CFO|CTO|COO|Mr|Mrs|Ms|Dr|I)(?!\w))[A-Z][\w.&'’-]{0,40}\s{1,3}AI"
)
CONNECTORS = frozenset("of the de du der den van von la le el di da and& &".split())

_ORDINARY = frozenset(
    """
    a about above according bought built cited driven founded given held known led meant made paid
    seen sold spent taken told account accounts across act actually add adding after again against age
    ago ahead all allow almost alone along already also although always am amid among amount an
    analysts and announcing another answer any anybody anyone anything apart apparently are around
    as aside ask at away back bad bank banks base be because become been before behind being below
    beneath beside besides best better between beyond big bills board boards bosses both boys brief
    bring build business but buy by call came can cannot capital cash cases cause chief chips city
    clause clear close cloud come companies company compare compared comment comments computing
    concern concerns consider contract contracts control copies copy correct cost costs could
    country court courts credit critics customers cut data date day days deal deals debt
    demand despite details did different do documents does done down draft due during each early
    either else end engineers enough equity especially estimates even events eventually ever every
    everybody everyone everything evidence example exclusive executives experts fact facts far
    fast few figures filings final finally find firms first five follow following for forget former
    four free from full fund funding funds further future gain get girls give given go good got
    government half hard has have having he head help hence her here hers high him his history hope
    hours how however if in income indeed industry inside instead insiders interest into investment
    investments investors is it its itself job jobs journalists just keep key know large last late
    later law laws lawyers lead leaders least leave left legal less let letters life like likewise
    line little local long look looking loss losses lots low made main major make makers making man
    management managers many market markets matter may maybe me meanwhile meetings members men might
    mind model models money month months more moreover most much must my name names nation near
    nearly need neither never nevertheless new news next nine no nobody none nonetheless nor normally
    not note nothing now number numbers observers of off office officials often old on once one
    ones only open or order other others otherwise ought our out outside over own owners page paid
    panel papers part partner partners parts party past pay people per perhaps plain plans please
    plus point power press previous price prices private prior pro problem product products profit
    profits public put quarter question questions quick quite rather read readers records regulators
    relations report reporters reports research researchers rest results revenue right rights rival
    rivals round rounds rules said sales same say says second see seen sellers set seven several
    shareholders shares she short should similar similarly simply since six size slow small so some
    somebody someone something sometimes soon sort source sources spending staff stake stakes start
    state states still stock stop such suppliers take talk talks tax team teams tech technology ten
    terms than thanks that the their theirs them then there thereafter therefore these they thing
    things third this those though three through throughout thus ties time times to today together
    tomorrow too top total toward towards trade two under unless unlike until up upon us use users
    usually value very via view voters wait want war was we week weeks well were what whatever when
    whenever where whereas whether which while who whoever whole whom whose why will with within
    without women words work workers world worse would yes yesterday yet you young your
    """.lower().split()
)
_ORDINARY_END = late(r"\w{3,}(?:ing|ed|ly|tions?|sions?|ments?|ists?|ives|ities|ances?|ences?)$")


def is_ordinary(word: str) -> bool:
    """Whether a word may begin a sentence without being a name."""
    return word in _ORDINARY or bool(_ORDINARY_END.match(word))
