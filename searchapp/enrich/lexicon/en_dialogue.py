"""How English sets speech that no verb reports: transcripts, interviews, quotations with a name beside them."""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.patterns import Dialogue

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
