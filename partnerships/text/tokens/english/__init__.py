"""English: its words and its grammar, as the rules of tokens ask for them."""

from ..languages import Language, register
from .dates import dates, resolve_token
from .figures import figures
from .words import (
    ATTRIBUTIONS,
    CONNECTORS,
    HEDGES,
    IDIOMS,
    NEGATIONS,
    NEVER,
    SUPERLATIVES,
    TAILED,
    is_ordinary,
)

ENGLISH = register(
    Language(
        code="en",
        figures=figures,
        dates=dates,
        resolved=resolve_token,
        is_ordinary=is_ordinary,
        never=NEVER,
        connectors=CONNECTORS,
        superlatives=SUPERLATIVES,
        negations=NEGATIONS,
        hedges=HEDGES,
        idioms=IDIOMS,
        attributions=ATTRIBUTIONS,
        tailed=TAILED,
    )
)
