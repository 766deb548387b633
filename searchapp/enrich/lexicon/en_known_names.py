"""Names that are known before any story is read: given names of many countries, bodies and companies of the world.

A table, no rules. General knowledge, written out; none of it is taken from any one story.
"""

from __future__ import annotations

MORE_MEN = frozenset(
    """
    abdallah abraham ahmad ahmet aidan alec aleksander alfred alistair allan alvin amos andre andrei andres
    andrzej angus antoine anton antonin anwar archie ari armando arnaud arne arnold arthur arturo arvid asif
    aslan aubrey axel ayman aziz barry bart bashar bashir basil ben benedict benjamin benoit bernard bernd
    bernie bertil bertrand bjorn bjørn bogdan boris brad bradley brendan brent brett bruno burak calvin cameron
    carlo cedric cem cesar cheng chester christoph christophe christos ciaran clarence claude claudio clemens
    cliff clifford clint clive clyde cody colin conor craig cristian curt curtis cyril damian damien dariusz
    darren darryl dave davide declan denis derek desmond didier diego dieter dimitri dirk dmitri dominic don
    donovan doug dragan duncan dustin dwight eamon eddie edgar edmund eduardo edwin ehud eino eitan eli elias
    elliot elmer elton elvis emanuel emil emile emilio emmanuel emre enrico enrique erdem erik erkan ernesto
    ernst eugene evan evgeny fabian fabio fabrice farid federico felipe felix ferdinand fergus fernando fidel
    filip finn florian floyd fouad francesco francis francisco franco franz frederic frederick frederik
    friedrich fritz furkan fyodor gabriel gareth garry gaston gavin geoff geoffrey geoffroy georg georges gerard
    gerhard gerry ghassan gilbert gilles giorgio giuseppe glen glenn gonzalo goran gordon grigory grzegorz
    guillaume guillermo gunnar gunther gus gustav gustavo gwyn gyorgy hakan hamid hamza hank hannes hans-peter
    harald harvey hector heiko heinrich heinz helmut henri henrik herbert herman hermann hernan hikmet hisham
    homer horace horst hubert hugo humberto iain ibrahima igor ilya imran imre isaac ismail istvan ivica ivo
    iwan jaap jacek jakob jakub jalal jamal jamie jan janos janusz jared jaroslaw jarrod javed jeb jeff jens
    jeremiah jerome jesper jesus jimmy joachim joao joaquin joel joerg johan johann johannes johnny jonas jorge
    josef josep josh josé jovan juergen juhani julian julien julio jurgen jörg jürgen kadir kai kamal kareem
    kari karim karol kaspar keir kelvin kemal ken kerry khalid kieran klaas konrad konstantin kristian kristof
    krzysztof kurt kwame lachlan lamar lars lasse laszlo laurent lawrence lazaro lech lee leif leonard leonardo
    leonid leopold leroy leslie leszek levi lewis liam linus lionel lloyd loic lorenzo lothar louis luca lucas
    luciano ludovic ludwig luigi luis luiz lukas luke luther luís maciej magnus mahmoud majid malcolm malik
    manfred manuel marc marcel marcelo marcin marcus marek mariano marin mario marius marshall marten martijn
    marvin marwan massimo mateo matt matteo matthias matti maurice mauricio mauro max maxim maxime maximilian
    mazen mehdi mehmet melvin michal michel mick mikael mikko milan milorad milos mitchell mohamad mohammad
    morgan moritz morten moses moshe munir murat murray mustafa nabil nasser nate nathaniel ned neil nelson nick
    nico nicola nicolai nicolas nikita niklas nikolai nikolaus nils noah noel norbert norman olaf ole oleg
    oleksandr oliver olivier olof omer orhan osama oskar osman otis otto owen ozan pascal patrice patricio pavel
    pawel pekka pentti per percy perry pete petr phil philippe phillip pieter piotr qasim rafael rafal rafik
    rahul rainer rajesh ralf ralph rami ramiro ramon ramzi randall randy raphael rashid ratko raul ravi recep
    reginald reinhard remi renato rene rené rex ricardo rick ricky rob roberto robin rodney rodolfo rodrigo
    roland rolf romain roman ron ronnie rory ross roy ruben rudi rudolf rufus rupert russell ruud saif salim
    salman salvador salvatore sami samir samuel sandor sandro sanjeev saul sean sebastian selim serge sergey
    sergio serkan seth shane shaun sherman shimon sid siegfried sigurd slawomir slobodan soren stan stanislav
    stanislaw stanley stefan stefano steffen sten stewart stig sven sylvain søren tadeusz takeshi tamer tarek
    taylor tayyip teddy terence terrence terry theo theodor theodore thibault thierry thorsten tibor timo tobias
    toby todd toivo tolga tomas tomasz tomislav tommaso tommy torsten travis trevor tristan troy urho uwe vaclav
    valentin vasily vernon victor viktor vince vincent vincenzo virgil vitaly vito vittorio vladislav volkan
    volker vuk wade wael walid wallace walt warren wayne wendell wes wilbur wilfried wilhelm willem willy
    winston wojciech wolfgang xavier yannick yasir yasser yevgeny yilmaz yitzhak yoav youssef yuri yves zach
    zack zaid zbigniew zdravko ziad zoltan zoran zygmunt
    """.split()
)
"""Besides those of `en_words`."""

