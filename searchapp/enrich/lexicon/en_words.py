"""Words of the newsroom: titles, roles, organizations, pronouns, given names, nouns. General English only.

A table, no rules. Nothing here is taken from any one story.
"""

from __future__ import annotations

import re

from searchapp.enrich.animacy.nouns import Nouns
from searchapp.enrich.lexicon.en_known_names import EITHER, RATHER_ELSE
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
    PLC plc GmbH AG SA Partners Laboratory Laboratories Publishing Publishers Works
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
    andre anwar aubrey bashir bernie bjørn brett cheng clarence clyde cody curtis eddie ehud eitan eli elmer
    erdem eugene evan evgeny fouad francis francisco furkan fyodor geoff gerry ghassan glenn grigory hikmet
    hisham ibrahima ilya ivica jaap jalal javed jeb jesus jimmy johnny jose jovan julian julio kari karol keir
    kristian lawrence lech lewis louis luis luiz majid marin mario marshall marwan maurice mazen melvin michal
    michel mitchell munir nasser norman oleksandr olof osama ozan patrice perry rafal rafik rahul rajesh rami
    randy ratko rene roberto rory roy russell ruud saif sanjeev sean shane shaun shimon søren takeshi tamer
    tarek theo toby tolga tommy travis tristan troy urho vasily vernon virgil vitaly vuk wael walt yasir
    yevgeny yitzhak yoav yuri ziad zygmunt
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
    alexis antonia carrie cate della elly erin gabriele gail hermione hilary hulya inge iwona kay kristen
    latifa lois lynn margarethe meltem nur orla pinar rhoda rosario sara-jane sevgi shelley stacey tamsin
    tracey vivien wieslawa winifred winnie
    """.split()
) - frozenset(("jean",))

_HE_ROLES = frozenset(
    """
    spokesman chairman businessman congressman councilman alderman assemblyman fisherman policeman fireman
    cameraman husband father son brother uncle nephew grandfather grandson widower boyfriend stepfather godfather
    fiance man boy king prince duke actor priest monk bishop pope imam rabbi
    """.split()
)
_SHE_ROLES = frozenset(
    """
    spokeswoman chairwoman businesswoman congresswoman councilwoman assemblywoman policewoman camerawoman
    wife mother daughter sister aunt niece grandmother granddaughter widow girlfriend stepmother godmother fiancee
    woman girl queen princess duchess actress waitress nun midwife
    """.split()
)
_PLATFORMS = frozenset(
    """
    twitter x facebook instagram telegram tiktok youtube whatsapp linkedin snapchat reddit weibo wechat vk mastodon
    vkontakte threads bluesky discord twitch pinterest tumblr myspace parler gab rumble substack clubhouse viber
    flickr periscope gettr
    """.split()
)

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
    men=_MEN - EITHER,
    women=_WOMEN - EITHER,
    either=EITHER,
    rather_else=RATHER_ELSE,
    given_names="given_names.txt",
    he_roles=_HE_ROLES,
    she_roles=_SHE_ROLES,
    own_tie=re.compile(r" and (his|her) (?=[a-z])"),
    own_pronoun=re.compile(r"[^.?!\n\";:]{0,60}?\b(his|himself|herself|hers|he|she)\b"),
    platforms=_PLATFORMS,
    plural_ending="s",
    plurals=frozenset(("police", "people")),
    many=frozenset(("police",)),
)

_DOCUMENTS = frozenset(
    """
    account ad advert advertisement affidavit analyses analysis article assessment audit autobiography ballot bill
    biography blog book brief briefing brochure bulletin cable caption cartoon census chapter chart charter
    circular clip column commentary communique complaint constitution contract correspondence court-filing data
    database decree deposition diary directive document documentary dossier draft e-mail editorial email essay
    estimate excerpt exit-poll factsheet filing film finding findings flyer forecast guide guideline handbook
    headline headstone index indictment inquiry inscription instruction investigation invoice label law lawsuit
    leaflet ledger legislation letter log manifesto manual map memo memoir memoranda memorandum message minutes
    narrative newsletter note notice novel obituary op-ed opinion order ordinance pact paragraph passage petition
    placard plaque poem poll post poster preface presentation press-release projection prospectus questionnaire
    readout receipt record recording regulation release report research resolution resume review rule ruling
    schedule script sermon sign slide speech spreadsheet statement statistics statute story study submission
    subpoena suit summary summons survey sworn-statement tally tape testimony text text-message theses thesis
    timeline tip-sheet transcript translation treaty tweet verdict version voicemail warrant webpage whitepaper
    """.split()
)

NOUNS = Nouns(
    listed="en_nouns.txt",
    persons=ROLES
    | frozenset(
        """
        aide campaigner cleaner climber commenter councillor councilmember councilor crewmember first-responder
        freelancer gamer host influencer insider local loved-one medic officeholder ombudsman ombudsmen organiser
        outsider pensioner podcaster responder spokespeople staffer subscriber teen tipster trucker vlogger
        youtuber
        """.split()
    ),
    groups=_GROUP_NOUNS
    | frozenset(
        """
        academy accused audience authorities bench bereaved body brigade cabinet camp chamber chorus clinic colony
        community consulate contingent county couple court crew crowd defence defense delegation desk diocese
        displaced division duo elders electorate embassy exchange executive factory faithful farm fund gallery
        grieving hotel household injured intelligence island jury left legislature library lobby maker manufacturer
        media mill mine ministry monarchy mosque museum newsroom non-profit nonprofit operator opposition palace
        panel parish people personnel plant platform poor precinct press prison prosecution provider public
        publisher radio refinery region regulator rest restaurant retailer right school shipyard shop side start-up
        startup state store studio supermarket supplier synagogue task-force television temple theater theatre
        think-tank town treasury tribunal trio trust tv undecided unit vendor village wing young youth zoo
        """.split()
    ),
    documents=_DOCUMENTS,
    acts=frozenset(
        """
        advertising announcement appeal call campaign ceremony chant comment comments conference demonstration
        event hearing language legislation march measure meeting motion movement policy protest rally remark
        remarks rhetoric speech strike vigil walkout
        """.split()
    ),
    parts=frozenset(
        """
        array assortment average batch bulk bunch chunk crop dozen dozens few fifth fistful flood fraction half
        halves handful horde hundred hundreds lot lots majority million millions minority mix number numbers pair
        percent percentage plenty plurality portion proportion quarter quarters raft range remainder rest score
        scores section segment series share slew slice smattering spate string swath third thirds thousand
        thousands trickle variety wave wealth
        """.split()
    ),
    things=frozenset(
        """
        alignment ancestry beats circle circus colony cream culture expedition genealogy lineage market marriage
        monorail processor rail reservation strings suburb tech territory utility world
        """.split()
    ),
    counted=frozenset(
        """
        all another any anybody anyone both dozens each either enough everybody everyone few fewer fifth half
        halves handful hundreds less lots majority many millions minority more most much neither nobody none one
        other others percent plenty quarter quarters rest several some somebody someone such third thirds thousands
        two
        """.split()
    ),
    number=re.compile(
        r"\d[\d,.]*(?:st|nd|rd|th|s)?%?|%|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four"
        r"|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
    ),
    aged=re.compile(r"(?:\d+|\w+)(?:-\w+)?-year-olds?"),
    persons_end=tuple("man men woman women person people persons folk er ers or ors ist ists ian ians".split()),
    singulars={"ies": "y", "ves": "f", "ses": "s", "es": "", "s": ""},
)
