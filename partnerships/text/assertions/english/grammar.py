"""The small words of English by which a sentence hangs together."""

BE = frozenset("is are was were be been being get gets got".split())
PREPOSITIONS = frozenset(
    "in into to from with by at of for on over under against about through via between among than"
    " after before during since until within without toward towards as like onto".split()
)
PRONOUNS = frozenset("it he she they we i you its his their who whom which that this".split())
RELATIVE = frozenset("which who that".split())
JOINS = frozenset("and or & as plus".split())
ENDS = frozenset(";:.!?—–()")
CLAUSES = frozenset(
    "while whereas although though because when where if unless whether but so after before once"
    " until since which who that".split()
)
BEFORE_NOUNS = frozenset("the a an of 's ’s its their this that big new large".split())
ARTICLES = frozenset("the a an its their rival startup company maker".split())
# What belongs to a company and acts for it: the board of OpenAI, Microsoft's chief executive.
PARTS = frozenset(
    "revenue revenues profit profits turnover board directors nonprofit non-profit arm unit"
    " subsidiary management executives executive chief leadership company parent foundation group"
    " lawyers".split()
)
AUXILIARY = frozenset(
    "has have had will would shall should can could may might must did does do is are was were be"
    " been being to also still then later now already reportedly not never n't agreed agrees plans"
    " planned intends intended decided promised committed pledged wants wanted expects expected set"
    " due began begun started continued continues helped itself reported".split()
)
SPEAKING = frozenset("raised said told agreed built led took".split())
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
# Denials of the one word behind them; others, such as neither and without, deny what is around.
FLAT_DENIALS = frozenset(
    ["not", "n't", "n’t", "never", "no", "no longer", "cannot", "fails to", "failed to"]
    + ["refuses to", "refused to", "declines to", "declined to"]
)
# Beside these a denial is of how, of how much or of when: "not all", "not before 2027".
QUALIFIES = frozenset(
    "all every each much many always only necessarily enough before until unless yet fully entirely"
    " quickly fast at alone just both everything everybody everyone".split()
)
# Verbs of telling, what companies tell in, and who tells without a name.
SAYING = frozenset(
    "say says said tell tells told report reports reported confirm confirms confirmed announce"
    " announces announced admit admits admitted acknowledge acknowledges acknowledged insist"
    " insists insisted claimed write writes wrote testify testified stated disclose"
    " discloses disclosed".split()
)
RECKONING = frozenset("put valued estimated described called reckoned expected".split())
OWN = frozenset("its their his her".split())
ACCOUNTS = frozenset(
    "filing filings report reports account accounts notice statement letter memo words prospectus"
    " spokesman spokeswoman lawyers telling reckoning".split()
)
BEHIND_OWNERS = frozenset("own annual quarterly latest recent sec new last".split())
TELLERS = frozenset(
    "court courts judge jury regulator regulators minister tribunal commission lawyers"
    " filing".split()
)
# Words that deny without a denial: what is left out is not in, what is exclusive no other has.
DENYING = frozenset(
    "leaves leave left excludes excluded withheld undisclosed only superseded ended ends dropped"
    " became instead unnamed reverses lacks lacked stopped short except".split()
)
# Right before a date: what is so from then on, and what is so up to then.
FROM = frozenset("since from after starting beginning effective following".split())
UNTIL = frozenset("until till through before ending to".split())
ENDS_IT = frozenset("ended ends ceased ceases stopped stops expired expires lapsed lapses".split())
# Denials that set one thing against another one of the sentence.
CONTRASTING = frozenset(["rather than", "instead of"])
# Denials that stand behind what they deny as often as before it.
EITHER_SIDE = frozenset("neither nor none nobody nothing".split())
