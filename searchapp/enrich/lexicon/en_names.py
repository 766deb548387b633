"""What names look like in English, what stands beside them, and what is no part of them."""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.en_known_names import GROUPS_ALSO_ELSE, KNOWN_GROUPS
from searchapp.enrich.lexicon.en_places import NATIONALITY
from searchapp.enrich.lexicon.en_words import DESCRIBED_GROUPS, OCCUPATIONS, ORG_ENDINGS, ROLES, STATE_BODIES
from searchapp.enrich.lexicon.patterns import Edges, Forms, Kinds, Persons

_CAP = r"[A-Z][\w&.'\-]*"
_ENDING = "|".join(sorted(ORG_ENDINGS, key=len, reverse=True))

_RUN = r"(?:[A-Z]\.){0,3}[A-Z][\w&'\-]{0,30}(?: (?:of |& )?[A-Z][\w&'\-]{0,30}){0,3}"
_COMPANY_ENDING = (
    r"(?:Inc|Corp|Ltd|LLC|PLC|Plc|plc|Co|Cos|GmbH|AG|SA|NV|SpA|S\.p\.A|S\.A|N\.V|A\.G|A/S|ASA|AB|BV|B\.V|Oyj|Oy|"
    r"KK|KGaA|Pty|Bhd|Incorporated|Limited|Corporation|Company)"
)
_SAYS = r",? (?:said|says|told|wrote|added|asked|recalled|announced|warned|confirmed|insisted|claimed)(?: \w+ers)?"
_GROUP_NOUNS = (
    r"company|firm|maker|manufacturer|bank|lender|insurer|group|retailer|airline|carrier|automaker|carmaker|brewer|"
    r"chain|operator|producer|publisher|broadcaster|network|newspaper|magazine|website|platform|startup|start-up|"
    r"conglomerate|developer|supplier|giant|agency|charity|organi[sz]ation|think tank|union|party|club|team|"
    r"university|college|museum|studio|label|brand|utility|miner|driller|refiner|corporation|subsidiary|watchdog"
)
_ROLE_NOUNS = "|".join(
    sorted(
        (ROLES | OCCUPATIONS) - {"source", "head", "chair", "host", "partner", "monitor"}, key=len, reverse=True
    )
)
_CLOSED = (
    r"(?=[,.;]| (?:who|that|which|of|at|in|for|from|with|and|behind|founded|based|whose|owned|run|led)\b"
    r"[^,.;]{0,60}[,.;])"
)
"""That what is said of a name is an aside."""
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?\b"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞĪŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽİ]"
_PART = r"(?:[A-Z]\.|" + _CAPITAL + r"[\w'\-]{0,30})"
_GIVEN = _CAPITAL + r"[a-zà-ÿ]{1,20}(?:-[A-Z][a-z]{1,20})?"
_SURNAME = _CAPITAL + r"[\w'\-]{2,30}"
_NAME = _PART + r"(?: (?:(?:van|von|de|der|den|la|del|bin|al|di|da|ter|O'|VAN|VON|DE) )*" + _PART + r"){1,3}"
_LISTED = (
    r"(?=" + _CAPITAL + r")(?:\A|(?<=[;:(\n] )|(?<=[;:(\n])|(?<=\b[Bb]y )|(?<=\band )|(?<=[.?!] )|(?<=[.\w], ))"
)

