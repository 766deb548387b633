"""Whether a text is HTML, as the body of a story out of a CMS or a title may be, and its words then.

Character references are decoded once. What makes text of markup is imported with the first that has any.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|blockquote|article|section|figure|table|em|strong|b|i|a|hr|img|pre)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,10});")
_PARAGRAPHS = re.compile(
    r"\s*<(?:!doctype|html|body|p|div|article|section|h[1-6]|figure|blockquote)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?…\"”’»]\s*(?:</(?:a|b|i|em|strong|span)>\s*)?</p>", re.IGNORECASE)


def is_marked_up(text: str) -> bool:
    """Whether a text has tags of HTML, or references to characters, in it."""
    return bool(_TAG.search(text) or _REFERENCE.search(text))


def is_of_paragraphs(text: str) -> bool:
    """Whether a text that need not be HTML plainly is: it begins with a paragraph, and one ends a sentence."""
    return bool(_PARAGRAPHS.match(text)) and bool(_SENTENCE.search(text))


def text_of_line(markup: str) -> str:
    """One line without its tags, its references decoded."""
    return html.unescape(_TAG.sub("", markup))


def text_of_fragment(markup: str) -> str:
    """The words of a fragment, a blank line between its paragraphs; raises IngestError for too many tags."""
    if not _TAG.search(markup):
        return html.unescape(markup)
    from searchapp.ingest.pages.fragment import text_of_markup  # noqa: PLC0415 (late: its library takes time)

    return text_of_markup(markup)
