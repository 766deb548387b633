"""The words by which a page says that a paragraph is not the story's: links to others, offers, consent, buttons.

A table; what is done with them, clearing knows. Each pattern is tried on the text of one block, from its beginning
where it says so, and each is linear.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

LINK_LABEL = re.compile(
    r"[\s\[(>»►▶→•*|–—-]*(?:"
    r"(?:read|see|watch|listen|explore|discover|learn|find out|hear)\s+(?:more|also|next|too|this|here|now)\b"
    r"|(?:also|more|further|recommended|suggested|essential|related|next|must|top|best)\s+(?:read|reading|viewing)\b"
    r"|(?:more|also)\s+(?:on|from|about|in|like)\b|related(?:\s+(?:article|story|post|video|content|coverage|news)s?)?\b|recommended\b|see\s*:|read\s*:|watch\s*:|listen\s*:"
    r"|more\s*:|gallery\s*:|photos?\s*:|pictures?\s*:|video\s*:|in\s+pictures\s*:|opinion\s*:|analysis\s*:"
    r"|don[’']?t\s+miss\b|you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|want|be\s+interested)"
    r"|click\s+here\b|tap\s+here\b|go\s+deeper\b|up\s+next\b|next\s+up\b|keep\s+reading\b|continue\s+reading\b"
    r"|most\s+(?:read|popular|viewed|shared)\b|trending\b|popular\s+now\b|what\s+to\s+read\s+next\b"
    r"|lesen\s+sie\s+(?:auch|mehr)|mehr\s+zum\s+thema|lire\s+aussi|à\s+lire\b|lea\s+(?:también|más)|leer\s+más"
    r"|te\s+puede\s+interesar|leia\s+(?:mais|também)|veja\s+também|leggi\s+anche|lees\s+(?:ook|meer)|läs\s+(?:mer|också)"
    r"|читайте\s+также|czytaj\s+(?:też|także|więcej))",
    _I,
)
"""How a line begins that leads to other pages; it is one where most of it is a link."""

STANDS_ALONE = re.compile(
    r"[\s\[(–—-]*(?:"
    r"advertisements?|advertising|ads?|sponsored(?:\s+(?:content|links?|post))?|promoted(?:\s+content)?|paid\s+content"
    r"|(?:story|article|content|text)\s+continues\s+(?:below|after)(?:\s+(?:the\s+)?(?:advertisement|ad|video|image))?"
    r"|(?:advertisement|ad)\s*[-–—:.]?\s*(?:(?:story|article|content)\s+continues\s+below|continue\s+reading"
    r"(?:\s+the\s+main\s+story)?|scroll\s+(?:down\s+)?to\s+continue(?:\s+reading)?|skip(?:\s+ad(?:vertisement)?)?)"
    r"|continue\s+reading(?:\s+the\s+main\s+story)?|skip\s+(?:past\s+|to\s+)?(?:ad(?:vertisement)?|content|main\s+content"
    r"|newsletter(?:\s+promotion)?)|after\s+newsletter\s+promotion"
    r"|share(?:\s+(?:this|on|via|to|with|by)\b[\w\s/,&’']{0,60})?|tweet(?:\s+this)?|pin\s+it|e-?mail(?:\s+this)?|print"
    r"(?:\s+this)?(?:\s+(?:article|story|page))?|copy\s+(?:the\s+)?link|link\s+copied|whatsapp|facebook|twitter|linkedin"
    r"|click\s+to\s+(?:share|email|print|tweet)\b.{0,80}"
    r"|save(?:\s+(?:this\s+)?(?:article|story|for\s+later))?|bookmark|listen(?:\s+to\s+(?:this\s+)?(?:article|story))?"
    r"|(?:leave\s+a|view|post\s+a|show|read|add\s+a|\d{1,5})\s+comments?|comments?(?:\s+\(\d{1,5}\))?|join\s+the\s+conversation"
    r"|back\s+to\s+top|load(?:ing)?(?:\s+more)?(?:\.{3}|…)?|view\s+gallery|view\s+(?:more|all)|see\s+(?:more|all)|show\s+more"
    r"|\d{1,3}\s*[-–]?\s*min(?:ute)?s?(?:\s+(?:read|listen))?|(?:reading|read)\s+time\s*:?\s*\d{1,3}\s*min(?:ute)?s?"
    r"|tempo\s+de\s+leitura\s*:?\s*\d{1,3}\s*minutos?|lesezeit\s*:?\s*\d{1,3}\s*min(?:uten)?\.?|publicidad(?:e)?|anzeige"
    r"|publicité|werbung|newsletter|sign\s+up|sign\s+in|log\s+in|subscribe(?:\s+now)?|register(?:\s+now)?"
    r"|related(?:\s+(?:articles?|stories|news|posts?|topics?|content|links?|coverage|items|reading|tags))?"
    r"|(?:more|other)\s+(?:stories|news|articles|headlines|coverage)|recommended(?:\s+(?:for\s+you|stories|articles|reading))?"
    r"|(?:you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in))|most\s+(?:read|popular|viewed|shared)"
    r"|trending(?:\s+(?:now|stories))?|read\s+(?:next|more|also)|up\s+next|don[’']t\s+miss|top\s+stories|latest\s+(?:news|stories)"
    r"|(?:filed\s+under|tags?|topics?|categories|category|posted\s+in)\s*:.{0,200}"
    r"|scroll\s+down\s+for\s+.{1,30}|report\s+(?:a\s+|an\s+)?(?:typo|mistake|error|correction)s?.{0,40}|(?:story|article)\s+continues(?:\s+below)?"
    r"|your\s+browser\s+(?:does\s+not|doesn[’']t|can\s?not)\s+(?:support|play|display)\b.{0,60}|page\s+\d{1,3}\s+of\s+\d{1,3}"
    r"|(?:print|close|e-?mail)\s+(?:this\s+)?(?:page|window|article|story)(?:\s*[|/·•-]\s*(?:print|close|e-?mail|back|home)[\w\s]{0,20}){0,3}"
    r"|(?:was|is|did\s+you\s+find)\s+this\s+(?:page|article|story|information|content)\s+(?:helpful|useful|interesting)(?:\s+to\s+you)?\?"
    r"|help\s+us\s+(?:to\s+)?improve\s+(?:this|our)\s+(?:web)?(?:site|page|service)\b.{0,200}|no\s+spam(?:[.,!;:–—-].{0,60})?|unsubscribe\s+(?:any\s?time|at\s+any\s+time)"
    r"|view\s+this\s+post\s+on\s+\w{3,20}|follow\s+us\s+on\s+[\w\s,&]{3,60}"
    r")[\s\])|:.…!–—-]*",
    _I,
)
"""What a block says that is nothing but this: an advertisement's mark, a button, the head of a list of others."""