PERSONS = Persons(
    particled=re.compile(
        r"\b(?P<first>" + _PART + r"(?: " + _PART + r"){0,3}?) "
        r"(?P<particle>(?:van|von|vom|zu|zur|ter|ten|af|bin|ibn|bint|ben|ould|de|del|della|dei|degli|delle|di|da|dal|"
        r"dalla|do|dos|das|du|des|la|le|los|las|lo|al|el|y|e)"
        r"(?: (?:der|den|dem|de|het|la|las|los|le|el|al|und|zu)){0,2} |d'|(?:al|el)-)"
        r"(?P<last>(?:(?:al|el)-)?" + _PART + r")"
    ),
    surnamed=re.compile(
        r"(?<![\w'\-])(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\b[Hh]is )(?<!\b[Hh]er )"
        r"(?P<told>(?:said|says|told|[Aa]ccording to) )?"
        r"(?P<name>(?:van|von|vom|zu|zur|ter|de|del|della|di|da)(?: (?:der|den|dem|het|la|las|los|le))? "
        r"(?P<last>" + _SURNAME + r"))"
        r"(?(told)(?! [A-Z])|(?='s |,? (?:said|says|told|wrote|added|asked|recalled|announced|warned|confirmed|"
        r"insisted|claimed|argued|denied|replied|noted|explained|declined|agreed|promised|is|was|has|had|will|would)\b))"
    ),
    sure_particles=frozenset("van von vom zu zur ter af bin ibn bint ould".split()),
    byline=re.compile(
        r"(?:\A|(?<=\n))[ \t]*(?:[Bb]y|BY):? (?P<name>"
        + _NAME
        + r")(?:,? (?:and|AND|&) (?P<second>"
        + _NAME
        + r"))?"
        r"(?=[ \t]*(?:\Z|\n|,|\||/|\(| for | in | - | – | — ))"
    ),
    signed=re.compile(
        r"(?:\A|(?<=\n))[ \t]*(?P<name>"
        + _CAPITAL
        + r"[a-zà-ÿ]{1,20}(?: [A-Z]\.)? "
        + _CAPITAL
        + r"[\w'\-]{1,30})"
        r"(?:,| \||,? for| of) (?:[Tt]he )?(?=[A-Z][^\n.]{2,50}(?:\n|\Z))"
    ),
    label=re.compile(
        r"(?:\A|(?<=\n))[ \t]*(?P<name>[A-Z][A-Z'\-]{1,20}(?: [A-Z]\.)?(?: [A-Z][A-Z'\-]{1,30}){1,2}):(?= )"
    ),
    opening_particles=frozenset("Von Van De Di Del Della Du Da".split()),
    clan=re.compile(r"(?:Mc|Mac|O'|Fitz|D')[A-Z][a-z]+\Z"),
    inverted=re.compile(
        _LISTED + r"(?P<last>" + _SURNAME + r"), "
        r"(?:(?P<given>" + _GIVEN + r"(?: [A-Z]\.)?)"
        r"(?P<after>,? (?:aged )?\d{1,3}\b|\s?[;:(]|\.?\s*(?:\Z|\n)|, (?:of|an?|the) [\w]|"
        r",? and " + _SURNAME + r", [A-Z]|,? \(?" + _YEAR + r")"
        r"|(?P<initials>[A-Z]\.(?:[ \-]?[A-Z]\.){0,3})(?=[,;:]| \(| and |\s*(?:\Z|\n)))"
    ),
    inverted_within=re.compile(
        r"(?<![A-Z])(?<!\b[Ii]n )(?<!\b[Oo]f )(?<!\b[Aa]t )(?<!\b[Nn]ear )(?<!\b[Ff]rom )\b"
        r"(?P<last>" + _SURNAME + r"), "
        r"(?P<given>" + _GIVEN + r"(?: [A-Z]\.)?)(?P<after>, (?:aged )?\d{1,3}\b| \([A-Z\d]|,? " + _YEAR + r"\))"
    ),
    age=re.compile(r",? (?:aged )?\d"),
    year=re.compile(r",? \(?" + _YEAR),
    of_company=re.compile(r" of (?:[A-Z][\w&'\-]{0,30} (?:& )?){1,4}" + _COMPANY_ENDING + r"\b"),
    no_names=frozenset(
        """
        american blue capital chemical chemicals coal communications computer construction cotton cross
        dairy data design development electric electronics energy engineering equipment express farm farms
        federal finance financial first fish flour food foods freight fruit fuel furniture gas general glass
        gold grain hardware health home homes hotel hotels housing ice inn inns insurance iron land leasing
        life light lines loan lumber machine machinery management market markets materials media medical
        metal metals mill milling mines mining motor motors mutual national new north oil optical outdoor
        packing paint paper parts petroleum plastic plastics power printing products properties publishing
        queen rail rental rice rubber salt savings securities shipping shoe software solar south steel
        storage stores sugar supply telecom telephone textile textiles timber tire tobacco tool tools
        trading transport travel tree truck trucking tube united utilities water west wine wire wood wool
        works world
        """.split()
    ),
    suffixes=frozenset("Jr Jr. Sr Sr. II III IV MD M.D. PhD Ph.D. Esq Esq. MP MEP QC KC".split()),
    two=re.compile(
        r"\b(?P<first>" + _GIVEN + r") (?:[A-Z]\. )?"
        r"(?P<last>(?:Mc|Mac|O'|D')?" + _CAPITAL + r"[a-zà-ÿ]{1,30}(?:-[A-Z][a-z]{1,30})?)\b(?!')"
    ),
)

