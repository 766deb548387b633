"""Bytes to text: old encodings, wrong declarations, what was pasted together, what was encoded twice."""

from __future__ import annotations

import pytest

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import declared_charset, decode

TEXTS = {
    "ru": "Представитель совета острова сообщил в понедельник, что паром не пойдёт, пока не растает лёд.",
    "ja": "島の評議会は月曜日、海峡の氷が解けるまで連絡船は運航しないと述べた。「春を待っている」と議長は語った。",
    "zh": "岛上的委员会星期一说，在海峡的冰融化之前，渡轮不会开航。"
    "我们在等待春天，这是没有办法的事，中国的船也不能来了。",
    "tw": "島上的委員會星期一說，在海峽的冰融化之前，渡輪不會開航。"
    "我們在等待春天，這是沒有辦法的事，中國的船也不能來了。",
    "ko": "섬의 의회는 월요일에 해협의 얼음이 녹을 때까지 여객선이 다니지 않을 것이라고 말했다."
    " 의장은 봄을 기다리고 있다고 했다.",
    "pl": "Rzeczniczka rady powiedziała w poniedziałek, że prom nie popłynie, póki nie stopnieje lód. „Czekamy”.",
    "el": "Το συμβούλιο του νησιού είπε τη Δευτέρα ότι το πλοίο δεν θα φύγει μέχρι να λιώσει ο πάγος στο στενό.",
    "fr": "Le conseil de l’île a déclaré que le bac ne partirait pas avant l’été. « Attendons », a dit Élise.",
    "tr": "Ada meclisi, boğazdaki buz eriyene kadar feribotun kalkmayacağını söyledi. Işıl Yıldız bekliyor.",
    "ar": "قال مجلس الجزيرة يوم الاثنين إن العبارة لن تبحر قبل أن يذوب الجليد في المضيق، وأضافت أننا ننتظر.",
    "he": "מועצת האי אמרה ביום שני כי המעבורת לא תפליג עד שיימס הקרח במצר, והיושבת ראש הוסיפה שהם מחכים.",
}
OLD = {
    "ru": "cp1251 koi8-r cp866 iso8859-5",
    "ja": "cp932 euc_jp",
    "zh": "gb18030",
    "tw": "big5",
    "ko": "cp949",
    "pl": "cp1250 iso8859-2",
    "el": "cp1253",
    "fr": "cp1252 mac-roman",
    "tr": "cp1254",
    "ar": "cp1256",
    "he": "cp1255",
}
PAIRS = [(language, codec) for language, codecs in OLD.items() for codec in codecs.split()]


def page(text: str, declared: str) -> str:
    """A page in which most of the letters are markup, script and English links."""
    meta = f'<meta charset="{declared}">' if declared else ""
    script = '<script>var names = "north south east west";</script>' * 30
    links = '<a class="link" href="/news/item.html">Home</a>' * 40
    return (
        f"<html><head>{meta}<title>x</title>{script}</head><body>{links}<p>{text}</p><p>{text}</p></body></html>"
    )


def read(data: bytes) -> str:
    return decode(data, declared=declared_charset(data))


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize(("language", "codec"), PAIRS)
def test_a_page_in_an_old_encoding_whatever_it_declares(language: str, codec: str, declared: str) -> None:
    markup = page(TEXTS[language], declared).encode(codec, "replace")
    assert TEXTS[language].encode(codec, "replace").decode(codec) in read(markup)


@pytest.mark.parametrize("declared", ["windows-1252", "windows-1251", "iso-8859-1", "shift_jis", "koi8-r"])
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_utf8_is_utf8_whatever_is_declared(language: str, declared: str) -> None:
    assert TEXTS[language] in read(page(TEXTS[language], declared).encode())


