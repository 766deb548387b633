"""What news tools, databases and newsrooms call the fields of a story, as keys of JSON or heads of columns.

One table for all of them. Pure; must not know where the names stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from searchapp.ingest.metadata.fields import FieldName

StoryField = Literal[FieldName, "text", "summary"]
"""A field of a story, its text, or what stands for the text where there is none."""

NAMES: Mapping[StoryField, str] = {
    "id": "id, story_id, article_id, document_id, doc_id, news_id, uuid, _id, stories_id, goid, "
    "accession_number, proquest_document_id",
    "title": "title, headline, headline_main, headline_text, headlines, heading, web_title, article_title, "
    "story_title, document_title, news_title, post_title, page_title, title_page, title_rss, titel, überschrift, "
    "schlagzeile, titre, título, titular, titolo, manchete, kop, tittel, otsikko, tytuł, název, titulek, "
    "başlık, заголовок, название, العنوان, عنوان, 标题, 標題, タイトル, 제목",
    "text": "text, full_text, full_content, maintext, main_text, article_text, article_body, body_text, "
    "body, story_text, story_body, content, contents, text_content, content_text, article_content, "
    "document_text, document_content, post_content, post_body, plain_text, clean_text, cleaned_text, body_html, "
    "content_html, content_elements, paragraphs, "
    "raw_text, article, story, html, volltext, artikeltext, inhalt, texte, texte_intégral, contenu, corps, texto, "
    "texto_completo, contenido, cuerpo, testo, contenuto, conteúdo, corpo, tekst, inhoud, brödtext, "
    "tekst_pełny, treść, metin, içerik, текст, النص, المحتوى, 正文, 内容, 本文, 본문",
    "summary": "summary, description, abstract, excerpt, snippet, lead_paragraph, lead, standfirst, "
    "trail_text, teaser, hlead, post_excerpt, hit_sentence, opening_text, meta_description, zusammenfassung, "
    "beschreibung, "
    "résumé, chapô, resumen, descripción, resumo, descrição, riassunto, samenvatting, streszczenie, özet, "
    "описание, الملخص, 摘要",
    "outlet": "outlet, publication, publication_name, publication_title, pub_title, newspaper, "
    "newspaper_name, media_outlet, media_name, media_title, source_name, source_title, site_name, publisher, "
    "publisher_name, source, media, medium, journal, journal_name, paper, paper_name, provider, zeitung, "
    "quelle, journal_source, fuente, medio, periódico, fonte, testata, giornale, veículo, jornal, krant, "
    "bron, tidning, källa, avis, kilde, gazeta, źródło, gazete, kaynak, источник, издание, المصدر, الصحيفة, "
    "来源, 來源, 媒体, source_hostname, website_name, website, site, domain, hostname, host, source_domain",
    "published": "published, published_at, publish_date, date_publish, date_published, published_date, "
    "published_on, published_time, publication_date, publication_datetime, web_publication_date, pub_date, "
    "pub_time, publishdate, pubdate, first_published, date, date_time, datetime, seen_date, posted_at, "
    "post_date, first_publish_date, display_date, first_created, created_at, created, version_created, datum, "
    "erscheinungsdatum, veröffentlicht, "
    "veröffentlichungsdatum, "
    "date_de_publication, date_publication, publié_le, fecha, fecha_de_publicación, fecha_publicación, data, "
    "data_di_pubblicazione, data_de_publicação, data_publicação, publicatiedatum, publiceringsdatum, dato, "
    "päivämäärä, data_publikacji, tarih, yayın_tarihi, дата, дата_публикации, التاريخ, تاريخ_النشر, 日期, "
    "发布时间, 発行日, 날짜",
    "url": "url, link, web_url, article_url, story_url, document_url, page_url, permalink, canonical_url, "
    "canonical_link, web_address, web_link, link_to_article, link_to_story, article_link, story_link, source_url, "
    "source_link, requested_url, main_entity_of_page, adresse, lien, enlace, indirizzo, länk, lenke, ссылка, "
    "الرابط, 链接, guid",
    "byline": "byline, author, authors, author_name, author_names, creator, writer, writers, reporter, "
    "journalist, by, influencer, extra_author_attributes_name, autor, autoren, verfasser, auteur, auteurs, "
    "autores, autore, autori, författare, "
    "forfatter, yazar, автор, авторы, الكاتب, 作者, 記者",
    "language": "language, lang, language_code, langcode, meta_lang, in_language, human_language, sprache, "
    "langue, idioma, lingua, "
    "língua, taal, språk, sprog, język, dil, язык, اللغة, 语言",
    "section": "section, section_name, article_section, category, ressort, rubrique, sección, sezione, seção, "
    "editoria, "
    "rubriek, раздел, القسم, 栏目",
}  # fmt: skip
"""By field, the best name first: where two stand in one record, the earlier one counts."""

LANGUAGES: Mapping[str, str] = {
    "en": "eng, english", "de": "deu, ger, german, deutsch", "fr": "fra, fre, french, français",
    "es": "spa, spanish, español", "it": "ita, italian, italiano", "pt": "por, portuguese, português",
    "nl": "nld, dut, dutch, nederlands", "sv": "swe, swedish, svenska", "da": "dan, danish, dansk",
    "no": "nor, norwegian, norsk", "fi": "fin, finnish, suomi", "pl": "pol, polish, polski",
    "cs": "ces, cze, czech", "ru": "rus, russian, русский", "uk": "ukr, ukrainian", "tr": "tur, turkish, türkçe",
    "ar": "ara, arabic, العربية", "he": "heb, hebrew", "fa": "fas, per, persian, farsi", "zh": "zho, chi, chinese",
    "ja": "jpn, japanese", "ko": "kor, korean", "el": "ell, gre, greek", "hu": "hun, hungarian",
    "ro": "ron, rum, romanian", "hi": "hin, hindi", "id": "ind, indonesian", "ca": "cat, catalan",
}  # fmt: skip
"""The tag of a language by what databases call it."""


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as it is compared: "Date published", "date_published" and "datePublished" are one."""
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    return "".join(c for c in plain if c.isalnum())


def _ranked() -> dict[str, tuple[StoryField, int]]:
    table: dict[str, tuple[StoryField, int]] = {}
    for field, names in NAMES.items():
        for rank, name in enumerate(names.split(", ")):
            table.setdefault(folded(name), (field, rank))
    return table


_BY_NAME = _ranked()
_LANGUAGE_OF = {folded(name): tag for tag, names in LANGUAGES.items() for name in names.split(", ")}


def field_of(name: str) -> tuple[StoryField, int] | None:
    """The field that a key or the head of a column names, and how good a name it is: 0 is the best."""
    return _BY_NAME.get(folded(name))


def language_tag(written: str) -> str:
    """The tag of a language that is named in words or in three letters, else what is written."""
    return _LANGUAGE_OF.get(folded(written), written)
