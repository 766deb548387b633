"""What stands around a person's name in English: titles, suffixes, particles. Words only, no rules."""

from __future__ import annotations

TITLES = frozenset(
    """
    mr ms miss dr prof professor rev reverend hon fr
    gen general lt lieutenant col colonel maj capt captain sgt sergeant cpl corporal pvt private adm admiral
    cmdr commander cmdr brig brigadier
    sen senator rep representative congressman congresswoman gov governor president vice-president mayor
    chancellor premier minister secretary ambassador judge justice deputy attorney sheriff detective inspector
    constable superintendent commissioner chairman chairwoman chairperson director coach councilman
    councilwoman alderman vice prime retired ret former acting ex-president president-elect then-president
    candidate spokesman spokeswoman
    """.split()
)
"""What may be put before a name and left out again; each means no one else."""
BESIDE_GIVEN = frozenset(
    """
    sir dame lord lady king queen prince princess pope father sister brother saint st cardinal archbishop
    bishop rabbi imam sheikh sheik ayatollah mullah sultan emir emperor uncle aunt don dona
    """.split()
)
"""Titles that stand before a given name as well: what follows alone need be no surname."""
WIFE = frozenset(("mrs", "mme", "madame"))
"""Titles that may stand before the name of a husband."""
SHE = WIFE | {"ms", "miss"}
"""Titles of a woman, whose surname alone need not be that of the one who has it in full."""
SUFFIXES = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr",
    "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv",
}  # fmt: skip
"""What tells a father from a son, as it is written and what it means."""
PARTICLES = frozenset(
    """
    al el as ash at az ad an de la le del della der den di da do dos du van von zu bin ibn ben abu abd ter ten
    """.split()
)
"""Small words within a surname."""
ARTICLES = frozenset("al el ar as ash at az ez ad an".split())
"""Those that cling to a surname by a hyphen, and may be left out."""
