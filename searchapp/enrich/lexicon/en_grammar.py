"""The few words of English that hold a sentence: what joins, asks, denies, and what is read without a model."""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Grammar
from searchapp.enrich.lexicon.patterns import Plain
from searchapp.enrich.lexicon.saying import Unsaid

_CAP = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Gov|Lt|St|Prof|Rep|Maj|Capt|Sgt|Brig|[A-Z])\.(?=\s)|(?:[A-Z]\.){2,}"
    r"|[A-Z][\w'\-]*)"
)
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb aug sept oct nov dec
    """.split()
)

GRAMMAR = Grammar(
    relatives=frozenset("who which that whom".split()),
    relative_subjects=frozenset("who which that".split()),
    persons_only=frozenset(("who",)),
    that=frozenset(("that",)),
    as_=frozenset(("as",)),
    to=frozenset(("to",)),
    of=frozenset(("of",)),
    and_=frozenset(("and",)),
    of_acts=frozenset("of on about with despite over".split()),
    articles=frozenset("the a an".split()),
    indefinite=frozenset("a an one another".split()),
    definite=frozenset("the this that".split()),
    pointing=frozenset("the this".split()),
    nobodies=frozenset("who this that these those which what there whom".split()),
    those=frozenset(("those",)),
    not_told=frozenset("that who which what it this itself themselves himself herself".split()),
    answers=frozenset(("yes", "no")),
    answer_ends=frozenset((",", ".", ";", "", "and", "but", "while")),
    likewise=frozenset(("same", "opposite")),
    asides=frozenset("a an the who which whose one its his her their".split()),
    conditions=frozenset(("if", "unless", "whether")),
    subordinating=frozenset("when if once while though although even unless until whenever but and".split()),
    meanwhile=frozenset("as while after when before amid".split()),
    next_clause=frozenset("and but who which that".split()),
    joining=frozenset("but and while though although whereas".split()),
    content_edges=frozenset("that but and".split()),
    content_ends=frozenset("but and".split()),
    upon=frozenset("on upon".split()),
    after_object=frozenset("as of for".split()),
    made_to=frozenset(("to", "with", "before")),
    at_occasion=frozenset("in on during".split()),
    joins=re.compile(
        r"(?:(?P<aside>,[^;:()\"]{1,80},| \([^()]{1,60}\),?| (?:of|from|for|in|at) [^,;:()\"]{1,40},?) |,? )"
        r"(?:and|as well as|along with|together with|&|plus) (?P<role>(?:[\w.'\-]+,? ){0,6})"
    ),
    lists=re.compile(r", (?P<role>(?:[\w.'\-]+ ){0,4})"),
    on_platform=frozenset("on via through over".split()),
    owners=frozenset("from by".split()),
    contracted=frozenset(("'s",)),
    gerund_ending="ing",
    finite_endings=("s", "d"),
    clause_between=re.compile(r"(?: (?:that|which|who) [^,;.\n]{1,60})?, "),
    group_head_ends=re.compile(r" (?:of|for|on|in) "),
    phrase_head_ends=re.compile(r"\b(?:of|for|in|from|at|with|that|who|which|to|on)\b"),
    role_ends=frozenset("of for who which said says told by with to at from".split()),
    opening_group=re.compile(r"\b[Tt]he ([a-z]+)\b"),
    opening_many=re.compile(
        r"(?:The |Some |Many |Two |Several )?((?:[A-Za-z]+ ){0,2}?([A-Za-z]+s|police|people))\b"
    ),
    stand_in=("It", "works"),
    name_stand_in="Unity",
    misread=re.compile(r"(?<=\w )Sr(?=\.)|(?<=\w, )Sr(?=\.)"),
    read_instead="Jr",
)

PLAIN = Plain(
    run=re.compile(r"\b" + _CAP + r"(?:(?: (?:of|for|and|the|al|bin|de|van|von|der|&)){0,2} " + _CAP + r"){0,7}"),
    linked=re.compile(r" (?:and|for|of)(?: the)? "),
    place_before=re.compile(r"\b(?:in|near|outside|around|across|from|to|of|at|into|leave|enter|left) $"),
    said_after=re.compile(r",? (?:\w+ly |also |earlier |later )?(?:said|says|told|added|wrote|asked|insisted)\b"),
    said_before=re.compile(r"\b(?:said|says|added|asked|wrote) $"),
    days=_DAYS,
    common=_DAYS
    | frozenset(
        """
    the a an in on at but and he she it they his her its their this that these those we i you for as if when while
    after before since however meanwhile there what who how why last some many most no not yes all both each every
    one two three four five six seven eight nine ten hundreds thousands dozens several few more earlier later then
    now today yesterday so or by with from to of about also according under over near between during until although
    though because mr mrs ms dr officials police residents people witnesses critics supporters experts
    """.split()
    ),
    links=frozenset("of for from in at with and".split()),
    breaks=frozenset(
        """
    that which who whom whose but while although though because as if when where since until after before than
    has have had is are was were be been being will would could should can may might must do does did not to
    """.split()
    ),
    between=frozenset("also later earlier then has have had repeatedly again now only himself herself".split()),
    adverb_endings=("ly",),
    when=frozenset(
        "on in at late early earlier last this monday tuesday wednesday thursday friday saturday sunday".split()
    ),
    phrase_openers=frozenset("and of for in at with from by to on as about".split()),
    before_nouns=frozenset("to the a".split()),
)

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
    wants=frozenset(
        """
        want wants wanted wanting like expect expects expected wish wishes wished prefer prefers preferred
        need needs needed order orders ordered require requires required
        """.split()
    ),
    question_marks=frozenset(("?",)),
    denies=frozenset("deny refute rebut dispute".split()),
    asks=frozenset("ask wonder inquire enquire question query know".split()),
    withheld=frozenset("confirm deny dispute refute rebut comment disclose reveal explain".split()),
)