MORE_WOMEN = frozenset(
    """
    abigail ada adele adriana agata agatha agnes agnieszka aileen aino aisha aisling aleksandra alessandra
    alexandra alexis alicia alina aline alison allison alma amalia amelia amelie anastasia andrea angelica
    angelina angie anika anita anja anke anna-lena annabel anneke annemarie annette annika antje antoinette
    antonella antonia aoife araceli astrid audrey aurelie ava aylin ayse barbara barbora beata beatrice beatriz
    bella bente bernadette bernice bertha betsy bettina beverly bianca birgit birgitta blanche bonnie bozena
    brenda bridget brigitte britta brooke busra camilla camille candace carla carly carole carolin caroline
    carrie cassandra catalina catarina cate catriona cecile cecilia celeste celia chantal charlene cherie chiara
    chloe christa christel christiane ciara clara clarissa claudia colette colleen concepcion constance consuelo
    cora cordelia corinne cornelia cristina dagmar daisy danica daniela danielle danuta daphne darlene deirdre
    delia della delphine denise desiree dolores dora doreen doris dorothea dragana edith edna eeva eileen
    ekaterina eleanor elena eleni elif elin elisa elisabeth elise eliza elke ella ellen ellie elly elsa else
    elsie elvira emilia emily emine emmanuelle erica erika erin erzsebet esmeralda esra estelle esther etta
    eugenia eunice eva evangeline evie ewa fabienne farah fatma faye felicia felicity fernanda fiona flora
    francesca francine franziska freda frederique freya frieda gabriela gabriele gabriella gabrielle gail
    genevieve georgina geraldine gerda gertrude gillian gina giovanna gisela gladys gordana grazyna greta
    gretchen gro gudrun gwen gwendolyn gwyneth halina hanna hannelore harriet hatice hazel heidi heike helena
    helene helga henrietta hermione hilary hilda hildegard holly hulya ida ilaria ildiko ilona ilse imelda
    imogen ines inge ingeborg inger inês irene iris irma isabel isabella isabelle isla ivana ivanka iwona
    jadwiga jana janelle janet janine jasmine jeanette jeanne jeannette jelena jenna jo joanna joanne jocelyn
    jodie johanna josefina josephine judi judit juliana juliet julieta juliette justyna jutta kaja karin karina
    karla katalin katarina katarzyna katharina kathrin kathy katja katrin katrina katy kay kayla keira kerstin
    khadija kinga kirsi kirsty klara krista kristen kristin kristina krystyna kylie lara larissa latifa lea leah
    lena leona leonie leslie leticia leyla lidia lieselotte liisa lilian liliana lillian lily lina lisbeth liv
    liz liza ljiljana lois lola lorena lorna lorraine louisa louise lucie lucille lucinda lucy ludmila luisa
    lydia lynn lynne mabel madeleine maeve magda magdalena magdolna maggie mairead malgorzata malin mandy
    manuela mara marcela marcia margarethe margarita marge margot marguerite mariam mariana marianne maribel
    marina marion marisa marit marjorie marlene marta martina maryam mathilde matilda maud maude maureen mavis
    maxine meg melanie melinda meltem mercedes meredith merkel merve mia michaela milica miranda miriam moira
    mollie molly mona monica monika monique muriel myra myriam nadia nadine naomi natalie natasha nell nellie
    niamh nicola nina noelle nora noreen nur odile olga oriana orla paige paloma pamela paola patricia paula
    pauline peggy penelope penny petra philippa phoebe phyllis pinar pirjo piroska polly priscilla rachael
    ramona raquel rebecca regina renata renate rhoda rhonda rita ritva roberta rocio romy rosa rosalie rosalind
    rosanna rosario rosemary rosie roswitha roxana roxanne ruby ruxandra sabine sabrina sadie salma samira
    saoirse sara-jane saskia selena selin selma serena sevgi shannon sheila shelley sheryl shona sienna sigrid
    silke silvia simone sinead siobhan siri siv snezana sofia sofie solange sonia sonja sonya soraya stacey
    stella svenja sybil sylvia sylvie tabitha tamara tamsin tania tanja tanya tara tarja tatiana tatyana tess
    tessa thea thelma tiffany tilda tina tove tracey tracy trudy tuula ulrike uma ursula ute valentina valerie
    vanessa velma vera verena veronica veronika veronique vesna vicky vilma viola vivian viviane vivien waltraud
    wanda wendy wieslawa wilhelmina wilma winifred winnie xiomara yasmin yoko yolanda yvette yvonne zahra zelda
    zeynep zoe zofia zsuzsanna zuzana
    """.split()
) - frozenset(("merkel", "iris"))

