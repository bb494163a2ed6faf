"""What companies and people are to each other, and what they agree."""

from django.db.models import TextChoices


class PartyKind(TextChoices):
    COMPANY = "company", "Company or organisation"
    PERSON = "person", "Person"


class LegalForm(TextChoices):
    COMPANY = "company", "Company"
    PUBLIC_COMPANY = "public_company", "Public company"
    PRIVATE_COMPANY = "private_company", "Private company"
    NONPROFIT = "nonprofit", "Nonprofit"
    PUBLIC_BENEFIT = "public_benefit_corporation", "Public benefit corporation"
    INVESTMENT_FIRM = "investment_firm", "Investment firm"
    STATE_BACKED = "state_backed_investor", "State-backed investor"
    JOINT_VENTURE = "joint_venture", "Joint venture"
    PUBLISHER = "publisher", "Publisher"
    REGULATOR = "regulator", "Regulator"


class NameKind(TextChoices):
    LEGAL = "legal", "Legal name"
    TRADING = "trading", "Trading name"
    FORMER = "former", "Former name"
    ALIAS = "alias", "Also known as"
    ACRONYM = "acronym", "Acronym"


class Scheme(TextChoices):
    WIKIDATA = "wikidata", "Wikidata"
    LEI = "lei", "LEI"
    CIK = "cik", "CIK (SEC)"
    ISIN = "isin", "ISIN"
    TICKER = "ticker", "Ticker"
    COMPANY_NUMBER = "company_number", "Company number"


class Basis(TextChoices):
    """How sure the desk is of an identifier."""

    VERIFIED = "verified", "Seen in a copy of a public page"
    SURE = "sure", "General knowledge"


class RoleKind(TextChoices):
    EXECUTIVE = "executive", "Executive"
    BOARD = "board", "Board"
    OBSERVER = "observer", "Board observer"
    SCOPE = "scope", "Area of responsibility"
    BYLINE = "byline", "Byline"


class Interest(TextChoices):
    SHARES = "shares", "Shares"
    VOTES = "votes", "Votes"
    PROFIT = "profit", "Share of profits"
    BOARD_SEAT = "board_seat", "Board seat"
    BOARD_OBSERVER = "board_observer", "Board observer"
    BOARD_APPOINTMENT = "board_appointment", "Right to appoint the board"
    CONTROL = "control", "Control"
    CONTRACTUAL_RIGHT = "contractual_right", "Contractual right"


class Holding(TextChoices):
    """Whether a stake was ever held, or only meant to be."""

    HELD = "held", "Held"
    PLANNED = "planned", "Planned"
    DROPPED = "dropped", "Planned, then dropped"


class DealKind(TextChoices):
    INVESTMENT = "investment", "Investment"
    EQUITY_ROUND = "equity_round", "Equity round"
    CLOUD = "cloud", "Cloud"
    LICENCE = "licence", "Licence"
    HIRING = "hiring", "Hiring"
    AMENDMENT = "amendment", "Amendment"
    JOINT_VENTURE = "joint_venture", "Joint venture"
    MEMORANDUM = "memorandum", "Memorandum"
    LEASE = "lease", "Lease"
    ACQUISITION = "acquisition", "Acquisition"


class Step(TextChoices):
    """The rungs of a deal's ladder, from the lowest to the last."""

    RUMOURED = "rumoured", "Rumoured"
    ANNOUNCED = "announced", "Announced"
    SIGNED = "signed", "Signed"
    IN_FORCE = "in_force", "In force"
    CLOSED = "closed", "Completed"
    SUPERSEDED = "superseded", "Superseded"
    TERMINATED = "terminated", "Terminated"


ANNOUNCEMENTS = (Step.ANNOUNCED, Step.RUMOURED)  # a deal's is the first of them with a day


class DealRole(TextChoices):
    INVESTOR = "investor", "Investor"
    LEAD_INVESTOR = "lead_investor", "Lead investor"
    INVESTEE = "investee", "Investee"
    ISSUER = "issuer", "Issuer"
    SHAREHOLDER = "shareholder", "Shareholder"
    CONTROLLING_SHAREHOLDER = "controlling_shareholder", "Controlling shareholder"
    EQUITY_PARTNER = "equity_partner", "Equity partner"
    TECHNOLOGY_PARTNER = "technology_partner", "Technology partner"
    VENTURE = "venture", "Venture"
    PROVIDER = "provider", "Provider"
    EXCLUSIVE_CLOUD_PROVIDER = "exclusive_cloud_provider", "Exclusive cloud provider"
    CONSENTING_PROVIDER = "consenting_exclusive_provider", "Consenting exclusive provider"
    CUSTOMER = "customer", "Customer"
    SUPPLIER = "supplier", "Supplier"
    DISTRIBUTOR = "distributor", "Distributor"
    LICENSOR = "licensor", "Licensor"
    LICENSEE = "licensee", "Licensee"
    EXCLUSIVE_LICENSEE = "exclusive_licensee", "Exclusive licensee"
    LANDLORD = "landlord", "Landlord"
    TENANT = "tenant", "Tenant"
    PARTY = "party", "Party"


