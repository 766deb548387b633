"""What people and programs call the lines of a head: the table of keys, in English and in other languages.

Pure. A key is compared without case, accents and the marks between its words.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from searchapp.ingest.metadata.fields import FieldName

_WORDS: dict[FieldName, str] = {
    "title": "title|headline|hed|heading|titel|überschrift|schlagzeile|titre|título|titular|titolo|kop|tytuł"
    "|başlık|заголовок|العنوان|标题|タイトル",
    "outlet": "outlet|publication|source|publisher|newspaper|site name|sitename|source name|publication title"
    "|publication name|news outlet|media outlet|quelle|zeitung|journal|fuente|medio|periódico|fonte|testata"
    "|giornale|veículo|jornal|bron|krant|źródło|gazeta|kaynak|gazete|источник|издание|المصدر|الصحيفة|来源",
    "published": "date|published|publication date|publish date|publishdate|pub date|pubdate|date published"
    "|published on|published at|date publish|date of publication|posted|posted on|date posted|issue date|datum"
    "|veröffentlicht|erschienen|erscheinungsdatum|date de publication|publié|publié le|fecha"
    "|fecha de publicación|publicado|publicado el|data|data di pubblicazione|data de publicação|pubblicato"
    "|pubblicato il|publicado em|publicatiedatum|gepubliceerd|data publikacji|tarih|yayın tarihi|дата"
    "|дата публикации|التاريخ|تاريخ النشر|日期",
    "byline": "byline|author|authors|by|author name|author s|written by|autor|autoren|autorin|verfasser|auteur"
    "|auteurs|autore|autori|autores|autora|auteur s|yazar|автор|авторы|الكاتب|بقلم|作者",
    "url": "url|link|permalink|canonical url|canonical|web address|article url|source url|adresse url|enlace"
    "|ссылка|الرابط",
    "language": "language|lang|sprache|langue|idioma|lingua|língua|taal|język|dil|язык|اللغة",
    "section": "section|ressort|rubrique|sección|sezione|seção|secção|rubriek|dział|раздел|рубрика|القسم",
    "id": "id",
}
_WEAK: dict[FieldName, str] = {
    "title": "name|article title|post title",
    "outlet": "site|website|paper|media|medium|agency|magazine|média|kaynağı|outlet name",
    "published": "datetime|date time|time|timestamp|day|created|datepublished|released|fecha y hora",
    "byline": "reporter|reporters|journalist|writer|creator|contributor|contributors|correspondent|von|par|por|di"
    "|da|door|redakteur|journaliste|periodista|giornalista",
    "url": "address|uri|website url|web page|webpage",
    "section": "category|categories|desk|page section|kategorie|catégorie|categoría|categoria|rubrik",
}
"""What is as often something else: it counts where one of the others stands with it."""
_ALONE = (
    "title|headline|outlet|publication|source|publisher|date|published|byline|author|authors|by|url|link|lang|id"
)
_NEUTRAL = (
    "words|word count|wordcount|length|page|pages|page number|edition|keywords|tags|subjects|copyright|accessed"
    "|retrieved|updated|last updated|modified|location|dateline|document type|publication type|type|slug|status"
    "|draft|version|issn|volume|issue|photographer|photo|photos|load date|wörter|länge|mots|longueur|palabras"
    "|parole|woorden|editor|edited by|database|country|place|city|read time|reading time|number of words|file"
)
_TEXT = "text|body|content|full text|article|article text|article body|story|texte|texto|inhalt|testo|tekst|النص"


def folded(key: str) -> str:
    """A key as keys are compared: "Publish_Date", "publishDate" and "PUBLISH DATE" are one."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
    plain = "".join(c for c in unicodedata.normalize("NFKD", parted.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))


def _by_key(words: dict[FieldName, str]) -> MappingProxyType[str, FieldName]:
    return MappingProxyType({folded(key): name for name, keys in words.items() for key in keys.split("|")})


KEYS = _by_key(_WORDS)
"""The field of each key."""
ALONE = frozenset(map(folded, f"{_ALONE}|language".split("|")))
"""Those that make a header by themselves."""
WEAK_KEYS = _by_key(_WEAK)
NEUTRAL_KEYS = frozenset(map(folded, _NEUTRAL.split("|")))
"""Keys of a head that name no field of a story."""
TEXT_KEYS = frozenset(map(folded, _TEXT.split("|")))
"""Keys behind which the text itself begins."""


def field_of(key: str) -> FieldName | None:
    """The field that a key names, of those too that need company."""
    name = folded(key)
    return KEYS.get(name) or WEAK_KEYS.get(name)
