"""How English is set and damaged: abbreviations, datelines, captions, links, lost apostrophes, turns of speech."""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.patterns import Dialogue, Prose

_MONTH = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?"

_TITLES = """
    mr mrs ms dr prof rev hon gen lt col maj capt sgt cpl pvt adm cmdr brig gov sen rep sens reps pres messrs
    mme mlle vs approx e.g i.e cf viz
"""
_STATES = """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex va vt wash wis wyo
"""
_DATES = "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun"
_COMPANIES = "inc ltd co corp bros"
_ATTRIBUTIVE = "st mt ft dept est u.s u.k u.n d.c n.y n.j"

PROSE = Prose(
    abbreviations=frozenset(
        f"{_TITLES} {_STATES} {_DATES} {_COMPANIES} {_ATTRIBUTIVE} jr sr etc ave blvd rd a.m p.m wy al".split()
    ),
    leading=frozenset(_TITLES.split()),
    before_number=frozenset("no nos vol fig".split()),
    capitalised=frozenset(f"{_STATES} {_DATES}".split()),
    regions=frozenset(_STATES.split()),
    times=frozenset(("a.m", "p.m")),
    attributive=frozenset(_ATTRIBUTIVE.split()),
    openers=frozenset(
        "the a an in on at but and he she it they his her its their this that these those we i you for as if when"
        " while after before since however meanwhile mr mrs ms dr there what who how why last some many"
        " most".split()
    ),
    letters=frozenset(("i",)),
    dependent=frozenset(("that", "which", "who", "whether")),
    joining=frozenset(("and", "but", "or", "then", "also")),
    closes_all=re.compile(r", (?:[\w.\-]+ ){1,5}(?:said|says|added|insisted|announced)(?: on \w+)?[.\s]*\Z"),
    dateline=re.compile(
        r"\s*(?P<place>[A-Z][A-Z.'\-]+(?:[ /][A-Z][A-Z.'\-]+){0,4}(?:, [A-Z][\w. ]{1,25})?"
        r"(?:/[A-Z][A-Z .'\-]{2,30})?)"
        r"(?:,? " + _MONTH + r" \d{1,2}(?:,? \d{4})?)?"
        r"(?: ?\((?P<outlet>[A-Z][\w .&'\-]{1,30})\))? ?(?:--|[-–—])\s"
    ),
    caption=re.compile(
        r"(?:This|In this)\b.{0,40}?\b(?:frame grab|file photo|photo|photograph|picture|image|video grab|"
        r"handout)\b"
        r"|(?:FILE|File photo|FILE PHOTO|Photo|PHOTO|Image|Caption|Picture)\b ?(?:--|[-–—:])"
    ),
    caption_lead=re.compile(
        r"\s*(?:(?:Image|Media|Video|Photo|Picture) (?:copyright|source|credit|playback)\b[^\n]{0,80}?(?=$|"
        r"\bMedia caption |\bImage caption ))?(?:(?:Image|Media|Video|Photo|Picture) caption )?"
    ),
    credit=re.compile(
        r"\((?:Uncredited|Photo|Photograph|Image|Credit|Picture)?[^()\n]{0,60}/ ?[A-Z][\w ]{1,30}\)\s*$"
        r"|\((?:Photo|Photograph|Image|Credit|Picture)s?\b[^()\n]{0,80}\)\s*$"
        r"|^\s*(?:Photo(?:graph)?|Image|Picture)s? (?:by|credit|courtesy)\b|^\s*(?:Photograph(?:er|y)s?|Credit): "
    ),
    link=re.compile(
        r"\s*(?:read more|read also|also read|related|related stories|see also|more on this|more from|watch|video|"
        r"listen|click here|continue reading|recommended|most read)\b[^\n]{0,15}?(?::|$)",
        re.I,
    ),
    newsletter=re.compile(
        r"\s*(?:advertisement|sign up|subscribe|newsletter|share this|share on|follow us|get our|"
        r"join the conversation|sign in|log in|print this|email this)\b[^\n]{0,15}?(?::|$)"
        r"|\s*get (?:the|our|your)\b[^\n]{0,60}\b(?:inbox|newsletter|free)\b|\s*loading\b[^\n]{0,30}\bloading\b"
        r"|\s*(?:sign up for|subscribe to|get the latest|follow us on|follow [@\w .]{1,40} on (?:twitter|"
        r"facebook)|"
        r"share (?:this (?:story|article|page)|on (?:twitter|facebook|whatsapp)))\b",
        re.I,
    ),
    contributor=re.compile(
        r"\b(?:contributed|contributing) (?:to (?:this|the) (?:report|story|article)|reporting|research)\b"
        r"|^\s*\(?(?:additional )?(?:reporting|writing|editing) by\b|\bEditing by\b",
        re.I,
    ),
    lost_possessive=re.compile(r"(?<=\w) s(?= \w)"),
    lost_contraction=re.compile(
        r"\b(don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|won|wouldn|couldn|shouldn|can) t(?= )"
        r"|\b(I|we|you|they|he|she|it|that|there|We|You|They|He|She|It|That|There) (?:ve|ll|re|m|d)(?= )"
    ),
    orphan=re.compile(
        r"(?<=[a-z]) s (?=[a-z])|\b(?:don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|won|wouldn|couldn|"
        r"shouldn|can) t\b|\b(?:I|[Ww]e|[Yy]ou|[Tt]hey) (?:ve|ll|re)\b"
    ),
    double_space=re.compile(
        r"(?<=[a-z][,?!]) {2}(?=[A-Za-z])"
        r"|(?<=\w) {2}(?=[a-z][\w ]{2,60}[a-z],? {2}[a-z])|(?<=\b(?:said|says|told|that)) {2}(?=\w)"
    ),
    spoken=re.compile(r"\b(?:I|we|We|our|Our|my|My|us)\b[^.\n]{3,200}?, (?:\w+ ){0,3}(?:said|says|told|added)\b"),
)

