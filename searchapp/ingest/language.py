"""The language that a story is in, found in its text where nobody said it: only a sure answer is one.

The only module that knows py3langid, whose model comes with it and loads when the first story asks for it. Names
say nothing of a language, and an English story may be full of French ones: of a script that has capitals only
words in lower case are weighed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from searchapp.model import Story

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FROM_TEXT = "text"
"""The origin of a language that was found."""
_LANGUAGES = """
    ar az be bg bn ca cs cy da de el en es et eu fa fi fr ga gl ha he hi hr hu hy id is it ja ka kk km ko ku ky
    lt lv mk ml mn mr my ne nl no pa pl ps pt ro ru si sk sl so sq sv sw ta te th tl tr uk ur uz vi zh""".split()
"""Those that news is written in; of some that can hardly be told apart (Croatian, Bosnian) one stands for all."""
_WEIGHED = 1_000
"""Characters from a story's beginning: what takes less than a millisecond."""
_ENOUGH = 100
"""Characters that have to be left of them without names."""
_SURE = 0.99
_WORD = re.compile(r"[^\W\d_]+")


def with_language(story: Story) -> Story:
    """The story with the language of its text, where it has none and its text tells surely."""
    if story.language is not None or not (found := language_in(story.text)):
        return story
    return replace(story, language=found, origins={**story.origins, "language": FROM_TEXT})


def language_in(text: str) -> str | None:
    """The language that a text is in, as an ISO 639-1 code; None where it is short or leaves a doubt."""
    words = [word for word in _WORD.findall(text[:_WEIGHED]) if not word[0].isupper()]
    weighed = " ".join(words)
    if len(weighed) < _ENOUGH:
        return None
    found, probability = _identifier().classify(weighed)
    return str(found) if probability >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (its model takes half a second to load)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