EDGES = Edges(
    leading=re.compile(
        r"(?:the|a|an|this|that|its|his|her|their|our|former|ex|then|late)[ \-]"
        r"|(?:later|earlier|meanwhile|yesterday|today|but|however|when|while|although|though|"
        r"because|unlike|instead) ",
        re.I,
    ),
    prefix=re.compile(
        r"(?:[\w.]+-(?:backed|led|based|controlled|held|supported|allied|owned|run|born|sponsored)|pro-\w+) "
        r"(?=[A-Z])"
    ),
    nation=re.compile(NATIONALITY + r" (?=[A-Z]{2,6}\b)"),
    members=re.compile(
        r"(?:Shares|Members|Officials|Employees|Workers|Fans|Fighters|Supporters|Activists|Executives|"
        r"Leaders|Parts|"
        r"Troops|Soldiers|Students|Residents) of (?:the )?(?=[A-Z])"
    ),
    tail=re.compile(r"(?<=\w) (?:militia|party|group|coalition|army|movement|company|spokesman)$"),
    possessive=re.compile(r"(?:'s?|\Ws|,? \d{1,3}[-–]\d{1,3})$"),
    full_stop=re.compile(r"(?:\b[A-Z]\.[A-Z]|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros))\.$"),
    slash=re.compile(r" ?/ ?"),
    loose=re.compile(
        r",? (?:of|for|in|at|to|by|from|with|and|or|&|on|as)(?: (?:the|an?))?(?: [a-z][\w\-]{0,30})?\Z"
    ),
    outlet_article=re.compile(r"[a-z] (?P<article>The) $"),
    next_company=re.compile(r"\b(?:Inc|Corp|Ltd|Cos?|Bros)\. (?=[A-Z])(?!(?:Inc|Corp|Ltd|Cos?|LLC|KG|KGaA|SA)\b)"),
    among=re.compile(r"([A-Z]\w+) of ([A-Z]{2,6})\Z"),
    belongs=re.compile(r" of (?=[A-Z])"),
    both=re.compile(r" and (?:the )?"),
    apart=re.compile(" and the "),
    suffix=re.compile(r",? (?:(?:Jr|Sr)\b\.?|(?:II|III|IV)\b)"),
    titled=re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady)\.? $"),
    wife=re.compile(r"\b(?:Mrs|Mme)\.? $"),
    days=frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
        " august"
        " september october november december today tomorrow yesterday morning evening tonight".split()
    ),
    outlet_words=frozenset(("Congress", "Parliament", "Senate", "Guardian", "Times")),
)

