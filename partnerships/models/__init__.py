"""What we keep: tables, constraints, and the questions one asks of them."""

from .accounts import AccountChange, Grant
from .claims.assignments import Assignment
from .claims.authorship import Authorship
from .claims.citations import Citation
from .claims.claims import Claim, ClaimDeal, ClaimEvent, ClaimParty
from .claims.comments import Comment
from .claims.listings import CitationListing, ClaimListing
from .claims.rechecks import Recheck, Sighting
from .claims.replies import Reply
from .claims.rulebook import Rulebook
from .claims.searches import Search
from .claims.support import ClaimSupport
from .claims.verdicts import Assessment, Verdict
from .collections import Collection
from .dumps import Dump
from .entities.deals import Deal, DealParty, DealStep
from .entities.events import Event, EventParty
from .entities.merges import Merge
from .entities.money import Amount, Valuation
from .entities.parties import Company, Identifier, Party, PartyName, Person
from .entities.partnerships import Partnership, PartnershipParty
from .entities.roles import Role
from .entities.stakes import Stake
from .entities.terms import Term
from .facts import FactSource
from .idempotent_responses import IdempotentResponse
from .journal import Entry
from .mailings import Mailing
from .presences import Presence
from .provider_logins import ProviderLogin
from .put_aways import PutAway
from .seals import Seal
from .sources.identities import Identity
from .sources.known_origins import KnownOrigin
from .sources.origin_decisions import OriginDecision
from .sources.source_jobs import SourceJob
from .sources.sources import Snapshot, Source
from .sources.text_overlaps import TextOverlap, TextSketch
from .stories.editions import Correction, Edition, EditionDependency, OpenItem
from .stories.passages import Binding, Passage, Placement, Waiver
from .stories.stories import Hold, Revision, Story
from .table_jobs import TableJob
from .told_apart import ToldApart
from .webhooks import Webhook, WebhookDelivery

__all__ = [
    "AccountChange",
    "Amount",
    "Assessment",
    "Assignment",
    "Authorship",
    "Binding",
    "Citation",
    "CitationListing",
    "Claim",
    "ClaimDeal",
    "ClaimEvent",
    "ClaimListing",
    "ClaimParty",
    "ClaimSupport",
    "Collection",
    "Comment",
    "Company",
    "Correction",
    "Deal",
    "DealParty",
    "DealStep",
    "Dump",
    "Edition",
    "EditionDependency",
    "Entry",
    "Event",
    "EventParty",
    "FactSource",
    "Grant",
    "Hold",
    "IdempotentResponse",
    "Identifier",
    "Identity",
    "KnownOrigin",
    "Mailing",
    "Merge",
    "OpenItem",
    "OriginDecision",
    "Partnership",
    "PartnershipParty",
    "Party",
    "PartyName",
    "Passage",
    "Person",
    "Placement",
    "Presence",
    "ProviderLogin",
    "PutAway",
    "Recheck",
    "Reply",
    "Revision",
    "Role",
    "Rulebook",
    "Seal",
    "Search",
    "Sighting",
    "Snapshot",
    "Source",
    "SourceJob",
    "Stake",
    "Story",
    "TableJob",
    "ToldApart",
    "Term",
    "TextOverlap",
    "TextSketch",
    "Valuation",
    "Verdict",
    "Waiver",
    "Webhook",
    "WebhookDelivery",
]
