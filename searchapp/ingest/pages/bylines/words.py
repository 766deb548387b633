"""The words of bylines: what leads to a name, what follows one, and who is nobody in particular."""

from __future__ import annotations

import re


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


def _phrases(written: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in written.split(","))


LEADS = re.compile(
    r"(?:(?:by|from|von|par|por|de|dal?)\s+(?:our|unsere[mnr]|notre|nuestr[oa]|nostr[oa])|(?:(?:written|words|story|stories|text|article|reported|report|reporting|posted|published|posts?|created"
    r"|submitted|contributed|compiled|review|reviewed|interview|analysis|opinion|column|authored|author|exclusive)s?"
    r"(?:\s+(?:and|&)\s+\w+)?\s+)?by|(?:authors?|bylines?|writers?|reporters?|words|text|story|reporting)(?:\s+(?:and|und|&)\s+\w+)?\s*:"
    r"|written\s*:|autor(?:in|es|a)?\s*:|aut(?:eur|ore|hor)\w*\s*:|texto?\s*:|redactie\s*:|автор\w*\s*:|текст\s*:"
    r"|(?:haber|muhabir|yazar|tekst|teksti|test[oi]|írta|szerző|napsala?|skribent|penulis|tác\s+giả|글)\s*:"
    r"|(?:کاتب|نویسنده|خبرنگار|الكاتب|إعداد|מאת|लेखक|संवाददाता|লেখক|ผู้เขียน)\s*:|كتبت?"
    r"|as\s+told\s+to|propos\s+recueillis\s+par|escrito\s+por|publicado\s+por|publié\s+par|écrit\s+par|scritto\s+da|geschrieben\s+von|verfasst\s+von"
    r"|ditulis\s+oleh|oleh|przez|yazan\s*:|door|skrevet\s+av|text\s+av|بقلم)(?=[\s:]|\Z)[\s:]*"
    r"|(?:作者|撰文|本報記者|本报记者|記者|记者|編集委員|编辑委员|論説委員|評論員|评论员|特派員|文(?=[\s:：/／]))"
    r"[\s:：/／・]*",
    re.IGNORECASE,
)
"""What stands before the names, in the languages of much news."""
SHORT_LEADS = _words("von par por di da de av af from")
LEADS_ALONE = SHORT_LEADS | _words(
    "by door van oleh przez skrevet escrito écrit geschrieben scritto written words"
)
"""One of these in a box of its own leads to what stands in the next."""
"""These lead to a name too where two words at least follow, for they are names' own parts as well."""
ENDS = re.compile(
    r"\b(?:published|updated|posted|modified|first\s+published|last\s+(?:updated|modified)|min(?:ute)?s?\s+(?:read|ago)"
    r"|read\s+more|photo(?:s|graphs?|graphy|grapher)?\b|pictures?\b|illustrations?\b|illustrated\b|video\s+by|edited\b"
    r"|editing\b|with\s+additional|additional\s+reporting|contributed\b|share\b|follow\b|email\b|e-mail\b|twitter\b"
    r"|facebook\b|view\s+(?:all|profile|bio)|see\s+(?:all|more)|more\s+(?:from|by|stories)|all\s+posts|about\s+the"
    r"|biography\b|comments?\b|translated\b|produced\b|fact[- ]checked\b|reviewed\s+by|medically\b|actualizado\b"
    r"|publicado\b|publié\b|mis\s+à\s+jour|aktualisiert\b|veröffentlicht\b|опубликован\w*)",
    re.IGNORECASE,
)
"""Of a byline nothing after one of these is a writer's name."""
AND = re.compile(r"\s+(?:and|&|und|och|og|with|mit|avec)\s+", re.IGNORECASE)
AND_OF_NAMES = re.compile(r"\s+(?:y|e|et|en|и|i)\s+")
"""These stand within names too, so that they part only what is a whole name on both sides."""
OF = _words(
    "in at for of from to on is has was reports reporting reported writes writing says via is's en à em für aus"
)
"""Ends a name: what follows is a place, an outlet, or a sentence."""
PARTICLES = _words(
    "de del della delle dei degli di da das do dos du des la le las los lo van von vom der den ten ter te"
    " zu zum zur y e i al el bin ibn bint ben abu ap af av ul ur und d' l' o' t' 't st san mac mc"
)
SUFFIXES = _words("jr jr. sr sr. ii iii iv")
DEGREES = _words("mp phd ph.d. md m.d. dphil mba ma m.a. jd j.d. esq esq. obe cbe mbe rn dds mph")
TITLES = _words("dr dr. prof prof. professor mr mr. mrs mrs. ms ms. sir dame rev rev. lord lady")
ROLES = _words(
    "writer writers reporter reporters correspondent correspondents editor editors columnist columnists"
    " critic critics contributor contributors journalist journalists photographer producer producers"
    " analyst anchor presenter blogger author freelancer intern fellow director publisher founder ceo"
    " cofounder co-founder host staff staffer professor lecturer commentator meteorologist videographer"
    " cartoonist strategist researcher expert desk redakteur redakteurin redactor redactora journaliste"
    " periodista giornalista jornalista korrespondent korrespondentin reporterin correspondant"
    " correspondante corresponsal corrispondente korrespondenten mitarbeiter mitarbeiterin"
    " reporterinnen 기자 특파원 记者 記者 编辑 編集 編集委員 論説委員 корреспондент редактор"
)
"""What a person does at a paper."""
ROLES_OF_MANY = _words("staff desk host fellow director")
"""What follows one of these is more often a place or an outlet than who does it."""
ROLES_BEHIND = re.compile(r"(?<=[^\W\d_]{2})(?:記者|记者|特派員|特派员|論説委員|기자|특파원)$")
"""Roles that scripts without spaces write onto a name."""
LEADS_WITHIN = re.compile(r"(?:作者|撰文|記者|记者|기자명)\s?[:：]")
"""What leads to a name wherever in a line it stands."""
SIGNS = re.compile(r"[^\W\d_]{2,6}\s?(?:기자|특파원|記者|记者)")
"""A whole line that is a name with a role after it."""
PICTURES = re.compile(
    r"(?:photos?|fotos?|photograph\w{0,4}|fotograf\w{0,3}|pictures?|images?|bild(?:er)?|illustrat\w{1,5}|valokuva\w{0,2}"
    r"|video|graphics?|grafik)(?:\s?(?:by|:))?",
    re.IGNORECASE,
)
"""What stands beside the name of one who made a story's pictures."""
LABELLED = re.compile(r"\s+(?=[\u3040-\u9fff]{1,6}\s?:)")
"""Where the next label begins in a line of Chinese or Japanese."""
BEFORE_ROLES = _words(
    "staff senior chief special political politics business sports sport science health technology tech"
    " foreign home affairs city city-hall national international local world economics economy education"
    " environment environmental crime court courts legal arts culture entertainment film music food travel"
    " royal defence defense security diplomatic europe asia africa middle east us uk washington associate"
    " assistant deputy managing executive contributing guest digital data investigative investigations"
    " features feature news opinion lifestyle style transport energy climate consumer personal finance"
    " financial markets media religion social religious general assignment breaking night weekend audience"
    " online web video photo multimedia lead principal freelance weather auto automotive medical ap afp"
    " reuters bbc parliamentary westminster white house industry property money retail football soccer"
    " cricket golf tennis rugby racing basketball baseball hockey ex-"
)
NO_PERSON = _words(
    "staff desk webdesk sportsdesk citydesk citynews newsroom bureau team teams editorial editors"
    " newsdesk news newspaper newspapers service services agency agencies wire wires press network"
    " networks magazine magazines media online digital web website webmaster admin administrator"
    " administrators administrateur editor-in-chief correspondent correspondents contributor contributors"
    " reporters writers journalists editor reporter columnist writer board committee department group"
    " company corporation foundation institute university association society council ministry ministries"
    " agence agencia agenzia redaktion redakcja redakce redaktionen redactie redaccion redacción redazione"
    " redação redacao rédaction redaksi redazionale редакция nachrichten noticias notícias actualités inc"
    " inc. ltd ltd. llc plc gmbh corp corp. co. tv radio channel studio studios show podcast daily weekly"
    " times post herald gazette tribune chronicle journal observer guest user users anonymous unknown"
    " author authors default root test demo support moderator system bot superuser super superadmin more"
    " follow view share published updated photo photos image images foto fotos text wordpress blogger blog"
    " press-release pressemitteilung content sponsored partner partners brand promoted advertorial"
    " advertisement marketing sales info contact subscriber subscribers reader readers syndication"
    " syndicated newswire newswires live updates update exclusive special report reports community home"
    " homepage archive archives official com net org home-page none null undefined nan"
    " n/a 편집부 뉴스 编辑部 編集部"
)
"""A name with one of these words is that of a desk, an outlet, a firm, or an account of a site's software."""
PAPERS = _words(
    "enquirer inquirer register republic sentinel courier examiner dispatch bulletin bee star sun globe"
    " mirror express mail telegraph guardian independent standard argus advertiser beacon citizen"
    " constitution democrat echo ledger messenger monitor nation record recorder review statesman"
    " transcript union voice world today business sport sports politics opinion"
)
"""What follows a writer's name and has one of these is where that writer works."""
AGENCIES_ALONE = _words(
    "reuters sputnik xinhua bloomberg afp ians pti yonhap kyodo tass interfax anadolu bernama adnkronos"
    " belga agerpres"
)
"""Agencies whose names are no given names, so that what begins with one names nobody."""
SOFTWARE = _phrases(
    "blogger, blogspot, wordpress, wordpress.com, joomla, joomla!, drupal, squarespace, wix, wix.com,"
    " tumblr, typepad, ghost, weebly, substack, medium, livejournal, google, google amp, facebook,"
    " twitter, instagram, youtube, next.js, my site, my blog, mysite, my wordpress blog, website, site,"
    " blog, home, homepage, news, index, untitled, just another wordpress site, default"
)
"""What stands where a site's name belongs and is its software's, its host's, or nobody's."""
DATE_WORDS = _words(
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
    " jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august"
    " september october november december today yesterday am pm a.m. p.m. est edt et gmt bst utc ist pst"
    " pdt cst cdt cet"
)
DESKS = re.compile(
    r"(?:팀|뉴스|일보|신문|편집국|[編编][集辑輯][部局]|取材班|報道[部局]|報[導道]|新聞社?|新闻网?|日报|日報|晚报|晚報|[通][信讯訊]社?)$"
)
"""How desks and papers end in scripts without spaces."""
NO_BEGINNING = _words("of for from at in on")
PLACES_BEGIN = _words(
    "new san los las hong cape tel buenos rio sri abu kuala port fort saint north south east west united"
)
"""First words of places of two: after a writer's name and a comma they begin no other writer's."""