FORMS = Forms(
    allied=re.compile(
        r"\b(?:(?:" + _CAP + r"|[A-Z]\.[A-Z]\.)-(?:led|backed|run|brokered) )(coalition|alliance)\b"
    ),
    state=re.compile(r"\b" + NATIONALITY + r" " + STATE_BODIES + r"\b"),
    unit=re.compile(
        r"\b(?:\d{1,3}(?:st|nd|rd|th|d)?|[IVX]{1,6}) (?:[A-Z][\w\-]{1,30} ){0,3}"
        r"(?:Division|Corps|Regiment|Battalion|Squadron|Brigade|Fleet|Wing|Infantry|Cavalry)\b"
    ),
    headed=re.compile(
        r"\b[A-Z][\w\-]*(?:'s)?(?:(?: (?:of|for|and|&) | )[A-Z][\w\-]*(?:'s)?){0,6} (?:"
        + _ENDING
        + r")(?: (?:of|for) (?:the )?[A-Z][\w\-]*(?:(?: (?:and|of|&) | )[A-Z][\w\-]*){0,4})?\b(?!-)(?! Secretary)"
    ),
    described=re.compile(
        r"(?:"
        + DESCRIBED_GROUPS
        + r")(?: (?:that|which) [a-z][\w ]{0,40}?, | (?:called |known as |named )?|, )(?:the )?"
        r"(?P<name>[A-Z][\w\-]+(?: (?:of |for |and |the )?[A-Z][\w\-]+){1,6})"
        r"(?=,| (?:said|says|told|wrote|reported|announced|warned|posted|claimed)\b| \(|\.)"
    ),
    acronym_group=re.compile(
        r"\b([A-Z]{3,6})(?= (?:militia|militias|fighters|militants|forces|troops|party|rebels|spokesman|"
        r"spokeswoman|"
        r"officials|insurgents|guerrillas|coalition|alliance|members|[Cc]hief|[Pp]resident|CEO|[Cc]hairman|"
        r"[Dd]irector|[Cc]ommissioner|analysts?|economists?|strategists?|researchers?|executives?|lawyers?)\b)"
    ),
    platform=re.compile(
        r"\b(?:its|his|her|their|a|an|the|official) (?:official |own )?([A-Z]\w+) (?:page|account|feed|post)\b"
    ),
    company=re.compile(r"\b((?:" + _CAP + r" (?:& )?){1,4}" + _COMPANY_ENDING + r"\b\.?)"),
    company_end=re.compile(
        r"(?:Inc|Corp|Ltd|LLC|PLC|Plc|plc|Cos?|GmbH|AG|SA|NV|SpA|ASA|AB|BV|Oyj|Pty|Bhd|Incorporated|Limited)\b(?!-)"
    ),
    company_ending=re.compile(r"(?:,? (?:& )?" + _COMPANY_ENDING + r"\.?)+\Z"),
    traded=re.compile(r"\b[Ss]hares (?:of|in) (?:the )?(?P<name>" + _RUN + r")\b(?! [A-Z&])"),
    owning=re.compile(
        r"\b(?P<name>"
        + _RUN
        + r")(?='s (?:chief executive|CEO|shareholders|shares|board of directors|headquarters)\b"
        r"| (?:shares|stock) (?:fell|rose|sank|jumped|slid|gained|lost|dropped|climbed|soared|tumbled|"
        r"closed|were)\b"
        r"|, (?:an?|the|\w+'s) (?:[A-Za-z][\w\-]* ){0,4}?(?:company|firm|airline|retailer|carmaker|automaker|"
        r"lender|"
        r"insurer|brewer|\w+maker|broadcaster|publisher|conglomerate|start-?up)(?: (?:of|in|that|based|from) "
        r"[\w ]{1,30})?,)"
    ),
    scored=re.compile(
        r"\b(?P<first>"
        + _RUN
        + r")(?: (?:beat|beats|defeated|thrashed|edged|held|downed|crushed|overcame|hammered|"
        r"lost to|drew with|drew at|won at|fell to|tied|routed|outlasted|topped|blanked|"
        r"stunned|trounced|visit|hosted|"
        r"host)(?: (?:the|visiting|hosts|rivals|champions|visitors|at|away to))? (?P<second>"
        + _RUN
        + r"),?(?: by)? "
        r"\d{1,3}[-–]\d{1,3}\b"
        r"| \d{1,3}[-–]\d{1,3} (?P<third>" + _RUN + r")\b(?! [a-z])"
        r"|,? \d{1,3}(?: \([^()\n]{1,60}\))?,? (?P<fourth>" + _RUN + r"),? \d{1,3}(?:\s*\Z|\s*\n|[;.] | \())"
    ),
    ranked=re.compile(r"(?:\A|(?<=\n))\s*(?:\d{1,2}[.)]? )?(?P<name>" + _RUN + r")(?: +[-+]?\d{1,4}){4,}"),
    event=re.compile(
        r"\b(?:Festival|Awards?|Cup|Open|Championships?|Tour|War|Wars|Challenge|Masters|Contest|Trophy|"
        r"Draft|Revolution|"
        r"Enlightenment|Act|Law|Treaty|Agreement|Accord|Olympics|Games|Day|Amendment|Prize|Bowl|Series|"
        r"Marathon|Battle|"
        r"Era|Age|Bible|Constitution|Declaration|Protocol|Album|Version|Edition|Test|Theory|Syndrome|Disease)$"
    ),
    portfolio=re.compile(r"[A-Z]\w+ (?:Minister|Secretary|Commissioner|Editor|Correspondent)\b"),
    office=re.compile(r"\b(?:Secretary|Secretaries|Minister|Ministers|Department|Undersecretary) of (?:the )?$"),
    law=re.compile(
        r"\b(?:(?:House|Senate|Assembly|State) )?(?:Bill|Resolution|Proposition|Amendment|Ordinance|Measure|"
        r"HB|SB|HR|HJR|SJR|"
        r"H\.R\.|S\.B\.|H\.B\.) (?:No\. )?[A-Z]{0,2}\d[\w\-]*"
    ),
    benches=re.compile(r" (?:Democrats?|Republicans?|Conservatives?|Liberals?)\b"),
    product=re.compile(r"[a-z][A-Z][a-z]+s?\Z"),
    bracketed=re.compile(r"\((?:the |or )?([A-Z][A-Za-z&.\-]{1,9})s?\)"),
    goes_on=re.compile(r" (?:of |and )?[A-Z][a-z]"),
    openers=frozenset(
        """
    the a an in on at but and he she it they for when while after before if as later then now once still yet also
    however meanwhile even only both like with from to by of since until though although so why how did does was is
    """.split()
    ),
    small=frozenset("of the for and in on at de la al to a an".split()),
    possessive=re.compile(r"'s\b"),
    article=re.compile(r"(?:[Aa]l|[Ee]l|[Aa][rsdntz]|[Aa]sh|[Aa]th|[Aa]dh)[- ](?=[A-Z])"),
    suffix=re.compile(r",? (?:Jr|Sr|II|III|IV)\.?\Z"),
    wife=re.compile(r"(?:Mrs|Mme)\.? "),
    courtesy=re.compile(
        r"\b(?P<title>(?:(?P<she>Mrs|MRS|Ms|MS|Miss|MISS|Mme|Madame|Lady|Dame|Congresswoman|Councilwoman|Chairwoman)|"
        r"Mr|MR|Sir|Lord|Congressman|Councilman)\.?) $"
    ),
    hers=re.compile(r"(?:Mrs|Ms|Miss|Mme)\b"),
)

