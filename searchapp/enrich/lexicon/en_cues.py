"""Verbs, nouns and phrases that report what someone said, and how each joins source and content.

General English; a table, no rules.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.saying import Cue, Saying
from searchapp.model import VerbKind

_VOWELS = "aeiou"


_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "swear": "swears swore sworn swearing", "read": "reads reading", "find": "finds found finding",
    "show": "shows showed shown showing", "hold": "holds held holding", "put": "puts putting",
    "speak": "speaks spoke spoken speaking", "admit": "admits admitted admitting",
    "quip": "quips quipped quipping", "shout": "shouts shouted shouting", "beg": "begs begged begging",
    "refer": "refers referred referring", "concur": "concurs concurred concurring",
    "blog": "blogs blogged blogging",
    "brag": "brags bragged bragging", "commit": "commits committed committing", "think": "thinks thought thinking",
    "plead": "pleads pleaded pled pleading", "label": "labels labeled labelled labeling labelling",
    "forecast": "forecasts forecast forecasting", "counsel": "counsels counseled counselled counseling",
    "retell": "retells retold retelling", "rebut": "rebuts rebutted rebutting", "rap": "raps rapped rapping",
    "rip": "rips ripped ripping", "slam": "slams slammed slamming", "pan": "pans panned panning",
    "snap": "snaps snapped snapping", "know": "know",
    "sing": "sings sang sung singing", "rebuke": "rebukes rebuked rebuking", "go": "goes went gone going",
}  # fmt: skip

# Verb lists by what they take. A verb in several gets all their flags.
_CLAUSE = """
    say add note argue claim insist state explain declare report confirm deny acknowledge suggest respond
    reply allege contend testify announce assert maintain concede admit stress emphasize emphasise recall predict
    reveal disclose conclude complain remark observe joke tweet retweet post caution boast brag lament speculate
    reiterate mention indicate swear counter affirm opine muse proclaim profess pronounce write vow pledge
    promise warn estimate forecast forewarn theorize quip hint imply attest avow swear reaffirm restate
    underscore underline recount retort rejoin confide confess protest object grumble gripe moan murmur mutter
    whisper shout scream yell cry exclaim bellow bark snap sneer scoff deadpan gush enthuse
    summarize recite intone chime volunteer surmise posit postulate submit clarify specify
    decree rule project calculate reckon propose recommend request demand signal plead
    blog tell fret gloat agree threaten advise
"""
_ADDRESSEE = (
    "tell inform assure remind advise warn promise notify ask caution convince persuade urge implore beg show"
)
_INFINITIVE = """
    promise vow pledge threaten claim swear offer propose ask demand urge implore beg plead
    encourage exhort order instruct advise warn tell call request challenge petition direct invite
    decline refuse agree commit recommend
"""
_OBJECT = """
    note announce deny describe call condemn denounce criticize criticise praise blame accuse
    reject dismiss cite mention acknowledge predict propose recommend suggest demand confirm promise
    pledge stress emphasize emphasise reiterate explain reveal claim allege declare label dub brand
    decry deplore hail applaud laud lambaste blast slam rebuke chide mock ridicule deride disparage
    characterize characterise liken compare portray outline detail discuss recount recall highlight
    defend endorse oppose question dispute rebut refute contradict urge advocate
    estimate report question protest lament bemoan bash assail chastise scold skewer
    trumpet tout echo reference invoke quote tweet insist repeat
"""
_GERUND = "suggest recommend propose advocate deny admit acknowledge mention recall describe discuss"
_WEAK = """
    cite show find mention reveal question discuss detail outline highlight compare defend oppose hold
    read echo reference invoke advocate agree decline refuse offer commit order direct invite
    challenge encourage signal project rule specify volunteer demand portray dispute contradict
    calculate endorse reject dismiss attack quote submit post propose persuade convince
    object cry bark snap chime recite think estimate forecast observe recall go put compare
    indicate imply underscore underline emphasise emphasize commit repeat describe tout threaten
