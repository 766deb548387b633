"""What the control words of RTF mean, as far as they matter for reading a text, and the code pages of fonts."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

LETTERS: Mapping[str, str] = {
    "tab": " ", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": " ", "_": "-", "-": "", "\t": " ",
}  # fmt: skip
"""Control words and signs that stand for letters."""
UNREAD = frozenset(
    """aftncn aftnsep aftnsepc annotation atnauthor atnicn atnid atnref atntime atrfend atrfstart bkmkend
    bkmkstart blipuid buptim category colorschememapping colortbl comment company creatim datafield datastore
    doccomm docvar falt fchars filetbl fldinst fontemb footer footerf footerl footerr ftncn ftnsep ftnsepc
    generator header headerf headerl headerr hlinkbase keywords latentstyles lchars levelnumbers leveltext
    listlevel listname listoverridetable listpicture liststylename listtable manager mmathpr nextfile
    nonesttables nonshppict objalias objclass objdata objname objsect objtime operator panose password
    passwordhash pgptbl picprop pict printim private protusertbl revtbl revtim rsidtbl rxe shppict shprslt sp
    subject tc template themedata txe userprops wgrffmtfilter xe xmlattrname xmlattrvalue xmlclose xmlname
    xmlnstbl xmlopen""".split()
)
"""Groups that hold no text of the document, with all that is in them."""
READ = frozenset("shpinst do dptxbxtext ud".split())
"""Groups that may be passed over by programs that do not know them, and hold text."""
BOXES = frozenset({"shptxt", "dptxbxtext"})
PROPERTIES = frozenset({"title", "author"})
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
SYMBOLS = 2
"""The character set of a font of signs."""
_PLATFORMS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_OWN_NAMES = {10000: "mac_roman", 10007: "mac_cyrillic", 10006: "mac_greek", 10029: "mac_latin2", 65001: "utf-8"}


def codec_of_page(number: int) -> str | None:
    """The codec of a code page; None where it is not known."""
    name = _OWN_NAMES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def codec_of_charset(number: int) -> str | None:
    """The codec of a font's character set; None where that is the document's own."""
    return _CHARSETS.get(number)


def codec_of_platform(word: str) -> str | None:
    """The codec that a document's first words name, such as `\\mac`."""
    return _PLATFORMS.get(word)
