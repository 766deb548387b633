"""Names that are known before any story is read: given names, bodies and companies of the world.

A table, no rules. General knowledge, written out; none of it is taken from any one story.
"""

from __future__ import annotations

EITHER = frozenset(
    """
    abdel abdoulaye abu adebayo ai akira alex amadou ananya andrea arundhati ashley avery babak behrouz billie
    bobbie boubacar cameron carmel casey charlie chidi chinonso chris chukwu claude corey dae dana deepak
    deepika devin dominique drew emery esra farhad fatou feng folake frankie funmi gamal gene haruki hayden
    hiro hussain imani jackie jae jamie jan jean joan simone alexis jocelyn
    javad jessie jiang jing jo jody joey kai kaveh kavita kenta kerry
    kim kiran kit kris laxmi lee leigh leslie li-wei liang lindsay lou malala manoj marion masahiro mei-ling
    merle micah mickey min mirza morgan mpho naledi nalini nam naoko narendra nguyen nicola nikita nikos noel
    oluwaseun omid parvez pat peyton pradeep prakash pranab priyanka qiang quinn rajiv ranjit reese riley
    robin rohit ronnie rowan sacha saeed sam sandeep sasha satoshi sayed seun shannon shelby shinzo shreya
    sipho skyler somchai sota stacy suresh syed takumi tariq taylor temitope terry thabo thandi toni tony
    tracy uzma val venkat vikram vivek wang wei-ling xia xin yan yasmeen yong yusuke zanele zhang zhen zheng
    """.split()
)
"""Given names besides those of the long list: of either, and of languages of which it does not tell."""

RATHER_ELSE = frozenset(
    """
    ally america among april august baptist can carry chance charity come floor georgian german january june
    lies line made many marine mate meta muslim noble over peer pier said see september server side star
    summer sunday sunni viking ward will winter
    """.split()
)
"""Words of the long list that open the name of something else more often than a person's."""

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