"""
_PREPOSITIONS = {
    "call": ("for", "on", "upon"), "accuse": ("of",), "blame": ("for",), "warn": ("of", "against", "about"),
    "complain": ("about", "of"), "ask": ("about", "for"), "speak": ("about", "of"), "refer": ("to",),
    "object": ("to",), "insist": ("on",), "allude": ("to",), "appeal": ("for", "to"),
    "argue": ("for", "against"), "boast": ("of", "about"), "brag": ("about", "of"), "joke": ("about",),
    "hint": ("at",), "testify": ("about",), "tell": ("about", "of"), "write": ("about", "of"),
    "comment": ("on",), "talk": ("about", "of"), "respond": ("to",), "reply": ("to",), "plead": ("for",),
    "caution": ("against",), "advise": ("against",), "vouch": ("for",), "describe": ("as",),
    "portray": ("as",), "characterize": ("as",), "characterise": ("as",), "hail": ("as",), "dismiss": ("as",),
    "denounce": ("as",), "condemn": ("as",), "identify": ("as",), "rail": ("against",), "apologize": ("for",),
    "apologise": ("for",), "speculate": ("about", "on"), "point": ("to", "out"), "push": ("back",),
    "elaborate": ("on",), "inquire": ("about",), "muse": ("about",), "opine": ("on",),
    "rant": ("about", "against"), "lash": ("out",), "fret": ("about", "over"), "inform": ("of",),
    "assure": ("of",), "liken": ("to",), "remind": ("of",), "urge": ("against",), "protest": ("against",),
    "lie": ("about",),
}  # fmt: skip
_QUOTE_ONLY = """
    say begin continue conclude finish joke laugh chuckle repeat interject interrupt urge ask wonder
    question read go think answer demand snap shout sing chant counter comment begin point beg order know query
"""
_CLAUSE_MORE = (
    "ask wonder point read find show inform assure remind notify convince persuade answer inquire enquire know"
)
_AFTER = {"know": frozenset("want wants wanted wanting like demand demands demanded ask asks asked".split())}
"""Verbs that report only as what someone wants to do: "wanted to know"."""
_NOUN_TOO = """
    report reports claim claims note notes call calls comment comments state states post posts tweet tweets
    request requests demand demands promise promises pledge pledges vow vows remark remarks question questions
    offer offers order orders rule rules ruling quote quotes reference references blog blogs estimate estimates
    forecast forecasts project projects object objects objects praise blame show shows find finds cry cries
    hint hints joke jokes protest protests threat detail details outline highlight highlights boast boasts
    complaint writing saying finding findings reading warning challenge challenges volunteer volunteers
    attack attacks brand label labels echo signal signals address answer answers counter
    mention appeal appeals talk talks speech hold holds recount deadpan snap bark
    scream screams whisper whispers shout shouts murmur reply replies response reading
    query queries lament dispute disputes invite decree confess recall put thought sings meeting calling asking
    point points
