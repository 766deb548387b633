"""Countries, their peoples, states and large cities: general geography, written out.

A table, no rules. Used to settle what kind a name is, and to know a nationality when it stands before a noun.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Geography

_COUNTRIES = frozenset(
    s.strip()
    for s in """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
    Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia,
    Botswana, Brazil, Britain, Brunei, Bulgaria, Burkina Faso, Burma, Burundi, Cambodia, Cameroon, Canada,
    Cape Verde, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic,
    Czechoslovakia, Denmark, Djibouti, Dominica, Dominican Republic, East Timor, Ecuador, Egypt, El
    Salvador, England, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Germany,
    Ghana, Greece, Greenland, Grenada, Guatemala, Guinea, Guyana, Haiti, Honduras, Hungary, Iceland, India,
    Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Kazakhstan, Kenya, Kosovo,
    Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania,
    Luxembourg, Macedonia, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius,
    Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal,
    Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Northern Ireland,
    Norway, Oman, Pakistan, Palestine, Panama, Papua New Guinea, Paraguay, Peru, Philippines, Poland,
    Portugal, Qatar, Romania, Russia, Rwanda, Samoa, San Marino, Saudi Arabia, Scotland, Senegal, Serbia,
    Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South
    Sudan, Soviet Union, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan,
    Tanzania, Thailand, Tibet, Togo, Tonga, Trinidad, Tunisia, Turkey, Turkmenistan, Uganda, Ukraine, United
    Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Vatican, Venezuela, Vietnam,
    Wales, Yemen, Yugoslavia, Zambia, Zimbabwe, U.S., US, U.K., UK, UAE, USA, U.S.A., USSR, America, Great
    Britain, Holland, Hong Kong, Macau, Puerto Rico, West Germany, East Germany, Burma, Zaire
    """.replace("\n", " ").split(",")
)

_REGIONS = frozenset(
    s.strip()
    for s in """
    Africa, Asia, Europe, North America, South America, Latin America, Central America, Antarctica, Middle
    East, Scandinavia, Balkans, Caribbean, Mediterranean, Pacific, Atlantic, Arctic, Siberia, Sahara,
    Himalayas, Alps, West Bank, Gaza, Gaza Strip, Golan Heights, Crimea, Kurdistan, Kashmir, Catalonia,
    Bavaria, Quebec, Ontario, British Columbia, Alberta, Manitoba, Nova Scotia, Queensland, Tasmania, New
    South Wales, Victoria, Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware,
    Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland,
    Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New
    Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode
    Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West Virginia,
    Wisconsin, Wyoming, Manhattan, Brooklyn, Queens, Bronx, Long Island, Hollywood, Silicon Valley, Wall
    Street, Persian Gulf, Red Sea, Black Sea, North Sea, Pacific Ocean, Atlantic Ocean, Indian Ocean,
    Yorkshire, Lancashire, Cornwall, Kent, Essex, Sussex, Surrey, Normandy, Brittany, Tuscany, Sicily,
    Punjab, Bengal, Kerala, Tamil Nadu, Gujarat, Maharashtra
    """.replace("\n", " ").split(",")
)

_CITIES = frozenset(
    s.strip()
    for s in """
    Abu Dhabi, Abuja, Accra, Addis Ababa, Aden, Adelaide, Aleppo, Alexandria, Algiers, Amman, Amsterdam,
    Ankara, Antwerp, Athens, Atlanta, Auckland, Austin, Baghdad, Baku, Baltimore, Bangalore, Bangkok,
    Barcelona, Basra, Beijing, Beirut, Belfast, Belgrade, Benghazi, Berlin, Bern, Birmingham, Bogota,
    Bologna, Bombay, Bonn, Boston, Brasilia, Bratislava, Bremen, Brisbane, Bristol, Brussels, Bucharest,
    Budapest, Buenos Aires, Buffalo, Cairo, Calcutta, Calgary, Canberra, Cape Town, Caracas, Cardiff,
    Casablanca, Charlotte, Chennai, Chicago, Cincinnati, Cleveland, Cologne, Colombo, Columbus, Copenhagen,
    Dakar, Dallas, Damascus, Delhi, Denver, Detroit, Dhaka, Doha, Dortmund, Dresden, Dubai, Dublin, Durban,
    Dusseldorf, Edinburgh, Edmonton, Florence, Frankfurt, Geneva, Genoa, Glasgow, Guangzhou, Hamburg, Hanoi,
    Harare, Havana, Helsinki, Hiroshima, Honolulu, Houston, Hyderabad, Indianapolis, Islamabad, Istanbul,
    Jakarta, Jerusalem, Johannesburg, Kabul, Kampala, Kandahar, Kansas City, Karachi, Kathmandu, Khartoum,
    Kiev, Kyiv, Kinshasa, Kolkata, Kuala Lumpur, Kyoto, Lagos, Lahore, Las Vegas, Leeds, Leipzig, Lima,
    Lisbon, Liverpool, Ljubljana, London, Los Angeles, Louisville, Luanda, Lusaka, Lyon, Madras, Madrid,
    Manama, Managua, Manchester, Manila, Marseille, Mecca, Medina, Melbourne, Memphis, Mexico City, Miami,
    Milan, Milwaukee, Minneapolis, Minsk, Mogadishu, Montevideo, Montreal, Moscow, Mosul, Mumbai, Munich,
    Nairobi, Naples, Nashville, New Delhi, New Orleans, New York City, Newcastle, Nice, Nottingham, Oakland,
    Orlando, Osaka, Oslo, Ottawa, Oxford, Palermo, Paris, Perth, Philadelphia, Phoenix, Pittsburgh,
    Port-au-Prince, Portland, Prague, Pretoria, Pyongyang, Quito, Rabat, Rangoon, Reykjavik, Riga, Rio de
    Janeiro, Riyadh, Rome, Rotterdam, Sacramento, Saigon, Salt Lake City, San Antonio, San Diego, San
    Francisco, San Jose, San Juan, Sanaa, Santiago, Sao Paulo, Sarajevo, Seattle, Seoul, Seville, Shanghai,
    Sheffield, Sofia, St. Louis, St. Petersburg, Stockholm, Strasbourg, Stuttgart, Sydney, Taipei, Tallinn,
    Tampa, Tashkent, Tbilisi, Tehran, Tel Aviv, The Hague, Tokyo, Toronto, Tripoli, Tunis, Turin, Ulan
    Bator, Valencia, Vancouver, Venice, Vienna, Vientiane, Vilnius, Warsaw, Washington, Washington D.C.,
    Washington, D.C., Wellington, Winnipeg, Yangon, Yerevan, Zagreb, Zurich, Cambridge, Tucson, Omaha,
    Tulsa, Oxford
    """.replace("\n", " ").split(",")
)

_ALSO_ELSE = frozenset(
    """
    Alexandria Atlantic Austin Brooklyn Buffalo Cambridge Charlotte Cleveland Columbus Denver Dominica Essex
    Florence Houston Kent Lancashire Lima Nice Orlando Oxford Pacific Phoenix Portland Queens Riga Sofia
    Surrey Sussex Sydney Tulsa Valencia Victoria Virginia Washington Wellington
    """.split()
)
"""Places whose name is as often a person's, a club's or a thing's: a story must tell."""

