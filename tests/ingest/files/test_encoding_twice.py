"""Text that was encoded twice is mended, and clean text never touched."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchapp.ingest.files.encoding_twice import once_encoded
from searchapp.model import Story
from searchapp.provenance import Doubt

WRONGLY = ("cp1252", "cp1251", "cp1250", "latin-1", "mac_roman", "cp437", "cp850")


def twice(text: str, codec: str = "cp1252") -> str:
    """A text as it looks whose UTF-8 was read in another encoding."""
    read = (bytes([byte]).decode(codec, "replace") for byte in text.encode())
    return "".join(chr(byte) if c == "\ufffd" else c for c, byte in zip(read, text.encode(), strict=True))


@pytest.mark.parametrize("codec", WRONGLY)
@pytest.mark.parametrize(
    "text",
    [
        "“The ice won’t melt,” said José Peña.",
        "Zoë",
        "Café",
        "It’s",
        "millón de años",
        "à la carte",
        "naïve – and São Paulo",
        "Łódź and Kraków – a café",
        "Ünal, Özge and Işıl",
        "Straße",
        "£5 – ½ of it",
        "Паром не пойдёт, пока лёд.",
        "Το πλοίο δεν θα φύγει.",
        "船は運航しない",
        "العبارة لن تبحر",
    ],
)
def test_a_line_that_was_encoded_twice(text: str, codec: str) -> None:
    found, number = once_encoded(twice(text, codec))
    assert found == text
    assert number == sum(not c.isascii() for c in text)


@pytest.mark.parametrize("text", ["José Peña", "It’s over – “no”", "São Paulo"])
def test_what_was_encoded_three_times(text: str) -> None:
    assert once_encoded(twice(twice(text)))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words.",
        "Zoë, Søren, José",
        "“CAFÉ” opened",
        "CAFÉ™",
        "‘We met at the CAFÉ’",
        "he met them at the CAFÉ’, he said",
        "a note on the CAFÉ³",
        "an area of 5 Å²",
        "MANHÃ” era o jornal",
        "O IRMÃ…",
        "NÃO”",
        "PEÑA’S",
        "ÉTÉ’",
        "ÇA…",
        "«Ё»",
        "ООН» и США» – так",
        "Рік у рік, її мова",
        "Île–de–France",
        "SÃO–PAULO",
        "Łódź – „Café”",
        "Ää, Åland, Œuvre",
        "法国的咖啡馆",
        "قال المجلس",
        "été",
        "é",
        "\ufffd\ufffd",
        "Ã",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert once_encoded(text) == (text, 0)
    assert once_encoded(f"{text}\n{text}\n{text}") == (f"{text}\n{text}\n{text}", 0)


def test_only_the_lines_that_can_be_read_back_are_mended() -> None:
    text = f"“Café”, he said.\n{twice('José Peña won’t')}\nZoë\n{twice('“CAFÉ”')}"
    assert once_encoded(text) == ("“Café”, he said.\nJosé Peña won’t\nZoë\n“CAFÉ”", 6)


def test_long_lines_are_read() -> None:
    for unit in ("Ã©", "é ", "Ã", "Р", "â€", "中"):
        once_encoded(unit * 500_000)


# -- in stories ---------------------------------------------------------------------------------------------

SAID = "“We won’t go before spring,” said José Peña, who heads the council of Orsk, at a meeting in the old hall."


def test_a_text_is_mended_with_its_head_and_says_so(story: Callable[..., Story]) -> None:
    found = story("a.txt", f"Title: {twice('Zoë’s ferry')}\nByline: {twice('René Ünal')}\n\n{twice(SAID)}")
    assert (found.title, found.byline, found.text) == ("Zoë’s ferry", "René Ünal", SAID)
    assert found.doubts == (Doubt("encoded twice", 9),)


def test_a_page_is_mended(story: Callable[..., Story]) -> None:
    head = f"<title>{twice('Zoë’s ferry')}</title>"
    found = story(
        "a.html", f"<html><head>{head}</head><body><p>{twice(SAID)}</p><p>Zoë – {SAID}</p></body></html>"
    )
    assert (found.title, found.text) == ("Zoë’s ferry", f"{SAID}\n\nZoë – {SAID}")
    assert found.doubts == (Doubt("encoded twice", 7),)


def test_a_line_of_json_is_mended(story: Callable[..., Story]) -> None:
    for ascii_only in (True, False):
        record = {"text": twice(SAID), "byline": twice("René Ünal"), "title": "Zoë’s ferry"}
        found = story("a.jsonl", json.dumps(record, ensure_ascii=ascii_only))
        assert (found.text, found.byline, found.title) == (SAID, "René Ünal", "Zoë’s ferry")
        assert found.doubts == (Doubt("encoded twice", 7),)


def test_a_clean_story_has_no_doubt(story: Callable[..., Story]) -> None:
    assert story("a.txt", SAID).doubts == ()