DIALOGUE = Dialogue(
    questions=frozenset("q question".split()),
    answers=frozenset("a answer".split()),
    parts=frozenset(
        """
    host moderator interviewer reporter questioner narrator announcer presenter compere court clerk caller
    audience speaker voice operator chair panelist panellist
    """.split()
    ),
    no_labels=frozenset(
        """
    update updated note notes photo photos picture image caption video audio source sources editor editors by
    where when what who why how date time venue place price tickets cost admission phone email contact website
    address tel fax details warning breaking quote quotes headline background summary result results score scores
    weather forecast today tonight tomorrow yesterday also example tip correction clarification credit credits
    director cast starring written producer author publisher genre rating verdict recipe ingredients method
    subject re from to cc location category tags topic section key more related winner winners runner-up
    """.split()
    ),
    particles=frozenset("de da di du van von der den ter ten la le del della dos bin ibn al el y".split()),
    talk=re.compile(
        r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Yy]ou|[Yy]our|[Mm]ine|[Yy]es|No|[Yy]eah|Well|[Oo]kay|OK|[Pp]lease|"
        r"[Tt]hanks?|[Ww]elcome|[Ss]orry|[Hh]ello|Hi|[Gg]ood (?:morning|evening|afternoon|night)|"
        r"[Ee]xactly|[Aa]bsolutely|[Cc]ertainly|[Ii]ndeed|[Oo]f course|[Ll]et's)\b"
    ),
    age=re.compile(r"(?:^|[\s,(])(?:aged? )?\d{1,2}(?:-year-old)?(?=$|[\s,)])"),
    interviewed=re.compile(
        r"\b(?:interview(?:ed|s)?(?: with)?|(?:spoke|talked|chatted|sat down|caught up|talks?|speaks?|"
        r"conversation|sits down|Q ?& ?A|questions) (?:to|with|for)|asked|answers from) "
        r"(?:[a-z'\-]+ ){0,4}$"
    ),
    interviews=re.compile(
        r"(?:, [^.:?!\n]{1,80},)? (?:(?:spoke|talked|speaks|talks|was (?:speaking|talking)) (?:to|with|about)|"
        r"answers|answered|explains|discusses|reflects|looks back)\b"
    ),
    written_by=re.compile(
        r"(?:^|[.)] )(?:[Bb]y|BY|[Ww]ords|WORDS|[Rr]eporter):? $|\b(?:[Ii]nterview(?:ed)? by|was \w+ing to) $"
    ),
    comes_from=re.compile(
        r"(?:^|\b(?:[Ff]rom|[Bb]y|[Oo]f|[Aa]nd|[Tt]hen|[Nn]ext)[,:]? |^[A-Z][\w ]{0,30}, )(?:the )?$"
    ),
    topic=re.compile(r" (?:on|in|at|about|after|from) [^.:?!\n\";]{2,60}"),
    written_within=re.compile(r"(?:[A-Z]\w+ ){1,3}(?:by|from|of) (?=[A-Z])"),
    greeting=re.compile(r"(?:dear|to|hello|hi|hey)\b", re.I),
    quote_heading=re.compile(
        r"\s*(?:(?:PULL )?QUOTES?(?: OF THE (?:DAY|WEEK|MONTH|YEAR|MATCH|NIGHT))?|IN QUOTES|QUOTABLE|THEY SAID IT|"
        r"THE QUOTE|(?:Pull )?[Qq]uotes? of the (?:day|week|month|year|match|night)|Quotes?|Quotable|"
        r"In quotes|They said it)\s*:?\s*"
    ),
)