_PLACES = _COUNTRIES | _REGIONS | _CITIES

_PEOPLES = """
    Afghan Albanian Algerian American Angolan Arab Argentine Argentinian Armenian Asian Australian Austrian
    Azerbaijani Azeri Bahraini Bangladeshi Belarusian Belgian Bolivian Bosnian Brazilian British Bulgarian
    Burmese Cambodian Cameroonian Canadian Chadian Chilean Chinese Colombian Congolese Croatian Cuban
    Cypriot Czech Danish Dutch Ecuadorian Egyptian English Eritrean Estonian Ethiopian European Filipino
    Finnish French Georgian German Ghanaian Greek Guatemalan Haitian Honduran Hungarian Icelandic Indian
    Indonesian Iranian Iraqi Irish Israeli Italian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kosovar
    Kurdish Kuwaiti Kyrgyz Laotian Latvian Lebanese Liberian Libyan Lithuanian Macedonian Malaysian Malian
    Maltese Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nicaraguan Nigerian
    Nigerien Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Peruvian Polish Portuguese Qatari
    Romanian Russian Rwandan Saudi Scottish Senegalese Serbian Serb Singaporean Slovak Slovenian Somali
    Soviet Spanish Sudanese Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tibetan Tunisian Turkish
    Turkmen Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean African
    Latino Hispanic Muslim Christian Jewish Islamic Sunni Shiite Catholic Protestant Republican Democrat
    Democratic Conservative Liberal Labour
"""
NATIONALITY = (
    r"(?:(?:North |South |West |East |pro-|anti-)?(?:" + "|".join(_PEOPLES.split()) + r")|U\.S\.|US|U\.K\.|UK)"
)
"""One of them as a pattern, with the two states that are adjectives of themselves."""

GEOGRAPHY = Geography(
    places=_PLACES,
    sure_places=_PLACES - _ALSO_ELSE,
    cities=_CITIES,
    peoples=frozenset(_PEOPLES.split()),
    same_as={
        "US": ("United States of America", "United States", "U.S."),
        "U.S.": ("United States of America", "United States"),
        "USA": ("United States of America", "United States", "U.S.", "US"),
        "U.S.A.": ("United States of America", "United States", "U.S."),
        "America": ("United States of America", "United States", "U.S.", "US"),
        "UK": ("United Kingdom", "Great Britain", "Britain", "U.K."),
        "U.K.": ("United Kingdom", "Great Britain", "Britain"),
        "UAE": ("United Arab Emirates",),
        "U.A.E.": ("United Arab Emirates",),
        "DRC": ("Democratic Republic of Congo", "Democratic Republic of the Congo"),
        "NYC": ("New York City", "New York"),
        "L.A.": ("Los Angeles",),
        "LA": ("Los Angeles",),
        "D.C.": ("Washington, D.C.", "Washington"),
        "Mideast": ("Middle East",),
    },
    short=re.compile(r"(?<![\w.\-])(?:U\.S\.A\.|U\.S\.|USA|US|U\.K\.|UK|UAE|U\.A\.E\.)(?!\w|-[a-z])"),
    people_word=re.compile(NATIONALITY + r"s?\Z"),
)