LIST_OF_OTHERS = re.compile(
    r"\s*(?:related|recommended|most\s+(?:read|popular|viewed|shared)|trending|read\s+(?:next|more|also)|up\s+next|top\s+stories"
    r"|latest\s+(?:news|stories)|(?:more|other)\s+(?:stories|news|articles|headlines|coverage|on|from|about|great)\b"
    r"|don[’']t\s+miss|you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|be\s+interested))",
    _I,
)
"""How the head of a list of other stories begins."""

_READ_ON = (
    r"(?:(?:continue|keep|finish|go\s+on)\s+reading|(?:read|unlock|view|access|see|finish|enjoy)\s+(?:on\b|more\b|now\b"
    r"|(?:the\s+|this\s+|our\s+|all\s+|every\s+|full\s+|whole\s+|entire\s+|complete\s+|rest\s+of\s+(?:the\s+|this\s+)?"
    r"|of\s+|premium\s+|exclusive\s+|unlimited\s+){1,4}(?:articles?|story|text|content|rest|piece|stories|journalism)\b))"
)
_JOIN = (
    r"(?:subscribe|sign\s+(?:up|in)|log\s*in|register|join\s+(?:us|now|today)|upgrade|become\s+an?\s+(?:member|subscriber)"
    r"|start\s+(?:your|a)\s+(?:free\s+)?(?:trial|subscription)|create\s+(?:an?|your)\s+(?:free\s+)?account)"
)
FOR_SUBSCRIBERS = re.compile(
    rf"\W*(?:please\s+)?{_JOIN}(?:\s+or\s+{_JOIN})?(?:\s+(?:now|today|here|for\s+(?:free|[£$€]?\d[\d.]{{0,6}})|or\s+(?:log|sign)\s*in))?\s+to\s+{_READ_ON}"
    rf"|\W*(?:to|want\s+to|would\s+you\s+like\s+to)\s+{_READ_ON}[^.?!]{{0,40}}[,?:;–—-]\s*(?:please\s+|you\s+(?:need|have|must)\s+to\s+)?{_JOIN}"
    r"|\W*(?:this|the\s+(?:full|rest\s+of\s+(?:the|this)))\s+(?:article|story|text|content|report|piece)\s+(?:is|remains)\s+"
    r"(?:an?\s+)?(?:\w+\s+)?(?:only\s+)?(?:available|exclusive|reserved|open|locked|for|visible|free)?\s*(?:only\s+|exclusively\s+)?"
    r"(?:to|for)?\s*(?:our\s+|paying\s+|registered\s+|premium\s+|digital\s+){0,2}(?:subscribers|members)\b"
    r"|\W*you(?:[’']ve|\s+have)\s+(?:reached|read|used|hit)\s+(?:your|all|the)\b[^.]{0,30}\b(?:limit|articles?|stories)\b"
    r"|\W*(?:continue|keep)\s+reading\s+(?:with|for)\s+(?:a\s+|an\s+|your\s+|just\s+|only\s+|free\b|[£$€])"
    r"|\W*(?:unlock|gain\s+access\s+to)\s+(?:this|the\s+full)\s+(?:article|story)\b"
    r"|\W*(?:get|enjoy)\s+(?:full|unlimited|complete)\s+(?:digital\s+)?access\b[^.!]{0,80}\bsubscri",
    _I,
)
"""That the text goes on for those who pay or register."""
_LETTERS = (
    r"(?:news\s?letters?|inbox|mailing\s+list|e-?mail\s+(?:updates?|alerts?|briefing)|(?:breaking\s+)?news\s+alerts?|(?:daily|weekly"
    r"|morning|evening)\s+(?:briefing|digest|e-?mail|newsletter|round-?up|headlines)|unlimited\s+(?:digital\s+)?access"
    r"|free\s+trial\b(?!\s+\w+s\b)|podcast|youtube\s+channel|telegram\s+channel|whatsapp\s+(?:channel|group)|our\s+(?:channel|app|print\s+edition"
    r"|magazine|journalism)|exclusive\s+content|digital\s+subscription|cancel\s+any\s?time|first\s+month|stories\s+like\s+this|us\s+on\s+(?:facebook|twitter|instagram|telegram|whatsapp|x\b))"
)
OFFER = re.compile(
    r"\W*(?:(?:if\s+you|for|to)\b[^,.“”\"]{1,60},\s*)?(?:please\s+)?(?:(?:sign\s+up|subscribe|join|register|get|receive|follow|download|like\s+us|support|donate|become\s+an?|start|try"
    r"|want|enjoy(?:ed|ing)?|stay|don[’']t\s+miss|never\s+miss|click\s+here|thank\s+you\s+for|choose|unlock|keep\s+up|be\s+the\s+first)\b)"
    rf"[^“”\"]{{0,160}}?\b{_LETTERS}"
    r"|\W*(?:sign\s+up|subscribe|register)\s+(?:here|now|today|for|to)\b[^“”\"]{0,40}?\b(?:free|here|now|today|[£$€]\d)"
    r"|\W*(?:already|are\s+you|not\s+yet|not)\s+(?:an?\s+|our\s+)?(?:\w+\s+)?(?:subscriber|member|subscribed)\s*\?"
    r"|\W*follow\s+(?:us\b|[\w\s]{1,40}\s+on\s+(?:twitter|x\b|facebook|instagram|telegram|whatsapp|linkedin|google\s+news|threads|bluesky|tiktok))"
    r"|\W*(?:if\s+you\s+[^.“”\"]{3,60},\s*)?(?:please\s+)?consider\s+(?:making\s+a\s+|a\s+(?:\w+\s+)?)?(?:donat\w+|supporting\s+(?:us|our)\b|becoming\s+an?\s+(?:\w+\s+){0,4}(?:member|subscriber|supporter|patron|subscription))"
    r"|\W*jetzt\s+(?:weiterlesen|abonnieren|testen|lesen)\b[^“”„\"]{0,80}\b(?:abo\w*|monat\w*|kostenlos|testen)\b"
    r"|\W*subscribe\s+and\s+\w+|\W*(?:subscriptions?\s+)?(?:from|for|only|just)\s+[£$€]\s?\d[\d.,]{0,6}\s+(?:a|per)\s+(?:week|month|year)\b"
    r"|\W*by\s+(?:signing\s+up|subscribing|providing|submitting|entering)\b[^“”\"]{0,80}\byou\s+(?:agree|accept|consent|confirm|are)"
    r"|\W*(?:we\s+may\s+use\s+your\s+e-?mail|enter\s+your\s+e-?mail|your\s+e-?mail\s+address|thanks\s+for\s+subscribing|you\s+can\s+unsubscribe)\b",
    _I,
)
"""An offer of letters, alerts, subscriptions: an imperative, and what it offers."""
CONSENT = re.compile(
    r"\bwe\s+(?:and\s+(?:our|selected|some|\d)[^.“”\"]{0,60}?|(?:(?:will|also|may|only|do|can|would|like|to)\s+){1,4})?(?:use|store|set|access|process|collect|place)\b"
    r"[^.“”\"]{0,80}?\b(?:cookies?|tracking|personal\s+(?:data|information)|(?:information|data)[^.“”\"]{0,40}?\bdevice|similar\s+technologies)\b"
    r"|\bthis\s+(?:web)?site\s+uses\s+cookies\b|\bour\s+(?:web)?site\s+uses\s+cookies\b|\b(?:accept|reject|manage|allow)\s+(?:all\s+)?cookies\b"
    r"|\bby\s+(?:clicking|continuing|using|browsing|selecting|closing)\b[^.“”\"]{0,100}?\byou\s+(?:agree|consent|accept)\b"
    r"|\b(?:click|tap|press)\b[^.“”\"]{0,60}?\b(?:to\s+consent|manage\s+(?:your\s+)?(?:choices|preferences|cookies|consent)|accept\s+(?:all|cookies))\b"
    r"|\bselecting\s+.{0,4}(?:i\s+)?(?:accept|agree)|\byour\s+(?:privacy|cookie|consent)\s+(?:choices|preferences|settings)\b"
    r"|\b(?:change|withdraw)\s+your\s+(?:mind|consent|choices|preferences)\b|\bhow\s+your\s+(?:personal\s+)?data\s+(?:is|are)\s+used\b"
    r"|\bwe\s+value\s+your\s+privacy\b|\b(?:please\s+)?(?:enable|allow)\s+(?:cookies|javascript)\b|\bto\s+(?:view|see|show|watch)\s+this\s+(?:content|post|video|embed)\b[^.]{0,60}\b(?:cookies|accept|allow|consent)\b",
    _I,
)
"""What a page asks its readers to agree to."""
SAID = re.compile(
    r"[“”\"«»„]|\b(?:said|says?|told|tells?|asked|added|wrote|writes?|explain(?:s|ed)|noted?|according\s+to|announced|warned|urged|argued|claimed|testified)\b",
    _I,
)
"""Marks of a story's own sentence."""
EDITORS_NOTE = re.compile(
    r"\W*(?:(?:correction|clarification|erratum|errata|amendment|editor[’']?s[’']?\s+note|note\s+from\s+the\s+editors?|update)s?"
    r"(?:\s*[,(\[]?\s*[^.:—–?!\n]{0,40})?\s?[:—–]"
    r"|(?:this|the)\s+(?:article|story|post|piece|report|page|interview|column|headline|text|item)\s+(?:(?:was|has\s+been|is)\s+)"
    r"(?:since\s+)?(?:\w+ly\s+)?(?:amended|updated|corrected|edited|revised|changed|modified|clarified|first\s+published"
    r"|originally\s+published)\b"
    r"|(?:(?:because\s+of|due\s+to|owing\s+to)\s+an\s+[^.,]{3,40},\s+)?(?:an?|the)\s+(?:earlier|previous|original|prior)\s+version\s+of\b)",
    _I,
)
"""How a note begins in which the editors say what was wrong, or what readers should know."""
NOTES = re.compile(
    r"\W*(?:©|\(c\)\s|copyright\s+(?:©|\(c\)|\d{4}|by\b|\w+\s+\d{4})|all\s+rights\s+reserved|our\s+standards\s*:"
    r"|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|todos\s+los\s+derechos\s+reservados|todos\s+os\s+direitos\s+reservados"
    r"|tutti\s+i\s+diritti\s+riservati|alle\s+rechten\s+voorbehouden|wszelkie\s+prawa\s+zastrzeżone|все\s+права\s+защищены"
    r"|무단\s*전재|無断転載|禁無断転載|未经[^。，]{0,20}(?:授权|许可|同意)[^。]{0,10}(?:转载|使用|复制)|版权所有|責任編輯|责任编辑|جميع\s+الحقوق\s+محفوظة|tüm\s+hakları\s+saklıdır"
    r"|this\s+(?:work|article|story|post|page|text)\s+is\s+licen[sc]ed\s+under|republish\s+(?:this|our)\s+(?:articles?|stor(?:y|ies)|work)\b"
    r"|this\s+(?:material|article|content)\s+may\s+not\s+be\s+(?:published|reproduced|copied))",
    _I,
)
"""How a page's own small print begins."""
