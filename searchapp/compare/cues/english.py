"""The words that the rules know: what means the same or the opposite, numbers, ways of saying. English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from searchapp.text.analysis import STEM_MARK, fold_word, stem_term

Stance = Literal["plain", "admits", "claims", "confirms", "denies"]


def stem(word: str) -> str:
    """The stem of a word as it is typed here."""
    return stem_term(fold_word(word)).removeprefix(STEM_MARK)


_IRREGULAR = """took taken take|shot shoot|held hold|lost lose|fled flee|led lead|found find|sank sunk sink|
gave given give|left leave|met meet|made make|said say|told tell|struck strike|fought fight|drove driven drive|
brought bring|built build|caught catch|stole stolen steal|sold sell|spent spend|began begun begin|knew known know|
won win|blew blown blow|broke broken break|hid hidden hide|hurt hurt|cut cut|put put|shut shut|set set|let let|
hit hit|kept keep|went gone go|came come|ran run|saw seen see|spoke spoken speak|stood stand|withdrew withdrawn
withdraw|forbade forbidden forbid|paid pay|laid lay|sent send|threw thrown throw|wrote written write|bought buy|
fell fallen fall|rose risen rise|grew grown grow|became become|felt feel|thought think|had has have|lay lie|
upheld uphold|overthrew overthrown overthrow|died dead die|burnt burn|chose chosen choose|swore sworn swear"""
IRREGULAR: Mapping[str, str] = {
    form: stem(forms[-1])
    for forms in (row.split() for row in _IRREGULAR.split("|"))
    for form in (forms[:-1] if len(set(forms)) > 1 else forms[:1])
}
"""By a form that ends otherwise than its verb: the stem of the verb."""

_SAME = """deal agreement accord arrangement pact bargain|fighter militant gunman gunmen terrorist jihadist|
troops soldier army military|police policeman policemen officer|person people|evacuation evacuate withdrawal
withdraw|plane warplane aircraft jet|kill slay|wound injure hurt|arrest detain|release free|
abduct kidnap|seize capture|
spend cost|say tell|start begin|percent percentage|percent pct|meter metre|ton tonne|children child|women woman|men
man|assault attack|home house|lorry truck|bomb bombard|accuse blame|permit allow let|include cover"""
SAME: Mapping[str, str] = {
    stem(word): stem(words[0]) for words in (row.split() for row in _SAME.split("|")) for word in words
}
"""By a stem: that of the word which stands for all that mean the same in the news."""

_OPPOSITES = """include|exclude,omit
allow|bar,ban,prevent,forbid,prohibit,refuse,block
confirm|deny
accept|reject,refuse,decline
support|oppose
succeed|fail
uphold|overturn,quash,scrap,lift
win|lose
guilty|innocent
safe|unsafe,dangerous
alive|dead
legal|illegal
true|false,untrue
open|close,shut
approve|veto,reject
welcome|condemn
increase|decrease,fall,drop
gain|lose
rise|fall,drop
keep|abandon
possible|impossible
complete|incomplete
aware|unaware"""
OPPOSITES: Mapping[str, tuple[str, int]] = {
    SAME.get(stem(word), stem(word)): (stem(yes), sign)
    for yes, no in (row.split("|") for row in reversed(_OPPOSITES.splitlines()))
    for word, sign in [(yes, 1), *((one, -1) for one in no.split(","))]
}
"""By a stem: the predicate that it affirms (1) or denies (-1)."""
_PARTICLES = """include|leave behind,stay behind,remain behind,leave out,shut out|take in
allow|keep out,turn away|let in
accept|turn down|take up"""
PARTICLES: Mapping[tuple[str, str], tuple[str, int]] = {
    (stem(verb), particle): (stem(concept), sign)
    for concept, *both in (row.split("|") for row in _PARTICLES.splitlines())
    for sign, pairs in zip((-1, 1), both, strict=True)
    for verb, particle in (pair.split() for pair in pairs.split(","))
}
"""The same for verbs that have their sense from the word behind them."""
NEGATIONS = frozenset("not no never neither nor without t cannot n't nobody none".split())
"""Words that turn the predicate next to them round; "t" is what is left of "n't"."""
AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would shall should can could may might
    must also now already still just ever yet then however reportedly purportedly allegedly apparently probably
    possibly""".split()
)
BE = frozenset("is are was were be been being am".split())
FUTURE = frozenset("will would shall".split())
ASKING = frozenset("whether if".split())
PREPOSITIONS = frozenset(
    """of in on at to from by with for into near over under after before during since until off through against
    between among about around behind across outside inside along toward towards upon within without above below
    than""".split()
)
PRONOUNS = frozenset("he she it they we i you who which that this these those there him her them one".split())
BREAKS = frozenset(
    "but while although though whereas because when where who which after before if whether as".split()
)
"""Words that begin a clause of their own."""

