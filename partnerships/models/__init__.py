"""What we keep: tables, constraints, and the questions one asks of them."""

from .answers import KeptAnswer
from .assignments import Assignment
from .authorship import Authorship
from .citations import Citation
from .claims import Claim, ClaimDeal, ClaimEvent, ClaimParty
from .collections import Collection
from .comments import Comment
from .deals import Deal, DealParty, DealStep
from .editions import Correction, Edition, Lean, OpenItem
from .errands import Errand
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
from .passages import Binding, Passage, Placement, Waiver
from .rechecks import Recheck, Sighting
from .replies import Reply
from .roles import Role
from .rulebook import Rulebook
from .searches import Search
from .sources import Snapshot, Source
from .stakes import Stake
from .stories import Hold, Revision, Story
from .terms import Term
from .verdicts import Assessment, Verdict

__all__ = [
    "Amount",
    "Assessment",
    "Assignment",
    "Authorship",
    "Binding",
    "Citation",
    "Claim",
    "ClaimDeal",
    "ClaimEvent",
    "ClaimParty",
    "Collection",
    "Comment",
    "Company",
    "Correction",
    "Deal",
    "DealParty",
    "DealStep",
    "Edition",
    "Entry",
    "Errand",
    "Event",
    "EventParty",
    "FactSource",
    "Hold",
    "Identifier",
    "Identity",
    "Imprint",
    "Judgement",
    "KeptAnswer",
    "Lean",
    "Likeness",
    "Mailing",
    "OpenItem",
    "Partnership",
    "PartnershipParty",
    "Party",
    "PartyName",
    "Passage",
    "Person",
    "Placement",
    "Recheck",
    "Reply",
    "Revision",
    "Role",
    "Rulebook",
    "Search",
    "Sighting",
    "Snapshot",
    "Source",
    "Stake",
    "Story",
    "Term",
    "Valuation",
    "Verdict",
    "Waiver",
]