KINDS = Kinds(
    before_place=re.compile(
        r"\b(?:town|city|village|province|district|region|state|county|capital|suburb|island|port|"
        r"municipality|commune|"
        r"neighbou?rhood|valley|republic|kingdom|parish|hamlet|outskirts|streets|north|south|"
        r"(?:north|south)?(?:east|west)|miles|km) of $",
        re.I,
    ),
    of_place=re.compile(
        r"\b(?:\d\d, of|(?:civilians|residents|people|inhabitants|streets|siege|districts?|parts|outskirts|"
        r"suburbs|fall|capture|"
        r"mayor|governor|edge|centre|center|evacuation|liberation) (?:of|in|from)"
        r"|leave|leaves|leaving|left|escape|escaped|enter|entered|entering|quit|flee|fled|reach|reached|"
        r"capture|captured|"
        r"retake|retook|recapture|besieged|seized|evacuate|evacuated|out of|bound for|arrived in"
        r"|(?:leaders|elders|people|men|fighters|refugees|activists|workers|students|families) from) $",
        re.I,
    ),
    of_group=re.compile(
        r"\b(?:fighters|militants|members|supporters|jihadists|gunmen|remnants|defeat|executives|employees|"
        r"shareholders|activists) of $"
        r"|\b(?:fight|war|battle|campaign|offensive) against $",
        re.I,
    ),
    of_person=re.compile(
        r"\b(?:account|words|opinion|arrest|son|daughter|wife|widow|husband|lawyers?|testimony|trial|biography|"
        r"views?) of $"
        r"|[,\"] (?:said|says|replied|asked|added) $",
        re.I,
    ),
    in_=re.compile(r"\b(?:in|near|outside|around|toward|towards|across|throughout|into) $", re.I),
    by=re.compile(r"\b(?:by|against|joined|join|defeat|defeated) $", re.I),
    the=re.compile(r"\bthe $", re.I),
    after_place=re.compile(
        r" (?:city|province|town|village|county|district|region|area|airport|river|peninsula|border|suburb|"
        r"railway station)\b"
        r"|, (?:a|the) (?:small |large |port |capital |key |eastern |western |northern |southern |nearby )?"
        r"(?:city|town|village|province|suburb|region|district|county)\b"
    ),
    after_group=re.compile(
        r"(?:'s(?: [a-z]+)?)? (?:fighters|militants|forces|troops|soldiers|members|spokesman|spokeswoman|"
        r"spokesperson|officials|"
        r"supporters|executives|shares|employees|militia|militiamen|insurgents|commanders|shareholders|"
        r"players|fans|"
        r"terrorists|jihadists|rebels|gunmen|guerrillas|leaders|lawmakers|party|militias|men|positions|vehicles|"
        r"propaganda|brutality|cruelty|atrocities|ideology|recruits|loyalists|defectors|operatives|suspects|"
        r"hideouts?|"
        r"cells?|affiliates?|captivity)\b"
        r"|-(?:held|run|controlled)\b"
    ),
    after_person=re.compile(r",? who\b| \(born\b| (?:himself|herself)\b| was born\b|,? \d\d,"),
    speaks=re.compile(r",? (?:said|says|told|wrote|added|asked|recalled|joked)\b"),
    speaks_of_it=re.compile(
        _SAYS + r"(?: (?:on|in|late|earlier) \w+)?(?: that)? "
        r"(?:its |it (?:would|will|has|had|is|was|plan\w*|expect\w*|aims|intends|hopes|wants) "
        r"(?!be\b|been\b|rain|snow|not\b|a\b|the\b|too\b|so\b))"
        r"| reported(?: that\b|[,.]| (?:on|in|last) )"
        r"| (?:told|urged|asked|warned|offered|cut|raised|reported|posted|lost|sold|doubled|closed) its\b"
    ),
    speaks_of_self=re.compile(_SAYS + r"(?: (?:on|in|late|earlier) \w+)?(?: that)? (?:he|she|his|her)\b"),
    then_person=re.compile(r"(?:,? [a-z0-9][\w'\-]{0,20}){1,20}\. (?:He|She) "),
    called_group=re.compile(
        r", (?:an?|the|one of the|its|\w+'s) (?:[a-z][\w\-]* ){0,4}?(?:"
        + _GROUP_NOUNS
        + r")"
        + _CLOSED
        + r"|'s (?:[a-z]+ )?(?:chief executive|chairman|board|boardroom|shares?|stock|shareholders|investors|CEO|"
        r"headquarters|profits?|sales|earnings|revenues?|stores|products|customers|users|subscribers|employees|"
        r"workforce|subsidiary|parent|lawyers|spokesman|spokeswoman|spokesperson|factory|factories|plants?)\b"
        r"| (?:shares|stock|employees|executives|customers|users|subscribers|stores|shareholders|bosses|spokesman|"
        r"spokeswoman|spokesperson)\b| (?:declined|refused) to comment\b(?! on (?:his|her)\b)"
    ),
    called_person=re.compile(
        r", (?:an?|the|his|her|their|our|my|\w+'s) (?:(?!and\b|or\b)[a-z][\w\-]* ){0,4}?(?:"
        + _ROLE_NOUNS
        + r")"
        + _CLOSED
        + r"|, of [A-Z]\w+, (?:was|is|who|has|had|pleaded)\b"
    ),
    of_person_s=re.compile(
        r" (?:decision|case|ruling|campaign|trial|administration|family|murder|"
        r"affair|scandal|presidency|era|shooting|"
        r"killing|investigation|estate|memoir|biography|camp|"
        r"speech|interview|supporters?|presidential|White House)\b"
    ),
    of_company=re.compile(
        r"\b(?:[Ss]hares|[Ss]take|[Ss]tock|[Ii]nvestors) (?:of|in) $"
        r"|\b(?:subsidiary|unit|arm|division|customers|users|maker|owner|takeover|bosses) (?:of|at) $"
        r"|\b(?:wrote|posted|writing|posting|messages?|tweeted|video|live|accounts?|page) (?:[a-z]+ )?on $"
    ),
    known=KNOWN_GROUPS,
    sure_known=KNOWN_GROUPS - GROUPS_ALSO_ELSE,
    known_group=re.compile(
        r"(?<![\w\-])(?:"
        + "|".join(sorted(map(re.escape, KNOWN_GROUPS - GROUPS_ALSO_ELSE), key=len, reverse=True))
        + r")(?![\w\-])"
    ),
    verb_within=re.compile(r"\w (?:Is|Are|Was|Were|Be|Being|Has|Have|Can|Will|Must|Does|Do) \w"),
    named_for_place=frozenset(
        "Council City Municipality University Police Airport Province Hospital Chamber".split()
    ),
    place_endings=frozenset(
        """
    River Lake Creek Island Islands Street Road Avenue Mountain Mountains Mount Valley Bay Beach Bridge Hill Hills
    Dock Docks Station Airport Square Mill Mills Peninsula Province County District Junction Formation Gulf Strait
    Ocean Sea Desert Forest Canal Canyon Harbor Harbour Highway Boulevard Tower Plaza Castle Cathedral Cave Coast
    Heights Village City Stadium Arena Pavilion Gym Playfield Springs Falls Point Cape Gardens Railway Railroad
    Prison Palace Hall Lane Gate Pass
    """.split()
    ),
    org_phrases=("School District",),
    groups=frozenset("band label manufacturer team giant maker retailer startup developer".split()),
)