EITHER = frozenset(
    """
    adrian alex andrea ashley avery billie blake bobbie cameron carmel casey charlie chris claude corey dana
    devin dominique drew eden ellis emery frankie gene harper hayden jackie jamie jan jessie jo jody joey jules
    kai karen kelly kerry kim kit kris lane laurie lee leigh leslie lindsay logan lou marion max mel merle micah
    mickey morgan nicola nico nikita noel parker pat paris peyton quinn ray reese riley robin ronnie rowan sacha
    sam sasha shannon shelby skyler stacy sydney taylor terry tony toni tracy val wren aaliyah abdul abdel
    abdoulaye abu adaeze adebayo agnieszka ahmet ai akira alejandra amara amadou ananya aroha arjun arundhati
    asha ayesha ayse babak baptiste behrouz bilal boubacar chiara chidi chinedu chinonso chukwu dae deepak
    deepika divya emeka esra farhad fatou fatma feng folake funmi gamal girish goran habib haruki hiro hiroko
    hussain ilham imani indira ivan jae jagdish javad jiang jin jing joko kamala kaveh kavita keiko kenta kiran
    kofi kwasi laxmi li-wei liang lili lin ling luka mahmud maja malala mamadou manoj masahiro meera mei-ling
    min ming mirza mpho mustapha naledi nalini nam naoko narendra neha ngozi nguyen nikos nisha obinna oluwaseun
    oluwole omid osman padma parvez prakash pradeep pranab priyanka qiang rajiv rania ranjit reza rohan rohit
    saad sachiko sadiq saeed sakura samira sandeep satoshi sayed seun shinzo shreya shu siddharth sipho somchai
    sota suresh svetlana syed takumi tariq temitope thabo thandi tomoko uche umar usha uzma venkat vikram vivek
    wang wei-ling xia xin yan yang yasmeen yong yusuke zainab zanele zhang zhen zheng
    """.split()
) - frozenset("eden harper lane paris parker ray sydney wren ellis logan blake karen kelly".split())
"""Given names of either, and of languages where this list does not tell."""

