"""English words by their sense: which forms and which words say the same, and which say nothing."""

import re
from functools import cache

# Each row is one sense, named by its first word.
_ALIKE = """
    lead leads led leading
    raise raises raised raising
    consider considers considered considering weigh weighs weighed weighing mull mulls mulled
    train trains trained training
    turn turns turned turning
    sell sells sold selling supply supplies supplied supplying provide provides provided \
      providing deliver delivers delivered delivering furnish furnished supplier provider \
      seller
    buy buys bought buying purchase purchased purchases purchasing buyer purchaser procure \
      procured
    build builds built building construct constructs constructed constructing
    develop develops developed developing developer development
    keep keeps kept keeping retain retains retained retaining
    give gives gave given giving
    hire hires hired hiring recruit recruited recruits recruiting appoint appoints appointed \
      appointment poach poached
    remove removes removed removing oust ousted fire fired dismiss dismissed sack sacked \
      removal ousts ouster ousting firing dismissal sacking
    pay pays paid paying payment payments
    put puts putting invest invests invested investing investment investments pour poured \
      pours inject injected
    promise promises promised pledge pledged commit commits committed pledges commitment \
      commitments
    seek seeks sought seeking ask asks asked asking request requests requested
    file files filed filing
    decide decides decided deciding decision
    disclose discloses disclosed disclosing disclosure reveal reveals revealed publish \
      publishes published
    bind binds bound binding
    change changes changed changing
    licence licences license licenses licensed licensing licensee licensor
    model models
    claim claims
    share shares
    value values valued valuation worth
    revenue revenues sales turnover
    profit profits
    stake stakes holding interest
    vote votes voting
    seat seats
    access accesses
    exclusive exclusively exclusivity
    announce announces announced announcing
    confirm confirms confirmed confirming
    own owns owned owning owner ownership
    move moves moved moving
    lose loses lost losing loss losses
    debt debts
    cash
    salary salaries wages
    dividend dividends
    list lists listed listing
    take takes took taken taking
    investor investors
    core cores
    gpu gpus
    cpu cpus
    independent independently
    find finds found finding
    rule rules ruled ruling
    return returns
    system systems
    judge judges
    jury juries jurors
    vital essential crucial critical indispensable
    acquire acquires acquired acquiring acquisition takeover
    lend lends lent lending loan loans lender
    borrow borrows borrowed borrowing borrower
    compete competes competed competing competition competitor competitors rival rivals
    resign resigns resigned resigning resignation quit quits
    approve approves approved approving approval back backs backed backing
    growth grow grows grew growing grown
    research researches
    sue sues sued suing lawsuit suit
    merge merges merged merging merger
    dependent dependence depend depends depended depending rely relies relied reliance
    permit permits permitted permission allow allows allowed let lets
    reduce reduces reduced cut cuts lower lowers lowered
    increase increases increased rise rises rose lift lifted
    replace replaces replaced replacing replacement
    founds founded founding founder founders
    invite invites invited
    complain complains complained complaint complaints
    join joins joined joining
    leave leaves left leaving departure
"""
_SENSES = {form: row.split()[0] for row in _ALIKE.strip().splitlines() for form in row.split()}
HAVING = frozenset(
    "have has had having get gets got getting hold holds held holding enjoy enjoys enjoyed keep"
    " keeps kept own owns owned receive receives received retain retains retained".split()
)
# Of these a sum is one and not the other.
RIVALS = frozenset("revenue profit value vote return lose debt cash dividend salary".split())
# Of these no sum is that is told as anything else.
NEVER_MEANT = frozenset("dividend salary".split())
# Who decides, and what they do: a jury found is not what a judge found.
DECIDERS = frozenset(
    "judge jury court regulator tribunal parliament commission arbitrator minister".split()
)
DECIDING = frozenset("find rule decide".split())
# Words that tell nothing of their own, or too much.
_EMPTY = frozenset(
    """
    a an the this that these those it its he she they their his her them him which who whom whose
    what there here and or but nor so yet if as than then when while where whereas although though
    because until till since before after once of in on at to from by for with without within into
    onto over under up down out off about around between among against through during per via more
    most less least much many some any all each every both either neither other others another such
    only own same very too also just even still ever never not no none is are was were be been being
    am do does did done doing have has had having will would shall should can could may might must
    get gets got say says said saying tell tells told telling report reports reported reporting
    make makes made making one two first last new old part parts year years month months day days
    time times week quarter later earlier early late autumn fall spring summer winter beginning end
    total deal deals company companies firm firms agreement thing things something anything nothing
    somebody anybody nobody itself themselves himself ago already now again far large small big
    way account accounts newspaper paper press outlet people person word words use used using going
    go goes went come comes came become became becomes set
    """.split()
)
_ENDING = re.compile(r"(?:ies|ied|ing|ed|es|s|ly|e|y)$")


@cache
def sense(word: str) -> str:
    """The sense of an English word in small letters; "" of those that tell nothing of their own."""
    if word in _SENSES:
        return _SENSES[word]
    if word in _EMPTY or len(word) < 4 or not word.isalpha():
        return ""
    stem = _ENDING.sub("", word) if len(word) > 4 else word
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem


def without_prefix(word: str) -> str:
    """The word that un- or non- is set before, "" where none is: changed of unchanged."""
    if word.startswith("non-"):
        return word[4:]
    is_so = word.startswith("un") and len(word) > 6 and word.endswith(("ed", "able"))
    return word[2:] if is_so and word not in ("united", "under-used") else ""
