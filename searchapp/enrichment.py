"""What an index says found its names and statements, and what a reader has to be told of that. Pure.

The version stands in the index's manifest: "3+en_core_web_sm-3.8.0" (our rules and the model), "3+rules" where
the model could not be used, "none" where nothing was looked for.
"""

from __future__ import annotations

NO_ENRICHMENT = "none"
RULES = "rules"
"""The version of what is found where the packaged model can't be used."""


def enrichment_notice(enrichment: str) -> str:
    """What a reader of an index has to be told of how its names and statements were found; "" normally."""
    if enrichment == NO_ENRICHMENT:
        return "Names and statements were not looked for when this archive was indexed."
    if enrichment.rpartition("+")[2] == RULES:
        return (
            "Names and statements were found by plain rules, without the language model, and fewer of them. "
            "Indexing again with the model finds the rest."
        )
    return ""
