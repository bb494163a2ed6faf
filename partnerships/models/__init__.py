"""What we keep: tables, constraints, and the questions one asks of them."""

from .answers import KeptAnswer
from .assignments import Assignment
from .authorship import Authorship
from .citations import Citation
from .claims import Claim, ClaimDeal, ClaimEvent, ClaimParty
from .collections import Collection
from .comments import Comment
from .deals import Deal, DealParty, DealStep
from .events import Event, EventParty
from .facts import FactSource
from .identities import Identity
from .journal import Entry
from .judgements import Judgement
from .likenesses import Imprint, Likeness
from .mailings import Mailing
from .money import Amount, Valuation
from .parties import Company, Identifier, Party, PartyName, Person
from .partnerships import Partnership, PartnershipParty
from .replies import Reply
from .roles import Role
from .rulebook import Rulebook
from .searches import Search
from .sources import Snapshot, Source
from .stakes import Stake
from .terms import Term
from .verdicts import Assessment, Verdict

__all__ = [
    "Amount",
    "Assessment",
    "Assignment",
    "Authorship",
    "Citation",
    "Claim",
    "ClaimDeal",
    "ClaimEvent",
    "ClaimParty",
    "Collection",
    "Comment",
    "Company",
    "Deal",
    "DealParty",
    "DealStep",
    "Entry",
    "Event",
    "EventParty",
    "FactSource",
    "Identifier",
    "Identity",
    "Imprint",
    "Judgement",
    "KeptAnswer",
    "Likeness",
    "Mailing",
    "Partnership",
    "PartnershipParty",
    "Party",
    "PartyName",
    "Person",
    "Reply",
    "Role",
    "Rulebook",
    "Search",
    "Snapshot",
    "Source",
    "Stake",
    "Term",
    "Valuation",
    "Verdict",
]
