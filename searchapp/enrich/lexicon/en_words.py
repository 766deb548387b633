"""Words of the newsroom: titles, roles, heads of organizations, pronouns, given names. General English only.

A table, no rules. Nothing here is taken from any one story.
"""

from __future__ import annotations

from searchapp.enrich.lexicon.en_known_names import EITHER, MORE_MEN, MORE_WOMEN
from searchapp.enrich.lexicon.lexicon import People

_TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady rev reverend fr father sister pope cardinal bishop
    archbishop rabbi imam sheikh sheik ayatollah mullah king queen prince princess emperor sultan emir
    gen general lt lieutenant col colonel maj major capt captain sgt sergeant cpl corporal pvt private
    pm adm admiral cmdr commander brig brigadier marshal staff petty officer spc specialist warrant
    sen senator rep representative congressman congresswoman gov governor president vice-president mayor
    chancellor premier minister secretary ambassador judge justice chief deputy attorney sheriff
    detective inspector constable superintendent commissioner chairman chairwoman chairperson chair director
    count countess baroness duchess viscount coach speaker councilman councilwoman alderman deputy vice prime
    first lady retired ret former acting then-president
    ex-president hon mme m sr sra herr frau monsieur madame sens reps
    """.split()
)

_HE_TITLES = frozenset("mr sir lord king prince father fr bishop pope imam congressman councilman".split())
_SHE_TITLES = frozenset("mrs ms miss dame lady queen princess sister madame congresswoman councilwoman".split())

ROLES = frozenset(
    """
    spokesman spokeswoman spokesperson spokespeople official officer leader commander chief head director
    president chairman chairwoman chair mayor governor senator representative congressman congresswoman
    minister secretary ambassador diplomat envoy lawyer attorney prosecutor judge justice sheriff
    analyst expert professor economist scientist researcher doctor physician nurse teacher strategist
    pollster adviser advisor aide manager executive founder owner editor author writer reporter journalist
    correspondent columnist host anchor blogger activist resident witness survivor victim neighbor neighbour
    candidate nominee lawmaker legislator politician contender rival incumbent voter supporter critic
    member delegate councilman councilwoman commissioner captain colonel general lieutenant sergeant
    soldier fighter militant rebel source insider whistleblower historian pastor priest bishop pope imam
    father mother son daughter brother sister husband wife widow friend colleague partner coach player
    man woman boy girl teen student worker employee farmer driver pilot singer actor actress artist
    premier chancellor king queen prince princess businessman businesswoman billionaire tycoon mogul
    republican democrat conservative liberal moderator ceo cfo investigator detective inspector
    superintendent coordinator organizer organiser trader investor broker banker strategist elder villager
    rescuer engineer observer refugee migrant tenant shopkeeper fisherman monitor forecaster
    """.split()
)

OCCUPATIONS = frozenset(
    """
    surgeon midwife plumber carpenter clerk baker butcher chef cook dentist vet librarian mechanic electrician
    builder architect designer photographer filmmaker novelist poet painter sculptor musician composer dancer
    athlete runner swimmer boxer footballer cricketer golfer striker goalkeeper midfielder defender winger
    barrister solicitor accountant consultant cleaner waiter waitress bartender barber hairdresser guard
    firefighter paramedic policeman policewoman sailor skipper miner rancher grandmother grandfather uncle aunt
    cousin nephew niece fiance fiancee shopper commuter passenger pensioner retiree graduate undergraduate
    lecturer biologist chemist physicist geologist archaeologist astronomer epidemiologist virologist
    psychologist psychiatrist pharmacist sociologist linguist anthropologist philosopher theologian
    mathematician statistician meteorologist programmer technician welder bricklayer gardener florist tailor
    potter cyclist jockey referee umpire veteran housewife caretaker janitor lobbyist publicist curator
    conductor violinist pianist guitarist drummer comedian playwright screenwriter
    """.split()
)
"""What a person may be besides, for a living or in a family; such a phrase names nobody by itself."""

_GROUP_NOUNS = frozenset(
    """
    coalition council ministry army military government party campaign company group organization
    organisation agency committee commission department bureau office court bank union militia movement
    network newspaper paper magazine station channel university college school institute foundation
    association federation league force forces police firm corporation board administration parliament
    congress senate cabinet alliance assembly authority authorities embassy mission navy church club team
    observatory monitor watchdog charity think-tank airline airport hospital broadcaster website outlet
    publication journal institution center centre regime junta kremlin pentagon
    """.split()
)

DESCRIBED_GROUPS = (
    r"\b(?:group|organi[sz]ation|network|movement|militia|party|company|firm|agency|charity|newspaper|magazine|"
    r"website|broadcaster|station|think tank|watchdog|union|outlet|band|publisher|airline|bank|label|campaign)\b"
)
"""What an organization may be, before its name."""

ORG_ENDINGS = frozenset(
    """
    Council Ministry University College Institute Party Committee Commission Department Agency Bureau
    Corporation Corp Inc Ltd Company Co Association Federation League Union Organization Organisation
    Foundation Authority Administration Court Bank Group Holdings Airlines Airways Army Navy Forces Force
    Front Brigade Brigades Movement Coalition Alliance Congress Parliament Senate Assembly Society Club
    Academy Observatory Center Centre Church Times Post News Journal Herald Tribune Gazette Guardian Records
    Television Radio TV Network Studios Entertainment Systems Technologies Industries International School
    Orchestra Museum Hospital Police Office Board Trust Fund Service Services Press Agency Guard Command
    Conference Broadcasting Diocese Theatre Corps Regiment Battalion Division Squadron Fleet Partnership LLC
    PLC plc GmbH AG SA Partners
    """.split()
)
"""A capitalised run that ends so is an organization."""

STATE_BODIES = (
    r"(?:(?:[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior|[Hh]ealth|[Ff]inance|[Ee]ducation|[Oo]il|[Ee]nergy|[Jj]ustice|"
    r"[Tt]rade|[Tt]ransport|[Ii]nformation|[Cc]ulture|[Aa]griculture|[Ll]abou?r|[Ee]nvironment|[Tt]ourism) "
    r"[Mm]inistry|[Aa]rmy|[Aa]ir [Ff]orce|[Nn]avy|[Cc]oast [Gg]uard|[Rr]ed [Cc]rescent|[Rr]ed [Cc]ross)"
)
"""What, after a nationality, is an organization: "Ruritanian army", "Freedonian Defense Ministry"."""

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
_FIRST_SECOND = frozenset("i we you us me one".split())

_MEN = frozenset(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony
    mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan
    jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank
    alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle
    walter ethan jeremy harold carl keith roger gerald juan carlos luis omar ahmed ahmad mohammed muhammad
    mohamed ali hassan hussein mustafa ibrahim yusuf khaled abdullah bashar tariq pierre jean francois jacques
    hans karl klaus jurgen giovanni marco paolo antonio pedro pablo miguel javier ivan vladimir sergei dmitry
    boris mikhail igor bill bob tom mike jim joe dan steve tim chris matt tony ben sam ted fred greg
    rudy marco chuck harry arthur albert ernest leon oscar simon ian alan graham nigel
    martin philip bruce hugh neil stuart wei hiroshi kenji raj sanjay anil vijay amir reza
    """.split()
)
_WOMEN = frozenset(
    """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra
    ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura
    cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra
    rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren
    christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison
    frances kathryn janice jean alice julia grace judy sophia rose
    fatima aisha leila layla zainab amina marie claire sophie ursula ingrid greta giulia lucia carmen pilar
    olga irina natalia svetlana theresa angela jill kate katie jane jenny beth sue sally anne eve elena mei
    priya lakshmi sunita yuki akiko nadia sana loretta elaine tammy kirsten
    """.split()
) - frozenset(("jean",))

PEOPLE = People(
    he=_HE,
    she=_SHE,
    it=_IT,
    they=_THEY,
    first_second=_FIRST_SECOND,
    nobody=frozenset("who this that these those which what there".split()),
    titles=_TITLES,
    he_titles=_HE_TITLES,
    she_titles=_SHE_TITLES,
    title_roles={"sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "col": "colonel"},
    roles=ROLES,
    group_nouns=_GROUP_NOUNS,
    any_group=frozenset("group organization organisation company agency firm newspaper party".split()),
    org_endings=ORG_ENDINGS,
    men=(_MEN | MORE_MEN) - EITHER,
    women=(_WOMEN | MORE_WOMEN) - EITHER,
    either=EITHER,
    plural_ending="s",
    plurals=frozenset(("police", "people")),
    many=frozenset(("police",)),
)