_STANCES: Mapping[Stance, str] = {
    "plain": """say tell add state note explain remark announce report declare write recall describe comment
    estimate""",
    "admits": "admit acknowledge concede confess",
    "claims": "claim allege contend maintain assert insist",
    "confirms": "confirm",
    "denies": "deny",
}
STANCES: Mapping[str, Stance] = {
    SAME.get(stem(word), stem(word)): stance for stance, words in _STANCES.items() for word in words.split()
}
"""By the stem of a verb of saying: how the speaker, or the writer, stands to the words."""
NOUNS_TOO = frozenset(stem(word) for word in "state note remark report claim estimate comment maintain".split())
"""Of these, the ones that are verbs of saying only in the past: state television, the report."""

DEEDS = frozenset(
    SAME.get(stem(word), stem(word))
    for word in """kill shoot fire open shell bomb attack strike hit storm seize abduct carry launch start burn
    destroy loot assassinate murder behead execute poison steal rob blow sink down ambush raid torch order stab
    hijack sabotage arrest release""".split()
)
"""Deeds that one does and not another."""
CARRIERS = frozenset(
    SAME.get(stem(word), stem(word))
    for word in "plane drone force troops unit fighter rocket men group team".split()
)
"""Whom or what others send: who sent them stands beside it."""

SMALL: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        2,
    )
} | {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}  # fmt: skip
SCALES: Mapping[str, int] = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "m": 10**6, "bn": 10**9,
}  # fmt: skip
VAGUE: Mapping[str, tuple[float, float]] = {
    "dozens": (24, 199), "scores": (40, 199), "hundreds": (100, 1999), "thousands": (1000, 99_999),
    "millions": (10**6, 10**9),
}  # fmt: skip
"""What is meant by a number that is only a size: from, to."""
NEARLY = 0.25
ABOUT = frozenset("some about around nearly almost roughly approximately estimated close".split())
LEAST = frozenset({("at", "least"), ("more", "than"), ("over",), ("no", "fewer", "than"), ("no", "less", "than")})
MOST = frozenset({("up", "to"), ("as", "many", "as"), ("at", "most"), ("no", "more", "than"), ("fewer", "than"),
                  ("less", "than"), ("under",), ("as", "much", "as")})  # fmt: skip
UNITS = frozenset(
    stem(word)
    for word in """metre meter mile kilometre kilometer km litre liter barrel tonne ton acre hectare foot feet inch
    gram kilogram kilo pound ounce gallon""".split()
)
"""Measures: what is measured stands behind "of"."""
SPANS_OF_TIME = frozenset(stem(word) for word in "year month week day hour minute second decade century".split())
MONEY: Mapping[str, str] = {"$": "$", "€": "euro", "£": "pound sterling", "¥": "yen"} | {
    stem(word): called
    for word, called in (("dollar", "$"), ("euro", "euro"), ("yen", "yen"), ("rouble", "rouble"))
}
PLURALS = frozenset("people men women children police cattle troops teeth sheep aircraft percent".split())
"""Plurals without s."""
FATES = frozenset("killed dead died wounded injured hurt missing arrested detained displaced".split())
"""What stands for the people it befell: 31 dead."""

MONTHS: Mapping[str, int] = {
    name: n
    for n, full in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
    for name in (full, full[:3], *(["sept"] if n == 9 else []))
}
WEEKDAYS: Mapping[str, int] = {
    name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
RELATIVE: Mapping[str, int] = {"yesterday": -1, "today": 0, "tomorrow": 1}
EARLIER = frozenset("last earlier previous previously formerly had".split())
"""Words that put a month before what the story is about."""

NO_LAND = frozenset(
    """civilian guardian historian librarian politician musician technician physician pedestrian electrician
    veterinarian comedian magician clinician humanitarian parliamentarian vegetarian custodian""".split()
)
"""Words that end as those for the people of a land do."""
APART = (
    {"new", "old"}, {"first", "second", "third", "last", "next"}, {"local", "foreign"}, {"north", "south", "east",
    "west"}, {"northern", "southern", "eastern", "western"}, {"male", "female"}, {"upper", "lower"}, {"former",
    "current"}, {"big", "small"}, {"left", "right"},
)  # fmt: skip
"""Qualifiers that tell one thing from another of the same name."""