KNOWN_GROUPS = frozenset(
    s.strip()
    for s in """
    Google, Facebook, Twitter, Instagram, TikTok, WhatsApp, YouTube, Snapchat, LinkedIn, Reddit, Pinterest,
    Wikipedia, WikiLeaks, Netflix, Spotify, Airbnb, Uber, Lyft, PayPal, eBay, Alibaba, Tencent, WeChat, Weibo,
    Baidu, ByteDance, Huawei, Xiaomi, Microsoft, Samsung, Sony, Nokia, Ericsson, Motorola, Panasonic, Toshiba,
    Hitachi, Siemens, Philips, Bosch, Intel, Nvidia, IBM, Cisco, Dell, Lenovo, Adobe, Salesforce, SpaceX,
    OpenAI, Yahoo, Hewlett-Packard, Kodak, Xerox, Toyota, Honda, Nissan, Mazda, Mitsubishi, Subaru, Hyundai,
    Kia, Volkswagen, Audi, Porsche, Daimler, Renault, Peugeot, Citroen, Fiat, Volvo, Saab, Chrysler, General
    Motors, Boeing, Airbus, Lockheed Martin, Raytheon, Embraer, Bombardier, Lufthansa, Ryanair, EasyJet,
    Aeroflot, Qantas, ExxonMobil, Exxon, Chevron, Gazprom, Rosneft, Lukoil, Aramco, Petrobras, Glencore,
    ArcelorMittal, Walmart, Costco, Tesco, Sainsbury's, Carrefour, Aldi, Lidl, Ikea, Zara, Nike, Adidas,
    Unilever, Nestle, Danone, Heineken, Carlsberg, PepsiCo, Pepsi, Coca-Cola, McDonald's, Starbucks, Monsanto,
    Bayer, Pfizer, Novartis, Roche, AstraZeneca, GlaxoSmithKline, Sanofi, Moderna, BioNTech, Goldman Sachs,
    Morgan Stanley, JPMorgan, JPMorgan Chase, Citigroup, Lehman Brothers, BlackRock, Barclays, HSBC, Deutsche
    Bank, UBS, Credit Suisse, BNP Paribas, Santander, KPMG, Deloitte, McKinsey, PricewaterhouseCoopers,
    Vodafone, Verizon, Comcast, T-Mobile, Telefonica, Nasdaq, Reuters, Bloomberg, Politico, BuzzFeed, Breitbart,
    Al Jazeera, Xinhua, CNN, BBC, NBC, CBS, MSNBC, NPR, ITV, AFP, Le Monde, Le Figaro, Der Spiegel, El Pais,
    Pravda, Izvestia, Kommersant, Interpol, Europol, NATO, UNESCO, UNICEF, OPEC, FIFA, UEFA, NASA, Hamas,
    Hezbollah, Taliban, al-Qaeda, Al-Qaida, Fatah, Boko Haram, Greenpeace, Oxfam, Amnesty International, Human
    Rights Watch, Red Cross, Bundestag, Bundesbank, Bundesrat, Knesset, Duma, Sejm, Riksdag, Storting,
    Folketing, Lok Sabha, Rajya Sabha, Dail, Eurogroup, Congress, Senate, Parliament, House of Representatives,
    White House, Kremlin, Pentagon, Downing Street, Whitehall, Scotland Yard, Capitol Hill, Buckingham Palace,
    Elysee, Élysée, Elysee Palace, Élysée Palace, Blue House, Foggy Bottom, Quai d'Orsay, Holyrood, Zhongnanhai,
    Number 10, Number Ten, No. 10, No 10, Amazon, Apple, Tesla, Disney, Walt Disney, Oracle, Shell, Total, Visa,
    Mastercard, Meta, Telegram, Signal, Zoom, Slack, Target, Gap, Ford, Chase, Merck, Lilly, Eli Lilly, Glaxo,
    Johnson & Johnson, Chanel, Dior, Gucci, Prada, Hermes, Burberry, Rolls-Royce, Bentley, Ferrari, Jaguar,
    Mercedes, Mercedes-Benz, BMW, Michelin, Mattel, Lego, Nintendo, Sega, Marvel, Pixar, Warner Bros, Paramount,
    Universal, Orange, Sprint, Virgin, Delta, United, Continental, Caterpillar, Siemens Energy, Thomas Cook,
    Charles Schwab, John Deere, Ernst & Young, Marks & Spencer, Procter & Gamble, J.C. Penney, Macy's, Saks,
    Sears, Woolworths, Harrods, Monsanto, Stormont, Rolls Royce, Westinghouse, Halliburton, Bechtel, Enron,
    Theranos, WeWork, Tinder, GitHub, Stripe, Zalando, Klarna, Vatican Bank, Wikimedia, Mozilla, Firefox
    """.replace("\n", " ").split(",")
)
"""Companies, platforms, outlets, bodies and the houses that stand for them, known all over the world."""

GROUPS_ALSO_ELSE = frozenset(
    s.strip()
    for s in """
    Amazon, Apple, Tesla, Disney, Oracle, Shell, Total, Visa, Meta, Telegram, Signal, Zoom, Slack, Target, Gap,
    Ford, Chase, Merck, Lilly, Chanel, Dior, Hermes, Bentley, Ferrari, Jaguar, Mercedes, Universal, Orange,
    Sprint, Virgin, Delta, United, Continental, Caterpillar, Stripe, Marvel, Paramount, Westinghouse, Thomas
    Cook, Eli Lilly, Walt Disney, Bloomberg, Number 10, Number Ten, No. 10, No 10, Stormont, Holyrood,
    Whitehall, Buckingham Palace, Elysee Palace, Élysée Palace, Red Cross, Intel, Sears, Chrysler, Porsche,
    Siemens, Bosch, Bayer, Barclays, Roche, Daimler, Honda, Toyota, Renault, Philips, Dell, Boeing, Nike,
    Pravda, Prada, Gucci, Michelin, Lego, Zara, Bechtel, Halliburton, Santander, Uber, Nestle, Citroen, Capitol
    Hill, Orange, Firefox, Pixar, Tinder, Saks, Duma, Glaxo, Charles Schwab, John Deere, Heineken, Carlsberg,
    Adidas, Mazda, Kia, Saab, BMW, Audi, Fiat, Volvo, Blue House
    """.replace("\n", " ").split(",")
)
"""Those of them that are also a person's name, a product's or a common word: a story must tell."""
