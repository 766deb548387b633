"""All of English that the rules go by."""

from __future__ import annotations

from searchapp.enrich.lexicon.en_cues import SAYING
from searchapp.enrich.lexicon.en_grammar import GRAMMAR, PLAIN, UNSAID
from searchapp.enrich.lexicon.en_names import EDGES, FORMS, KINDS, PERSONS
from searchapp.enrich.lexicon.en_places import GEOGRAPHY
from searchapp.enrich.lexicon.en_prose import DIALOGUE, PROSE
from searchapp.enrich.lexicon.en_words import NOUNS, PEOPLE
from searchapp.enrich.lexicon.lexicon import Lexicon

ENGLISH = Lexicon(
    language="en",
    saying=SAYING,
    grammar=GRAMMAR,
    people=PEOPLE,
    unsaid=UNSAID,
    geography=GEOGRAPHY,
    nouns=NOUNS,
    edges=EDGES,
    forms=FORMS,
    kinds=KINDS,
    persons=PERSONS,
    prose=PROSE,
    dialogue=DIALOGUE,
    plain=PLAIN,
)
