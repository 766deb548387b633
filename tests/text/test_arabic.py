"""Arabic through the engine and the reader: what one spelling finds in another, and what stays apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines import Index
from searchapp.model import Mention, Story
from searchapp.query.matching import marks, passage
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.text.analysis import folded, index_terms, phrase_terms, same_name, tokenize, word_terms
from searchapp.text.languages.ar import fold, stem
from tests.stories import story

CONVOY = (
    "غادر آخر المقاتلين الأجانب الرقة فجر السبت في حافلات، كما قال المتحدث باسم القوات. "
    "وخرج معهم ١٬٢٠٠ مدني إلى مخيم للنازحين شمالي المدينة. هل يعودون؟ لا أحد يعرف."
)
COUNCIL = (
    "نفى مجلسُ الرَّقّة المدني أي اتفاق، وقال مسئول فيه إن اللجنة لم تُبلَّغ بشيء. "
    "«لا علم لنا بهم ولا نعرف من أرسلهم.» ولم تجب قيادة التحالف عن أسئلة الصحفيين."
)
MINISTER = (
    "وصل وزير الصحة إلى حلب ودمشق، ثم زار مستشفى جامعيا مع أعضائه المرافقين. "
    "وعاد بعدها إلى مبنى وزارته في عام ٢٠١٨. وفي بيان له شكر كتيبة الهندسة والبرلمان."
)
MIXED = "A convoy left الـرقـة on Saturday, said the BBC. وBBC نقلت ذلك عام 2017م، وتلتها CNN."
PERSIAN = "رئیس شورای کوبانی گفت که ۳۵ کامیون رسید۔ مردم منتظر بودند۔"
WATER = "ورق الرسوم على مكتبه رقم ثلاثة، وبرق السماء أضاء الحرب والحليب والجنة ورقصة الريح."

STORIES: list[Story] = [
    story("convoy", CONVOY, title="خروج المقاتلين", mentions=(Mention("place", "الرقة", "الرقة", 27, 32),)),
    story("council", COUNCIL, title="مجلس الرقه: لا إتفاق", entities={"person": ("ليلى مصطفى", "عُمر علّوش")}),
    story("minister", MINISTER, title="جولة الوزير", entities={"person": ("أحمد الخلف",)}),
    story("mixed", MIXED),
    story("persian", PERSIAN),
    story("water", WATER),
]

Make = Callable[..., Index]


@pytest.fixture
def index(make_index: Make) -> Index:
    return make_index(*STORIES)


FOUND: list[tuple[str, set[str]]] = [
    ("الرقة", {"convoy", "council", "mixed"}),
    ("رقة", {"convoy", "council", "mixed"}),
    ("والرقة", {"convoy", "council", "mixed"}),
    ("بالرقه", {"convoy", "council", "mixed"}),
    ("للرَّقَّة", {"convoy", "council", "mixed"}),
    ("مقاتل", {"convoy"}),
    ("مقاتلون", {"convoy"}),
    ("للمقاتلات", {"convoy"}),
    ("مدنيين", {"convoy", "council"}),
    ("المدنية", {"convoy", "council"}),
    ("نازح", {"convoy"}),
    ("قوة", {"convoy"}),
    ("قواتها", {"convoy"}),
    ("حافلتان", {"convoy"}),
    ("مدينتهم", {"convoy"}),
    ("1200", {"convoy"}),
    ("1,200", {"convoy"}),
    ("۱۲۰۰", {"convoy"}),
    ("اجانب", {"convoy"}),
    ("مسؤولون", {"council"}),
    ("المسئولين", {"council"}),
    ("اتفاقات", {"council"}),
    ("لجنة", {"council"}),
    ("للجنة", {"council"}),
    ("تحالفها", {"council"}),
    ("صحفي", {"council"}),
    ("الوزير", {"minister"}),
    ("وزراء", set()),
    ("وزارات", {"minister"}),
    ("دمشق", {"minister"}),
    ("بدمشق", {"minister"}),
    ("وحلب", {"minister"}),
    ("مستشفي", {"minister"}),
    ("المستشفى", {"minister"}),
    ("أعضاؤها", {"minister"}),
    ("بيانات", {"minister"}),
    ("برلماني", {"minister"}),
    ("2018", {"minister"}),
    ("2017", {"mixed"}),
    ("٢٠١٧", {"mixed"}),
    ("BBC", {"mixed"}),
    ("convoys الرقة", {"mixed"}),
    ("رئيس", {"persian"}),
    ("كوباني", {"persian"}),
    ("35", {"persian"}),
    ("ورق", {"water"}),
    ("برق", {"water"}),
    ("رقم", {"water"}),
    ("حرب", {"water"}),
    ("حلب", {"minister"}),
    ("حليب", {"water"}),
    ("زار", {"minister"}),
    ("مدن", set()),
    ("كتائب", set()),
    ("كوبا", set()),
    ('"مجلس الرقة"', {"council"}),
    ('"مجلس رقة"', set()),
    ('"الأجانب الرقة"', {"convoy"}),
    ('"الرقة الأجانب"', set()),
    ('"إلى مبنى"', {"minister"}),
    ("رق*", {"convoy", "council", "mixed", "water"}),
    ("الرقه*", {"convoy", "council", "mixed"}),
    ("المقات*", {"convoy"}),
    ("دمش*", {"minister"}),
    ("مقاتلين NEAR/3 رقة", {"convoy"}),
    ("مقاتلين NEAR/2 حافلات", set()),
    ("title:وزير", {"minister"}),
    ("title:اتفاق", {"council"}),
    ("person:علوش", {"council"}),
    ('person:"ليلي مصطفي"', {"council"}),
    ("person:خلف", {"minister"}),
    ("place:رقة", {"convoy"}),
    ("-الرقة -ورق", {"minister", "persian"}),
    ("صحفيين OR وزير", {"council", "minister"}),
]


@pytest.mark.parametrize(("query", "ids"), FOUND)
def test_a_query_finds_its_stories_and_no_others(index: Index, query: str, ids: set[str]) -> None:
    assert {hit.id for hit in index.search(SearchRequest(parse(query))).hits} == ids


BOUND = ("person:", "place:", "-", "convoys")
"""Beginnings of queries that ask for more than a match in the title or the text."""


@pytest.mark.parametrize(("query", "ids"), [row for row in FOUND if not row[0].startswith(BOUND)])
def test_the_reader_marks_what_was_found(query: str, ids: set[str]) -> None:
    node = parse(query)
    assert {s.id for s in STORIES if marks(node, s.text) or marks(node, s.title or "", field="title")} == ids


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("رقة", CONVOY, ["الرقة"]),
        ("الرقه", COUNCIL, ["الرَّقّة"]),
        ("رقة", MIXED, ["الـرقـة"]),
        ("BBC", MIXED, ["BBC", "BBC"]),
        ("1200", CONVOY, ["١٬٢٠٠"]),
        ('"مجلس الرقة المدني"', COUNCIL, ["مجلسُ الرَّقّة المدني"]),
        ("مقات* OR حافلة", CONVOY, ["المقاتلين", "حافلات"]),
        ("مسؤول", COUNCIL, ["مسئول"]),
        ("وزارة", MINISTER, ["وزارته"]),
        ("35", PERSIAN, ["۳۵"]),
    ],
)
def test_marks_are_the_whole_words_as_they_stand(query: str, text: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in marks(parse(query), text)] == marked


def cut_around(query: str, text: str, *, width: int) -> str:
    return "".join(span.text for span in passage(text, marks(parse(query), text), width=width))


def test_a_snippet_is_cut_at_arabic_sentences(index: Index) -> None:
    assert cut_around("أحد", CONVOY, width=22) == "لا أحد يعرف."
    assert cut_around("نازحين", CONVOY, width=70) == "وخرج معهم ١٬٢٠٠ مدني إلى مخيم للنازحين شمالي المدينة. …"
    assert cut_around("مردم", PERSIAN, width=20) == "مردم منتظر بودند۔"
    assert cut_around("قيادة", COUNCIL, width=70).startswith("ولم تجب قيادة")
    hit = next(h for h in index.search(SearchRequest(parse("مدنيون"))).hits if h.id == "convoy")
    assert [s.text for s in hit.snippet if s.hit] == ["مدني"]


def pairs(block: str) -> list[list[str]]:
    return [pair.split() for pair in block.replace("\n", "|").split("|") if pair.strip()]


ONE = pairs(
    """هجوم هجوما | اتفاق اتفاقا | أمريكا أمريكي | أوروبا الأوروبي | فرنسا الفرنسية | لجنة ولجنته
    وكالة بوكالة | وزير بوزير | لقاء بلقاء | لغة للغة | ألغام الألغام | أمم للأمم | بيان لبيان
    معركة المعركة | معركة معركتهم | سيطرة سيطرتها | انسحاب انسحابهم | مدينة مدينتهم | مدينة بالمدينة
    مدينة مدينتين | رقة الرقة | رقة والرقة | رقة بالرقة | رقة للرقة | رقة كالرقة | رقة فالرقة | رقه الرقة
    رقة وبالرقة | مقاتلين المقاتلون | مقاتل المقاتلين | مقاتل مقاتلان | مقاتل مقاتلات | مقاتل مقاتليها
    مقاتل للمقاتلين | مقاتلي مقاتلون | وزير الوزير | وزير والوزير | وزير للوزير | وزارة الوزارة
    وزارة وزارات | وزير وزيرة | وزراء الوزراء | مفاوضات المفاوضة | مفاوضات بالمفاوضات | قوة قوات
    قوة القوات | قوات قواتها | قوات قواتهم | قوة بالقوة | حكومة الحكومة | حكومة حكومته | حكومة حكومتها
    حكومة للحكومة | حكومة حكومات | حكومة حكومتهم | زيارة زيارته | زيارة الزيارات | مسؤول المسؤولين
    مسئول مسؤولون | مسؤول مسؤولة | أعضاء أعضائها | أعضاء أعضاؤه | أعضاء للأعضاء | بيان البيان
    بيان بيانات | بيان بيانه | سوريا سورية | سوري السوريين | سوري سورية | سوري سوريون | مدني المدنيين
    مدني مدنية | مدنيون المدنيين | دمشق بدمشق | دمشق ودمشق | دمشق لدمشق | دمشق وبدمشق | حلب وحلب
    بغداد ببغداد | برلمان البرلمان | برلمان بالبرلمان | برلمان برلمانية | برلمان برلمانات | كتائب الكتائب
    كتائب بكتائب | لاجئ لاجئين | لاجئ اللاجئين | لاجئين للاجئين | لجنة اللجنة | لجنة للجنة | لجنة لجنته
    لقاء اللقاء | لقاء للقاء | لبنان لبناني | لبنان بلبنان | لبناني اللبنانيين | لبنان ولبنان
    فلسطين فلسطيني | فلسطين الفلسطينيين | فلسطيني الفلسطينية | ألمانيا الألمانية | ألمانيا لألمانيا
    دين الدين | غارة غارات | غارة الغارات | طائرة الطائرات | طائرة طائراتهم | هجوم الهجوم
    انفجار انفجارات | انفجار انفجاران | دبابة دبابتين | دبابة دبابات | شاحنة شاحنات | حافلة الحافلات
    حافلة حافلتين | صحفي الصحفيين | صحفي صحفيون | معتقل المعتقلين | نازح النازحين | نازحين النازحون
    رئيس الرئيس | رئيس للرئيس | رئيس رئيسة | اتفاق الاتفاق | اتفاق اتفاقات | اتفاق باتفاق | متحدث المتحدث
    متحدث المتحدثة | ناشط ناشطون | تحالف التحالف | تحالف للتحالف | أمريكي الأمريكية | أمريكي الأمريكيين
    وفد الوفد | وكالة الوكالات | وكالة لوكالة | وثيقة الوثيقة | وثيقة وثيقتان | وحدة الوحدات
    ولاية ولايات | وصول الوصول | عملية العمليات | عملية عمليات | قضية القضية | يد اليد | دم الدم
    دم بالدم | شهيد الشهيد | شهر شهرين | يوم يومين | ساعة ساعات | جهة جهات | فئة فئات | فريق الفريق
    فريق فريقين | بحرية البحرية | كردي الكردية | كردي كرديين | أكراد الأكراد | روسيا روسية | روسي روسيا
    ليبيا ليبي | تركيا التركية | عراق العراق | عراقي العراقيين | عراقيون العراقية | سلطة السلطات
    سلطات سلطة | كهرباء الكهرباء | كهرباء بالكهرباء | مستشفى المستشفى | مستشفي بمستشفى | مبنى المبنى
    منطقة بمنطقة | منطقة منطقتهم"""
)
TWO = pairs(
    """مدني مدن | سوري سور | طيران طير | عدوان عدو | وزارة زار | سلطان سلطة | بحرية حرية | رقة رقم | رقة ورق
    رقة برق | حلب حليب | حلب حرب | لبنان لبن | كتاب تاب | لقاء بقاء | بلد لد | لجنة جنة | الآن أن
    الله له | إلى ال | جيش عيش | قتل قتال | مدرسة درس | وفد فد | مقاتل قتل | وعود عودة | قانون قان
    كلام لام | فصل فصيل | دين دينار | حزب حزبي | بيت بيان | كلب قلب | قائد قاعدة | سد أسد | يمن يمين
    قطر قطار | نهر نهار | برلين برلمان | وزن وزير | حصار حصان | بحر بحرين | فرن فرنسا | لحم لحية
    والد ولد | وصول أصول | هدنة هدف | سلام إسلام | سلم سلاح | باريس فارس | جد جدة | صحة صحيفة | مهاجر هجر
    مدينة المدن"""
)


@pytest.mark.parametrize(("word", "other"), ONE)
def test_inflections_share_a_stem(word: str, other: str) -> None:
    assert word_terms(word) == word_terms(other)


@pytest.mark.parametrize(("word", "other"), TWO)
def test_distinct_words_stay_distinct(word: str, other: str) -> None:
    assert word_terms(word) != word_terms(other)


def test_a_particle_stays_where_it_may_be_the_words_own() -> None:
    assert word_terms("لجنة") != word_terms("بلجنة")
    assert word_terms("باب") == ("~باب",)
    assert word_terms("وفد") == ("~وفد",)


@pytest.mark.parametrize(
    ("written", "same"),
    [("مُدَرِّس", "مدرس"), ("الـرقـة", "الرقه"), ("إلى", "الي"), ("ٱلرحمٰن", "الرحمن"), ("مسؤول", "مسئول"),
     ("کردی", "كردي"), ("ﺍﻟﺮﻗﺔ", "الرقة"), ("ﷲ", "الله"), ("١٬٢٣٤٫٥", "1,234.5"), ("۲۰۱۷", "2017")],
)  # fmt: skip
def test_spellings_that_are_one_to_a_phrase(written: str, same: str) -> None:
    assert phrase_terms(written) == phrase_terms(same)


@pytest.mark.parametrize(("word", "other"), pairs("گل كل | پل بل | سأل سعل | ماء ما | ضل ظل | چاي جاي"))
def test_another_letter_stays_another(word: str, other: str) -> None:
    assert phrase_terms(word) != phrase_terms(other)


arabic = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئٱکگیـًٌٍَُِّْ٠١٢۳۴", max_size=14)


@given(arabic)
def test_folds_and_stems_are_their_own(word: str) -> None:
    exact = fold(word)
    assert fold(exact) == exact
    assert stem(stem(exact)) == stem(exact)


@given(st.lists(arabic | st.text(alphabet="abU.S'1,٫ \u200f،؟«»", max_size=6), max_size=12))
def test_index_and_query_see_the_same_words(words: list[str]) -> None:
    text = "".join(words)
    tokens = tokenize(text, shouted=False)
    assert all(text[t.start : t.end] and t.exact for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(want in index_terms(t) for want, t in zip(phrase_terms(text), tokens, strict=True))


def test_names_are_one_by_their_letters() -> None:
    assert same_name("عُمر علّوش") == same_name("عمر علوش")
    assert folded("ليلى مصطفى") == folded("ليلي مصطفي")
    assert same_name("الرقة") != same_name("رقة")
    assert same_name("گلستان") != same_name("كلستان")


def test_a_word_ends_where_its_script_does() -> None:
    text = "وBBC الـCNN 2017م و١٫٥"
    assert [text[t.start : t.end] for t in tokenize(text)] == ["و", "BBC", "الـ", "CNN", "2017", "م", "و", "١٫٥"]
    assert tokenize(text)[-1].exact == "1.5"
