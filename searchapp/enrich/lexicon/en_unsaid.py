"""How English says that something was not said, need not have been, was asked or was denied.

General English; a table, no rules.
"""

from __future__ import annotations

from searchapp.enrich.lexicon.lexicon import Unsaid

UNSAID = Unsaid(
    negations=frozenset("not n't never cannot neither nor nowhere hardly scarcely".split()),
    negation_endings=("n't",),
    refusals=frozenset(
        """
        refuse refuses refused refusing decline declines declined declining fail fails failed failing
        avoid avoids avoided avoiding neglect neglects neglected neglecting omit omits omitted omitting
        forget forgets forgot forgotten forgetting hesitate hesitates hesitated hesitating
        resist resists resisted resisting dodge dodges dodged dodging evade evades evaded evading
        short unable unwilling reluctant hesitant loath powerless refusal reluctance failure inability without
        unwillingness refrain refrains refrained refraining
        """.split()
    ),
    delays=frozenset(("yet",)),
    merely=frozenset("only just merely simply".split()),
    alternatives=frozenset("or nor".split()),
    able=frozenset("could may might".split()),
    bound=frozenset("should must ought shall".split()),
    auxiliaries=frozenset("do does did have has had is are was were am can ca will wo would need dare".split()),
    unreal=frozenset("had should were".split()),
    within=frozenset("to of from by as be been being go gone far so even ever yet too either no longer".split()),
    nobody=frozenset("no none nobody no-one noone neither nor not anyone anybody".split()),
    hardly_any=frozenset(("few",)),
    intensives=frozenset("very so too precious".split()),
    interrogatives=frozenset("whether if who whom whose what which when where why how whatever about".split()),
    question_marks=frozenset(("?",)),
    denies=frozenset("deny refute rebut dispute".split()),
    asks=frozenset("ask wonder inquire enquire question query know".split()),
    withheld=frozenset("confirm deny dispute refute rebut comment disclose reveal explain".split()),
)
