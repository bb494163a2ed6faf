"""What we keep: tables, constraints, and the questions one asks of them."""

from .citations import Citation
from .claims import Claim, ClaimDeal, ClaimEvent, ClaimParty
from .collections import Collection
from .deals import Deal, DealParty, DealStep
from .events import Event, EventParty
from .facts import FactSource
from .money import Amount, Valuation
from .parties import Company, Identifier, Party, PartyName, Person
from .partnerships import Partnership, PartnershipParty
from .roles import Role
from .sources import Snapshot, Source
from .stakes import Stake
from .terms import Term

__all__ = [
    "Amount",
    "Citation",
    "Claim",
    "ClaimDeal",
    "ClaimEvent",
    "ClaimParty",
    "Collection",
    "Company",
    "Deal",
    "DealParty",
    "DealStep",
    "Event",
    "EventParty",
    "FactSource",
    "Identifier",
    "Party",
    "PartyName",
    "Partnership",
    "PartnershipParty",
    "Person",
    "Role",
    "Snapshot",
    "Source",
    "Stake",
    "Term",
    "Valuation",
]