""".split()

_NOUNS = frozenset(
    """
    claim claims assertion assertions allegation allegations statement statements contention suggestion
    suggestions warning warnings announcement declaration admission acknowledgment acknowledgement
    accusation accusations promise promises pledge pledges vow insistence argument arguments
    prediction predictions complaint complaints remark remarks report reports comment comments testimony
    disclosure revelation revelations
    """.split()
)

_WRITTEN = frozenset(
    """
    statement statements communique letter letters email emails e-mail tweet tweets post posts memo release
    comment comments remark remarks speech report reports message messages announcement testimony
    op-ed editorial column filing filings lawsuit complaint briefing note blog interview affidavit
    """.split()
)


def _forms(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return [lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    if lemma.endswith("e"):
        return [lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s"
    return [lemma, third, f"{lemma}ed", f"{lemma}ing"]


def _table() -> dict[str, Cue]:
    clause = {*_CLAUSE.split(), *_CLAUSE_MORE.split()}
    lists = {
        "clause": clause,
        "infinitive": set(_INFINITIVE.split()),
        "object": set(_OBJECT.split()),
        "gerund": set(_GERUND.split()),
        "addressee": set(_ADDRESSEE.split()),
        "weak": set(_WEAK.split()),
    }
    quotable = clause | set(_QUOTE_ONLY.split()) | {"describe", "call", "tell", "warn", "urge", "speak", "put"}
    nouns = set(_NOUN_TOO)
    cues: dict[str, Cue] = {}
    for lemma in sorted({*set().union(*lists.values()), *_PREPOSITIONS, *_QUOTE_ONLY.split()}):
        flags = {name: lemma in verbs for name, verbs in lists.items()}
        if flags["weak"] and not (
            flags["clause"] or flags["gerund"] or lemma in quotable or lemma in _PREPOSITIONS
        ):
            continue  # Without a clause or a quotation it is no evidence.
        for form in _forms(lemma):
            cues[form] = Cue(
                lemma,
                **flags,
                prepositions=_PREPOSITIONS.get(lemma, ()),
                participle=form.endswith("ing"),
                noun=form in nouns,
                quote=lemma in quotable,
                after=_AFTER.get(lemma, frozenset()),
            )
    return cues


_KINDS: dict[VerbKind, str] = {
    "says": """
        say add tell state explain remark observe comment speak talk respond reply answer suggest joke quip 
        opine muse exclaim whisper shout scream yell cry bark snap sing chant murmur mutter laugh chuckle
        gush enthuse deadpan bellow continue begin finish go put think refer allude point interject interrupt push
        elaborate discuss liken label dub brand  praise hail applaud laud specify clarify submit
        identify apologize apologise signal object lie intone chime proclaim pronounce
        according remarks suggestion suggestions
    """,
    "claims": """
        claim allege contend assert argue boast brag gloat imply hint posit postulate profess surmise theorize
        speculate trumpet claims assertion assertions allegation allegations contention argument arguments
    """,
    "insists": """
        insist maintain stress emphasize emphasise reiterate repeat underscore underline swear avow vouch
        affirm reaffirm restate insistence
    """,
    "denies": "deny dismiss refute rebut counter retort rejoin ",
    "confirms": """
        confirm acknowledge admit concede attest agree confess confide disclose reveal admission
        acknowledgment acknowledgement
    """,
    "warns": "warn caution forewarn threaten fret advise remind warning warnings",
    "asks": """
        ask demand request urge implore beg plead call appeal petition wonder question inquire know order
        enquire query
        instruct exhort advocate convince persuade propose recommend
    """,
    "promises": "promise vow pledge assure volunteer promises pledges",
    "accuses": """
        accuse blame condemn denounce criticize criticise decry deplore lambaste blast slam chide mock ridicule
        deride disparage bash assail chastise scold skewer rail rant lash lament bemoan complain protest rebuke
        accusation accusations complaint complaints grumble gripe moan scoff sneer
    """,
    "reports": """
        report announce declare show find estimate calculate reckon forecast predict project write testify recount
        note describe blog tweet retweet post notify inform recall mention indicate
        conclude decree rule read summarize recite characterize characterise portray announcement declaration
        prediction predictions statement statements testimony disclosure revelation revelations
    """,
}

_FEELINGS = (
    r"(?:concerns?|confidence|hopes?|fears?|doubts?|regrets?|disappointment|surprise|relief|frustration|optimism|alarm|"
    r"outrage|anger|dismay|gratitude|satisfaction|views?|opinions?)"
)
_PHRASES = (
    r"(?:ma(?:de|kes?|king)) (?:(?:it|this) )?(?:\w+ly )?(?:clear|plain|known)",
    r"(?:ma(?:de|kes?|king)) the (?:point|case|argument|claim|accusation)",
    r"(?:am|is|are|was|were|be|been) (?:(?:also|still) )?(?:of the (?:view|opinion)|adamant|emphatic|insistent)",
    r"(?:let|lets|letting) (?:it be known|(?:\w+ ){1,3}know)",
    r"(?:t(?:ook|akes?|aking)) the (?:view|position|line|stance)",
    r"(?:g(?:ave|ives?|iven|iving)) (?:(?:a|an|his|her|their|its) )?(?:\w+ )?(?:assurances?|notice|warning|word)",
    r"(?:sent|sends?|sending) word",
    r"(?:(?:express|voic)(?:ed|es|e|ing)?) (?:\w+ ){0,3}" + _FEELINGS,
    r"(?:rais(?:ed|es|e|ing)) (?:the (?:possibility|prospect|point|objection)|concerns?|fears?)",
    r"(?:issu(?:ed|es|e|ing)) (?:a|an) (?:\w+ )?(?:warning|statement|reminder)",
    r"(?:went|go|goes|gone|going|is|are|was|were) on (?:the )?record(?: as saying)?",
)

SAYING = Saying(
    cues=_table(),
    according=frozenset(("according",)),
    nouns=_NOUNS,
    written=_WRITTEN,
    occasions=_WRITTEN | {"interviews", "address", "conversation", "conversations", "talk", "complaint"},
    kinds=_KINDS,
    letters=re.compile(r"[a-z]+", re.I),
    phrases=re.compile(rf"\b(?:{'|'.join(_PHRASES)}) that\b", re.I),
    in_words=re.compile(r"\bin (?:the|[\w.'\- ]{1,40}'s?|his|her|their|its) words\b|\bputs? it\b", re.I),
    before_nouns=frozenset(
        "the a an of in on at for from with by about into over under between his her its their our my your this"
        " these those that any no some every each all many several more most other such same new".split()
    ),
    opens_clause=frozenset(("that",)),
    own_words=frozenset(("words",)),
    naming=("call",),
    calls_upon=frozenset(("call",)),
    charges=frozenset(("accuse", "blame", "liken")),
    quotings=frozenset("quote quoted quotes quoting cited cites citing".split()),
    tells=frozenset(
        "tell inform assure remind advise warn notify ask caution convince persuade urge implore beg".split()
    ),
    tells_names=frozenset(("tell",)),
    says_to=frozenset(
        """
        say explain write speak talk confirm complain announce admit confess add reveal disclose
        whisper shout yell scream murmur mutter remark reply promise call swear
        """.split()
    ),
    turns_to=frozenset("turn turns turned turning speak speaks spoke speaking".split()),
    serving=frozenset(
        """
        adviser advisers advisor advisors aide aides ambassador ambassadors assistant assistants attache consul
        counsel counsellor delegate delegates deputy emissary envoy envoys heir liaison messenger representative
        representatives secretary witness witnesses
        """.split()
    ),
)
