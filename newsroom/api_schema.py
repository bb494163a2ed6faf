"""How the API is put together for REST framework, and its schema drawn for drf-spectacular."""

FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "partnerships.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["partnerships.api.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["partnerships.api.authentication.ShallowJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "partnerships.api.errors.explain_error",
    "DEFAULT_THROTTLE_CLASSES": [
        "partnerships.api.rates.AnonymousRate",
        "partnerships.api.rates.UserRate",
    ],
    "URL_FORMAT_OVERRIDE": None,
}

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
