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
}
AGREEING = [
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
