"""Which sentences clash with what is said elsewhere, and which only say more or less."""

import pytest

from tests.text.assertions.reader import clashes

CLASHES = {
    ("Quayside pays Harbour.", "Harbour pays Quayside."): (
        "read as: Quayside pays Harbour; C1 says: Harbour pays Quayside"
    ),
    ("Harbour bought ships from Quayside.", "Harbour sold Quayside ships."): (
        "read as: Quayside sells to Harbour; C1 says: Harbour sells to Quayside"
    ),
    ("Harbour fired Berg.", "Harbour hired Anna Berg."): (
        "read as: Harbour removes Berg; C1 says: Harbour hires Anna Berg"
    ),
    ("Harbour never hired Berg.", "Harbour hired Berg."): (
        "read as: Harbour hires Berg, denied; C1 says: Harbour hires Berg"
    ),
    ("Quayside's licence to ships, by Harbour", "Harbour's licence to the ships is old."): (
        "read as: Quayside: licence; C1 says: Harbour: licence"
    ),
    ("The licence of the quay is exclusive.", "The licence of the quay is non-exclusive."): (
        "read as: exclusive; C1 says: non-exclusive"
    ),
    ("The terms of the lease had changed.", "The terms of the lease were unchanged."): (
        "read as: changed; C1 says: unchanged"
    ),
    ("It raised $90m.", "It raised $5m at a valuation of $90m."): (
        "read as: $90m (raised); C1 says: $90m (value)"
    ),
    ("It paid in $90m of the $5m committed.", "It paid in $5m of the $90m it committed."): (
        "read as: $5m (committed); C1 says: $5m (paid in)"
    ),
    ("It led a $90m round and holds $5m of its shares.", "A $5m round, with $90m of shares."): (
        "read as: $90m by “round”; C1 says: $5m by “round”"
    ),
    ("It pays 20 % instead of 10 %.", "It pays 10 % instead of 20 %."): (
        "read as: instead of 10 %; C1 says: instead of 20 %"
    ),
    ("It built 100 systems of cranes.", "It built a system of 100 cranes."): (
        "read as: 100 systems; C1 says: 100 cranes"
    ),
    ("Ten percent of its profits went there.", "A tenth of its revenue went there."): (
        "read as: profits; C1 says: revenue"
    ),
    ("In May a judge found the claims of the quay late.", "A jury found the claims late."): (
        "read as: judge: found; C1 says: jury: found"
    ),
    ("It gave $5m of its revenue.", "It gave $5m of its shares."): (
        "read as: $5m (revenue); C1 says: $5m (shares)"
    ),
    ("It gave the quay $90m in cash.", "It led a $5m round at $90m."): (
        "read as: $90m (cash); C1 says: $90m (value)"
    ),
    ("It has 27 percent of Quayside's votes.", "It has 27 percent of Quayside."): (
        "read as: 27 percent (votes); C1 says: 27 percent (shares)"
    ),
    ("Its value went from $90m to $5m.", "It was valued at $90m, and at $5m earlier."): (
        "read as: instead of $90m; C1 says: instead of $5m"
    ),
    ("It spends $5m on salaries.", "It spends $5m on ships."): ("read as: salaries; C1 says: $5m"),
    ("Berg and Harbour filed claims against Mill Bank.", "Mill Bank's claims against Berg"): (
        "read as: somebody sues Mill Bank; C1 says: Mill Bank sues Berg"
    ),
    ("A fifth of Harbour's revenue went to Quayside.", "Quayside pays Harbour."): (
        "read as: Harbour pays Quayside; C1 says: Quayside pays Harbour"
    ),
    ("The regulator spoke of a merger.", "The regulator found no relevant merger."): (
        "read as: merger; C1 says: no merger"
    ),
    ("It sat there as observer with a vote.", "A silent observer never had a vote."): (
        "read as: vote; C1 says: never vote"
    ),
}
AGREEING = [
    ("The lease of the quay has a vote.", ["The owner of the ferry never had a vote."]),
    ("Its value went from $5m to $90m.", ["It was valued at $90m, and at $5m earlier."]),
    ("It raised $5m in cash.", ["It raised $5m."]),
    ("Harbour pays Quayside.", ["Quayside pays Harbour.", "Harbour pays Quayside."]),
    ("Quayside signed with Harbour.", ["Harbour signed a contract with Quayside."]),
    ("Harbour sells on any pier.", ["Quayside sells ships to Ferry Line."]),
    ("Harbour hired Berg.", ["Harbour fired Mill Bank."]),
    ("The licence of the quay is not renewed yet.", ["The licence of the quay is renewed."]),
    ("The ferry was not sold.", ["The quay was sold."]),
    ("Neither the lease nor the licence changed.", ["The lease changed; the licence changed."]),
    ("It raised $90m.", ["It raised $90m.", "Its value was put at $90m."]),
    ("It raised $90m.", ["It was about $90m."]),
    ("It invested $90m.", ["It raised $90m."]),
    ("Profits and revenue fell.", ["Revenue fell."]),
    ("It fell to 10 % from 20 % of sales.", ["It pays 10 % instead of 20 %."]),
    ("The word used is changed.", ["'unchanged' is their word for the terms used."]),
]


@pytest.mark.parametrize(("mine", "told"), CLASHES)
def test_what_is_said_otherwise_clashes(mine, told):
    assert CLASHES[mine, told] in clashes(mine, told)


@pytest.mark.parametrize(("mine", "told"), AGREEING)
def test_what_is_said_too_or_only_left_open_clashes_with_nobody(mine, told):
    assert clashes(mine, *told) == []