@pytest.mark.parametrize(
    ("language", "declared", "codec"),
    [
        ("ru", "windows-1251", "koi8-r"),
        ("ru", "koi8-r", "cp1251"),
        ("ja", "euc-jp", "cp932"),
        ("ja", "shift_jis", "euc_jp"),
        ("zh", "big5", "gb18030"),
        ("tw", "gb2312", "big5"),
    ],
)
def test_one_old_encoding_declared_as_another_of_the_same_script(language: str, declared: str, codec: str) -> None:
    markup = page(TEXTS[language], declared).encode(codec, "replace")
    assert TEXTS[language].encode(codec, "replace").decode(codec) in read(markup)


@pytest.mark.parametrize("text", ["Zoë", "Café at Málaga, he said", "£5 – “no”, ½ a day", "Ünal and Søren"])
def test_a_few_letters_do_not_refute_what_is_declared(text: str) -> None:
    for declared in ("iso-8859-1", "windows-1252"):
        assert text in read(page(text, declared).encode("cp1252"))
    assert "Łódź" in read(page("Łódź", "iso-8859-2").encode("iso-8859-2"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_utf16_with_and_without_a_mark(language: str, codec: str) -> None:
    for text in (TEXTS[language], f"Title: x\n\n{TEXTS[language]}\n{TEXTS[language]}"):
        assert decode(text.encode(codec)) == text


def test_japanese_mail_is_read_without_a_declaration() -> None:
    assert decode(TEXTS["ja"].encode("iso2022_jp")) == TEXTS["ja"]


# -- pasted together ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“It’s” José’s. ".encode() + b"Caf\xe9 M\xe1laga, \x93no\x94.", "“It’s” José’s. Café Málaga, “no”."),
        ("Zoë, Søren, Ünal, Özge ".encode() + b"\x96 it\x92s \x80 5\x85", "Zoë, Søren, Ünal, Özge – it’s € 5…"),
        ("Zoë and Søren said.\n".encode() + b"Ren\xe9 said no.", "Zoë and Søren said.\nRené said no."),
        (b"Ren\xe9 said\n" * 3 + "Zoë, Søren and Ünal".encode(), "René said\n" * 3 + "Zoë, Søren and Ünal"),
        ("Zoë and Søren – “x".encode() + b"\xe2\x80 and", "Zoë and Søren – “x\ufffd and"),
        ("Zoë and Søren – “x".encode() + b"\xe2\x80", "Zoë and Søren – “x\ufffd"),
        ("Zoë and Søren – “x".encode() + b"\xc3", "Zoë and Søren – “x\ufffd"),
        ("Zoë and Søren – “x”".encode() + b"\x80\x9d \x81 \xff", "Zoë and Søren – “x”\ufffd \ufffd \ufffd"),
    ],
)  # fmt: skip
def test_bytes_of_windows_1252_within_utf8(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("language", "codec"), [("ru", "cp1251"), ("ru", "koi8-r"), ("fr", "cp1252"), ("pl", "cp1250")]
)
def test_lines_in_two_encodings(language: str, codec: str) -> None:
    text = TEXTS[language]
    one, other = text.encode(), text.encode(codec, "replace")
    kept = other.decode(codec)
    assert decode(b"\n".join((one, other, one))) == f"{text}\n{kept}\n{text}"
    assert decode(b"\n".join((one, other, other, other))) == f"{text}\n{kept}\n{kept}\n{kept}"


def test_a_page_of_two_encodings() -> None:
    latin = page("Zoë and Søren said “no”", "iso-8859-1").encode() + b"<footer>\xa9 Caf\xe9</footer>"
    assert "Zoë and Søren said “no”" in read(latin)
    assert "© Café" in read(latin)


def test_what_is_no_text_is_refused_and_huge_lines_are_read() -> None:
    with pytest.raises(IngestError):
        decode(bytes(range(256)) * 40)
    for unit in (b"\xe9", b"\xe2\x80", b"<script", b"<a ", b"\xc3\xa9\xe9", b"\x80", b"<!--", b"\n\xe9 "):
        assert decode(b"Plain words. " * 10 + unit * 300_000)
