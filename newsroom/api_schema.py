"""How the API's schema is drawn, for drf-spectacular."""

SETTINGS = {
    "TITLE": "Newsroom",
    "DESCRIPTION": "Claims about partnerships between companies, what they rest on, and what "
    "held on a day. Anybody may read what is released; a token shows what its owner may see, and "
    "writes what they may write.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "partnerships.api.schema.finish",
        "partnerships.api.schema.of_the_day",
        "partnerships.api.schema.any_of",
        "partnerships.api.schema.as_tables",
        "partnerships.api.claims.annotations.describe",
        "partnerships.api.schema.as_forms",
        "partnerships.api.receipts.as_receipts",
    ],
    "ENUM_NAME_OVERRIDES": {
        f"{name}Enum": f"partnerships.vocabulary.{name}"
        for name in """
            AmountBasis Basis ClaimKind DealKind DealRole Direction EventKind Finding Held
            Holding Interest LegalForm Measure NameKind PartyKind Qualifier Rank RoleKind
            Scheme Seen SourceKind Stance State Step TermKind Tier ValuationBasis
            Confidentiality SealKind
        """.split()
    },
}