class Direction(TextChoices):
    PAYS = "pays", "Pays"
    RECEIVES = "receives", "Receives"
    BOTH = "both", "Pays and receives"


class Measure(TextChoices):
    TOTAL = "total", "Total"
    PARTY_SHARE = "party_share", "One party's share"
    COMMITTED = "committed", "Committed"
    DISBURSED = "disbursed", "Disbursed"
    POST_MONEY = "post_money", "Post-money value"
    PRE_MONEY = "pre_money", "Pre-money value"
    REVENUE_SHARE = "revenue_share", "Revenue share"
    PRICE = "price", "Price"
    CAP = "cap", "Cap"


class Qualifier(TextChoices):
    EXACT = "exact", "Exactly"
    ABOUT = "about", "About"
    AT_LEAST = "at_least", "At least"
    UP_TO = "up_to", "Up to"
    RANGE = "range", "Between"
    UNDISCLOSED = "undisclosed", "Undisclosed"


class AmountBasis(TextChoices):
    ANNOUNCED = "announced", "Announced"
    FILED = "filed", "Filed"
    REPORTED = "reported", "Reported"
    PLANNED = "planned", "Planned"


class Rank(TextChoices):
    PREFERRED = "preferred", "Preferred"
    NORMAL = "normal", "Normal"
    DEPRECATED = "deprecated", "Deprecated"


class TermKind(TextChoices):
    EXCLUSIVITY = "exclusivity", "Exclusivity"
    FIRST_REFUSAL = "first_refusal", "Right of first refusal"
    ACCESS = "access", "Access"
    LICENCE = "licence", "Licence"
    AGI_CLAUSE = "agi_clause", "AGI clause"
    REVENUE_SHARE = "revenue_share", "Revenue share"
    PROFIT_SHARE = "profit_share", "Profit share"
    PAYMENT = "payment", "Payment"
    STAKE = "stake", "Stake"
    VALUATION = "valuation", "Valuation"
    DURATION = "duration", "Duration"
    CAPACITY = "capacity", "Capacity"
    CONDITION = "condition", "Condition"
    OTHER = "other", "Other"


class ValuationBasis(TextChoices):
    POST_MONEY = "post_money", "Post-money"
    PRE_MONEY = "pre_money", "Pre-money"
    INVESTMENT = "investment", "Investment"
    SHARE_SALE = "share_sale", "Share sale"
    UNSPECIFIED = "unspecified", "Not said"


class EventKind(TextChoices):
    PRODUCT = "product", "Product or technology"
    LEADERSHIP = "leadership", "Leadership"
    GOVERNANCE = "governance", "Governance"
    REGULATION = "regulation", "Regulation"
    LITIGATION = "litigation", "Litigation"
    FILING = "filing", "Filing or listing"
    PUBLICATION = "publication", "Publication"
    DISPUTE = "dispute", "Dispute"


class Held(TextChoices):
    """The ways in which something held on a day; the last answer, no, is not listed."""

    CERTAIN = "certain", "Certainly"
    OPEN = "open", "No end known"
    POSSIBLE = "possible", "Possibly"


class ConflictKind(TextChoices):
    """In what accounts of one thing cannot all be so."""

    VALUES = "values", "Figures"
    DATES = "dates", "Dates"
    SHARES = "shares", "Shares"
    POSTS = "posts", "Posts"


class Standing(TextChoices):
    """Whether an account is still held, of several that cannot all be so."""

    SIGNED = "signed", "Signed by two"
    PREFERRED = "preferred", "Preferred"
    OPEN = "open", "Not decided"
    DEPRECATED = "deprecated", "No longer held"


# ISO 4217: the currencies in use, without funds codes, metals and test codes.
CURRENCIES = tuple(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)


class MergeAct(TextChoices):
    """What somebody did about two records that may be of one party."""

    PROPOSED = "proposed", "proposed it"
    CONFIRMED = "confirmed", "confirmed it"
    REFUSED = "refused", "turned it down"


class MayBeTwice(TextChoices):
    """Of which records the desk looks for those that are there twice."""

    PARTY = "party", "Companies and people"
    DEAL = "deal", "Deals"
    SOURCE = "source", "Sources"
